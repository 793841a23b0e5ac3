#include "storage/ledger/merkle_proof.h"

#include <bit>

#include "fmt/format.h"

namespace techflow::ledger {
namespace {

absl::Status WrongLength(size_t length) {
  return absl::InvalidArgumentError(fmt::format(
      "the proof has {} hashes, which is not what these sizes take", length));
}

// Walks from the node numbered `node` of a level whose last one is `last` up to
// the root, and tells each sibling of `path` on its side: `on_left` where it
// stands left of the node. INVALID_ARGUMENT where the path has another length.
template <typename OnLeft, typename OnRight>
absl::Status Climb(int64_t node, int64_t last, absl::Span<const Hash> path,
                   const OnLeft& on_left, const OnRight& on_right) {
  for (const Hash& sibling : path) {
    if (last == 0) return WrongLength(path.size());
    if ((node & 1) != 0 || node == last) {
      on_left(sibling);
      // The levels at which this node has no sibling to its right.
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      on_right(sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 ? absl::OkStatus() : WrongLength(path.size());
}

}  // namespace

absl::Status VerifyInclusion(int64_t position, int64_t size, const Hash& leaf,
                             absl::Span<const Hash> proof, const Hash& root) {
  if (position < 0 || position >= size) {
    return absl::InvalidArgumentError(fmt::format(
        "position is {}, expected 0 or more and less than the size, {}",
        position, size));
  }
  Hash hash = leaf;
  absl::Status status = Climb(
      position, size - 1, proof,
      [&hash](const Hash& sibling) { hash = NodeHash(sibling, hash); },
      [&hash](const Hash& sibling) { hash = NodeHash(hash, sibling); });
  if (!status.ok()) return status;
  if (hash == root) return absl::OkStatus();
  return absl::DataLossError(
      "the inclusion proof does not lead from the leaf to the root");
}

absl::Status VerifyConsistency(int64_t old_size, int64_t size,
                               absl::Span<const Hash> proof,
                               const Hash& old_root, const Hash& root) {
  if (old_size < 1 || old_size > size) {
    return absl::InvalidArgumentError(fmt::format(
        "old_size is {}, expected 1 to {}, the size", old_size, size));
  }
  if (old_size == size) {
    if (!proof.empty()) return WrongLength(proof.size());
    if (old_root == root) return absl::OkStatus();
    return absl::DataLossError("the two trees of one size have two roots");
  }
  // A complete old tree is a node of the new one and is left out of the proof.
  const bool is_complete = std::has_single_bit(static_cast<uint64_t>(old_size));
  if (proof.empty() && !is_complete) return WrongLength(proof.size());
  int64_t node = old_size - 1;
  int64_t last = size - 1;
  while ((node & 1) != 0) {
    node >>= 1;
    last >>= 1;
  }
  const absl::Span<const Hash> rest = is_complete ? proof : proof.subspan(1);
  Hash old_hash = is_complete ? old_root : proof.front();
  Hash hash = old_hash;
  absl::Status status = Climb(
      node, last, rest,
      [&](const Hash& sibling) {
        old_hash = NodeHash(sibling, old_hash);
        hash = NodeHash(sibling, hash);
      },
      [&](const Hash& sibling) { hash = NodeHash(hash, sibling); });
  if (!status.ok()) return status;
  if (old_hash == old_root && hash == root) return absl::OkStatus();
  return absl::DataLossError(
      "the consistency proof does not lead to both roots: the later log does "
      "not begin with the earlier one");
}

}  // namespace techflow::ledger
