#ifndef TECHFLOW_SERVER_STORE_RESTORE_H_
#define TECHFLOW_SERVER_STORE_RESTORE_H_

#include "server/options.h"

namespace techflow::server {

// `techflowd --restore=BACKUP_DIR`: puts the newest backup into --data_dir,
// proves it, and says on stdout how to start with it. The exit code: 0, or 1
// where it cannot be done; then --data_dir holds no store.
int RestoreStore(const Options& options);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_STORE_RESTORE_H_
