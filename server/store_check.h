#ifndef TECHFLOW_SERVER_STORE_CHECK_H_
#define TECHFLOW_SERVER_STORE_CHECK_H_

#include <ostream>

#include "server/options.h"

namespace techflow::server {

// The exit codes of a check.
inline constexpr int kStoreIsSound = 0;
inline constexpr int kStoreNotChecked = 1;
inline constexpr int kStoreIsDamaged = 3;

// techflowd --check: checks the store in options.data_dir, or repairs its
// indexes, and says on `out` what was found, a line for each damage and a
// summary at the end; what kept it from checking, on `errors`. The anchor is
// checked with the public key beside the signing key, so no passphrase is
// asked for. RocksDB may end the process over damaged files, so this is done in
// a process of its own: to be called before any thread starts. Returns the exit
// code.
int CheckStore(const Options& options, std::ostream& out, std::ostream& errors);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_STORE_CHECK_H_
