// A store that signs: what is answered is in a checkpoint and in the anchor,
// and a log that does not extend it does not open.

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/anchor.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/rocksdb_rating_store.h"
#include "storage/start_entries.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

constexpr int64_t kSecondUs = 1'000'000;

class SignedStore : public testing::Test {
 protected:
  SignedStore() { options_ = SignedOptions(folder_.path()); }

  std::unique_ptr<RatingStore> Open() {
    auto store = OpenRocksDbRatingStore(folder_.path(), options_);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }

  std::string Refusal() {
    const absl::Status status =
        OpenRocksDbRatingStore(folder_.path(), options_).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    return std::string(status.message());
  }

  static StoredEntry Append(RatingStore& store, NewEntry entry) {
    auto result = store.Append(std::move(entry));
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? result->stored : StoredEntry();
  }

  static ledger::Checkpoint CheckpointOf(const std::string& note,
                                         char letter = 'a') {
    const ledger::VerifierKey keys[] = {TestKey(letter)->verifier()};
    auto checkpoint = ledger::OpenCheckpoint(note, keys);
    EXPECT_TRUE(checkpoint.ok()) << checkpoint.status();
    return checkpoint.ok() ? *std::move(checkpoint) : ledger::Checkpoint();
  }

  // As a killed process leaves it: the folder as it is while it is open.
  void KeepOpenCopy(const std::string& to) {
    fs::copy(folder_.path(), to, fs::copy_options::recursive);
    fs::remove(to + "/rocksdb/LOCK");
  }

  TemporaryFolder folder_;
  StoreOptions options_;
};

TEST_F(SignedStore, SignsAndAnchorsWhatItAnswers) {
  const auto store = Open();
  EXPECT_EQ(CheckpointOf(*store->Checkpoint()).size, 0);
  const StoredEntry entry = Append(*store, ModelVersion());
  const std::string note = *store->Checkpoint();
  const ledger::Checkpoint checkpoint = CheckpointOf(note);
  EXPECT_EQ(checkpoint.origin, "techflow.example/log");
  EXPECT_EQ(checkpoint.size, 1);
  EXPECT_EQ(checkpoint.root, ledger::BytesOf(ledger::LeafHash(entry.bytes)));
  EXPECT_EQ(*Anchor::ReadAt(options_.anchor), note);
}

TEST_F(SignedStore, ProvesEveryEntryAndEveryEarlierCheckpoint) {
  const auto store = Open();
  Append(*store, ModelVersion());
  std::vector<StoredEntry> entries = {*store->Get(0)};
  std::vector<ledger::Hash> roots = {ledger::EmptyRoot(),
                                     ledger::LeafHash(entries[0].bytes)};
  for (int i = 0; i < 20; ++i) {
    entries.push_back(Append(*store, Rating("A")));
    roots.push_back(*ledger::HashOf(CheckpointOf(*store->Checkpoint()).root));
  }
  const int64_t size = store->Size();
  for (int64_t position = 0; position < size; ++position) {
    const auto proof = ledger::ProveInclusion(position, size, store->nodes());
    ASSERT_TRUE(proof.ok()) << proof.status();
    EXPECT_TRUE(
        ledger::VerifyInclusion(
            position, size,
            ledger::LeafHash(entries[static_cast<size_t>(position)].bytes),
            *proof, roots.back())
            .ok());
  }
  for (int64_t old_size = 1; old_size <= size; ++old_size) {
    const auto proof = ledger::ProveConsistency(old_size, size, store->nodes());
    ASSERT_TRUE(proof.ok()) << proof.status();
    EXPECT_TRUE(ledger::VerifyConsistency(old_size, size, *proof,
                                          roots[static_cast<size_t>(old_size)],
                                          roots.back())
                    .ok());
  }
}

TEST_F(SignedStore, SignsTheSameAfterANewStart) {
  std::string note;
  {
    const auto store = Open();
    Append(*store, ModelVersion());
    note = *store->Checkpoint();
  }
  EXPECT_EQ(*Open()->Checkpoint(), note);
}

TEST_F(SignedStore, RefusesALogThatWasCut) {
  {
    const auto store = Open();
    Append(*store, ModelVersion());
  }
  const TemporaryFolder older;
  fs::copy(folder_.path(), older.path(), fs::copy_options::recursive);
  Append(*Open(), Rating("A"));
  fs::remove_all(folder_.path() + "/rocksdb");
  fs::copy(older.path(), folder_.path(), fs::copy_options::recursive);
  EXPECT_THAT(Refusal(),
              AllOf(HasSubstr("was cut or is an older copy"),
                    HasSubstr("it has 1 entries, and a checkpoint of 2"),
                    HasSubstr("--recover=REASON")));
}

TEST_F(SignedStore, RefusesALogWhosePastIsAnother) {
  {
    const auto store = Open();
    Append(*store, ModelVersion());
  }
  const TemporaryFolder before;
  fs::copy(folder_.path(), before.path(), fs::copy_options::recursive);
  Append(*Open(), Rating("A"));
  const std::string anchor = *Anchor::ReadAt(options_.anchor);
  // The same key signs another second entry, and then a third.
  fs::remove_all(folder_.path() + "/rocksdb");
  fs::copy(before.path(), folder_.path(), fs::copy_options::recursive);
  options_.anchor = folder_.path() + "/other.anchor";
  options_.recovery_reason = "a test";
  {
    const auto store = Open();
    Append(*store, Rating("B"));
  }
  options_.recovery_reason = "";
  options_.anchor = SignedOptions(folder_.path()).anchor;
  EXPECT_THAT(Refusal(), HasSubstr("does not extend the anchored checkpoint"));
}

TEST_F(SignedStore, RefusesALogWhoseAnchorIsGone) {
  Append(*Open(), ModelVersion());
  fs::remove(options_.anchor);
  EXPECT_THAT(Refusal(), HasSubstr("the anchor is empty or new"));
}

TEST_F(SignedStore, KeepsARecoveryInTheLog) {
  Append(*Open(), ModelVersion());
  fs::remove(options_.anchor);
  options_.recovery_reason = "the disk of the anchor burnt";
  {
    const auto store = Open();
    const auto entry = store->Get(1);
    ASSERT_TRUE(entry.ok()) << entry.status();
    EXPECT_EQ(entry->entry.subject(), "ledger");
    EXPECT_EQ(entry->entry.recovery().reason(), "the disk of the anchor burnt");
    EXPECT_EQ(entry->entry.recovery().log_size(), 1);
    EXPECT_EQ(entry->entry.recovery().anchored_checkpoint(), "");
  }
  options_.recovery_reason = "";
  EXPECT_EQ(Open()->Size(), 2);
}

TEST_F(SignedStore, RefusesAnotherKey) {
  Append(*Open(), ModelVersion());
  options_.key = TestKey('b');
  EXPECT_THAT(Refusal(), HasSubstr("Start with the key that signed this log"));
}

TEST_F(SignedStore, ChangesTheKeyByAnEntryThatTheOldOneSigned) {
  Append(*Open(), ModelVersion());
  options_.next_key = TestKey('b');
  {
    const auto store = Open();
    const auto entry = store->Get(1);
    ASSERT_TRUE(entry.ok()) << entry.status();
    const auto& change = entry->entry.key_change();
    EXPECT_EQ(change.new_key(), TestKey('b')->verifier().ToString());
    EXPECT_TRUE(TestKey()->verifier().Verify(
        KeyChangeText(change.old_key(), change.new_key()), change.signature()));
    // Both keys vouch for the change.
    const std::string note = *store->Checkpoint();
    EXPECT_EQ(CheckpointOf(note, 'a').size, 2);
    EXPECT_EQ(CheckpointOf(note, 'b').size, 2);
    Append(*store, Rating("A"));
    EXPECT_EQ(CheckpointOf(*store->Checkpoint(), 'b').size, 3);
    EXPECT_EQ(store->VerifierKeys().size(), 2u);
  }
  options_.next_key = nullptr;
  EXPECT_THAT(Refusal(), HasSubstr("the log says that"));
  options_.key = TestKey('b');
  EXPECT_EQ(Open()->Size(), 3);
}

TEST_F(SignedStore, KeepsAnUncleanStartInTheLog) {
  const TemporaryFolder copy;
  {
    const auto store = Open();
    Append(*store, ModelVersion());
    KeepOpenCopy(copy.path());
  }
  options_.anchor = copy.path() + "/anchor";
  fs::copy(SignedOptions(folder_.path()).anchor, options_.anchor);
  auto opened = OpenRocksDbRatingStore(copy.path(), options_);
  ASSERT_TRUE(opened.ok()) << opened.status();
  const auto entry = (*opened)->Get(1);
  ASSERT_TRUE(entry.ok()) << entry.status();
  EXPECT_TRUE(entry->entry.has_unclean_start());
  EXPECT_EQ(entry->entry.unclean_start().log_size(), 1);
  EXPECT_EQ(entry->entry.unclean_start().anchored_size(), 1);
  opened->reset();
  // Closed this time.
  opened = OpenRocksDbRatingStore(copy.path(), options_);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ((*opened)->Size(), 2);
}

NewEntry RatingAt(int64_t time_us) {
  NewEntry entry = Rating("A");
  entry.entry.set_recorded_at_us(time_us);
  return entry;
}

TEST_F(SignedStore, LetsNoTimeGoBack) {
  const auto store = Open();
  Append(*store, ModelVersion());
  const int64_t now = Append(*store, Rating("A")).entry.recorded_at_us();
  // A clock that was corrected a little.
  EXPECT_EQ(
      Append(*store, RatingAt(now - 3 * kSecondUs)).entry.recorded_at_us(),
      now);
  const auto refused = store->Append(RatingAt(now - 3600 * kSecondUs));
  EXPECT_TRUE(absl::IsUnavailable(refused.status())) << refused.status();
  EXPECT_THAT(std::string(refused.status().message()),
              AllOf(HasSubstr("3600 s behind"), HasSubstr("--accept_clock")));
  // It goes on as soon as the clock is right.
  EXPECT_TRUE(store->Append(RatingAt(now + kSecondUs)).ok());
}

TEST_F(SignedStore, AcceptsAClockThatWasPutBackWithAReason) {
  const int64_t right = options_.opened_at_us + 1000 * kSecondUs;
  const int64_t ahead = right + int64_t{1000} * 86400 * kSecondUs;
  {
    const auto store = Open();
    Append(*store, ModelVersion());
    Append(*store, RatingAt(ahead));
  }
  options_.opened_at_us = right;
  options_.clock_reason = "the clock was three years ahead";
  const auto store = Open();
  const auto entry = store->Get(2);
  ASSERT_TRUE(entry.ok()) << entry.status();
  EXPECT_EQ(entry->entry.clock_change().previous_recorded_at_us(), ahead);
  EXPECT_EQ(entry->entry.recorded_at_us(), right);
  Append(*store, RatingAt(right + 10 * kSecondUs));
  // What was stored before the change was there at every time after it.
  EXPECT_EQ(*store->SizeAt(right - 1), 1);
  EXPECT_EQ(*store->SizeAt(right), 3);
  EXPECT_EQ(*store->SizeAt(right + 9 * kSecondUs), 3);
  EXPECT_EQ(*store->SizeAt(right + 10 * kSecondUs), 4);
}

constexpr int64_t kDayUs = int64_t{86'400} * kSecondUs;

TEST_F(SignedStore, DoesNotStartWithAClockThatIsYearsAhead) {
  {
    const auto store = Open();
    Append(*store, ModelVersion());
  }
  const int64_t right = options_.opened_at_us;
  options_.opened_at_us = right + 3650 * kDayUs;
  EXPECT_THAT(Refusal(), AllOf(HasSubstr("the clock says 2033-11-11T22:13:20Z"),
                               HasSubstr("of 2023-11-14T22:13:20Z"),
                               HasSubstr("more than 366 days before"),
                               HasSubstr("--accept_clock=REASON")));
  // Nothing was written, also not that it was open.
  options_.opened_at_us = right;
  EXPECT_EQ(Open()->Size(), 1);
}

TEST_F(SignedStore, StartsAYearAfterItsLastEntry) {
  Append(*Open(), ModelVersion());
  options_.opened_at_us += kMaxClockLeadUs;
  EXPECT_EQ(Open()->Size(), 1);
  options_.opened_at_us += kSecondUs;
  EXPECT_THAT(Refusal(), HasSubstr("Put the clock right"));
}

TEST_F(SignedStore, AcceptsAClockThatIsYearsAheadWithAReason) {
  Append(*Open(), ModelVersion());
  const int64_t before = options_.opened_at_us;
  const int64_t after = before + 700 * kDayUs;
  options_.opened_at_us = after;
  options_.clock_reason = "nothing was rated for two years";
  {
    const auto store = Open();
    const auto entry = store->Get(1);
    ASSERT_TRUE(entry.ok()) << entry.status();
    EXPECT_EQ(entry->entry.clock_change().reason(), options_.clock_reason);
    EXPECT_EQ(entry->entry.clock_change().previous_recorded_at_us(), before);
    EXPECT_EQ(entry->entry.recorded_at_us(), after);
    EXPECT_EQ(*store->SizeAt(after - 1), 1);
    EXPECT_EQ(*store->SizeAt(after), 2);
  }
  options_.clock_reason = "";
  EXPECT_EQ(Open()->Size(), 2);
}

TEST_F(SignedStore, ComparesNoClockWithAnEmptyLog) {
  Open();
  options_.opened_at_us += 3650 * kDayUs;
  EXPECT_EQ(Open()->Size(), 0);
}

TEST_F(SignedStore, TellsWhereTheLogStoodAtATime) {
  const auto store = Open();
  Append(*store, ModelVersion());
  const int64_t first = store->Get(0)->entry.recorded_at_us();
  for (int i = 1; i <= 9; ++i) {
    Append(*store, RatingAt(first + i * 2 * kSecondUs));
  }
  EXPECT_EQ(*store->SizeAt(0), 0);
  EXPECT_EQ(*store->SizeAt(first - 1), 0);
  for (int i = 0; i <= 9; ++i) {
    EXPECT_EQ(*store->SizeAt(first + i * 2 * kSecondUs), i + 1);
    EXPECT_EQ(*store->SizeAt(first + i * 2 * kSecondUs + 1), i + 1);
    EXPECT_EQ(*store->NumberAt("enterprises/A", i + 1), i);
  }
  EXPECT_EQ(*store->NumberAt("enterprises/B", 10), 0);
}

// Two servers with one anchor: the one that comes second must not answer.
TEST_F(SignedStore, AnswersNothingWhereSomebodyElseWroteTheAnchor) {
  const auto store = Open();
  Append(*store, ModelVersion());
  std::ofstream(options_.anchor, std::ios::trunc).close();
  const auto refused = store->Append(Rating("A"));
  EXPECT_TRUE(absl::IsUnavailable(refused.status())) << refused.status();
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("written by somebody else"));
  EXPECT_TRUE(absl::IsUnavailable(store->WriteStatus()));
  EXPECT_TRUE(store->Get(0).ok());
}

TEST_F(SignedStore, SignsNothingWithoutAKey) {
  const TemporaryFolder folder;
  const auto store = *OpenRocksDbRatingStore(folder.path());
  Append(*store, ModelVersion());
  EXPECT_TRUE(absl::IsFailedPrecondition(store->Checkpoint().status()));
  EXPECT_TRUE(ledger::RootHash(1, store->nodes()).ok());
}

// The nodes on disk are read again before each signature.
TEST_F(SignedStore, SignsNothingOverADamagedTree) {
  {
    const auto store = Open();
    Append(*store, ModelVersion());
    Append(*store, Rating("A"));
  }
  {
    auto database = Database::Open(folder_.path(), nullptr);
    ASSERT_TRUE(database.ok()) << database.status();
    ASSERT_TRUE((*database)
                    ->db()
                    .Put(DurableWrite(), (*database)->handle(Column::kNode),
                         NumberBytes(2), std::string(32, 'x'))
                    .ok());
  }
  const absl::Status status =
      OpenRocksDbRatingStore(folder_.path(), options_).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
}

}  // namespace
}  // namespace techflow::storage
