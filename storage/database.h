#ifndef TECHFLOW_STORAGE_DATABASE_H_
#define TECHFLOW_STORAGE_DATABASE_H_

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "storage/database_files.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// What each part of the database holds; FORMAT.md draws them in this order.
// kMeta comes first because RocksDB's own "default" must.
enum class Column {
  kMeta,
  kEntry,
  kSubject,
  kHistory,
  kAsOf,
  kGrade,
  kRequest,
  kEvidence,
  kAssessment,
  kModel,
  kNode,
};
inline constexpr int kColumnCount = 11;

Column ColumnOf(BlobKind kind);

// `status` in our words: corruption is DATA_LOSS, what is missing NOT_FOUND,
// everything else UNAVAILABLE. `action` says what was done: "reading an entry".
absl::Status ToStatus(const rocksdb::Status& status, std::string_view action);

class LargeValues;

// An open RocksDB with our columns and options. Any thread may call anything.
class Database {
 public:
  // As OpenRocksDbRatingStore says. `env` is not owned; null is the machine's.
  static absl::StatusOr<std::unique_ptr<Database>> Open(
      const std::string& folder, rocksdb::Env* env);

  // Opens what is there and changes nothing on disk. As Open, but that a
  // missing store is NOT_FOUND, and that a store of the format before is
  // FAILED_PRECONDITION.
  static absl::StatusOr<std::unique_ptr<Database>> OpenReadOnly(
      const std::string& folder, rocksdb::Env* env);

  // Opens what another process may be writing, as it is at a moment within the
  // call, and changes nothing on disk: it takes no lock, and files that the
  // other one removes stay open. As OpenReadOnly, and UNAVAILABLE where tables
  // came and went in each of a few attempts.
  static absl::StatusOr<std::unique_ptr<Database>> OpenFollower(
      const std::string& folder, rocksdb::Env* env);

  // Of OpenFollower: reads on, so that all that was written before the call is
  // there, and of each write all or nothing. One at a time, and nobody may read
  // meanwhile. After any error parts of the last writes may be missing: it is
  // to be closed then.
  //   ABORTED  tables or logs have come or gone since it was opened: open anew.
  absl::Status CatchUp();

  // Of OpenFollower: which files there were when it was opened or caught up.
  const DatabaseFiles& files() const { return files_; }

  // Which files the database of the store in `folder` has now. NOT_FOUND where
  // there is none, UNAVAILABLE where the folder cannot be read.
  static absl::StatusOr<DatabaseFiles> ReadFiles(const std::string& folder,
                                                 rocksdb::Env* env);

  // Closes. No iterator may be left.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // The value of `key`; NOT_FOUND where there is none.
  absl::StatusOr<std::string> Get(Column column, std::string_view key) const;

  // The values of `keys`, in their order; NOT_FOUND where one is missing.
  absl::StatusOr<std::vector<std::string>> GetAll(
      Column column, const std::vector<std::string>& keys) const;

  // True where exactly `value` is stored under `key`.
  bool Holds(Column column, std::string_view key, std::string_view value) const;

  std::unique_ptr<rocksdb::Iterator> NewIterator(
      Column column, const rocksdb::ReadOptions& options) const;

  rocksdb::ColumnFamilyHandle* handle(Column column) const;
  rocksdb::DB& db() const { return *db_; }

 private:
  Database();

  // Opens the database in exactly this folder.
  enum class Access { kRead, kFollow, kWrite, kCreate };
  static absl::StatusOr<std::unique_ptr<Database>> OpenAt(
      const std::string& folder, rocksdb::Env* env, Access access);

  // One attempt of OpenFollower; ABORTED where files came and went.
  static absl::StatusOr<std::unique_ptr<Database>> TryToFollow(
      const std::string& folder, rocksdb::Env* env);

  // What OpenReadOnly and OpenFollower have in common.
  static absl::StatusOr<std::unique_ptr<Database>> OpenPresent(
      const std::string& folder, rocksdb::Env* env, Access access);

  // Makes the database of the store in `folder`, wholly or not at all.
  static absl::Status Create(const std::string& folder, rocksdb::Env* env);

  std::unique_ptr<rocksdb::DB> db_;
  std::array<rocksdb::ColumnFamilyHandle*, kColumnCount> handles_{};
  DatabaseFiles files_;
  std::unique_ptr<const LargeValues> large_values_;  // Null but for a follower.
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_DATABASE_H_
