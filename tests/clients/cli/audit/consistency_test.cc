#include "clients/cli/audit/consistency.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/audit/sample_tree.h"

namespace techflow::cli {
namespace {

using testing::HasSubstr;

std::string Reason(const absl::Status& status) {
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  return std::string(status.message());
}

TEST(Consistency, HoldsForEveryEarlierSizeOfALog) {
  const SampleTree tree(20);
  for (int64_t size = 1; size <= 20; ++size) {
    for (int64_t old_size = 0; old_size <= size; ++old_size) {
      const NotedCheckpoint older{tree.At(old_size)};
      const NotedCheckpoint newer{tree.At(size)};
      v1::ProveConsistencyResponse proof;
      if (NeedsProof(older, newer)) proof = tree.Prove(old_size, size);
      EXPECT_TRUE(CheckConsistency(older, newer, proof).ok())
          << old_size << " of " << size;
    }
  }
}

// What was noted by hand has no origin.
TEST(Consistency, HoldsForWhatWasNotedByHand) {
  const SampleTree tree(9);
  NotedCheckpoint older{tree.At(5)};
  older.checkpoint.origin.clear();
  EXPECT_TRUE(
      CheckConsistency(older, NotedCheckpoint{tree.At(9)}, tree.Prove(5, 9))
          .ok());
}

TEST(Consistency, FindsALogThatWasRewritten) {
  const SampleTree tree(9);
  const SampleTree other(9, "forged");
  const NotedCheckpoint older{tree.At(5)};
  const NotedCheckpoint newer{other.At(9)};
  // Whichever proof the server makes up.
  for (const auto& proof :
       {tree.Prove(5, 9), other.Prove(5, 9), v1::ProveConsistencyResponse()}) {
    EXPECT_FALSE(CheckConsistency(older, newer, proof).ok());
  }
  EXPECT_THAT(Reason(CheckConsistency(NotedCheckpoint{tree.At(9)}, newer, {})),
              HasSubstr("two roots"));
}

// Roots that the server claims are not looked at.
TEST(Consistency, TakesSizesAndRootsFromTheCheckpointsAlone) {
  const SampleTree tree(9);
  const SampleTree other(9, "forged");
  v1::ProveConsistencyResponse proof = other.Prove(5, 9);
  proof.set_old_root(tree.At(5).root);
  proof.set_root(other.At(9).root);
  EXPECT_FALSE(CheckConsistency(NotedCheckpoint{tree.At(5)},
                                NotedCheckpoint{other.At(9)}, proof)
                   .ok());
}

TEST(Consistency, RefusesEveryProofWithAChangedHash) {
  const SampleTree tree(13);
  const v1::ProveConsistencyResponse proof = tree.Prove(6, 13);
  ASSERT_GE(proof.hashes_size(), 3);
  for (int i = 0; i < proof.hashes_size(); ++i) {
    v1::ProveConsistencyResponse changed = proof;
    (*changed.mutable_hashes(i))[0] ^= 1;
    EXPECT_FALSE(CheckConsistency(NotedCheckpoint{tree.At(6)},
                                  NotedCheckpoint{tree.At(13)}, changed)
                     .ok())
        << i;
    changed = proof;
    changed.mutable_hashes(i)->pop_back();
    EXPECT_THAT(Reason(CheckConsistency(NotedCheckpoint{tree.At(6)},
                                        NotedCheckpoint{tree.At(13)}, changed)),
                HasSubstr("32 bytes"));
  }
}

TEST(Consistency, FindsALogThatWasCut) {
  const SampleTree tree(9);
  EXPECT_THAT(Reason(CheckConsistency(NotedCheckpoint{tree.At(9)},
                                      NotedCheckpoint{tree.At(5)}, {})),
              HasSubstr("had 9 entries and has only 5: it was cut"));
}

TEST(Consistency, FindsTheCheckpointOfAnotherLog) {
  const SampleTree tree(9);
  NotedCheckpoint older{tree.At(5)};
  older.checkpoint.origin = "elsewhere.example/log";
  EXPECT_THAT(Reason(CheckConsistency(older, NotedCheckpoint{tree.At(9)},
                                      tree.Prove(5, 9))),
              HasSubstr("two logs"));
}

TEST(Consistency, LetsNoRootPassForThatOfAnEmptyLog) {
  const SampleTree tree(3);
  NotedCheckpoint older{tree.At(0)};
  EXPECT_TRUE(CheckConsistency(older, NotedCheckpoint{tree.At(3)}, {}).ok());
  older.checkpoint.root = tree.At(1).root;
  EXPECT_FALSE(CheckConsistency(older, NotedCheckpoint{tree.At(3)}, {}).ok());
}

}  // namespace
}  // namespace techflow::cli
