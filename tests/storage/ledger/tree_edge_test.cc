#include "storage/ledger/tree_edge.h"

#include "gtest/gtest.h"
#include "tests/storage/ledger/reference_tree.h"

namespace techflow::ledger {
namespace {

constexpr int64_t kSizes = 300;

TEST(TreeEdge, OfTheEmptyTreeHasItsRoot) {
  EXPECT_EQ(TreeEdge().Root(), EmptyRoot());
  EXPECT_EQ(TreeEdge().size(), 0);
}

TEST(TreeEdge, GivesTheNodesToStoreInTheOrderOfTheirIndexes) {
  ReferenceTree reference;
  TreeEdge edge;
  std::vector<Hash> nodes;
  for (int64_t size = 0; size < kSizes; ++size) {
    ASSERT_EQ(static_cast<int64_t>(nodes.size()), NodeCount(size));
    const std::vector<Hash> completed = edge.Append(reference.Leaf(size));
    nodes.insert(nodes.end(), completed.begin(), completed.end());
  }
  EXPECT_EQ(nodes, reference.Nodes(kSizes));
}

TEST(TreeEdge, HasTheRootsOfTheReference) {
  ReferenceTree reference;
  TreeEdge edge;
  for (int64_t size = 1; size <= kSizes; ++size) {
    edge.Append(LeafHash(ReferenceTree::Entry(size - 1)));
    EXPECT_EQ(edge.size(), size);
    EXPECT_EQ(edge.Root(), reference.Root(size)) << size;
  }
}

TEST(TreeEdge, GoesOnFromStoredNodesAtAnySize) {
  ReferenceTree reference;
  const NodesInMemory nodes(reference.Nodes(kSizes));
  TreeEdge grown;
  for (int64_t size = 0; size < kSizes; ++size) {
    auto loaded = TreeEdge::Load(size, nodes);
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    EXPECT_EQ(loaded->size(), size);
    EXPECT_EQ(loaded->Root(), grown.Root()) << size;
    const Hash leaf = reference.Leaf(size);
    EXPECT_EQ(loaded->Append(leaf), grown.Append(leaf)) << size;
    EXPECT_EQ(loaded->Root(), grown.Root()) << size;
  }
  EXPECT_EQ(nodes.reads, kSizes);
}

TEST(TreeEdge, OfAnImpossibleSizeIsRefused) {
  const NodesInMemory nodes({});
  const auto negative = TreeEdge::Load(-1, nodes);
  EXPECT_TRUE(absl::IsInvalidArgument(negative.status()));
  EXPECT_EQ(negative.status().message(),
            "size is -1, expected 0 to 4611686018427387904");
  EXPECT_TRUE(
      absl::IsInvalidArgument(TreeEdge::Load(kMaxLeaves + 1, nodes).status()));
}

// A batch that fails is taken back by going on from the copy.
TEST(TreeEdge, IsCopiedWithoutATie) {
  ReferenceTree reference;
  TreeEdge edge;
  edge.Append(reference.Leaf(0));
  TreeEdge copy = edge;
  copy.Append(LeafHash("another"));
  EXPECT_EQ(edge.size(), 1);
  edge.Append(reference.Leaf(1));
  EXPECT_EQ(edge.Root(), reference.Root(2));
  EXPECT_NE(copy.Root(), edge.Root());
}

}  // namespace
}  // namespace techflow::ledger
