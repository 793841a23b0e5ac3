#include "storage/rocksdb_rating_store.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rocksdb/options.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/keys.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

absl::Status OpenStatus(const std::string& folder) {
  return OpenRocksDbRatingStore(folder).status();
}

// A store with one entry, closed.
void MakeStore(const std::string& folder) {
  auto store = OpenRocksDbRatingStore(folder);
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_TRUE((*store)->Append(ModelVersion()).ok());
}

void SetFormat(const std::string& folder, std::string_view format) {
  auto database = Database::Open(folder, nullptr);
  ASSERT_TRUE(database.ok()) << database.status();
  ASSERT_TRUE((*database)
                  ->db()
                  .Put(DurableWrite(), (*database)->handle(Column::kMeta),
                       rocksdb::Slice(kFormatKey), rocksdb::Slice(format))
                  .ok());
}

TEST(RocksDbRatingStore, MakesAStoreInAFolderThatIsMissing) {
  TemporaryFolder folder;
  const std::string below = folder.path() + "/a/b";
  auto store = OpenRocksDbRatingStore(below);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_EQ((*store)->Size(), 0);
  EXPECT_TRUE((*store)->WriteStatus().ok());
}

TEST(RocksDbRatingStore, TakesUpAFolderWhereMakingAStoreWasCutShort) {
  TemporaryFolder folder;
  fs::create_directory(folder.path() + "/rocksdb.new");
  EXPECT_TRUE(OpenStatus(folder.path()).ok());
  EXPECT_FALSE(fs::exists(folder.path() + "/rocksdb.new"));
}

TEST(RocksDbRatingStore, RefusesAFolderThatHoldsSomethingElse) {
  TemporaryFolder folder;
  std::ofstream(folder.path() + "/letter.txt") << "Dear Sir";
  const absl::Status status = OpenStatus(folder.path());
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("holds files and no techflow store"));
  EXPECT_FALSE(fs::exists(folder.path() + "/rocksdb"));
}

TEST(RocksDbRatingStore, RefusesAFolderThatIsAFile) {
  TemporaryFolder folder;
  const std::string path = folder.path() + "/file";
  std::ofstream(path) << "x";
  EXPECT_TRUE(absl::IsUnavailable(OpenStatus(path)));
}

TEST(RocksDbRatingStore, RefusesAnUnknownFormat) {
  TemporaryFolder folder;
  MakeStore(folder.path());
  SetFormat(folder.path(), "techflow store 3");
  const absl::Status status = OpenStatus(folder.path());
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(
      std::string(status.message()),
      AllOf(HasSubstr(folder.path()),
            HasSubstr("has the format \"techflow store 3\" and this program "
                      "knows only \"techflow store 2\"")));
}

TEST(RocksDbRatingStore, RefusesAnotherDatabaseOfRocksDb) {
  TemporaryFolder folder;
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  ASSERT_TRUE(
      rocksdb::DB::Open(options, folder.path() + "/rocksdb", &opened).ok());
  delete opened;
  const absl::Status status = OpenStatus(folder.path());
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("not a techflow store"));
}

TEST(RocksDbRatingStore, RefusesASecondOpening) {
  TemporaryFolder folder;
  auto store = OpenRocksDbRatingStore(folder.path());
  ASSERT_TRUE(store.ok()) << store.status();
  const absl::Status status = OpenStatus(folder.path());
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("another process has it open"));
  EXPECT_TRUE((*store)->Append(ModelVersion()).ok());
}

// The options that the promises of FORMAT.md rest on, as RocksDB took them.
TEST(RocksDbRatingStore, RunsRocksDbWithTheOptionsThatKeepWhatItAcknowledged) {
  TemporaryFolder folder;
  auto database = Database::Open(folder.path(), nullptr);
  ASSERT_TRUE(database.ok()) << database.status();
  const rocksdb::DBOptions options = (*database)->db().GetDBOptions();
  EXPECT_EQ(options.wal_recovery_mode,
            rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords);
  EXPECT_EQ(options.recycle_log_file_num, 0u);
  EXPECT_EQ(options.wal_compression, rocksdb::kNoCompression);
  EXPECT_TRUE(options.paranoid_checks);
  EXPECT_TRUE(options.track_and_verify_wals_in_manifest);
  EXPECT_TRUE(options.verify_sst_unique_id_in_manifest);
  EXPECT_FALSE(options.best_efforts_recovery);
  EXPECT_FALSE(options.unordered_write);
  EXPECT_FALSE(options.two_write_queues);
  EXPECT_FALSE(options.manual_wal_flush);
  EXPECT_NE(options.file_checksum_gen_factory, nullptr);
  const rocksdb::Options entries =
      (*database)->db().GetOptions((*database)->handle(Column::kEntry));
  EXPECT_TRUE(entries.paranoid_file_checks);
  EXPECT_TRUE(entries.force_consistency_checks);
  EXPECT_TRUE(DurableWrite().sync);
  EXPECT_EQ(DurableWrite().protection_bytes_per_key, 8u);
}

}  // namespace
}  // namespace techflow::storage
