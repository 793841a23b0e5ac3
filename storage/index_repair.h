#ifndef TECHFLOW_STORAGE_INDEX_REPAIR_H_
#define TECHFLOW_STORAGE_INDEX_REPAIR_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "storage/integrity_check.h"
#include "storage/integrity_report.h"

namespace techflow::storage {

// What a repair has done.
struct RepairReport {
  // Records that were written, and those that no entry gives and that went.
  int64_t written = 0;
  int64_t removed = 0;
  IntegrityReport before;
  IntegrityReport after;
};

// Makes what the entries give again where it is damaged: the tree's nodes and
// head, and the columns history, subject, request, as_of and grade. It never
// touches an entry, evidence, an assessment or a package. Nothing is written to
// a sound store. After a crash in the middle, it can be called again. No other
// process may have the store open. Errors of CheckIntegrity, and
//   FAILED_PRECONDITION  nothing was changed: an entry or a file is damaged,
//                        the tree over the entries does not extend the anchor's
//                        checkpoint, or nothing on disk (the head, the anchor,
//                        all the nodes) confirms that the entries are those
//                        that were stored.
absl::StatusOr<RepairReport> RepairIndexes(const std::string& folder,
                                           const IntegrityOptions& options);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_INDEX_REPAIR_H_
