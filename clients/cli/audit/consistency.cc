#include "clients/cli/audit/consistency.h"

#include <optional>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/ledger/merkle_tree.h"

namespace techflow::cli {

bool NeedsProof(const NotedCheckpoint& older, const NotedCheckpoint& newer) {
  return older.checkpoint.size > 0 &&
         older.checkpoint.size < newer.checkpoint.size;
}

absl::Status CheckConsistency(const NotedCheckpoint& older,
                              const NotedCheckpoint& newer,
                              const v1::ProveConsistencyResponse& proof) {
  const ledger::Checkpoint& before = older.checkpoint;
  const ledger::Checkpoint& after = newer.checkpoint;
  if (!before.origin.empty() && !after.origin.empty() &&
      before.origin != after.origin) {
    return absl::DataLossError(fmt::format("they are of two logs, {} and {}",
                                           before.origin, after.origin));
  }
  if (before.size > after.size) {
    return absl::DataLossError(
        fmt::format("the log had {} entries and has only {}: it was cut",
                    before.size, after.size));
  }
  const auto old_root = ledger::HashOf(before.root);
  const auto root = ledger::HashOf(after.root);
  if (!old_root || !root) {
    return absl::DataLossError("a root has not 32 bytes");
  }
  if (before.size == 0) {
    return *old_root == ledger::EmptyRoot()
               ? absl::OkStatus()
               : absl::DataLossError("the root is not that of an empty log");
  }
  std::vector<ledger::Hash> hashes;
  if (NeedsProof(older, newer)) {
    for (const std::string& bytes : proof.hashes()) {
      const auto hash = ledger::HashOf(bytes);
      if (!hash) return absl::DataLossError("a hash has not 32 bytes");
      hashes.push_back(*hash);
    }
  }
  const absl::Status verified = ledger::VerifyConsistency(
      before.size, after.size, hashes, *old_root, *root);
  return verified.ok() ? verified
                       : absl::DataLossError(std::string(verified.message()));
}

}  // namespace techflow::cli
