#ifndef TECHFLOW_SERVER_STORE_RESTORE_H_
#define TECHFLOW_SERVER_STORE_RESTORE_H_

#include <ostream>

#include "server/options.h"

namespace techflow::server {

// The exit codes of a restore. Where it is not restored, --data_dir holds no
// store.
inline constexpr int kStoreIsRestored = 0;
inline constexpr int kStoreNotRestored = 1;
inline constexpr int kBackupIsDamaged = 3;

// techflowd --restore=BACKUP_DIR: puts the newest backup into --data_dir,
// proves it, and says on `out` how to start with it; what kept it from that, on
// `errors`. In a process of its own, as the check: to be called before any
// thread starts. Returns the exit code.
int RestoreStore(const Options& options, std::ostream& out,
                 std::ostream& errors);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_STORE_RESTORE_H_
