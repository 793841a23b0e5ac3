#include "storage/backup.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "rocksdb/env.h"
#include "rocksdb/utilities/backup_engine.h"
#include "storage/backup_record.h"
#include "storage/integrity_check.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/signed_note.h"
#include "storage/log_reader.h"
#include "storage/stored_nodes.h"

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;

// A store in a folder of its own within the new one: it can be opened there,
// and is no store of the new folder until its database is moved up.
constexpr std::string_view kUnprovenFolder = "rocksdb.restored";
constexpr std::string_view kRestoredDatabase = "rocksdb";

rocksdb::BackupEngineOptions EngineOptions(const std::string& folder) {
  rocksdb::BackupEngineOptions options(folder);
  // A file is known again by its checksum and session, not by its number
  // alone, which another store in the same folder may have used too.
  options.share_table_files = true;
  options.share_files_with_checksum = true;
  // A backup counts when it is on disk.
  options.sync = true;
  return options;
}

using Engine = std::unique_ptr<rocksdb::BackupEngineReadOnly>;

absl::StatusOr<Engine> OpenToRead(const std::string& folder,
                                  const rocksdb::BackupEngineOptions& options) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return absl::NotFoundError(
        fmt::format("there is no backup folder {}", folder));
  }
  rocksdb::BackupEngineReadOnly* opened = nullptr;
  const rocksdb::Status status = rocksdb::BackupEngineReadOnly::Open(
      options, rocksdb::Env::Default(), &opened);
  if (!status.ok()) return ToStatus(status, "opening the backup folder");
  return Engine(opened);
}

absl::StatusOr<ledger::Checkpoint> CheckpointIn(std::string_view note) {
  const auto parsed = ledger::ParseNote(note);
  if (!parsed.ok()) return parsed.status();
  return ledger::ParseCheckpoint(parsed->text);
}

absl::Status RefuseFilled(const std::string& folder) {
  std::error_code error;
  if (!fs::exists(folder, error) && !error) return absl::OkStatus();
  for (fs::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().filename() == kUnprovenFolder) continue;
    return absl::FailedPreconditionError(fmt::format(
        "the folder {} holds {}; a backup is restored into a missing or empty "
        "folder, so that nothing is written over",
        folder, it->path().filename().string()));
  }
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(fmt::format(
      "cannot look into the folder {}: {}", folder, error.message()));
}

// The backup to restore. A damaged one is not passed over without a word: its
// owner would believe to have the newest.
absl::StatusOr<rocksdb::BackupInfo> Choose(
    const rocksdb::BackupEngineReadOnly& engine, const std::string& folder,
    int64_t number) {
  std::vector<rocksdb::BackupInfo> backups;
  engine.GetBackupInfo(&backups);
  std::vector<rocksdb::BackupID> corrupt;
  engine.GetCorruptedBackups(&corrupt);
  int64_t wanted = number;
  if (number == kNewestBackup) {
    for (const auto& info : backups) {
      wanted = std::max<int64_t>(wanted, info.backup_id);
    }
    for (const rocksdb::BackupID id : corrupt) {
      wanted = std::max<int64_t>(wanted, id);
    }
  }
  if (std::find(corrupt.begin(), corrupt.end(), wanted) != corrupt.end()) {
    return absl::DataLossError(
        fmt::format("backup {} in {} is damaged; name the number of another",
                    wanted, folder));
  }
  for (const auto& info : backups) {
    if (info.backup_id == wanted) return info;
  }
  if (number == kNewestBackup) {
    return absl::NotFoundError(fmt::format("{} holds no backup", folder));
  }
  return absl::NotFoundError(
      fmt::format("{} holds no backup {}", folder, number));
}

// That the store in `folder` is what its entries say, and extends `checkpoint`;
// how many entries it has.
absl::StatusOr<int64_t> Prove(const std::string& folder,
                              const ledger::Checkpoint& checkpoint) {
  const auto database = Database::OpenReadOnly(folder, nullptr);
  if (!database.ok()) return database.status();
  const auto report = CheckIntegrity(**database, IntegrityOptions());
  if (!report.ok()) return report.status();
  if (!report->is_sound()) {
    const Damage& first = report->damages.front();
    return absl::DataLossError(fmt::format(
        "what was restored has {} damages; the first, in \"{}\": {}",
        report->damage_count, first.part, first.what));
  }
  const auto head = LogReader(**database).ReadHead();
  if (!head.ok()) return head.status();
  if (head->size < checkpoint.size) {
    return absl::DataLossError(fmt::format(
        "the restored log has {} entries, and the backup's checkpoint {}",
        head->size, checkpoint.size));
  }
  const auto root = ledger::RootHash(checkpoint.size, StoredNodes(**database));
  if (!root.ok()) return root.status();
  if (ledger::BytesOf(*root) != checkpoint.root) {
    return absl::DataLossError(fmt::format(
        "the restored log does not extend the backup's checkpoint of {} "
        "entries: the root is another",
        checkpoint.size));
  }
  return head->size;
}

// Moves the proven database to where a store has it, on disk when it returns.
absl::Status MoveUp(const fs::path& unproven, const fs::path& folder) {
  rocksdb::Env& env = *rocksdb::Env::Default();
  rocksdb::Status status =
      env.RenameFile((unproven / kRestoredDatabase).string(),
                     (folder / kRestoredDatabase).string());
  std::error_code ignored;  // An empty folder beside a store is no harm.
  if (status.ok()) fs::remove_all(unproven, ignored);
  std::unique_ptr<rocksdb::Directory> directory;
  if (status.ok()) status = env.NewDirectory(folder.string(), &directory);
  if (status.ok()) status = directory->Fsync();
  return ToStatus(status, "putting the restored store in its place");
}

absl::Status CopyOut(const rocksdb::BackupEngineReadOnly& engine,
                     rocksdb::BackupID number, const fs::path& unproven) {
  std::error_code error;
  fs::remove_all(unproven, error);
  if (!error) fs::create_directories(unproven, error);
  if (error) {
    return absl::UnavailableError(
        fmt::format("cannot make the folder: {}", error.message()));
  }
  const std::string place = (unproven / kRestoredDatabase).string();
  rocksdb::Status status =
      engine.VerifyBackup(number, /*verify_with_checksum=*/true);
  if (status.ok()) status = engine.RestoreDBFromBackup(number, place, place);
  // A file that is gone from a backup is damage of the backup.
  if (status.IsNotFound())
    status = rocksdb::Status::Corruption(status.ToString());
  return ToStatus(status, fmt::format("restoring backup {}", number));
}

}  // namespace

absl::StatusOr<Backup> CreateBackup(const Database& database,
                                    const std::string& folder,
                                    std::string_view checkpoint,
                                    int64_t made_at_us) {
  if (const auto parsed = CheckpointIn(checkpoint); !parsed.ok()) {
    return parsed.status();
  }
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(fmt::format(
        "cannot make the backup folder {}: {}", folder, error.message()));
  }
  rocksdb::BackupEngine* opened = nullptr;
  rocksdb::Status status = rocksdb::BackupEngine::Open(
      EngineOptions(folder), rocksdb::Env::Default(), &opened);
  if (!status.ok()) return ToStatus(status, "opening the backup folder");
  const std::unique_ptr<rocksdb::BackupEngine> engine(opened);
  rocksdb::CreateBackupOptions options;
  // What is in memory alone would else be copied as a log, again and again.
  options.flush_before_backup = true;
  rocksdb::BackupID number = 0;
  status = engine->CreateNewBackupWithMetadata(
      options, &database.db(), BackupRecord(made_at_us, checkpoint), &number);
  if (!status.ok()) return ToStatus(status, "making a backup");
  rocksdb::BackupInfo info;
  status = engine->GetBackupInfo(number, &info);
  if (!status.ok()) return ToStatus(status, "looking at the new backup");
  return ToBackup(info);
}

absl::StatusOr<Backup> NewestBackup(const std::string& folder) {
  rocksdb::BackupEngineOptions options = EngineOptions(folder);
  options.max_valid_backups_to_open = 1;
  const auto engine = OpenToRead(folder, options);
  if (!engine.ok()) return engine.status();
  std::vector<rocksdb::BackupInfo> backups;
  (*engine)->GetBackupInfo(&backups);
  if (backups.empty()) {
    return absl::NotFoundError(fmt::format("{} holds no backup", folder));
  }
  return ToBackup(backups.back());
}

absl::StatusOr<RestoredStore> RestoreBackup(const std::string& backup_folder,
                                            int64_t number,
                                            const std::string& data_folder) {
  absl::Status filled = RefuseFilled(data_folder);
  if (!filled.ok()) return filled;
  const auto engine = OpenToRead(backup_folder, EngineOptions(backup_folder));
  if (!engine.ok()) return engine.status();
  const auto info = Choose(**engine, backup_folder, number);
  if (!info.ok()) return info.status();
  Backup backup = ToBackup(*info);
  const auto checkpoint = CheckpointIn(backup.checkpoint);
  if (!checkpoint.ok()) {
    return absl::DataLossError(
        fmt::format("backup {} in {} has no checkpoint that can be read: {}",
                    info->backup_id, backup_folder,
                    std::string(checkpoint.status().message())));
  }
  const fs::path unproven = fs::path(data_folder) / kUnprovenFolder;
  absl::Status restored = CopyOut(**engine, info->backup_id, unproven);
  int64_t entries = 0;
  if (restored.ok()) {
    const auto proven = Prove(unproven.string(), *checkpoint);
    restored = proven.status();
    entries = proven.value_or(0);
  }
  if (!restored.ok()) {
    std::error_code ignored;
    fs::remove_all(unproven, ignored);
    return restored;
  }
  if (absl::Status moved = MoveUp(unproven, data_folder); !moved.ok()) {
    return moved;
  }
  return RestoredStore{.backup = std::move(backup),
                       .checkpoint_size = checkpoint->size,
                       .entries = entries};
}

}  // namespace techflow::storage
