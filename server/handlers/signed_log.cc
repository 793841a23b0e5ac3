#include "server/handlers/signed_log.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/signed_note.h"
#include "storage/ledger/tlog_proof.h"

namespace techflow::server {

absl::StatusOr<SignedLog> ReadSignedLog(const storage::RatingStore& store) {
  auto note = store.Checkpoint();
  if (!note.ok()) return note.status();
  const auto parsed = ledger::ParseNote(*note);
  if (!parsed.ok()) return absl::InternalError(parsed.status().ToString());
  const auto checkpoint = ledger::ParseCheckpoint(parsed->text);
  if (!checkpoint.ok()) {
    return absl::InternalError(checkpoint.status().ToString());
  }
  const std::optional<ledger::Hash> root = ledger::HashOf(checkpoint->root);
  return SignedLog{.checkpoint = *std::move(note),
                   .size = checkpoint->size,
                   .root = root.value_or(ledger::Hash())};
}

absl::StatusOr<std::string> ProofText(const storage::RatingStore& store,
                                      const SignedLog& log, int64_t position) {
  auto hashes = ledger::ProveInclusion(position, log.size, store.nodes());
  if (!hashes.ok()) return hashes.status();
  return ledger::TlogProofText({.extra = std::nullopt,
                                .position = position,
                                .hashes = *std::move(hashes),
                                .checkpoint = log.checkpoint});
}

}  // namespace techflow::server
