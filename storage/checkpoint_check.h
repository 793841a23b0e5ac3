#ifndef TECHFLOW_STORAGE_CHECKPOINT_CHECK_H_
#define TECHFLOW_STORAGE_CHECKPOINT_CHECK_H_

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "storage/keys.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/signing_key.h"

// Whether a checkpoint is one of the log that is stored. Pure functions; any
// thread.
namespace techflow::storage {

// The size and the root that a signed note states, which one of `keys` must
// have signed. Errors of ledger::OpenCheckpoint.
absl::StatusOr<LogHead> OpenHead(std::string_view note,
                                 absl::Span<const ledger::VerifierKey> keys);

// OK where the stored nodes lead from `before` to `head`, which is not smaller:
// they give the root of each, and the first tree is the beginning of the
// second. DATA_LOSS where they do not; errors of `nodes` otherwise.
absl::Status CheckExtends(const ledger::NodeSource& nodes,
                          const LogHead& before, const LogHead& head);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_CHECKPOINT_CHECK_H_
