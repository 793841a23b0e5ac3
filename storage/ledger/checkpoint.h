#ifndef TECHFLOW_STORAGE_LEDGER_CHECKPOINT_H_
#define TECHFLOW_STORAGE_LEDGER_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "storage/ledger/signing_key.h"

// What a log says of itself, as C2SP's tlog-checkpoint 1.0.0 writes it:
//
//   | origin newline | size newline | base64(root) newline | extension lines |
//
// Pure functions; any thread.
namespace techflow::ledger {

struct Checkpoint {
  // The name of the log, and of the key that signs it.
  std::string origin;
  // How many entries it has.
  int64_t size = 0;
  // The root of the tree over them, 32 bytes.
  std::string root;
};

// The text, without extension lines.
std::string CheckpointText(const Checkpoint& checkpoint);

// The reverse. Extension lines are allowed and ignored. INVALID_ARGUMENT says
// what is wrong.
absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view text);

// The checkpoint in a signed note, which must be signed by one of `keys` whose
// name is the origin. Errors of OpenNote and ParseCheckpoint;
// PERMISSION_DENIED where the origin is another.
absl::StatusOr<Checkpoint> OpenCheckpoint(std::string_view note,
                                          absl::Span<const VerifierKey> keys);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_CHECKPOINT_H_
