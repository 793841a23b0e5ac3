#include "tests/storage/ledger/reference_tree.h"

#include "storage/ledger/digest.h"

namespace techflow::ledger {
namespace {

Hash Sha256Of(const std::string& bytes) {
  return HashOf(Sha256(bytes)).value();
}

std::string Text(const Hash& hash) { return {hash.begin(), hash.end()}; }

// "Let k be the largest power of two smaller than n."
int64_t SplitBelow(int64_t n) {
  int64_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

}  // namespace

std::string ReferenceTree::Entry(int64_t position) {
  return "entry " + std::to_string(position);
}

Hash ReferenceTree::Leaf(int64_t position) {
  return Root(position, position + 1);
}

Hash ReferenceTree::Root(int64_t begin, int64_t end) {
  if (begin == end) return Sha256Of("");
  const auto known = roots_.find({begin, end});
  if (known != roots_.end()) return known->second;
  Hash root;
  if (end - begin == 1) {
    root = Sha256Of(std::string(1, '\0') + Entry(begin));
  } else {
    const int64_t k = SplitBelow(end - begin);
    root = Sha256Of('\x01' + Text(Root(begin, begin + k)) +
                    Text(Root(begin + k, end)));
  }
  return roots_[{begin, end}] = root;
}

std::vector<Hash> ReferenceTree::Path(int64_t position, int64_t size) {
  return Path(position, 0, size);
}

std::vector<Hash> ReferenceTree::Path(int64_t position, int64_t begin,
                                      int64_t end) {
  if (end - begin == 1) return {};
  const int64_t k = SplitBelow(end - begin);
  std::vector<Hash> path;
  if (position < k) {
    path = Path(position, begin, begin + k);
    path.push_back(Root(begin + k, end));
  } else {
    path = Path(position - k, begin + k, end);
    path.push_back(Root(begin, begin + k));
  }
  return path;
}

std::vector<Hash> ReferenceTree::Proof(int64_t old_size, int64_t size) {
  return SubProof(old_size, 0, size, true);
}

// SUBPROOF(m, D[begin:end], b).
std::vector<Hash> ReferenceTree::SubProof(int64_t m, int64_t begin, int64_t end,
                                          bool is_old_root) {
  if (m == end - begin) {
    if (is_old_root) return {};
    return {Root(begin, end)};
  }
  const int64_t k = SplitBelow(end - begin);
  std::vector<Hash> proof;
  if (m <= k) {
    proof = SubProof(m, begin, begin + k, is_old_root);
    proof.push_back(Root(begin + k, end));
  } else {
    proof = SubProof(m - k, begin + k, end, false);
    proof.push_back(Root(begin, begin + k));
  }
  return proof;
}

std::vector<Hash> ReferenceTree::Nodes(int64_t size) {
  std::vector<Hash> nodes;
  for (int64_t end = 1; end <= size; ++end) {
    for (int64_t width = 1; end % width == 0; width *= 2) {
      nodes.push_back(Root(end - width, end));
    }
  }
  return nodes;
}

absl::StatusOr<std::vector<Hash>> NodesInMemory::Read(
    absl::Span<const int64_t> indexes) const {
  ++reads;
  nodes_read += indexes.size();
  std::vector<Hash> found;
  for (const int64_t index : indexes) {
    if (index < 0 || index >= static_cast<int64_t>(nodes_.size())) {
      return absl::DataLossError("a node is missing");
    }
    found.push_back(nodes_[static_cast<size_t>(index)]);
  }
  return found;
}

}  // namespace techflow::ledger
