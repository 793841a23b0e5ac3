#ifndef TECHFLOW_STORAGE_DATABASE_FILES_H_
#define TECHFLOW_STORAGE_DATABASE_FILES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "rocksdb/env.h"

namespace techflow::storage {

// Which files a database consists of at a moment, as another process finds
// them. RocksDB writes into the manifest that tables come and go before it
// removes a table or a write-ahead log.
struct DatabaseFiles {
  // Tells the folder from one that was put in its place.
  uint64_t folder_id = 0;

  std::string manifest;
  uint64_t manifest_bytes = 0;

  // The write-ahead logs, by name, and how long they are together.
  std::vector<std::string> logs;
  uint64_t log_bytes = 0;

  friend bool operator==(const DatabaseFiles&, const DatabaseFiles&) = default;
};

// Of the database in `folder` itself; `env` is the disk. NOT_FOUND where there
// is none, UNAVAILABLE where it cannot be read. Any thread.
absl::StatusOr<DatabaseFiles> ReadDatabaseFiles(rocksdb::Env& env,
                                                const std::string& folder);

// True where no table and no log has come or gone from `before` to `after`;
// logs may have grown.
bool HaveSameParts(const DatabaseFiles& before, const DatabaseFiles& after);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_DATABASE_FILES_H_
