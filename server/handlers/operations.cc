#include "server/handlers/operations.h"

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "server/dates.h"
#include "server/errors.h"
#include "storage/backup.h"

namespace techflow::server {
namespace {

// The entries of the day before the newest entry.
absl::StatusOr<int64_t> EntriesOfLastDay(const storage::RatingStore& store) {
  const int64_t size = store.Size();
  if (size == 0) return 0;
  const auto newest = store.Get(size - 1);
  if (!newest.ok()) return newest.status();
  const auto before = store.SizeAt(newest->entry.recorded_at_us() -
                                   absl::ToInt64Microseconds(absl::Hours(24)));
  if (!before.ok()) return before.status();
  return size - *before;
}

}  // namespace

absl::StatusOr<v1::GetStoreFiguresResponse> GetStoreFigures(
    const Environment& environment, Call& /*call*/,
    const v1::GetStoreFiguresRequest& /*request*/) {
  const auto figures = environment.store.Figures();
  if (!figures.ok()) return figures.status();
  const auto of_last_day = EntriesOfLastDay(environment.store);
  if (!of_last_day.ok()) return of_last_day.status();
  v1::GetStoreFiguresResponse response;
  response.set_entries(environment.store.Size());
  response.set_disk_bytes(figures->disk_bytes);
  response.set_free_bytes(figures->free_bytes);
  response.set_entries_of_last_day(*of_last_day);
  for (const storage::PartFigures& part : figures->parts) {
    v1::StorePartFigures& added = *response.add_parts();
    added.set_name(part.name);
    added.set_records(part.records);
    added.set_disk_bytes(part.disk_bytes);
  }
  if (environment.backup_dir.empty()) return response;
  // Where the folder cannot be read, no backup is known, and the figures are
  // answered all the same.
  const auto newest = storage::NewestBackup(environment.backup_dir);
  if (newest.ok()) {
    *response.mutable_last_backup_time() = ToTimestamp(newest->made_at_us);
  }
  return response;
}

absl::StatusOr<v1::CreateBackupResponse> CreateBackup(
    const Environment& environment, Call& call,
    const v1::CreateBackupRequest& /*request*/) {
  if (environment.is_follower) return ReadOnlyFollower();
  if (environment.backup_dir.empty()) {
    return FailedPrecondition(
        reason::kNoBackupFolder, "--backup_dir",
        "the server was started without a folder for backups; start it with "
        "--backup_dir=FOLDER, best on another disk");
  }
  auto backup = environment.store.CreateBackup(
      environment.backup_dir, absl::ToUnixMicros(environment.clock.Now()));
  if (!backup.ok()) return backup.status();
  call.AddNote("backup", absl::StrCat(backup->number));
  v1::CreateBackupResponse response;
  response.set_number(backup->number);
  response.set_bytes(backup->bytes);
  response.set_checkpoint(std::move(backup->checkpoint));
  return response;
}

}  // namespace techflow::server
