#ifndef TECHFLOW_STORAGE_AS_OF_SCAN_H_
#define TECHFLOW_STORAGE_AS_OF_SCAN_H_

#include <vector>

#include "absl/status/statusor.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// The places that `query` asks for, newest first, from the as_of column, or
// merged from the grade column, one stream for each grade. `limit` is taken as
// it is.
absl::StatusOr<std::vector<AsOfPlace>> ScanByAsOfDate(const Database& database,
                                                      const AsOfQuery& query);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_AS_OF_SCAN_H_
