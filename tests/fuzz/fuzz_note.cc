// What others sign, on any bytes: notes, checkpoints, proofs and public keys.
// What can be written again is written as it was read.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "storage/ledger/checkpoint.h"
#include "storage/ledger/signed_note.h"
#include "storage/ledger/signing_key.h"
#include "storage/ledger/tlog_proof.h"

namespace ledger = techflow::ledger;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto note = ledger::ParseNote(text);
  if (note.ok() &&
      (!text.starts_with(note->text) || note->signatures.empty())) {
    std::abort();
  }
  const auto checkpoint =
      ledger::ParseCheckpoint(note.ok() ? note->text : text);
  // Extension lines are not kept.
  if (checkpoint.ok() &&
      !text.starts_with(ledger::CheckpointText(*checkpoint))) {
    std::abort();
  }
  const auto proof = ledger::ParseTlogProof(text);
  if (proof.ok() && ledger::TlogProofText(*proof) != text) std::abort();
  const auto key = ledger::VerifierKey::Parse(text);
  if (key.ok() && key->ToString() != text) std::abort();
  return 0;
}
