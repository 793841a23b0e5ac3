#ifndef TECHFLOW_SERVER_HANDLERS_SIGNED_LOG_H_
#define TECHFLOW_SERVER_HANDLERS_SIGNED_LOG_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/rating_store.h"

// The log as its newest checkpoint shows it.
namespace techflow::server {

struct SignedLog {
  // A signed note.
  std::string checkpoint;
  int64_t size = 0;
  ledger::Hash root{};
};

// FAILED_PRECONDITION where the store signs nothing.
absl::StatusOr<SignedLog> ReadSignedLog(const storage::RatingStore& store);

// The text of a tlog-proof of the entry at `position`, which is below its size.
absl::StatusOr<std::string> ProofText(const storage::RatingStore& store,
                                      const SignedLog& log, int64_t position);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_SIGNED_LOG_H_
