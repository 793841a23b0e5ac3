#include "storage/database.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "fmt/format.h"
#include "storage/database_options.h"
#include "storage/keys.h"
#include "storage/large_values.h"

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;

// The database is a folder of its own within the store's, so that it can be
// made under the second name and appear whole under the first: also where the
// store's folder is a mount point. A crash in between leaves the second, which
// holds nothing yet and is taken up again.
constexpr std::string_view kDatabaseFolder = "rocksdb";
constexpr std::string_view kNewDatabaseFolder = "rocksdb.new";

// RocksDB asks for a folder for its messages, of which it writes none here.
constexpr char kNoFolder[] = "";

// Tables come and go in bursts, when memory is written out or tables are
// merged.
constexpr int kFollowAttempts = 10;

absl::Status PartsChanged() {
  return absl::AbortedError("its tables or logs have come or gone meanwhile");
}

enum class FolderState { kStore, kEmpty, kForeign };

absl::StatusOr<FolderState> Inspect(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error) && !error) return FolderState::kEmpty;
  FolderState state = FolderState::kEmpty;
  for (fs::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().filename() == kDatabaseFolder) return FolderState::kStore;
    if (it->path().filename() != kNewDatabaseFolder) {
      state = FolderState::kForeign;
    }
  }
  if (error) {
    return absl::UnavailableError(
        fmt::format("cannot look into the folder {}: {}", folder.string(),
                    error.message()));
  }
  return state;
}

absl::Status RequireStore(const std::string& folder) {
  const auto state = Inspect(folder);
  if (!state.ok()) return state.status();
  if (*state == FolderState::kStore) return absl::OkStatus();
  return absl::NotFoundError(
      fmt::format("the folder {} holds no techflow store", folder));
}

std::vector<std::string> ColumnNames() {
  std::vector<std::string> names;
  for (const auto& descriptor : ColumnDescriptors()) {
    names.push_back(descriptor.name);
  }
  return names;
}

// The column families on disk must be exactly ours: a name less would be a
// part of the store that is gone, and RocksDB would not open with a name more.
// In `is_format_before`, whether they are those of the format before, which had
// no nodes.
absl::Status CheckColumns(const std::string& folder,
                          const rocksdb::DBOptions& options,
                          bool& is_format_before) {
  std::vector<std::string> names;
  const rocksdb::Status status =
      rocksdb::DB::ListColumnFamilies(options, folder, &names);
  if (!status.ok()) return ToStatus(status, "opening the store");
  std::vector<std::string> expected = ColumnNames();
  is_format_before = false;
  if (std::is_permutation(names.begin(), names.end(), expected.begin(),
                          expected.end())) {
    return absl::OkStatus();
  }
  expected.pop_back();
  if (std::is_permutation(names.begin(), names.end(), expected.begin(),
                          expected.end())) {
    is_format_before = true;
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      "the database is not a techflow store of a format that is known here: "
      "its column families are others");
}

absl::Status CheckFormat(const Database& database, bool may_be_before) {
  const auto format = database.Get(Column::kMeta, kFormatKey);
  if (absl::IsNotFound(format.status())) {
    return absl::FailedPreconditionError(
        "the database is not a techflow store: it names no format");
  }
  if (!format.ok()) return format.status();
  if (*format == kFormat) return absl::OkStatus();
  if (*format == kFormatBefore && may_be_before) return absl::OkStatus();
  return absl::FailedPreconditionError(
      fmt::format("the store has the format \"{}\" and this program knows only "
                  "\"{}\"; open it with the program that wrote it",
                  *format, kFormat));
}

absl::Status InFolder(const absl::Status& status, const std::string& folder) {
  std::string advice;
  if (absl::IsDataLoss(status)) {
    advice =
        ". The store is damaged and was left as it is: nothing is repaired by "
        "leaving records out. Restore a backup, or the disk, and start again";
  }
  return absl::Status(
      status.code(), fmt::format("the store in {} was not opened: {}{}", folder,
                                 std::string(status.message()), advice));
}

}  // namespace

Column ColumnOf(BlobKind kind) {
  switch (kind) {
    case BlobKind::kEvidence:
      return Column::kEvidence;
    case BlobKind::kAssessment:
      return Column::kAssessment;
    case BlobKind::kModelPackage:
      return Column::kModel;
  }
  return Column::kMeta;
}

absl::Status ToStatus(const rocksdb::Status& status, std::string_view action) {
  if (status.ok()) return absl::OkStatus();
  const std::string message = fmt::format("{}: {}", action, status.ToString());
  if (status.IsNotFound()) return absl::NotFoundError(message);
  // A file that the database names and that is gone is damage too.
  if (status.IsCorruption() || status.IsPathNotFound()) {
    return absl::DataLossError(message);
  }
  return absl::UnavailableError(message);
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenAt(
    const std::string& folder, rocksdb::Env* env, Access access) {
  rocksdb::DBOptions options = DatabaseOptions(env);
  const bool create = access == Access::kCreate;
  options.create_if_missing = create;
  options.create_missing_column_families = create;
  if (!create) {
    bool is_format_before = false;
    absl::Status status = CheckColumns(folder, options, is_format_before);
    if (!status.ok()) return status;
    if (is_format_before && access != Access::kWrite) {
      return absl::FailedPreconditionError(
          "the store has the format before this one; start the server on it "
          "once, which brings it up");
    }
    options.create_missing_column_families = is_format_before;
  }
  const auto columns = ColumnDescriptors();
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status;
  if (access == Access::kRead) {
    status =
        rocksdb::DB::OpenForReadOnly(options, folder, columns, &handles, &db);
  } else if (access == Access::kFollow) {
    status = rocksdb::DB::OpenAsSecondary(options, folder, kNoFolder, columns,
                                          &handles, &db);
  } else {
    status = rocksdb::DB::Open(options, folder, columns, &handles, &db);
  }
  if (status.IsIOError() &&
      status.ToString().find("/LOCK:") != std::string::npos) {
    return absl::FailedPreconditionError(
        "another process has it open; a store is for one process at a time");
  }
  if (!status.ok()) return ToStatus(status, "opening the store");
  std::unique_ptr<Database> database(new Database);
  database->db_.reset(db);
  for (size_t i = 0; i < handles.size(); ++i) {
    database->handles_[i] = handles[i];
  }
  return database;
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(
    const std::string& folder, rocksdb::Env* env) {
  const fs::path place = fs::path(folder) / kDatabaseFolder;
  const auto state = Inspect(folder);
  if (!state.ok()) return state.status();
  if (*state == FolderState::kForeign) {
    return absl::FailedPreconditionError(
        fmt::format("the folder {} holds files and no techflow store; a new "
                    "store needs an empty folder",
                    folder));
  }
  if (*state == FolderState::kEmpty) {
    if (absl::Status status = Create(folder, env); !status.ok()) {
      return InFolder(status, folder);
    }
  }
  auto database = OpenAt(place.string(), env, Access::kWrite);
  if (!database.ok()) return InFolder(database.status(), folder);
  absl::Status status = CheckFormat(**database, /*may_be_before=*/true);
  if (!status.ok()) return InFolder(status, folder);
  return database;
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenPresent(
    const std::string& folder, rocksdb::Env* env, Access access) {
  if (absl::Status status = RequireStore(folder); !status.ok()) return status;
  auto database =
      OpenAt((fs::path(folder) / kDatabaseFolder).string(), env, access);
  if (!database.ok()) return InFolder(database.status(), folder);
  absl::Status status = CheckFormat(**database, /*may_be_before=*/false);
  if (!status.ok()) return InFolder(status, folder);
  return database;
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenReadOnly(
    const std::string& folder, rocksdb::Env* env) {
  return OpenPresent(folder, env, Access::kRead);
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenFollower(
    const std::string& folder, rocksdb::Env* env) {
  for (int attempt = 0; attempt < kFollowAttempts; ++attempt) {
    auto database = TryToFollow(folder, env);
    if (!absl::IsAborted(database.status())) return database;
  }
  return InFolder(absl::UnavailableError(PartsChanged().message()), folder);
}

absl::StatusOr<DatabaseFiles> Database::ReadFiles(const std::string& folder,
                                                  rocksdb::Env* env) {
  if (absl::Status status = RequireStore(folder); !status.ok()) return status;
  return ReadDatabaseFiles(env == nullptr ? *rocksdb::Env::Default() : *env,
                           (fs::path(folder) / kDatabaseFolder).string());
}

// RocksDB first reads which tables there are and then the logs. Where a table
// is written and its log removed in between, what was in both is seen in
// neither; so the files must be the same before and after.
absl::StatusOr<std::unique_ptr<Database>> Database::TryToFollow(
    const std::string& folder, rocksdb::Env* env) {
  const auto before = ReadFiles(folder, env);
  if (!before.ok()) return before.status();
  auto database = OpenPresent(folder, env, Access::kFollow);
  const auto after = ReadFiles(folder, env);
  if (!after.ok()) return after.status();
  if (!HaveSameParts(*before, *after)) return PartsChanged();
  if (!database.ok()) return database.status();
  auto large_values =
      LargeValues::Open((fs::path(folder) / kDatabaseFolder).string(), env);
  if (!large_values.ok()) {
    const auto now = ReadFiles(folder, env);
    if (!now.ok()) return now.status();
    if (!HaveSameParts(*before, *now)) return PartsChanged();
    return InFolder(large_values.status(), folder);
  }
  (*database)->large_values_ = *std::move(large_values);
  (*database)->files_ = *before;
  return database;
}

absl::Status Database::CatchUp() {
  rocksdb::Env& disk = *db_->GetEnv();
  const auto before = ReadDatabaseFiles(disk, db_->GetName());
  if (!before.ok()) return before.status();
  if (!HaveSameParts(files_, *before)) return PartsChanged();
  const rocksdb::Status status = db_->TryCatchUpWithPrimary();
  const auto after = ReadDatabaseFiles(disk, db_->GetName());
  if (!after.ok()) return after.status();
  if (!HaveSameParts(files_, *after)) return PartsChanged();
  if (!status.ok()) return ToStatus(status, "following the store");
  files_ = *before;
  return absl::OkStatus();
}

absl::Status Database::Create(const std::string& folder, rocksdb::Env* env) {
  const fs::path unfinished = fs::path(folder) / kNewDatabaseFolder;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(
        fmt::format("cannot make the folder: {}", error.message()));
  }
  {
    auto database = OpenAt(unfinished.string(), env, Access::kCreate);
    if (!database.ok()) return database.status();
    rocksdb::WriteBatch batch;
    batch.Put((*database)->handle(Column::kMeta), rocksdb::Slice(kFormatKey),
              rocksdb::Slice(kFormat));
    batch.Put((*database)->handle(Column::kMeta), rocksdb::Slice(kHeadKey),
              LogHeadBytes({.size = 0, .root = ledger::EmptyRoot()}));
    batch.Put((*database)->handle(Column::kMeta), rocksdb::Slice(kStateKey),
              rocksdb::Slice(kStateClosed));
    const rocksdb::Status status =
        (*database)->db().Write(DurableWrite(), &batch);
    if (!status.ok()) return ToStatus(status, "making a store");
  }
  // The new name must be on disk before the first append is acknowledged.
  if (env == nullptr) env = rocksdb::Env::Default();
  rocksdb::Status status = env->RenameFile(
      unfinished.string(), (fs::path(folder) / kDatabaseFolder).string());
  std::unique_ptr<rocksdb::Directory> directory;
  if (status.ok()) status = env->NewDirectory(folder, &directory);
  if (status.ok()) status = directory->Fsync();
  return ToStatus(status, "making a store");
}

Database::Database() = default;

Database::~Database() {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    if (handle != nullptr) db_->DestroyColumnFamilyHandle(handle);
  }
}

absl::StatusOr<std::string> Database::Get(Column column,
                                          std::string_view key) const {
  if (large_values_ != nullptr) {
    auto large = large_values_->Get(column, key);
    if (!absl::IsNotFound(large.status())) return large;
  }
  std::string value;
  const rocksdb::Status status =
      db_->Get(rocksdb::ReadOptions(), handle(column), key, &value);
  if (!status.ok()) return ToStatus(status, "reading the store");
  return value;
}

absl::StatusOr<std::vector<std::string>> Database::GetAll(
    Column column, const std::vector<std::string>& keys) const {
  const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  const std::vector<rocksdb::ColumnFamilyHandle*> columns(keys.size(),
                                                          handle(column));
  std::vector<std::string> values;
  for (const rocksdb::Status& status :
       db_->MultiGet(rocksdb::ReadOptions(), columns, slices, &values)) {
    if (!status.ok()) return ToStatus(status, "reading the store");
  }
  return values;
}

bool Database::Holds(Column column, std::string_view key,
                     std::string_view value) const {
  rocksdb::PinnableSlice stored;
  return db_->Get(rocksdb::ReadOptions(), handle(column), key, &stored).ok() &&
         stored == rocksdb::Slice(value);
}

std::unique_ptr<rocksdb::Iterator> Database::NewIterator(
    Column column, const rocksdb::ReadOptions& options) const {
  return std::unique_ptr<rocksdb::Iterator>(
      db_->NewIterator(options, handle(column)));
}

rocksdb::ColumnFamilyHandle* Database::handle(Column column) const {
  return handles_[static_cast<size_t>(column)];
}

}  // namespace techflow::storage
