// What a check of a store finds: nothing in a sound one, and each record that
// was changed, removed, added or exchanged behind its back.

#include "storage/integrity_check.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/keys.h"
#include "storage/ledger/digest.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/damaged_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

using testing::HasSubstr;
using IntegrityCheck = DamagedStore;

TEST_F(IntegrityCheck, AnEmptyStoreIsSound) {
  Open();
  const IntegrityReport report = Check();
  EXPECT_THAT(report, IsSound());
  EXPECT_EQ(report.entries, 0);
  EXPECT_EQ(report.root, ledger::BytesOf(ledger::EmptyRoot()));
}

TEST_F(IntegrityCheck, AStoreOfOneEntryIsSound) {
  Append(*Open(), ModelVersion());
  const IntegrityReport report = Check();
  EXPECT_THAT(report, IsSound());
  EXPECT_EQ(report.entries, 1);
  EXPECT_EQ(report.model_versions, 1);
  EXPECT_EQ(report.nodes, 1);
  EXPECT_EQ(report.blobs, 1);
}

TEST_F(IntegrityCheck, CountsWhatASoundStoreHolds) {
  MakeStore();
  const IntegrityReport report = Check();
  EXPECT_THAT(report, IsSound());
  EXPECT_EQ(report.entries, 7);
  EXPECT_EQ(report.ratings, 5);
  EXPECT_EQ(report.model_versions, 2);
  EXPECT_EQ(report.nodes, ledger::NodeCount(7));
  EXPECT_EQ(report.blobs, 2 + 2 + 2);
  EXPECT_EQ(report.root, Read(Column::kMeta, kHeadKey).substr(sizeof(int64_t)));
}

TEST_F(IntegrityCheck, HundredsOfEntriesAreSound) {
  {
    const auto store = Open();
    Append(*store, ModelVersion());
    std::vector<NewEntry> entries;
    for (int i = 0; i < 500; ++i) {
      entries.push_back(
          WithRequest(Rating(absl::StrCat("E", i % 7)), absl::StrCat("r-", i)));
    }
    for (const auto& result : store->AppendAll(std::move(entries))) {
      ASSERT_TRUE(result.ok()) << result.status();
    }
  }
  const IntegrityReport report = Check();
  EXPECT_THAT(report, IsSound());
  EXPECT_EQ(report.entries, 501);
}

TEST_F(IntegrityCheck, WhatTheLogSaysOfItselfIsSound) {
  MakeStore();
  // Left open, as after a kill; then the clock is put back, the anchor is lost,
  // and the key changes.
  Put({{Column::kMeta, std::string(kStateKey), std::string(kStateOpen)}});
  std::filesystem::remove(folder_.path() + ".anchor");
  StoreOptions options = SignedOptions(folder_.path());
  options.clock_reason = "it was ahead";
  options.recovery_reason = "the anchor was lost";
  options.opened_at_us = 1'600'000'000'000'000;
  options.next_key = TestKey('b');
  Open(options);
  const IntegrityReport report = Check();
  EXPECT_THAT(report, IsSound());
  EXPECT_EQ(report.entries, 7 + 4);
  IntegrityOptions next = Options();
  next.keys = {TestKey('b')->verifier()};
  EXPECT_THAT(Check(next), IsSound());
}

TEST_F(IntegrityCheck, AStoreThatWasLeftOpenIsSound) {
  MakeStore();
  Put({{Column::kMeta, std::string(kStateKey), std::string(kStateOpen)}});
  EXPECT_THAT(Check(), IsSound());
}

TEST_F(IntegrityCheck, TellsItsProgress) {
  MakeStore();
  int64_t last = 0;
  IntegrityOptions options = Options();
  options.progress = [&last](int64_t done, int64_t total) {
    EXPECT_EQ(total, 7);
    last = done;
  };
  EXPECT_THAT(Check(options), IsSound());
  EXPECT_EQ(last, 7);
}

TEST_F(IntegrityCheck, RefusesWhatIsNoStoreAndAnAnchorWithoutKeys) {
  EXPECT_TRUE(
      absl::IsNotFound(CheckIntegrity(folder_.path(), Options()).status()));
  MakeStore();
  IntegrityOptions options = Options();
  options.keys = {};
  EXPECT_TRUE(absl::IsInvalidArgument(
      CheckIntegrity(folder_.path(), options).status()));
}

TEST_F(IntegrityCheck, AMissingEntryIsNamedAndNothingThatRestsOnIt) {
  MakeStore();
  for (int64_t position = 0; position < 7; ++position) {
    const std::string key = NumberBytes(position);
    const std::string bytes = Read(Column::kEntry, key);
    Delete(Column::kEntry, key);
    ExpectOne(Check(), "entry", position, "is missing");
    Put({{Column::kEntry, key, bytes}});
    EXPECT_THAT(Check(), IsSound());
  }
}

TEST_F(IntegrityCheck, AnEntryThatIsNoneIsNamedAndNothingThatRestsOnIt) {
  MakeStore();
  for (int64_t position = 0; position < 7; ++position) {
    const std::string key = NumberBytes(position);
    const std::string bytes = Read(Column::kEntry, key);
    Put({{Column::kEntry, key, "something else"}});
    ExpectOne(Check(), "entry", position, "");
    Put({{Column::kEntry, key, bytes}});
  }
}

TEST_F(IntegrityCheck, AnEntryOfOtherBytesIsToldFromAnotherLeaf) {
  MakeStore();
  for (int64_t position = 0; position < 7; ++position) {
    const std::string key = NumberBytes(position);
    const std::string bytes = Read(Column::kEntry, key);
    auto stored = ledger::ParseEntry(bytes);
    ASSERT_TRUE(stored.ok());
    stored->entry.set_requested_by("somebody else");
    Put({{Column::kEntry, key, ledger::FrameEntry(stored->entry)}});
    const IntegrityReport report = Check();
    ASSERT_FALSE(report.damages.empty());
    EXPECT_THAT(report.damages.front(),
                IsDamage("entry", position, "not those that were stored"));
    EXPECT_FALSE(report.Names("node"));
    Put({{Column::kEntry, key, bytes}});
  }
}

TEST_F(IntegrityCheck, ExchangedEntriesAreBothNamed) {
  MakeStore();
  Put({{Column::kEntry, NumberBytes(1), Read(Column::kEntry, NumberBytes(2))},
       {Column::kEntry, NumberBytes(2), Read(Column::kEntry, NumberBytes(1))}});
  EXPECT_THAT(
      Check().damages,
      testing::ElementsAre(IsDamage("entry", 1, "the entry of position 2"),
                           IsDamage("entry", 2, "the entry of position 1")));
}

TEST_F(IntegrityCheck, AnEntryBeyondTheEndIsNamed) {
  MakeStore();
  const std::string bytes = Read(Column::kEntry, NumberBytes(6));
  Put({{Column::kEntry, NumberBytes(int64_t{1} << 61), bytes}});
  ExpectOne(Check(), "entry", int64_t{1} << 61, "beyond the end");
  Delete(Column::kEntry, NumberBytes(int64_t{1} << 61));
  Put({{Column::kEntry, NumberBytes(7), bytes}});
  const IntegrityReport report = Check();
  EXPECT_TRUE(report.Names("entry")) << Text(report);
  EXPECT_TRUE(report.Names("meta")) << Text(report);
  Delete(Column::kEntry, NumberBytes(7));
  Put({{Column::kEntry, "a key", bytes}});
  EXPECT_TRUE(Check().Names("entry"));
}

TEST_F(IntegrityCheck, EachNodeThatIsChangedMissingOrAddedIsNamed) {
  MakeStore();
  const int64_t count = ledger::NodeCount(7);
  for (int64_t index = 0; index < count; ++index) {
    const std::string key = NumberBytes(index);
    const std::string hash = Read(Column::kNode, key);
    Put({{Column::kNode, key, ledger::Sha256("another")}});
    ExpectOne(Check(), "node", index, "expected");
    Put({{Column::kNode, key, "short"}});
    ExpectOne(Check(), "node", index, "has 5 bytes, expected 32");
    Delete(Column::kNode, key);
    ExpectOne(Check(), "node", index, "is missing");
    Put({{Column::kNode, key, hash}});
    EXPECT_THAT(Check(), IsSound());
  }
  Put({{Column::kNode, NumberBytes(count), ledger::Sha256("another")}});
  ExpectOne(Check(), "node", count, "is beyond the tree");
}

TEST_F(IntegrityCheck, AMissingIndexRecordIsNamed) {
  MakeStore();
  for (const IndexCase& damaged : IndexCases()) {
    const std::string value = Read(damaged.column, damaged.key);
    Delete(damaged.column, damaged.key);
    const IntegrityReport report = Check();
    EXPECT_EQ(report.damage_count, 1) << Text(report);
    EXPECT_THAT(Text(report), HasSubstr(damaged.name));
    EXPECT_TRUE(report.Names(damaged.part)) << Text(report);
    Put({{damaged.column, damaged.key, value}});
    EXPECT_THAT(Check(), IsSound());
  }
}

TEST_F(IntegrityCheck, AChangedIndexRecordIsNamed) {
  MakeStore();
  for (const IndexCase& damaged : IndexCases()) {
    const std::string value = Read(damaged.column, damaged.key);
    // Another entry's place, and what is none.
    for (const std::string& other :
         {value.empty() ? std::string("more") : value.substr(0, 7) + '\5',
          std::string("short")}) {
      Put({{damaged.column, damaged.key, other}});
      const IntegrityReport report = Check();
      EXPECT_EQ(report.damage_count, 1) << Text(report);
      EXPECT_THAT(Text(report), HasSubstr(damaged.name));
      EXPECT_TRUE(report.Names(damaged.part)) << Text(report);
    }
    Put({{damaged.column, damaged.key, value}});
  }
}

TEST_F(IntegrityCheck, AnAddedRecordIsNamed) {
  MakeStore();
  const std::vector<Change> added = {
      {Column::kHistory, HistoryKey("enterprises/A", 4), NumberBytes(3)},
      {Column::kHistory, "no place", NumberBytes(3)},
      {Column::kRequest, "r-4", NumberBytes(1)},
      {Column::kRequest, "r-4", NumberBytes(77)},
      {Column::kAsOf, AsOfKey(20221231, 1), ""},
      {Column::kGrade, GradeKey("T1", 20231231, 1), ""},
      {Column::kSubject, "enterprises/C",
       SubjectHeadBytes({.number = 1, .position = 1})},
      {Column::kMeta, "more", "value"},
      {Column::kEvidence, ledger::Sha256("more"), "more"},
      {Column::kAssessment, ledger::Sha256("more"), "more"},
      {Column::kModel, ledger::Sha256("more"), "more"},
  };
  for (const Change& change : added) {
    Put({change});
    const IntegrityReport report = Check();
    EXPECT_EQ(report.damage_count, 1) << static_cast<int>(change.column) << '\n'
                                      << Text(report);
    Delete(change.column, change.key);
    EXPECT_THAT(Check(), IsSound());
  }
}

TEST_F(IntegrityCheck, ExchangedIndexRecordsAreBothNamed) {
  MakeStore();
  Put({{Column::kRequest, "r-1", NumberBytes(2)},
       {Column::kRequest, "r-2", NumberBytes(1)},
       {Column::kHistory, HistoryKey("enterprises/A", 1), NumberBytes(2)},
       {Column::kHistory, HistoryKey("enterprises/A", 2), NumberBytes(1)}});
  EXPECT_THAT(Check().damages,
              testing::UnorderedElementsAre(
                  IsDamage("request", 1, "r-1: leads to position 2"),
                  IsDamage("request", 2, "r-2: leads to position 1"),
                  IsDamage("history", 1, "leads to position 2"),
                  IsDamage("history", 2, "leads to position 1")));
}

TEST_F(IntegrityCheck, ABlobThatIsChangedOrMissingIsNamed) {
  MakeStore();
  struct {
    Column column;
    std::string key;
    std::string part;
    int64_t entries;
  } const blobs[] = {
      {Column::kEvidence, ledger::Sha256("evidence of B"), "evidence", 2},
      {Column::kAssessment, ledger::Sha256("assessment as of 20221231"),
       "assessment", 1},
      {Column::kModel, ledger::Sha256("another package"), "model", 1}};
  for (const auto& blob : blobs) {
    const std::string value = Read(blob.column, blob.key);
    Put({{blob.column, blob.key, "other bytes"}});
    ExpectOne(Check(), blob.part, -1, ledger::Hex(blob.key));
    Delete(blob.column, blob.key);
    const IntegrityReport report = Check();
    EXPECT_EQ(report.damage_count, blob.entries) << Text(report);
    EXPECT_TRUE(report.Names(blob.part));
    EXPECT_THAT(report.damages.front().what, HasSubstr("is missing"));
    IntegrityOptions options = Options();
    options.check_blobs = false;
    EXPECT_THAT(Check(options), IsSound());
    Put({{blob.column, blob.key, value}});
    EXPECT_THAT(Check(), IsSound());
  }
}

TEST_F(IntegrityCheck, ALogThatWasCutIsFoundByTheAnchor) {
  MakeStore();
  const TemporaryFolder old;
  std::filesystem::copy(folder_.path(), old.path(),
                        std::filesystem::copy_options::recursive);
  Append(*Open(), Rating("C"));
  const auto report = CheckIntegrity(old.path(), Options());
  ASSERT_TRUE(report.ok()) << report.status();
  ExpectOne(*report, "anchor", -1, "it was cut or is an older copy");
}

TEST_F(IntegrityCheck, AnAnchorThatIsMissingOrOfAnotherKeyIsNamed) {
  MakeStore();
  IntegrityOptions options = Options();
  options.keys = {TestKey('x')->verifier()};
  EXPECT_TRUE(Check(options).Names("anchor"));
  std::filesystem::remove(folder_.path() + ".anchor");
  ExpectOne(Check(), "anchor", -1, "there is no anchor");
}

TEST_F(IntegrityCheck, ARewrittenLogThatFitsItselfIsFoundByTheAnchor) {
  MakeStore();
  // All of it again, with another rating at position 3 and no key.
  const TemporaryFolder forged;
  {
    auto store = OpenRocksDbRatingStore(forged.path());
    ASSERT_TRUE(store.ok());
    Append(**store, ModelVersion());
    Append(**store, WithRequest(Rating("A"), "r-1"));
    Append(**store, WithRequest(Rating("A", 20221231), "r-2"));
    Append(**store, Rating("B", 20231231, "T1"));
    Append(**store, ModelVersion("another package"));
    Append(**store, WithRequest(Rating("A"), "r-3"));
    Append(**store, Rating("B", 20231231, ""));
  }
  const auto report = CheckIntegrity(forged.path(), Options());
  ASSERT_TRUE(report.ok()) << report.status();
  ExpectOne(*report, "anchor", 7, "does not extend the checkpoint");
}

TEST_F(IntegrityCheck, ADatabaseThatCannotBeOpenedIsDamaged) {
  MakeStore();
  std::filesystem::remove(folder_.path() + "/rocksdb/CURRENT");
  ExpectOne(Check(), "file", -1, "CURRENT");
}

}  // namespace
}  // namespace techflow::storage
