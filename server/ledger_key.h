#ifndef TECHFLOW_SERVER_LEDGER_KEY_H_
#define TECHFLOW_SERVER_LEDGER_KEY_H_

#include <memory>

#include "absl/status/statusor.h"
#include "server/log.h"
#include "server/options.h"
#include "storage/ledger/signing_key.h"

namespace techflow::server {

// The keys that the options name.
struct LedgerKeys {
  std::shared_ptr<const ledger::SigningKey> present;
  std::shared_ptr<const ledger::SigningKey> next;  // Null: none.
};

// Reads the keys, and makes those that are not there, with their public keys
// beside them, and says so in the log. A present key is made only where the
// anchor holds no checkpoint yet: FAILED_PRECONDITION otherwise. Errors of
// ReadKeyFile and WriteKeyFile.
absl::StatusOr<LedgerKeys> ReadLedgerKeys(const Options& options, Log& log);

// Reads the public key beside the present one, which stays unread. NOT_FOUND
// where it is not there, INVALID_ARGUMENT where it is none.
absl::StatusOr<ledger::VerifierKey> ReadPublicKey(const Options& options);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_LEDGER_KEY_H_
