#include "storage/ledger/merkle_tree.h"

#include <limits>
#include <string>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/tree_edge.h"
#include "tests/storage/ledger/reference_tree.h"

namespace techflow::ledger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr int64_t kSizes = 300;

std::string HexOf(const Hash& hash) { return Hex(BytesOf(hash)); }

class MerkleTree : public testing::Test {
 protected:
  ReferenceTree reference_;
  const NodesInMemory nodes_{reference_.Nodes(kSizes)};
};

// The entries, the hashes of the leaves and the roots that the public
// implementations of RFC 6962 have in their tests.
TEST(MerkleTreeOfRfc6962, HasTheKnownLeavesAndRoots) {
  const std::vector<std::string> entries = {"",
                                            "00",
                                            "10",
                                            "2021",
                                            "3031",
                                            "40414243",
                                            "5051525354555657",
                                            "606162636465666768696a6b6c6d6e6f"};
  const std::vector<std::string> leaves = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
      "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
      "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
      "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1"};
  const std::vector<std::string> roots = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  TreeEdge edge;
  for (size_t i = 0; i < entries.size(); ++i) {
    const Hash leaf = LeafHash(absl::HexStringToBytes(entries[i]));
    EXPECT_EQ(HexOf(leaf), leaves[i]);
    edge.Append(leaf);
    EXPECT_EQ(HexOf(edge.Root()), roots[i]);
  }
  EXPECT_EQ(HexOf(EmptyRoot()), Hex(Sha256("")));
}

TEST(MerkleTreeHash, IsTakenFromThirtyTwoBytesAlone) {
  const std::string bytes = Sha256("a");
  ASSERT_TRUE(HashOf(bytes).has_value());
  EXPECT_EQ(BytesOf(*HashOf(bytes)), bytes);
  EXPECT_FALSE(HashOf("").has_value());
  EXPECT_FALSE(HashOf(bytes.substr(1)).has_value());
  EXPECT_FALSE(HashOf(bytes + "a").has_value());
}

// Were an index to change, no stored node could be found any more.
TEST(MerkleTreeNodes, AreNumberedInTheOrderInWhichTheyBecomeComplete) {
  std::vector<int64_t> leaves;
  for (int64_t i = 0; i < 7; ++i) leaves.push_back(NodeIndex(0, i));
  EXPECT_THAT(leaves, ElementsAre(0, 1, 3, 4, 7, 8, 10));
  EXPECT_EQ(NodeIndex(1, 0), 2);
  EXPECT_EQ(NodeIndex(1, 1), 5);
  EXPECT_EQ(NodeIndex(1, 2), 9);
  EXPECT_EQ(NodeIndex(2, 0), 6);
}

TEST(MerkleTreeNodes, HaveNoGapsBetweenTheirIndexes) {
  int64_t next = 0;
  for (int64_t leaf = 0; leaf < 5000; ++leaf) {
    EXPECT_EQ(NodeCount(leaf), next);
    int level = 0;
    for (int64_t width = 1; (leaf + 1) % width == 0; width *= 2) {
      EXPECT_EQ(NodeIndex(level, leaf / width), next);
      ++level;
      ++next;
    }
  }
}

TEST(MerkleTreeNodes, OfTheGreatestTreeFillTheNumbers) {
  EXPECT_EQ(NodeCount(kMaxLeaves), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(NodeIndex(62, 0), std::numeric_limits<int64_t>::max() - 1);
}

TEST_F(MerkleTree, HasTheRootsOfTheReference) {
  for (int64_t size = 0; size <= kSizes; ++size) {
    const auto root = RootHash(size, nodes_);
    ASSERT_TRUE(root.ok()) << root.status();
    EXPECT_EQ(*root, reference_.Root(size)) << size;
  }
}

TEST_F(MerkleTree, ProvesInclusionAsTheReferenceDoes) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    for (int64_t position = 0; position < size; ++position) {
      const auto proof = ProveInclusion(position, size, nodes_);
      ASSERT_TRUE(proof.ok()) << proof.status();
      ASSERT_EQ(*proof, reference_.Path(position, size))
          << position << " of " << size;
    }
  }
}

TEST_F(MerkleTree, ProvesConsistencyAsTheReferenceDoes) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    for (int64_t old_size = 1; old_size <= size; ++old_size) {
      const auto proof = ProveConsistency(old_size, size, nodes_);
      ASSERT_TRUE(proof.ok()) << proof.status();
      ASSERT_EQ(*proof, reference_.Proof(old_size, size))
          << old_size << " of " << size;
    }
  }
}

// 300 is below 2^9, so a proof has 9 hashes at most. One of them can be of the
// incomplete right edge, which is made of 8 stored nodes at most.
TEST_F(MerkleTree, ReadsAFewNodesAndAtOnce) {
  constexpr size_t kMost = 9 + 8;
  for (int64_t position = 0; position < kSizes; ++position) {
    const NodesInMemory nodes(reference_.Nodes(kSizes));
    ASSERT_TRUE(ProveInclusion(position, kSizes, nodes).ok());
    ASSERT_TRUE(ProveConsistency(position + 1, kSizes, nodes).ok());
    ASSERT_TRUE(RootHash(position, nodes).ok());
    EXPECT_LE(nodes.reads, 3);
    EXPECT_LE(nodes.nodes_read, 3 * kMost);
  }
}

TEST_F(MerkleTree, SaysWhichNumberIsOutOfRange) {
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  const auto reason = [](const absl::Status& status) {
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    return std::string(status.message());
  };
  EXPECT_THAT(reason(RootHash(-1, nodes_).status()),
              HasSubstr("size is -1, expected 0 to 4611686018427387904"));
  EXPECT_THAT(reason(RootHash(kMaxLeaves + 1, nodes_).status()),
              HasSubstr("size is 4611686018427387905, expected 0 to"));
  EXPECT_THAT(reason(ProveInclusion(-1, 7, nodes_).status()),
              HasSubstr("position is -1, expected 0 or more"));
  EXPECT_THAT(
      reason(ProveInclusion(7, 7, nodes_).status()),
      HasSubstr("position is 7, expected 0 or more and less than the size, 7"));
  EXPECT_THAT(reason(ProveInclusion(0, 0, nodes_).status()),
              HasSubstr("size is 0, expected 1 to"));
  EXPECT_THAT(reason(ProveInclusion(kLeast, kLeast, nodes_).status()),
              HasSubstr("size is -9223372036854775808, expected 1 to"));
  EXPECT_THAT(reason(ProveConsistency(0, 7, nodes_).status()),
              HasSubstr("old_size is 0, expected 1 to 7, the size"));
  EXPECT_THAT(reason(ProveConsistency(8, 7, nodes_).status()),
              HasSubstr("old_size is 8, expected 1 to 7, the size"));
}

TEST_F(MerkleTree, FailsWhereANodeIsMissing) {
  const NodesInMemory few(reference_.Nodes(6));
  EXPECT_TRUE(absl::IsDataLoss(RootHash(7, few).status()));
  EXPECT_TRUE(absl::IsDataLoss(ProveInclusion(0, 7, few).status()));
  EXPECT_TRUE(absl::IsDataLoss(ProveConsistency(4, 7, few).status()));
  EXPECT_TRUE(absl::IsDataLoss(TreeEdge::Load(7, few).status()));
}

}  // namespace
}  // namespace techflow::ledger
