#include "storage/store_upgrade.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/keys.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

using testing::HasSubstr;

// A store as the format before has it: 40 entries, no node and no head.
class StoreUpgrade : public testing::Test {
 protected:
  StoreUpgrade() {
    {
      const auto store = *OpenRocksDbRatingStore(folder_.path());
      EXPECT_TRUE(store->Append(ModelVersion()).ok());
      for (int i = 1; i < 40; ++i) EXPECT_TRUE(store->Append(Rating("A")).ok());
      root_ = *ledger::RootHash(40, store->nodes());
    }
    const auto database = *Database::Open(folder_.path(), nullptr);
    rocksdb::DB& db = database->db();
    rocksdb::ColumnFamilyHandle* const meta = database->handle(Column::kMeta);
    EXPECT_TRUE(db.DropColumnFamily(database->handle(Column::kNode)).ok());
    EXPECT_TRUE(db.Delete(DurableWrite(), meta, kHeadKey.data()).ok());
    EXPECT_TRUE(db.Delete(DurableWrite(), meta, kStateKey.data()).ok());
    EXPECT_TRUE(
        db.Put(DurableWrite(), meta, kSizeKey.data(), NumberBytes(40)).ok());
    EXPECT_TRUE(
        db.Put(DurableWrite(), meta, kFormatKey.data(), kFormatBefore.data())
            .ok());
  }

  TemporaryFolder folder_;
  ledger::Hash root_{};
};

TEST_F(StoreUpgrade, MakesTheTreeFromTheEntries) {
  const auto store = OpenRocksDbRatingStore(folder_.path());
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ((*store)->Size(), 40);
  EXPECT_EQ(*ledger::RootHash(40, (*store)->nodes()), root_);
  EXPECT_TRUE((*store)->Append(Rating("B")).ok());
}

TEST_F(StoreUpgrade, IsNotDoneForReading) {
  const absl::Status status =
      Database::OpenReadOnly(folder_.path(), nullptr).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("format before"));
}

TEST_F(StoreUpgrade, IsKeptInTheLogOfAStoreThatSigns) {
  const auto store =
      OpenRocksDbRatingStore(folder_.path(), SignedOptions(folder_.path()));
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_THAT((*store)->Get(40)->entry.recovery().reason(),
              HasSubstr("without a tree"));
}

TEST_F(StoreUpgrade, IsRefusedWhereAnEntryIsMissing) {
  {
    const auto database = *Database::Open(folder_.path(), nullptr);
    ASSERT_TRUE(database->db()
                    .Delete(DurableWrite(), database->handle(Column::kEntry),
                            NumberBytes(17))
                    .ok());
  }
  const absl::Status status = OpenRocksDbRatingStore(folder_.path()).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("position 17"));
}

}  // namespace
}  // namespace techflow::storage
