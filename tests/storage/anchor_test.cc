#include "storage/anchor.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

using testing::HasSubstr;

class AnchorTest : public testing::Test {
 protected:
  std::unique_ptr<Anchor> Open() {
    auto anchor = Anchor::Open(path_);
    EXPECT_TRUE(anchor.ok()) << anchor.status();
    return anchor.ok() ? *std::move(anchor) : nullptr;
  }

  std::string Bytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  void Write(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/anchor";
};

TEST_F(AnchorTest, HoldsNothingAtFirst) {
  EXPECT_EQ(Open()->checkpoint(), "");
  EXPECT_EQ(*Anchor::ReadAt(path_), "");
}

TEST_F(AnchorTest, HoldsTheLastThatWasPutIn) {
  for (const std::string note : {"one\n", "a longer second\n", "third\n"}) {
    ASSERT_TRUE(Open()->Advance(note).ok());
    EXPECT_EQ(Open()->checkpoint(), note);
    EXPECT_EQ(*Anchor::ReadAt(path_), note);
  }
}

TEST_F(AnchorTest, IsForOneProcessAtATime) {
  const auto first = Open();
  const absl::Status status = Anchor::Open(path_).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("another process"));
}

TEST_F(AnchorTest, IsNotWrittenOverWhatSomebodyElseWrote) {
  const auto anchor = Open();
  ASSERT_TRUE(anchor->Advance("one\n").ok());
  const std::string before = Bytes();
  ASSERT_TRUE(anchor->Advance("two\n").ok());
  Write(before);
  const absl::Status status = anchor->Advance("three\n");
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted) << status;
  EXPECT_EQ(Bytes(), before);
}

// A write that a crash tore leaves the checkpoint before.
TEST_F(AnchorTest, KeepsTheOneBeforeWhereTheLastIsTorn) {
  ASSERT_TRUE(Open()->Advance("one\n").ok());
  ASSERT_TRUE(Open()->Advance("two\n").ok());
  std::string bytes = Bytes();
  const size_t at = bytes.find("two");
  bytes[at] = 'T';
  Write(bytes);
  EXPECT_EQ(Open()->checkpoint(), "one\n");
  ASSERT_TRUE(Open()->Advance("three\n").ok());
  EXPECT_EQ(Open()->checkpoint(), "three\n");
}

TEST_F(AnchorTest, IsRefusedWhereNeitherSlotCanBeRead) {
  Write("a letter to the editor\n");
  for (const absl::Status& status :
       {Anchor::Open(path_).status(), Anchor::ReadAt(path_).status()}) {
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("is no anchor"));
  }
}

// Every byte of a slot has a meaning, but for what follows its text.
TEST_F(AnchorTest, FindsEveryFlippedBitOfItsOnlySlot) {
  ASSERT_TRUE(Open()->Advance("one\n").ok());
  const std::string good = Bytes();
  const size_t start = good.find("techflow anchor");
  const size_t end = good.find("one\n") + 4;
  for (size_t at = start; at < end; ++at) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    Write(bytes);
    EXPECT_TRUE(absl::IsDataLoss(Anchor::ReadAt(path_).status())) << at;
  }
}

TEST_F(AnchorTest, RefusesACheckpointThatDoesNotFit) {
  const auto anchor = Open();
  EXPECT_TRUE(absl::IsInvalidArgument(
      anchor->Advance(std::string(Anchor::kMaxCheckpointBytes + 1, 'x'))));
  EXPECT_TRUE(
      anchor->Advance(std::string(Anchor::kMaxCheckpointBytes, 'x')).ok());
}

TEST_F(AnchorTest, IsMissingOrCannotBeMade) {
  EXPECT_TRUE(absl::IsNotFound(Anchor::ReadAt(path_).status()));
  EXPECT_TRUE(absl::IsUnavailable(
      Anchor::Open(folder_.path() + "/none/anchor").status()));
}

}  // namespace
}  // namespace techflow::storage
