#ifndef TECHFLOW_STORAGE_BLOB_CHECK_H_
#define TECHFLOW_STORAGE_BLOB_CHECK_H_

#include "storage/database.h"
#include "storage/integrity_report.h"

namespace techflow::storage {

// Checks that each blob has the digest it is stored under, that what the
// entries name is stored, and that some entry names what is stored, the last
// only where all entries can be read. In fixed memory: where there are more
// blobs than it can hold digests of, it reads the entries several times. Any
// thread.
void CheckBlobs(const Database& database, IntegrityReport& report);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_BLOB_CHECK_H_
