#ifndef TECHFLOW_STORAGE_LEDGER_TREE_EDGE_H_
#define TECHFLOW_STORAGE_LEDGER_TREE_EDGE_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/ledger/merkle_tree.h"

namespace techflow::ledger {

// The right edge of a tree: the roots of its complete subtrees. It is all that
// an append needs, so nothing is read for one. A value; one thread at a time.
class TreeEdge {
 public:
  // That of the empty tree.
  TreeEdge() = default;

  // That of the tree of `size` leaves, 0 to kMaxLeaves, from its stored nodes:
  // one Read(), whose errors it gives. INVALID_ARGUMENT for other sizes.
  static absl::StatusOr<TreeEdge> Load(int64_t size, const NodeSource& nodes);

  // Adds a leaf. The nodes to store for it are those under the indexes from
  // NodeCount(size() before) on, in this order.
  std::vector<Hash> Append(const Hash& leaf);

  // The root of the tree.
  Hash Root() const;

  int64_t size() const { return size_; }

 private:
  int64_t size_ = 0;
  // One for each bit that is set in size_, the greatest first.
  std::vector<Hash> subtrees_;
};

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_TREE_EDGE_H_
