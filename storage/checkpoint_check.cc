#include "storage/checkpoint_check.h"

#include <optional>

#include "fmt/format.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/merkle_proof.h"

namespace techflow::storage {

absl::StatusOr<LogHead> OpenHead(std::string_view note,
                                 absl::Span<const ledger::VerifierKey> keys) {
  const auto checkpoint = ledger::OpenCheckpoint(note, keys);
  if (!checkpoint.ok()) return checkpoint.status();
  const std::optional<ledger::Hash> root = ledger::HashOf(checkpoint->root);
  return LogHead{.size = checkpoint->size,
                 .root = root.value_or(ledger::Hash())};
}

absl::Status CheckExtends(const ledger::NodeSource& nodes,
                          const LogHead& before, const LogHead& head) {
  if (before.size == 0 || before.size == head.size) {
    const auto root = ledger::RootHash(head.size, nodes);
    if (!root.ok()) return root.status();
    const bool is_same = before.size == 0 || before.root == head.root;
    if (*root == head.root && is_same) return absl::OkStatus();
    return absl::DataLossError(fmt::format(
        "the stored tree of {} entries has another root", head.size));
  }
  const auto proof = ledger::ProveConsistency(before.size, head.size, nodes);
  if (!proof.ok()) return proof.status();
  return ledger::VerifyConsistency(before.size, head.size, *proof, before.root,
                                   head.root);
}

}  // namespace techflow::storage
