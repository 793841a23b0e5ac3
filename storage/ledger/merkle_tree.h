#ifndef TECHFLOW_STORAGE_LEDGER_MERKLE_TREE_H_
#define TECHFLOW_STORAGE_LEDGER_MERKLE_TREE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

// The Merkle tree of RFC 6962, section 2.1, without any variation. Pure
// functions; any thread.
namespace techflow::ledger {

// The most leaves of a tree: the indexes of its nodes fill an int64_t.
inline constexpr int64_t kMaxLeaves = int64_t{1} << 62;

// A node of the tree: a SHA-256.
using Hash = std::array<unsigned char, 32>;

// Its bytes, valid as long as `hash`, and the reverse: nullopt unless they are
// 32.
std::string_view BytesOf(const Hash& hash);
std::optional<Hash> HashOf(std::string_view bytes);

// SHA-256(00 | entry), SHA-256(01 | left | right), and SHA-256 of nothing.
Hash LeafHash(std::string_view entry);
Hash NodeHash(const Hash& left, const Hash& right);
Hash EmptyRoot();

// Nodes are stored under numbers that never change, in the order in which they
// become complete: a leaf, and then each parent of which it is the last leaf.
// The public client of Go's checksum database numbers them so too. Level 0 is
// that of the leaves; `number` counts within the level, from 0.
//
//   level 2               6
//   level 1         2           5           9
//   level 0      0     1     3     4     7     8    10
//   leaf         0     1     2     3     4     5     6
int64_t NodeIndex(int level, int64_t number);

// How many nodes a tree of `size` leaves has stored; the next index.
int64_t NodeCount(int64_t size);

// Where stored nodes are read.
class NodeSource {
 public:
  virtual ~NodeSource() = default;

  // The nodes under `indexes`, in their order; an error where one is missing.
  virtual absl::StatusOr<std::vector<Hash>> Read(
      absl::Span<const int64_t> indexes) const = 0;
};

// The root of the tree of the first `size` leaves (2.1), 0 to kMaxLeaves,
// computed from stored nodes. INVALID_ARGUMENT for other sizes. This and the
// two below read no more than the O(log size) nodes that they need, in one
// Read(), and give its errors.
absl::StatusOr<Hash> RootHash(int64_t size, const NodeSource& nodes);

// The audit path of the leaf at `position` (2.1.1), 0 <= position < size, and
// the proof that the tree of `old_size` is the beginning of that of `size`
// (2.1.2), 0 < old_size <= size <= kMaxLeaves; INVALID_ARGUMENT otherwise.
absl::StatusOr<std::vector<Hash>> ProveInclusion(int64_t position, int64_t size,
                                                 const NodeSource& nodes);
absl::StatusOr<std::vector<Hash>> ProveConsistency(int64_t old_size,
                                                   int64_t size,
                                                   const NodeSource& nodes);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_MERKLE_TREE_H_
