#ifndef TECHFLOW_CLIENTS_CLI_AUDIT_NOTED_CHECKPOINT_H_
#define TECHFLOW_CLIENTS_CLI_AUDIT_NOTED_CHECKPOINT_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/signing_key.h"

// Checkpoints that auditors kept. From any thread; files are read anew.
namespace techflow::cli {

struct NotedCheckpoint {
  // The origin is empty where it was noted by hand.
  ledger::Checkpoint checkpoint;

  // Whether a key has been found to have signed it. What was noted by hand has
  // no signature; it is worth what the note is worth.
  bool is_signed = false;
};

// The public keys that --key was given, each a key or the name of a file of
// them. A usage error says what is wrong.
absl::StatusOr<std::vector<ledger::VerifierKey>> KeysOf(
    const std::vector<std::string>& texts);

// The checkpoint in a signed note. Where there are `keys`, one of them must
// have signed it; without them no signature is checked. INVALID_ARGUMENT or
// PERMISSION_DENIED says what is wrong.
absl::StatusOr<NotedCheckpoint> OpenNotedCheckpoint(
    std::string_view note, absl::Span<const ledger::VerifierKey> keys);

// "1234:ROOT", as noted on paper, the root in hex or in base64; everything else
// is the name of a file with a signed note. A usage error names `argument`
// where the text is neither; errors of OpenNotedCheckpoint name the file.
absl::StatusOr<NotedCheckpoint> ReadNotedCheckpoint(
    const std::string& argument, const std::string& text,
    absl::Span<const ledger::VerifierKey> keys);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_AUDIT_NOTED_CHECKPOINT_H_
