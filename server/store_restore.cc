#include "server/store_restore.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "storage/backup.h"

namespace techflow::server {

int RestoreStore(const Options& options) {
  const auto restored = storage::RestoreBackup(
      options.restore, storage::kNewestBackup, options.data_dir);
  if (!restored.ok()) {
    std::cerr << "techflowd: " << restored.status().message() << '\n';
    return 1;
  }
  std::cout << "backup " << restored->backup.number << " restored into "
            << options.data_dir << ": " << restored->entries
            << " entries, sound, and they extend its checkpoint of "
            << restored->checkpoint_size << ":\n\n"
            << restored->backup.checkpoint
            << "\nStart the server with the same --signing_key and --anchor. "
               "Where the anchor is ahead of this backup, it tells so and asks "
               "for --recover=REASON, which is kept in the log.\n";
  return 0;
}

}  // namespace techflow::server
