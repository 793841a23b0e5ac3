// What happens to a store whose files or records were changed behind its back.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/keys.h"
#include "storage/ledger/digest.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// A closed store: kPackage, then three ratings of A with request ids.
class Damage : public testing::Test {
 protected:
  Damage() {
    auto store = Open();
    Append(*store, ModelVersion());
    for (const std::string request : {"r-1", "r-2", "r-3"}) {
      Append(*store, WithRequest(Rating("A"), request));
    }
  }

  static void Append(RatingStore& store, NewEntry entry) {
    const auto result = store.Append(std::move(entry));
    EXPECT_TRUE(result.ok()) << result.status();
  }

  std::unique_ptr<RatingStore> Open() {
    auto store = OpenRocksDbRatingStore(folder_.path());
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }

  // Changes a record through RocksDB, so that all its checksums are right.
  void Put(Column column, std::string_view key, std::string_view value) {
    auto database = Database::Open(folder_.path(), nullptr);
    ASSERT_TRUE(database.ok()) << database.status();
    ASSERT_TRUE(
        (*database)
            ->db()
            .Put(DurableWrite(), (*database)->handle(column), key, value)
            .ok());
  }

  std::string Read(Column column, std::string_view key) {
    auto database = Database::Open(folder_.path(), nullptr);
    EXPECT_TRUE(database.ok()) << database.status();
    return *(*database)->Get(column, key);
  }

  void Delete(Column column, std::string_view key) {
    auto database = Database::Open(folder_.path(), nullptr);
    ASSERT_TRUE(database.ok()) << database.status();
    ASSERT_TRUE((*database)
                    ->db()
                    .Delete(DurableWrite(), (*database)->handle(column), key)
                    .ok());
  }

  // Its files that end so, the larger first.
  std::vector<fs::path> Files(const std::string& ending) const {
    std::vector<fs::path> files;
    for (const auto& entry :
         fs::directory_iterator(folder_.path() + "/rocksdb")) {
      if (entry.path().extension() == ending) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
      return fs::file_size(a) > fs::file_size(b);
    });
    return files;
  }

  TemporaryFolder folder_;
};

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

void WriteFile(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

TEST_F(Damage, AFlippedBitInTheLogIsRefusedAtOpen) {
  const fs::path log = Files(".log").front();
  const std::string bytes = ReadFile(log);
  ASSERT_GT(bytes.size(), 1000u);
  // In the first record's checksum, in a record in the middle, in the last.
  for (const size_t at : {size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    WriteFile(log, damaged);
    const absl::Status status = OpenRocksDbRatingStore(folder_.path()).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << at << ": " << status;
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("nothing is repaired by leaving records out"));
  }
  WriteFile(log, bytes);
  EXPECT_EQ(Open()->Size(), 4);
}

TEST_F(Damage, ATornEndOfTheLogIsOnlyAnAppendThatWasNotAcknowledged) {
  const fs::path log = Files(".log").front();
  std::string bytes = ReadFile(log);
  // Within the last append; after it comes the mark that the store was closed.
  bytes.resize(bytes.rfind("r-3"));
  WriteFile(log, bytes);
  // The fourth entry went with all its indexes, or not at all.
  const auto store = Open();
  EXPECT_EQ(store->Size(), 3);
  EXPECT_TRUE(absl::IsNotFound(store->Get(3).status()));
  EXPECT_TRUE(absl::IsNotFound(store->GetByRequestId("r-3").status()));
  EXPECT_EQ(store->History("enterprises/A", 0, 10)->size(), 2u);
  EXPECT_EQ(store->ByAsOfDate({})->size(), 2u);
  Append(*store, WithRequest(Rating("A"), "r-3"));
  EXPECT_EQ(store->GetByRequestId("r-3")->entry.position(), 3);
}

TEST_F(Damage, AMissingFileIsRefusedAtOpen) {
  fs::remove(folder_.path() + "/rocksdb/CURRENT");
  const absl::Status status = OpenRocksDbRatingStore(folder_.path()).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
}

TEST_F(Damage, AMissingEndOfTheLogIsRefusedAtOpen) {
  Delete(Column::kEntry, NumberBytes(3));
  const absl::Status status = OpenRocksDbRatingStore(folder_.path()).status();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("the log ends at position 2 and must have 4 entries"));
}

TEST_F(Damage, ChangedBytesOfABlobAreNotHandedOut) {
  const std::string digest = ledger::Sha256("evidence of A");
  Put(Column::kEvidence, digest, "evidence of B");
  const auto store = Open();
  const auto blob = store->Blob(BlobKind::kEvidence, digest);
  EXPECT_TRUE(absl::IsDataLoss(blob.status())) << blob.status();
  EXPECT_THAT(std::string(blob.status().message()),
              HasSubstr(ledger::Hex(ledger::Sha256("evidence of B"))));
}

TEST_F(Damage, ChangedBytesOfABlobAreReplacedWhenTheRightOnesComeAgain) {
  const std::string digest = ledger::Sha256("evidence of A");
  Put(Column::kEvidence, digest, "evidence of B");
  const auto store = Open();
  Append(*store, Rating("A"));
  EXPECT_EQ(*store->Blob(BlobKind::kEvidence, digest), "evidence of A");
}

TEST_F(Damage, AnEntryInAnothersPlaceIsFound) {
  Put(Column::kEntry, NumberBytes(1), Read(Column::kEntry, NumberBytes(2)));
  const auto store = Open();
  const auto entry = store->Get(1);
  EXPECT_TRUE(absl::IsDataLoss(entry.status())) << entry.status();
  EXPECT_THAT(std::string(entry.status().message()),
              HasSubstr("position 1 of the log holds the entry of 2"));
}

TEST_F(Damage, AnEntryThatIsNoneIsFound) {
  Put(Column::kEntry, NumberBytes(1), "something else");
  EXPECT_TRUE(absl::IsDataLoss(Open()->Get(1).status()));
}

TEST_F(Damage, AGapInAHistoryIsFound) {
  Delete(Column::kHistory, HistoryKey("enterprises/A", 2));
  const auto store = Open();
  EXPECT_TRUE(absl::IsDataLoss(store->History("enterprises/A", 0, 9).status()));
  EXPECT_TRUE(
      absl::IsDataLoss(store->GetByNumber("enterprises/A", 2).status()));
  EXPECT_TRUE(store->GetByNumber("enterprises/A", 3).ok());
}

TEST_F(Damage, AHistoryThatLeadsElsewhereIsFound) {
  Put(Column::kHistory, HistoryKey("enterprises/A", 2), NumberBytes(3));
  EXPECT_TRUE(
      absl::IsDataLoss(Open()->History("enterprises/A", 0, 9).status()));
}

TEST_F(Damage, AnIndexThatLeadsNowhereIsFound) {
  Put(Column::kAsOf, AsOfKey(20231231, 77), "");
  Put(Column::kRequest, "r-1", NumberBytes(77));
  Put(Column::kGrade, GradeKey("T1", 20231231, 1), "");
  const auto store = Open();
  EXPECT_TRUE(absl::IsDataLoss(store->ByAsOfDate({}).status()));
  EXPECT_TRUE(absl::IsDataLoss(store->GetByRequestId("r-1").status()));
  AsOfQuery query;
  query.grades = {"T1"};
  EXPECT_TRUE(absl::IsDataLoss(store->ByAsOfDate(query).status()));
}

TEST_F(Damage, ARequestThatLeadsElsewhereIsFound) {
  Put(Column::kRequest, "r-1", NumberBytes(2));
  const auto store = Open();
  EXPECT_TRUE(absl::IsDataLoss(store->GetByRequestId("r-1").status()));
  const auto again = store->Append(WithRequest(Rating("A"), "r-1"));
  EXPECT_TRUE(absl::IsDataLoss(again.status())) << again.status();
  EXPECT_EQ(store->Size(), 4);
}

}  // namespace
}  // namespace techflow::storage
