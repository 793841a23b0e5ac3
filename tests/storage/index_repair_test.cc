// What a repair makes again, and when it refuses.

#include "storage/index_repair.h"

#include <filesystem>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/keys.h"
#include "tests/storage/damaged_store.h"

namespace techflow::storage {
namespace {

using testing::HasSubstr;
using IndexRepair = DamagedStore;

TEST_F(IndexRepair, MakesEachIndexAgainAndTheSameRoot) {
  MakeStore();
  const std::string root = Check().root;
  std::vector<IndexCase> cases = IndexCases();
  for (int64_t index = 0; index < ledger::NodeCount(7); ++index) {
    cases.push_back({Column::kNode, NumberBytes(index), "node", ""});
  }
  for (const IndexCase& damaged : cases) {
    Delete(damaged.column, damaged.key);
    Put({{Column::kAsOf, AsOfKey(20221231, 1), ""},
         {Column::kSubject, "enterprises/C",
          SubjectHeadBytes({.number = 1, .position = 1})}});
    const auto repair = RepairIndexes(folder_.path(), Options());
    ASSERT_TRUE(repair.ok()) << repair.status();
    EXPECT_TRUE(repair->before.Names(damaged.part)) << Text(repair->before);
    EXPECT_THAT(repair->after, IsSound());
    EXPECT_EQ(repair->written, 1);
    EXPECT_EQ(repair->removed, 2);
    const IntegrityReport report = Check();
    EXPECT_THAT(report, IsSound());
    EXPECT_EQ(report.root, root);
  }
}

TEST_F(IndexRepair, WritesNothingToASoundStore) {
  MakeStore();
  const auto repair = RepairIndexes(folder_.path(), Options());
  ASSERT_TRUE(repair.ok()) << repair.status();
  EXPECT_EQ(repair->written, 0);
  EXPECT_EQ(repair->removed, 0);
  EXPECT_THAT(repair->after, IsSound());
}

TEST_F(IndexRepair, RefusesADamagedEntryAndNamesIt) {
  MakeStore();
  Delete(Column::kRequest, "r-1");
  Put({{Column::kEntry, NumberBytes(3), "something else"}});
  const absl::Status status = RepairIndexes(folder_.path(), Options()).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("entry 3"));
  EXPECT_TRUE(Check().Names("request"));
}

TEST_F(IndexRepair, RefusesWhereNothingConfirmsTheEntries) {
  MakeStore();
  Delete(Column::kMeta, kHeadKey);
  Delete(Column::kNode, NumberBytes(0));
  IntegrityOptions without_anchor;
  const absl::Status status =
      RepairIndexes(folder_.path(), without_anchor).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  // The anchor does.
  const auto repair = RepairIndexes(folder_.path(), Options());
  ASSERT_TRUE(repair.ok()) << repair.status();
  EXPECT_THAT(repair->after, IsSound());
}

TEST_F(IndexRepair, RefusesALogThatWasCut) {
  MakeStore();
  const TemporaryFolder old;
  std::filesystem::copy(folder_.path(), old.path(),
                        std::filesystem::copy_options::recursive);
  Append(*Open(), Rating("C"));
  const auto repair = RepairIndexes(old.path(), Options());
  EXPECT_TRUE(absl::IsFailedPrecondition(repair.status())) << repair.status();
}

}  // namespace
}  // namespace techflow::storage
