#include "storage/ledger/tree_edge.h"

#include "fmt/format.h"

namespace techflow::ledger {

absl::StatusOr<TreeEdge> TreeEdge::Load(int64_t size, const NodeSource& nodes) {
  if (size < 0 || size > kMaxLeaves) {
    return absl::InvalidArgumentError(
        fmt::format("size is {}, expected 0 to {}", size, kMaxLeaves));
  }
  std::vector<int64_t> indexes;
  int64_t start = 0;
  for (int level = 62; level >= 0; --level) {
    if ((size >> level & 1) == 0) continue;
    indexes.push_back(NodeIndex(level, start >> level));
    start += int64_t{1} << level;
  }
  auto subtrees = nodes.Read(indexes);
  if (!subtrees.ok()) return subtrees.status();
  TreeEdge edge;
  edge.size_ = size;
  edge.subtrees_ = *std::move(subtrees);
  return edge;
}

std::vector<Hash> TreeEdge::Append(const Hash& leaf) {
  std::vector<Hash> completed = {leaf};
  // Each low bit that is set is a subtree that this leaf completes.
  for (int64_t rest = size_; (rest & 1) != 0; rest >>= 1) {
    completed.push_back(NodeHash(subtrees_.back(), completed.back()));
    subtrees_.pop_back();
  }
  subtrees_.push_back(completed.back());
  ++size_;
  return completed;
}

Hash TreeEdge::Root() const {
  if (subtrees_.empty()) return EmptyRoot();
  Hash root = subtrees_.back();
  for (size_t i = subtrees_.size() - 1; i-- > 0;) {
    root = NodeHash(subtrees_[i], root);
  }
  return root;
}

}  // namespace techflow::ledger
