#ifndef TECHFLOW_STORAGE_LEDGER_SIGNED_NOTE_H_
#define TECHFLOW_STORAGE_LEDGER_SIGNED_NOTE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "storage/ledger/signing_key.h"

// Texts with signatures below them, as C2SP's signed-note 1.0.0 has them:
//
//   | text, which ends in a newline | newline |
//   | "— " name " " base64(key id 4 | signature) newline | ...
//
// Pure functions; any thread.
namespace techflow::ledger {

struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  std::string signature;
};

struct SignedNote {
  // The text, its last newline included.
  std::string text;
  std::vector<NoteSignature> signatures;
};

// INVALID_ARGUMENT where `bytes` are no note. It checks no signature.
absl::StatusOr<SignedNote> ParseNote(std::string_view bytes);

// `text`, which ends in a newline, signed by each of `keys`, 1 or more.
std::string SignNote(std::string_view text,
                     absl::Span<const SigningKey* const> keys);

// The text of a note that one of `keys` at least has signed. Signatures of
// other keys are ignored, as the format demands. INVALID_ARGUMENT where it is
// no note; PERMISSION_DENIED where a signature in the name of one of `keys` is
// not its, or where none of them has signed.
absl::StatusOr<std::string> OpenNote(std::string_view bytes,
                                     absl::Span<const VerifierKey> keys);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_SIGNED_NOTE_H_
