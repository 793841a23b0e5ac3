#ifndef TECHFLOW_STORAGE_ROCKSDB_RATING_STORE_H_
#define TECHFLOW_STORAGE_ROCKSDB_RATING_STORE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "storage/rating_store.h"

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace techflow::storage {

// Opens the store in `folder`, on a local disk and for this process alone, or
// makes one where the folder is missing or empty. Destroying it writes the
// appends that wait, then closes; no other call may be under way by then.
//   FAILED_PRECONDITION  another process has it open; the folder holds
//                        something else; the format is not known here;
//   DATA_LOSS            it is damaged: it is never repaired by leaving
//                        records out, and nothing is made over it;
//   UNAVAILABLE          the disk failed.
// `env` is the disk, for tests; it must outlive the store. Null: the machine's.
absl::StatusOr<std::unique_ptr<RatingStore>> OpenRocksDbRatingStore(
    const std::string& folder, rocksdb::Env* env = nullptr);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_ROCKSDB_RATING_STORE_H_
