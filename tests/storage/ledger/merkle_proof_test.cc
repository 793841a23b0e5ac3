#include "storage/ledger/merkle_proof.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/storage/ledger/reference_tree.h"

namespace techflow::ledger {
namespace {

using testing::HasSubstr;

constexpr int64_t kSizes = 300;
// Up to this size every bit of each hash of a proof is turned; above, one.
constexpr int64_t kSizesWithAllBits = 40;
constexpr int kBits = 256;

constexpr int64_t kGreatest = std::numeric_limits<int64_t>::max();
constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();

void TurnBit(int bit, Hash& hash) {
  hash[static_cast<size_t>(bit / 8)] ^=
      static_cast<unsigned char>(1 << (bit % 8));
}

Hash WithBitTurned(Hash hash, int bit) {
  TurnBit(bit, hash);
  return hash;
}

// A bit of hash `number` of a proof, another one for each.
int SomeBit(int64_t size, int64_t position, int64_t number) {
  return static_cast<int>((size * 31 + position * 7 + number * 101) % kBits);
}

// The bits of it to turn.
std::vector<int> BitsToTurn(int64_t size, int64_t position, size_t number) {
  if (size > kSizesWithAllBits) {
    return {SomeBit(size, position, static_cast<int64_t>(number))};
  }
  std::vector<int> bits;
  for (int bit = 0; bit < kBits; ++bit) bits.push_back(bit);
  return bits;
}

// Where a path goes at each split on its way down, as PATH of RFC 6962 has it.
// No more than this of the position and the size decides about a proof.
std::string Way(int64_t position, int64_t size) {
  std::string way;
  for (int64_t n = size; n > 1;) {
    int64_t k = 1;
    while (k * 2 < n) k *= 2;
    way += position < k ? 'l' : 'r';
    if (position < k) {
      n = k;
    } else {
      position -= k;
      n -= k;
    }
  }
  return way;
}

// The same of PROOF. An old tree that is a node of the new one goes left until
// it is met.
std::string WayOfProof(int64_t old_size, int64_t size) {
  std::string way;
  for (int64_t n = size; old_size != n;) {
    int64_t k = 1;
    while (k * 2 < n) k *= 2;
    way += old_size <= k ? 'l' : 'r';
    if (old_size <= k) {
      n = k;
    } else {
      old_size -= k;
      n -= k;
    }
  }
  return way;
}

class MerkleProof : public testing::Test {
 protected:
  ReferenceTree reference_;
};

std::string Reason(const absl::Status& status) {
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  return std::string(status.message());
}

TEST_F(MerkleProof, OfInclusionHoldsForEveryLeaf) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    for (int64_t position = 0; position < size; ++position) {
      const absl::Status status = VerifyInclusion(
          position, size, reference_.Leaf(position),
          reference_.Path(position, size), reference_.Root(size));
      ASSERT_TRUE(status.ok()) << position << " of " << size << ": " << status;
    }
  }
}

TEST_F(MerkleProof, OfInclusionIsRefusedWithOneBitChanged) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    const Hash root = reference_.Root(size);
    for (int64_t position = 0; position < size; ++position) {
      const Hash leaf = reference_.Leaf(position);
      std::vector<Hash> proof = reference_.Path(position, size);
      for (size_t i = 0; i < proof.size(); ++i) {
        for (const int bit : BitsToTurn(size, position, i)) {
          TurnBit(bit, proof[i]);
          ASSERT_TRUE(absl::IsDataLoss(
              VerifyInclusion(position, size, leaf, proof, root)))
              << position << " of " << size << ", hash " << i << ", bit "
              << bit;
          TurnBit(bit, proof[i]);
        }
      }
    }
  }
}

TEST_F(MerkleProof, OfInclusionIsRefusedForAnotherLeafOrRoot) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    const Hash root = reference_.Root(size);
    for (int64_t position = 0; position < size; ++position) {
      const Hash leaf = reference_.Leaf(position);
      const std::vector<Hash> proof = reference_.Path(position, size);
      const int bit = SomeBit(size, position, 0);
      ASSERT_TRUE(absl::IsDataLoss(VerifyInclusion(
          position, size, WithBitTurned(leaf, bit), proof, root)))
          << position << " of " << size << ", bit " << bit;
      ASSERT_TRUE(absl::IsDataLoss(VerifyInclusion(position, size, leaf, proof,
                                                   WithBitTurned(root, bit))))
          << position << " of " << size << ", bit " << bit;
      ASSERT_FALSE(VerifyInclusion(position, size, leaf, proof,
                                   reference_.Root(size + 1))
                       .ok())
          << position << " of " << size;
    }
  }
}

TEST_F(MerkleProof, OfInclusionIsRefusedAtAnyOtherPosition) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    const Hash root = reference_.Root(size);
    for (int64_t position = 0; position < size; ++position) {
      const Hash leaf = reference_.Leaf(position);
      const std::vector<Hash> proof = reference_.Path(position, size);
      for (const int64_t other :
           {position - 1, position + 1, position ^ 2, size - 1 - position,
            position + size, int64_t{0}, size - 1, int64_t{-1}}) {
        if (other == position) continue;
        ASSERT_FALSE(VerifyInclusion(other, size, leaf, proof, root).ok())
            << other << " instead of " << position << " of " << size;
      }
    }
  }
}

// A root does not say its size: what a verifier cannot tell, and merkle_proof.h
// says that it cannot, is exactly two sizes with one way down.
TEST_F(MerkleProof, OfInclusionIsRefusedForAnotherSizeWithAnotherWay) {
  int64_t refused = 0;
  for (int64_t size = 1; size <= kSizes; ++size) {
    const Hash root = reference_.Root(size);
    for (int64_t position = 0; position < size; ++position) {
      const Hash leaf = reference_.Leaf(position);
      const std::vector<Hash> proof = reference_.Path(position, size);
      const std::string way = Way(position, size);
      for (const int64_t other :
           {size - 1, size + 1, size / 2, size * 2, int64_t{0}, int64_t{-1}}) {
        const bool is_told = position >= other || Way(position, other) != way;
        refused += is_told ? 1 : 0;
        ASSERT_EQ(VerifyInclusion(position, other, leaf, proof, root).ok(),
                  !is_told)
            << position << " of " << other << " instead of " << size;
      }
    }
  }
  EXPECT_GT(refused, 0);
}

TEST_F(MerkleProof, OfInclusionIsRefusedWithAHashTooManyOrTooFew) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    for (int64_t position = 0; position < size; ++position) {
      const Hash leaf = reference_.Leaf(position);
      const Hash root = reference_.Root(size);
      std::vector<Hash> proof = reference_.Path(position, size);
      proof.push_back(root);
      ASSERT_TRUE(absl::IsInvalidArgument(
          VerifyInclusion(position, size, leaf, proof, root)));
      proof.pop_back();
      if (proof.empty()) continue;
      proof.pop_back();
      ASSERT_TRUE(absl::IsInvalidArgument(
          VerifyInclusion(position, size, leaf, proof, root)));
    }
  }
}

TEST_F(MerkleProof, OfConsistencyHoldsForEveryPairOfSizes) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    for (int64_t old_size = 1; old_size <= size; ++old_size) {
      const absl::Status status =
          VerifyConsistency(old_size, size, reference_.Proof(old_size, size),
                            reference_.Root(old_size), reference_.Root(size));
      ASSERT_TRUE(status.ok()) << old_size << " to " << size << ": " << status;
    }
  }
}

TEST_F(MerkleProof, OfConsistencyIsRefusedWithOneBitChanged) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    const Hash root = reference_.Root(size);
    for (int64_t old_size = 1; old_size <= size; ++old_size) {
      const Hash old_root = reference_.Root(old_size);
      std::vector<Hash> proof = reference_.Proof(old_size, size);
      for (size_t i = 0; i < proof.size(); ++i) {
        for (const int bit : BitsToTurn(size, old_size, i)) {
          TurnBit(bit, proof[i]);
          ASSERT_TRUE(absl::IsDataLoss(
              VerifyConsistency(old_size, size, proof, old_root, root)))
              << old_size << " to " << size << ", hash " << i << ", bit "
              << bit;
          TurnBit(bit, proof[i]);
        }
      }
    }
  }
}

TEST_F(MerkleProof, OfConsistencyIsRefusedForAnotherRoot) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    const Hash root = reference_.Root(size);
    for (int64_t old_size = 1; old_size <= size; ++old_size) {
      const Hash old_root = reference_.Root(old_size);
      const std::vector<Hash> proof = reference_.Proof(old_size, size);
      const int bit = SomeBit(size, old_size, 0);
      ASSERT_TRUE(absl::IsDataLoss(VerifyConsistency(
          old_size, size, proof, WithBitTurned(old_root, bit), root)))
          << old_size << " to " << size << ", bit " << bit;
      ASSERT_TRUE(absl::IsDataLoss(VerifyConsistency(
          old_size, size, proof, old_root, WithBitTurned(root, bit))))
          << old_size << " to " << size << ", bit " << bit;
      if (old_size == size) continue;
      ASSERT_TRUE(absl::IsDataLoss(
          VerifyConsistency(old_size, size, proof, root, old_root)))
          << old_size << " to " << size;
    }
  }
}

// As for inclusion. Whether the old tree is a node of the new one counts too:
// its root is then left out of the proof.
TEST_F(MerkleProof, OfConsistencyIsRefusedForOtherSizesWithAnotherWay) {
  const auto shape = [](int64_t old_size, int64_t size) {
    const bool is_node = (old_size & (old_size - 1)) == 0 || old_size == size;
    return std::pair(is_node, WayOfProof(old_size, size));
  };
  int64_t refused = 0;
  for (int64_t size = 1; size <= kSizes; ++size) {
    const Hash root = reference_.Root(size);
    for (int64_t old_size = 1; old_size <= size; ++old_size) {
      const Hash old_root = reference_.Root(old_size);
      const std::vector<Hash> proof = reference_.Proof(old_size, size);
      const auto own = shape(old_size, size);
      for (const auto& [other_old, other] :
           std::vector<std::pair<int64_t, int64_t>>{{old_size - 1, size},
                                                    {old_size + 1, size},
                                                    {old_size / 2, size},
                                                    {old_size * 2, size},
                                                    {old_size, size - 1},
                                                    {old_size, size + 1},
                                                    {old_size, size / 2},
                                                    {old_size, size * 2}}) {
        const bool is_told = other_old < 1 || other_old > other ||
                             shape(other_old, other) != own;
        refused += is_told ? 1 : 0;
        ASSERT_EQ(
            VerifyConsistency(other_old, other, proof, old_root, root).ok(),
            !is_told)
            << other_old << " to " << other << " instead of " << old_size
            << " to " << size;
      }
    }
  }
  EXPECT_GT(refused, 0);
}

TEST_F(MerkleProof, OfConsistencyIsRefusedWithAHashTooManyOrTooFew) {
  for (int64_t size = 1; size <= kSizes; ++size) {
    for (int64_t old_size = 1; old_size <= size; ++old_size) {
      const Hash old_root = reference_.Root(old_size);
      const Hash root = reference_.Root(size);
      std::vector<Hash> proof = reference_.Proof(old_size, size);
      proof.push_back(root);
      ASSERT_TRUE(absl::IsInvalidArgument(
          VerifyConsistency(old_size, size, proof, old_root, root)));
      proof.pop_back();
      if (proof.empty()) continue;
      proof.pop_back();
      ASSERT_TRUE(absl::IsInvalidArgument(
          VerifyConsistency(old_size, size, proof, old_root, root)));
    }
  }
}

TEST_F(MerkleProof, SaysWhichNumberIsImpossible) {
  const Hash hash = reference_.Root(7);
  EXPECT_THAT(
      Reason(VerifyInclusion(7, 7, hash, {}, hash)),
      HasSubstr("position is 7, expected 0 or more and less than the size, 7"));
  EXPECT_THAT(Reason(VerifyInclusion(kLeast, kLeast, hash, {}, hash)),
              HasSubstr("position is -9223372036854775808"));
  EXPECT_THAT(Reason(VerifyInclusion(kGreatest - 1, kGreatest, hash, {}, hash)),
              HasSubstr("the proof has 0 hashes"));
  EXPECT_THAT(Reason(VerifyConsistency(0, 7, {}, EmptyRoot(), hash)),
              HasSubstr("old_size is 0, expected 1 to 7, the size"));
  EXPECT_THAT(Reason(VerifyConsistency(8, 7, {}, hash, hash)),
              HasSubstr("old_size is 8, expected 1 to 7, the size"));
  EXPECT_THAT(Reason(VerifyConsistency(kLeast, kLeast, {}, hash, hash)),
              HasSubstr("old_size is -9223372036854775808"));
  EXPECT_THAT(
      Reason(VerifyConsistency(kGreatest - 1, kGreatest, {}, hash, hash)),
      HasSubstr("the proof has 0 hashes"));
}

TEST_F(MerkleProof, SaysThatALogWasRewritten) {
  const absl::Status status = VerifyConsistency(
      4, 7, reference_.Proof(4, 7), reference_.Root(5), reference_.Root(7));
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("the later log does not begin with the earlier one"));
}

}  // namespace
}  // namespace techflow::ledger
