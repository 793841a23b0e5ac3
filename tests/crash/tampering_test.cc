// Plays against somebody who may write every file of a store and rewrites its
// past, with all that can be computed again without the signing key and the
// checkpoints that others noted. A check of the store by itself finds nothing:
// the forged log is as sound as an honest one. The anchor finds it, and where
// the anchor is destroyed too, any auditor does who kept a checkpoint or a
// proof.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/anchor.h"
#include "storage/integrity_check.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/ledger/signed_note.h"
#include "storage/ledger/tlog_proof.h"
#include "tests/crash/forger.h"
#include "tests/crash/installation.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using Entries = std::vector<store::v1::Entry>;

// After all that the store holds.
constexpr int64_t kLaterUs = 1'700'000'100'000'000;

// How the past is rewritten.
struct PastForgery {
  std::string name;

  // An entry that it takes away or changes.
  size_t victim = 0;

  std::function<void(const std::string& store_folder, Entries&)> rewrite;

  // What the start says of it.
  std::string refusal;
};

void ChangeGrade(const std::string& store_folder, Entries& entries) {
  store::v1::RatingRecord& rating = *entries[4].mutable_rating();
  ASSERT_EQ(rating.grade(), "T7");
  rating.set_grade("T2");
  rating.set_assessment_digest(
      ForgeAssessment(store_folder, "a better assessment"));
}

void CutEnd(const std::string& /*store_folder*/, Entries& entries) {
  entries.resize(entries.size() - 3);
}

void RemoveOne(const std::string& /*store_folder*/, Entries& entries) {
  ASSERT_GT(entries[10].number(), 1);
  entries.erase(entries.begin() + 10);
}

void SwapTwo(const std::string& /*store_folder*/, Entries& entries) {
  ASSERT_NE(entries[12].subject(), entries[13].subject());
  entries[12].mutable_rating()->Swap(entries[13].mutable_rating());
}

class Tampering : public testing::TestWithParam<PastForgery> {
 protected:
  static void SetUpTestSuite() { UseFolderInMemory(); }

  void SetUp() override {
    WriteInstallation(BuildInstallation(StoreState::kFlushed).files,
                      folder_.path());
    {
      const auto store = Open();
      ASSERT_NE(store, nullptr);
      Note(*store);
    }
    const std::string store_folder = StoreFolder(folder_.path());
    Entries entries = ReadEntries(store_folder);
    GetParam().rewrite(store_folder, entries);
    ForgeLog(store_folder, std::move(entries));
  }

  // What an auditor takes home.
  void Note(const RatingStore& store) {
    noted_text_ = *store.Checkpoint();
    noted_ = Opened(noted_text_);
    victim_ = *store.Get(position());
    const auto proof =
        ledger::ProveInclusion(position(), noted_.size, store.nodes());
    ASSERT_TRUE(proof.ok()) << proof.status();
    noted_proof_ = ledger::TlogProofText({.extra = std::nullopt,
                                          .position = position(),
                                          .hashes = *proof,
                                          .checkpoint = noted_text_});
  }

  std::unique_ptr<RatingStore> Open() {
    auto store = OpenInstallation(folder_.path());
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }

  std::string Refusal() {
    const absl::Status status = OpenInstallation(folder_.path()).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    return std::string(status.message());
  }

  // The operator believes that the anchor was lost and starts again; the log
  // grows beyond what the auditor noted, and the real key signs it.
  std::unique_ptr<RatingStore> StartWithoutAnchor() {
    fs::remove(folder_.path() + "/" + kAnchorFile);
    StoreOptions options = SignedOptions(StoreFolder(folder_.path()));
    options.anchor = folder_.path() + "/" + kAnchorFile;
    options.recovery_reason = "the disk of the anchor burnt";
    auto store = OpenRocksDbRatingStore(StoreFolder(folder_.path()), options);
    EXPECT_TRUE(store.ok()) << store.status();
    if (!store.ok()) return nullptr;
    while ((*store)->Size() <= noted_.size) {
      NewEntry entry = Rating("D");
      entry.entry.set_recorded_at_us(kLaterUs);
      const auto appended = (*store)->Append(std::move(entry));
      EXPECT_TRUE(appended.ok()) << appended.status();
      if (!appended.ok()) return nullptr;
    }
    return *std::move(store);
  }

  static ledger::Checkpoint Opened(const std::string& note) {
    const ledger::VerifierKey keys[] = {TestKey()->verifier()};
    auto checkpoint = ledger::OpenCheckpoint(note, keys);
    EXPECT_TRUE(checkpoint.ok()) << checkpoint.status();
    return checkpoint.ok() ? *std::move(checkpoint) : ledger::Checkpoint();
  }

  static int64_t position() { return static_cast<int64_t>(GetParam().victim); }

  static ledger::Hash RootOf(const ledger::Checkpoint& checkpoint) {
    return ledger::HashOf(checkpoint.root).value_or(ledger::Hash());
  }

  const TemporaryFolder folder_;
  std::string noted_text_;
  ledger::Checkpoint noted_;
  StoredEntry victim_;
  std::string noted_proof_;
};

TEST_P(Tampering, DeceivesACheckThatKnowsNoCheckpoint) {
  const auto report = CheckIntegrity(StoreFolder(folder_.path()), {});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->is_sound())
      << report->damages.front().part << ": " << report->damages.front().what;
}

TEST_P(Tampering, IsFoundByTheAnchor) {
  const auto report = CheckInstallation(folder_.path());
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->damage_count, 1);
  EXPECT_TRUE(report->Names("anchor"));
  EXPECT_THAT(Refusal(), HasSubstr(GetParam().refusal));
}

TEST_P(Tampering, IsNotServedWithoutTheAnchorEither) {
  fs::remove(folder_.path() + "/" + kAnchorFile);
  EXPECT_THAT(Refusal(), HasSubstr("the anchor is empty or new"));
}

TEST_P(Tampering, IsFoundByWhoNotedACheckpoint) {
  const auto store = StartWithoutAnchor();
  ASSERT_NE(store, nullptr);
  const ledger::Checkpoint now = Opened(*store->Checkpoint());
  ASSERT_GT(now.size, noted_.size);
  const auto proof =
      ledger::ProveConsistency(noted_.size, now.size, store->nodes());
  ASSERT_TRUE(proof.ok()) << proof.status();
  const absl::Status verdict = ledger::VerifyConsistency(
      noted_.size, now.size, *proof, RootOf(noted_), RootOf(now));
  EXPECT_TRUE(absl::IsDataLoss(verdict)) << verdict;
}

TEST_P(Tampering, IsFoundByWhoKeptAProofOfTheRating) {
  const ledger::Hash leaf = ledger::LeafHash(victim_.bytes);
  // What was kept is still right by itself: the real key has signed both.
  const auto kept = ledger::ParseTlogProof(noted_proof_);
  ASSERT_TRUE(kept.ok()) << kept.status();
  const ledger::Checkpoint then = Opened(kept->checkpoint);
  EXPECT_TRUE(ledger::VerifyInclusion(kept->position, then.size, leaf,
                                      kept->hashes, RootOf(then))
                  .ok());
  const auto store = StartWithoutAnchor();
  ASSERT_NE(store, nullptr);
  const ledger::Checkpoint now = Opened(*store->Checkpoint());
  // The server cannot prove it any more, in no tree that it can show.
  for (int64_t size = position() + 1; size <= now.size; ++size) {
    const auto proof = ledger::ProveInclusion(position(), size, store->nodes());
    ASSERT_TRUE(proof.ok()) << proof.status();
    const auto root = ledger::RootHash(size, store->nodes());
    ASSERT_TRUE(root.ok()) << root.status();
    EXPECT_TRUE(absl::IsDataLoss(
        ledger::VerifyInclusion(position(), size, leaf, *proof, *root)));
  }
  // Nor does the kept path lead to a root of the forged log.
  const auto root = ledger::RootHash(then.size, store->nodes());
  ASSERT_TRUE(root.ok()) << root.status();
  EXPECT_TRUE(absl::IsDataLoss(ledger::VerifyInclusion(
      kept->position, then.size, leaf, kept->hashes, *root)));
}

// The forger signs the forged log and makes an anchor of it.
TEST_P(Tampering, IsNotHiddenByAForgedCheckpoint) {
  std::string forged;
  {
    const auto store = OpenRocksDbRatingStore(StoreFolder(folder_.path()));
    ASSERT_TRUE(store.ok()) << store.status();
    const auto root = ledger::RootHash((*store)->Size(), (*store)->nodes());
    ASSERT_TRUE(root.ok()) << root.status();
    const auto key = TestKey('f');
    const ledger::SigningKey* const keys[] = {key.get()};
    forged = ledger::SignNote(
        ledger::CheckpointText({.origin = noted_.origin,
                                .size = (*store)->Size(),
                                .root = std::string(ledger::BytesOf(*root))}),
        keys);
  }
  const ledger::VerifierKey real[] = {TestKey()->verifier()};
  EXPECT_FALSE(ledger::OpenCheckpoint(forged, real).ok());
  const std::string path = folder_.path() + "/" + kAnchorFile;
  fs::remove(path);
  ASSERT_TRUE((*Anchor::Open(path))->Advance(forged).ok());
  EXPECT_THAT(Refusal(), HasSubstr("is not one that the key"));
  const auto report = CheckInstallation(folder_.path());
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->Names("anchor"));
}

INSTANTIATE_TEST_SUITE_P(
    Pasts, Tampering,
    testing::Values(
        PastForgery{.name = "AGradeIsBetter",
                    .victim = 4,
                    .rewrite = ChangeGrade,
                    .refusal = "does not extend the anchored checkpoint"},
        PastForgery{.name = "TheEndIsCut",
                    .victim = 27,
                    .rewrite = CutEnd,
                    .refusal = "was cut or is an older copy"},
        PastForgery{.name = "OneIsTakenOut",
                    .victim = 10,
                    .rewrite = RemoveOne,
                    .refusal = "was cut or is an older copy"},
        PastForgery{.name = "TwoAreSwapped",
                    .victim = 12,
                    .rewrite = SwapTwo,
                    .refusal = "does not extend the anchored checkpoint"}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace techflow::storage
