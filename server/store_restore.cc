#include "server/store_restore.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/child_process.h"
#include "storage/backup.h"

namespace techflow::server {
namespace {

int RestoreHere(const Options& options, std::ostream& out,
                std::ostream& errors) {
  const auto restored = storage::RestoreBackup(
      options.restore, storage::kNewestBackup, options.data_dir);
  if (!restored.ok()) {
    errors << "techflowd: " << restored.status().message() << '\n';
    return absl::IsDataLoss(restored.status()) ? kBackupIsDamaged
                                               : kStoreNotRestored;
  }
  out << "backup " << restored->backup.number << " restored into "
      << options.data_dir << ": " << restored->entries
      << " entries, sound, and they extend its checkpoint of "
      << restored->checkpoint_size << ":\n\n"
      << restored->backup.checkpoint
      << "\nStart the server with the same --signing_key and --anchor. "
         "Where the anchor is ahead of this backup, it tells so and asks "
         "for --recover=REASON, which is kept in the log.\n";
  return kStoreIsRestored;
}

}  // namespace

int RestoreStore(const Options& options, std::ostream& out,
                 std::ostream& errors) {
  const auto end = RunInChild([&] { return RestoreHere(options, out, errors); },
                              out, errors);
  if (!end.ok()) {
    errors << "techflowd: " << end.status().message() << '\n';
    return kStoreNotRestored;
  }
  if (end->signal == 0) return end->exit_code;
  errors << "techflowd: damaged file in " << options.restore
         << ": RocksDB ended the process with signal " << end->signal << '\n';
  return kBackupIsDamaged;
}

}  // namespace techflow::server
