#ifndef TECHFLOW_STORAGE_LARGE_VALUES_H_
#define TECHFLOW_STORAGE_LARGE_VALUES_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "storage/database.h"

namespace techflow::storage {

// The tables of the columns with large values, for a follower. RocksDB 7.8
// names a large value in its cache after a string that its secondary has let
// go, and so reads what is not its own, or ends the process: a follower must
// not find one in a table of the secondary. Any thread may call anything.
class LargeValues {
 public:
  // Of the database in `folder` itself, as its tables are at a moment within
  // the call; logs are not read. Changes nothing on disk. UNAVAILABLE or
  // DATA_LOSS where tables cannot be read, which may be because they just went.
  static absl::StatusOr<std::unique_ptr<const LargeValues>> Open(
      const std::string& folder, rocksdb::Env* env);

  ~LargeValues();
  LargeValues(const LargeValues&) = delete;
  LargeValues& operator=(const LargeValues&) = delete;

  // The value of `key`; NOT_FOUND where no table has it, and for all other
  // columns.
  absl::StatusOr<std::string> Get(Column column, std::string_view key) const;

 private:
  explicit LargeValues(std::unique_ptr<rocksdb::Env> disk)
      : disk_(std::move(disk)) {}

  const std::unique_ptr<rocksdb::Env> disk_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_LARGE_VALUES_H_
