#ifndef TECHFLOW_TESTS_STORAGE_LEDGER_REFERENCE_TREE_H_
#define TECHFLOW_TESTS_STORAGE_LEDGER_REFERENCE_TREE_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "storage/ledger/merkle_tree.h"

namespace techflow::ledger {

// The tree of RFC 6962, section 2.1, written down as it stands there, over the
// entries "entry 0", "entry 1" and so on. It shares nothing with the ledger but
// SHA-256, so that the two can be held against each other.
class ReferenceTree {
 public:
  // What the leaf at `position` is the hash of.
  static std::string Entry(int64_t position);

  Hash Leaf(int64_t position);

  // MTH(D[begin:end]).
  Hash Root(int64_t begin, int64_t end);
  Hash Root(int64_t size) { return Root(0, size); }

  // PATH(position, D[size]).
  std::vector<Hash> Path(int64_t position, int64_t size);

  // PROOF(old_size, D[size]).
  std::vector<Hash> Proof(int64_t old_size, int64_t size);

  // What is stored for a tree: of each leaf in turn the roots of all complete
  // subtrees that it is the last leaf of, the smallest first.
  std::vector<Hash> Nodes(int64_t size);

 private:
  std::vector<Hash> Path(int64_t position, int64_t begin, int64_t end);
  std::vector<Hash> SubProof(int64_t m, int64_t begin, int64_t end,
                             bool is_old_root);

  // Without it, all proofs up to a size of 300 take minutes.
  std::map<std::pair<int64_t, int64_t>, Hash> roots_;
};

// Nodes in memory, which notes what is read.
class NodesInMemory final : public NodeSource {
 public:
  explicit NodesInMemory(std::vector<Hash> nodes) : nodes_(std::move(nodes)) {}

  absl::StatusOr<std::vector<Hash>> Read(
      absl::Span<const int64_t> indexes) const override;

  mutable int reads = 0;
  mutable size_t nodes_read = 0;

 private:
  const std::vector<Hash> nodes_;
};

}  // namespace techflow::ledger

#endif  // TECHFLOW_TESTS_STORAGE_LEDGER_REFERENCE_TREE_H_
