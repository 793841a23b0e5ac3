// A store that follows another: what it shows, what it refuses, and what it
// does when the anchor or the log is not right.

#include "storage/follower_rating_store.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/anchor.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/ledger/signed_note.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/contract_fixture.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A writer, and an anchor of the follower's own, which the tests write.
class Following : public testing::Test {
 protected:
  Following()
      : options_(SignedOptions(folder_.path())),
        anchor_(folders_.path() + "/anchor") {}

  void OpenWriter() {
    writer_.reset();
    auto opened = OpenRocksDbRatingStore(folder_.path(), options_);
    ASSERT_TRUE(opened.ok()) << opened.status();
    writer_ = *std::move(opened);
  }

  void Append(NewEntry entry) {
    const auto result = writer_->Append(std::move(entry));
    ASSERT_TRUE(result.ok()) << result.status();
  }

  void PutAnchor(const std::string& note) const {
    fs::remove(anchor_);
    auto opened = Anchor::Open(anchor_);
    ASSERT_TRUE(opened.ok()) << opened.status();
    ASSERT_TRUE((*opened)->Advance(note).ok());
  }
  // What the writer has released, as its own anchor has it.
  std::string Released() const { return *Anchor::ReadAt(options_.anchor); }
  void MirrorAnchor() const { PutAnchor(Released()); }

  absl::StatusOr<std::unique_ptr<FollowerRatingStore>> TryToFollow(
      char key = 'a') const {
    return OpenFollowerRatingStore(
        folder_.path(), {.key = TestKey(key)->verifier(), .anchor = anchor_});
  }
  std::unique_ptr<FollowerRatingStore> Follow() const {
    auto follower = TryToFollow();
    EXPECT_TRUE(follower.ok()) << follower.status();
    return follower.ok() ? *std::move(follower) : nullptr;
  }

  // A checkpoint of the log's present size.
  std::string Note(const std::string& root, char key = 'a',
                   int64_t more = 0) const {
    const auto signer = TestKey(key);
    const ledger::SigningKey* keys[] = {signer.get()};
    return ledger::SignNote(
        ledger::CheckpointText({.origin = signer->verifier().name(),
                                .size = writer_->Size() + more,
                                .root = root}),
        keys);
  }
  std::string Root() const {
    return std::string(
        ledger::BytesOf(*ledger::RootHash(writer_->Size(), writer_->nodes())));
  }

  static void ExpectCaughtUp(FollowerRatingStore& follower, int64_t size) {
    const absl::Status status = follower.CatchUp();
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(follower.Size(), size);
  }

  // It says that something is wrong and goes on showing `size` entries.
  static void ExpectStopped(FollowerRatingStore& follower, int64_t size,
                            const std::string& why) {
    for (int i = 0; i < 2; ++i) {
      const absl::Status status = follower.CatchUp();
      EXPECT_TRUE(absl::IsDataLoss(status)) << status;
      EXPECT_THAT(std::string(status.message()), HasSubstr(why));
      EXPECT_EQ(follower.Size(), size);
      EXPECT_TRUE(follower.Get(size - 1).ok());
    }
  }

  TemporaryFolder folder_;
  TemporaryFolder folders_;
  StoreOptions options_;
  const std::string anchor_;
  std::unique_ptr<RatingStore> writer_;
};

TEST_F(Following, ShowsWhatTheAnchorHoldsAndNoMore) {
  OpenWriter();
  Append(ModelVersion());
  Append(WithRequest(Rating("A", 20211231), "r-1"));
  MirrorAnchor();
  Append(WithRequest(Rating("A", 20221231), "r-2"));
  Append(Rating("B"));
  const auto follower = Follow();
  EXPECT_EQ(follower->Size(), 2);
  EXPECT_EQ(*follower->Checkpoint(), *Anchor::ReadAt(anchor_));
  EXPECT_TRUE(follower->Get(1).ok());
  EXPECT_TRUE(absl::IsNotFound(follower->Get(2).status()));
  EXPECT_TRUE(follower->GetByNumber("enterprises/A", 1).ok());
  EXPECT_TRUE(
      absl::IsNotFound(follower->GetByNumber("enterprises/A", 2).status()));
  EXPECT_TRUE(follower->GetByRequestId("r-1").ok());
  EXPECT_TRUE(absl::IsNotFound(follower->GetByRequestId("r-2").status()));
  EXPECT_THAT(Positions(follower->History("enterprises/A", 0, 10)),
              ElementsAre(1));
  EXPECT_THAT(Positions(follower->History("enterprises/A", 3, 10)),
              ElementsAre(1));
  EXPECT_THAT(Positions(follower->History("enterprises/B", 0, 10)), IsEmpty());
  EXPECT_THAT(Positions(follower->ByAsOfDate({})), ElementsAre(1));
  EXPECT_THAT(*follower->Subjects("enterprises/", "", 10),
              ElementsAre("enterprises/A"));
  EXPECT_EQ(*follower->SizeAt(INT64_MAX), 2);
  EXPECT_EQ(*follower->NumberAt("enterprises/A", 4), 1);
  EXPECT_TRUE(ledger::RootHash(2, follower->nodes()).ok());
  EXPECT_FALSE(ledger::RootHash(4, follower->nodes()).ok());
}

TEST_F(Following, PassesOverSubjectsThatCameLater) {
  OpenWriter();
  Append(ModelVersion());
  Append(Rating("C"));
  MirrorAnchor();
  for (const char* later : {"A", "B", "C", "D"}) Append(Rating(later));
  EXPECT_THAT(*Follow()->Subjects("enterprises/", "", 1),
              ElementsAre("enterprises/C"));
  EXPECT_THAT(*Follow()->Subjects("enterprises/", "enterprises/C", 1),
              IsEmpty());
}

TEST_F(Following, GoesOnWhenItCatchesUp) {
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  const auto follower = Follow();
  for (int64_t size = 2; size < 10; ++size) {
    Append(Rating("A"));
    ExpectCaughtUp(*follower, size - 1);
    MirrorAnchor();
    ExpectCaughtUp(*follower, size);
    EXPECT_EQ(follower->Get(size - 1)->bytes, writer_->Get(size - 1)->bytes);
    EXPECT_EQ(*follower->Checkpoint(), *writer_->Checkpoint());
  }
}

TEST_F(Following, ProvesWhatItShows) {
  OpenWriter();
  Append(ModelVersion());
  for (int i = 0; i < 9; ++i) Append(Rating("A"));
  MirrorAnchor();
  for (int i = 0; i < 9; ++i) Append(Rating("B"));
  const auto follower = Follow();
  const auto checkpoint =
      ledger::OpenCheckpoint(*follower->Checkpoint(), {TestKey()->verifier()});
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->size, 10);
  const ledger::Hash root = *ledger::HashOf(checkpoint->root);
  for (int64_t position = 0; position < 10; ++position) {
    const auto proof = ledger::ProveInclusion(position, 10, follower->nodes());
    ASSERT_TRUE(proof.ok()) << proof.status();
    const ledger::Hash leaf = ledger::LeafHash(follower->Get(position)->bytes);
    EXPECT_TRUE(ledger::VerifyInclusion(position, 10, leaf, *proof, root).ok());
  }
}

TEST_F(Following, FollowsALogFromItsBeginning) {
  OpenWriter();
  MirrorAnchor();
  const auto follower = Follow();
  EXPECT_EQ(follower->Size(), 0);
  EXPECT_THAT(*follower->Subjects("", "", 10), IsEmpty());
  Append(ModelVersion());
  MirrorAnchor();
  ExpectCaughtUp(*follower, 1);
}

TEST_F(Following, RefusesWhatWrites) {
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  const auto follower = Follow();
  const auto refused = follower->Append(Rating("A"));
  EXPECT_TRUE(absl::IsFailedPrecondition(refused.status()));
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("follows another and does not write"));
  EXPECT_TRUE(absl::IsFailedPrecondition(follower->WriteStatus()));
  EXPECT_TRUE(absl::IsFailedPrecondition(
      follower->CreateBackup(folders_.path(), 1).status()));
}

TEST_F(Following, FollowsAWriterThatIsClosedAndOpenedAgain) {
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  const auto follower = Follow();
  // Each start writes what is in memory into tables; a few are then merged.
  for (int64_t size = 2; size < 12; ++size) {
    OpenWriter();
    Append(Rating(absl::StrCat("E", size)));
    MirrorAnchor();
    ExpectCaughtUp(*follower, size);
    writer_.reset();
    ExpectCaughtUp(*follower, size);
    for (int64_t position = 0; position < size; ++position) {
      EXPECT_TRUE(follower->Get(position).ok());
    }
  }
}

// Larger than what one column may have in memory, so that it alone becomes a
// table and the others stay in the log.
TEST_F(Following, ReadsWhatWasWrittenOutOfMemory) {
  constexpr int kRatings = 20;
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  const auto follower = Follow();
  std::string evidence(4'000'000, 'x');
  for (int i = 0; i < kRatings; ++i) {
    NewEntry entry = Rating("A");
    evidence[0] = static_cast<char>('A' + i);
    entry.evidence = evidence;
    Append(std::move(entry));
    MirrorAnchor();
    ExpectCaughtUp(*follower, i + 2);
  }
  for (int i = 0; i < kRatings; ++i) {
    evidence[0] = static_cast<char>('A' + i);
    const auto blob =
        follower->Blob(BlobKind::kEvidence, ledger::Sha256(evidence));
    EXPECT_TRUE(blob.ok()) << blob.status();
  }
  const auto figures = follower->Figures();
  ASSERT_TRUE(figures.ok()) << figures.status();
  EXPECT_GT(figures->disk_bytes, 0);
}

// Entries go to three companies in turn, so that what there must be at a size
// is known.
TEST_F(Following, AnswersRightWhileItCatchesUp) {
  constexpr int64_t kEntries = 3000;
  OpenWriter();
  Append(ModelVersion());
  auto follower = *OpenFollowerRatingStore(
      folder_.path(),
      {.key = options_.key->verifier(), .anchor = options_.anchor});
  std::atomic<bool> done = false;
  std::thread writer([this, &done] {
    for (int64_t position = 1; position < kEntries; position += 10) {
      if (position == 1501) OpenWriter();
      std::vector<NewEntry> entries;
      for (int64_t i = position; i < position + 10; ++i) {
        entries.push_back(Rating(absl::StrCat("E", i % 3)));
      }
      for (const auto& result : writer_->AppendAll(std::move(entries))) {
        EXPECT_TRUE(result.ok()) << result.status();
      }
    }
    done = true;
  });
  std::thread reader([&done, &follower] {
    while (!done) {
      const int64_t size = follower->Size();
      for (int64_t rest = 0; rest < 3; ++rest) {
        const std::string subject = absl::StrCat("enterprises/E", rest);
        const int64_t expected = (size - 1 + (3 - rest) % 3) / 3;
        EXPECT_EQ(*follower->NumberAt(subject, size), expected);
        EXPECT_GE(Positions(follower->History(subject, 0, 1000)).size(),
                  static_cast<size_t>(std::min<int64_t>(expected, 1000)));
      }
      EXPECT_TRUE(follower->Get(size - 1).ok());
    }
  });
  while (!done) {
    const absl::Status status = follower->CatchUp();
    EXPECT_TRUE(status.ok()) << status;
  }
  writer.join();
  reader.join();
  ExpectCaughtUp(*follower, writer_->Size());
}

TEST_F(Following, FollowsAChangeOfTheKey) {
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  const auto follower = Follow();
  options_.next_key = TestKey('b');
  OpenWriter();
  MirrorAnchor();
  ExpectCaughtUp(*follower, 2);
  Append(Rating("A"));
  MirrorAnchor();
  ExpectCaughtUp(*follower, 3);
  EXPECT_EQ(follower->VerifierKeys().back(), TestKey('b')->verifier());
  // Who has the old key is led to the new one; who has the new one needs none.
  EXPECT_TRUE(TryToFollow('a').ok());
  EXPECT_TRUE(TryToFollow('b').ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(TryToFollow('c').status()));
  // The old key alone counts no more.
  Append(Rating("A"));
  PutAnchor(Note(Root(), 'a'));
  ExpectStopped(*follower, 3, "is not one that the key");
}

TEST_F(Following, StopsAtACheckpointThatAnotherKeySigned) {
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  const auto follower = Follow();
  Append(Rating("A"));
  PutAnchor(Note(Root(), 'b'));
  ExpectStopped(*follower, 1, "is not one that the key");
  MirrorAnchor();
  ExpectCaughtUp(*follower, 2);
}

TEST_F(Following, StopsAtACheckpointOfAnotherLog) {
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  const auto follower = Follow();
  Append(Rating("A"));
  PutAnchor(Note(std::string(32, 'r')));
  ExpectStopped(*follower, 1, "does not lead from the checkpoint of 1 entries");
  // Of the size that is shown already, too.
  PutAnchor(Note(std::string(32, 'r'), 'a', -1));
  ExpectStopped(*follower, 1, "does not lead from the checkpoint of 1 entries");
  MirrorAnchor();
  ExpectCaughtUp(*follower, 2);
}

TEST_F(Following, StopsWhereTheLogIsShorterThanItsCheckpoint) {
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  const auto follower = Follow();
  PutAnchor(Note(std::string(32, 'r'), 'a', 5));
  ExpectStopped(*follower, 1, "it has 1 entries");
  MirrorAnchor();
  ExpectCaughtUp(*follower, 1);
}

TEST_F(Following, StopsWhereTheAnchorGoesBack) {
  OpenWriter();
  Append(ModelVersion());
  const std::string first = Released();
  Append(Rating("A"));
  MirrorAnchor();
  const auto follower = Follow();
  PutAnchor(first);
  ExpectStopped(*follower, 2, "the anchor went back");
  Append(Rating("A"));
  MirrorAnchor();
  ExpectCaughtUp(*follower, 3);
}

TEST_F(Following, StopsWhereTheAnchorIsDamagedOrGone) {
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  const auto follower = Follow();
  std::ofstream(anchor_) << "no anchor at all";
  ExpectStopped(*follower, 1, "is damaged or is no anchor");
  fs::remove(anchor_);
  EXPECT_TRUE(absl::IsNotFound(follower->CatchUp()));
  EXPECT_TRUE(follower->Get(0).ok());
  MirrorAnchor();
  ExpectCaughtUp(*follower, 1);
}

// As a backup that is older than the anchor would leave it.
TEST_F(Following, StopsWhereAnOlderCopyTookThePlaceOfTheStore) {
  OpenWriter();
  Append(ModelVersion());
  writer_.reset();
  const TemporaryFolder older;
  fs::copy(folder_.path(), older.path(), fs::copy_options::recursive);
  OpenWriter();
  Append(Rating("A"));
  MirrorAnchor();
  const auto follower = Follow();
  writer_.reset();
  const TemporaryFolder newer;
  fs::rename(folder_.path() + "/rocksdb", newer.path() + "/rocksdb");
  EXPECT_TRUE(absl::IsNotFound(follower->CatchUp()));
  fs::copy(older.path(), folder_.path(), fs::copy_options::recursive);
  ExpectStopped(*follower, 2, "was cut or is an older copy");
  fs::remove_all(folder_.path() + "/rocksdb");
  fs::rename(newer.path() + "/rocksdb", folder_.path() + "/rocksdb");
  OpenWriter();
  Append(Rating("A"));
  MirrorAnchor();
  ExpectCaughtUp(*follower, 3);
}

TEST_F(Following, NeedsAStoreAndACheckpoint) {
  EXPECT_TRUE(absl::IsFailedPrecondition(TryToFollow().status()));
  OpenWriter();
  Append(ModelVersion());
  EXPECT_TRUE(absl::IsFailedPrecondition(TryToFollow().status()));
  std::ofstream(anchor_).close();
  EXPECT_TRUE(absl::IsFailedPrecondition(TryToFollow().status()));
  MirrorAnchor();
  EXPECT_TRUE(TryToFollow().ok());
  const TemporaryFolder empty;
  EXPECT_TRUE(absl::IsNotFound(
      OpenFollowerRatingStore(empty.path(),
                              {.key = TestKey()->verifier(), .anchor = anchor_})
          .status()));
}

// Path, size, time of the last change and bytes of all that is in a folder.
std::map<std::string, std::string> AllFiles(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto time = entry.last_write_time().time_since_epoch().count();
    std::string content = absl::StrCat(time, " ");
    if (entry.is_regular_file()) {
      std::ifstream file(entry.path(), std::ios::binary);
      content.append(std::istreambuf_iterator<char>(file), {});
    }
    files[entry.path().string()] = std::move(content);
  }
  return files;
}

TEST_F(Following, ChangesNoFile) {
  OpenWriter();
  Append(ModelVersion());
  MirrorAnchor();
  auto follower = Follow();
  OpenWriter();
  Append(Rating("A"));
  MirrorAnchor();
  const auto before = AllFiles(folder_.path());
  const auto beside = AllFiles(folders_.path());
  ExpectCaughtUp(*follower, 2);
  EXPECT_EQ(Follow()->Get(1)->bytes, writer_->Get(1)->bytes);
  follower.reset();
  EXPECT_EQ(AllFiles(folder_.path()), before);
  EXPECT_EQ(AllFiles(folders_.path()), beside);
}

}  // namespace
}  // namespace techflow::storage
