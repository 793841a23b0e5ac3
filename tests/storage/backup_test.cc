// Backups of a store that serves, and what comes back of them.

#include "storage/backup.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rocksdb/env.h"
#include "rocksdb/utilities/backup_engine.h"
#include "storage/database.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int64_t kMadeAtUs = 1'700'000'100'000'001;

int64_t BytesUnder(const std::string& folder) {
  int64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      bytes += static_cast<int64_t>(entry.file_size());
    }
  }
  return bytes;
}

class BackupOfAStore : public testing::Test {
 protected:
  BackupOfAStore()
      : options_(SignedOptions(folder_.path())),
        backups_(other_.path() + "/backups"),
        restored_(other_.path() + "/restored") {}

  std::unique_ptr<RatingStore> Open() {
    auto store = OpenRocksDbRatingStore(folder_.path(), options_);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }

  static void Append(RatingStore& store, NewEntry entry) {
    const auto result = store.Append(std::move(entry));
    EXPECT_TRUE(result.ok()) << result.status();
  }

  Backup MakeBackup(RatingStore& store) {
    const auto backup = store.CreateBackup(backups_, kMadeAtUs);
    EXPECT_TRUE(backup.ok()) << backup.status();
    return backup.value_or(Backup());
  }

  // The model, a rating and a backup of them.
  std::unique_ptr<RatingStore> OpenWithBackup() {
    auto store = Open();
    Append(*store, ModelVersion());
    Append(*store, Rating("A"));
    EXPECT_EQ(MakeBackup(*store).number, 1);
    return store;
  }

  absl::Status Refusal(int64_t number = kNewestBackup) {
    return RestoreBackup(backups_, number, restored_).status();
  }

  // Flips a bit in the middle of every file in which `part` is a folder.
  void Damage(const std::string& part) {
    int changed = 0;
    for (const auto& entry :
         fs::recursive_directory_iterator(backups_ + "/" + part)) {
      if (!entry.is_regular_file() || entry.file_size() == 0) continue;
      std::fstream file(entry.path(),
                        std::ios::in | std::ios::out | std::ios::binary);
      const auto middle = static_cast<std::streamoff>(entry.file_size() / 2);
      file.seekg(middle);
      const int byte = file.get();
      file.seekp(middle);
      file.put(static_cast<char>(byte ^ 1));
      ++changed;
    }
    ASSERT_GT(changed, 0);
  }

  TemporaryFolder folder_;
  TemporaryFolder other_;
  StoreOptions options_;
  const std::string backups_;
  const std::string restored_;
};

TEST_F(BackupOfAStore, CopiesOnlyWhatTheLastOneLacks) {
  const auto store = Open();
  // Bytes that do not compress.
  std::string package;
  uint32_t state = 1;
  for (int i = 0; i < 200'000; ++i) {
    state = state * 1664525 + 1013904223;
    package.push_back(static_cast<char>(state >> 24));
  }
  Append(*store, ModelVersion());
  Append(*store, ModelVersion(package));
  const Backup first = MakeBackup(*store);
  const int64_t before = BytesUnder(backups_);
  EXPECT_GT(before, 200'000);
  Append(*store, Rating("A"));
  const Backup second = MakeBackup(*store);
  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(second.number, 2);
  EXPECT_GT(second.bytes, 200'000);
  EXPECT_LT(BytesUnder(backups_) - before, 100'000);
}

TEST_F(BackupOfAStore, ComesBackAndExtendsAnOlderCheckpoint) {
  std::string old_note;
  {
    const auto store = Open();
    Append(*store, ModelVersion());
    Append(*store, Rating("A"));
    old_note = *store->Checkpoint();
    Append(*store, Rating("A", 20221231));
    EXPECT_EQ(MakeBackup(*store).checkpoint, *store->Checkpoint());
  }
  const auto restored = RestoreBackup(backups_, kNewestBackup, restored_);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ(restored->backup.number, 1);
  EXPECT_EQ(restored->checkpoint_size, 3);
  EXPECT_EQ(restored->entries, 3);

  const ledger::VerifierKey keys[] = {TestKey()->verifier()};
  const auto older = ledger::OpenCheckpoint(old_note, keys);
  const auto newer = ledger::OpenCheckpoint(restored->backup.checkpoint, keys);
  ASSERT_TRUE(older.ok() && newer.ok());
  const auto store = OpenRocksDbRatingStore(restored_);
  ASSERT_TRUE(store.ok()) << store.status();
  const auto proof = ledger::ProveConsistency(2, 3, (*store)->nodes());
  ASSERT_TRUE(proof.ok()) << proof.status();
  EXPECT_TRUE(ledger::VerifyConsistency(2, 3, *proof,
                                        *ledger::HashOf(older->root),
                                        *ledger::HashOf(newer->root))
                  .ok());
}

TEST_F(BackupOfAStore, IsSoundWhileOthersAppend) {
  const auto store = OpenWithBackup();
  std::thread writer([&store] {
    for (int i = 0; i < 200; ++i) Append(*store, Rating("B"));
  });
  for (int i = 0; i < 3; ++i) MakeBackup(*store);
  writer.join();
  for (const int64_t number : {2, 3, 4}) {
    const std::string place = restored_ + std::to_string(number);
    const auto restored = RestoreBackup(backups_, number, place);
    ASSERT_TRUE(restored.ok()) << restored.status();
    EXPECT_GE(restored->entries, restored->checkpoint_size);
  }
}

TEST_F(BackupOfAStore, IsTheOneThatWasAskedFor) {
  const auto store = OpenWithBackup();
  Append(*store, Rating("B"));
  MakeBackup(*store);
  const auto first = RestoreBackup(backups_, 1, restored_);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->entries, 2);
  const auto newest =
      RestoreBackup(backups_, kNewestBackup, restored_ + ".newest");
  ASSERT_TRUE(newest.ok()) << newest.status();
  EXPECT_EQ(newest->entries, 3);
}

TEST_F(BackupOfAStore, TellsWhenItWasMade) {
  EXPECT_TRUE(absl::IsNotFound(NewestBackup(backups_).status()));
  const auto store = OpenWithBackup();
  const int64_t later = kMadeAtUs + 86'400'000'000;
  const auto second = store->CreateBackup(backups_, later);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->made_at_us, later);
  const auto newest = NewestBackup(backups_);
  ASSERT_TRUE(newest.ok()) << newest.status();
  EXPECT_EQ(newest->number, 2);
  EXPECT_EQ(newest->made_at_us, later);
  EXPECT_EQ(newest->checkpoint, *store->Checkpoint());
  const auto restored = RestoreBackup(backups_, 1, restored_);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ(restored->backup.made_at_us, kMadeAtUs);
}

// As it was made before backups had a time of ours.
TEST_F(BackupOfAStore, HasRocksDbsTimeWhereItWasMadeWithoutOne) {
  Append(*Open(), ModelVersion());
  const std::string checkpoint = *Open()->Checkpoint();
  {
    const auto database = Database::Open(folder_.path(), nullptr);
    ASSERT_TRUE(database.ok()) << database.status();
    rocksdb::BackupEngineOptions options(backups_);
    options.share_files_with_checksum = true;
    fs::create_directories(backups_);
    rocksdb::BackupEngine* engine = nullptr;
    ASSERT_TRUE(
        rocksdb::BackupEngine::Open(options, rocksdb::Env::Default(), &engine)
            .ok());
    const std::unique_ptr<rocksdb::BackupEngine> owned(engine);
    ASSERT_TRUE(
        engine->CreateNewBackupWithMetadata(&(*database)->db(), checkpoint)
            .ok());
  }
  const auto newest = NewestBackup(backups_);
  ASSERT_TRUE(newest.ok()) << newest.status();
  EXPECT_EQ(newest->checkpoint, checkpoint);
  EXPECT_GT(newest->made_at_us, kMadeAtUs);
  EXPECT_EQ(newest->made_at_us % 1'000'000, 0);
  const auto restored = RestoreBackup(backups_, kNewestBackup, restored_);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ(restored->entries, 1);
}

TEST_F(BackupOfAStore, IsKnownWhereANewerOneCannotBeRead) {
  const auto store = OpenWithBackup();
  MakeBackup(*store);
  std::ofstream(backups_ + "/meta/2", std::ios::trunc) << "nonsense\n";
  const auto newest = NewestBackup(backups_);
  ASSERT_TRUE(newest.ok()) << newest.status();
  EXPECT_EQ(newest->number, 1);
}

// The server asks for it while it serves: RocksDB must not end the process.
TEST_F(BackupOfAStore, IsNamedOrNotWhateverByteOfItsListIsDamaged) {
  OpenWithBackup();
  const std::string list = backups_ + "/meta/1";
  std::ifstream file(list, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  ASSERT_GT(bytes.size(), 100u);
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    std::ofstream(list, std::ios::binary | std::ios::trunc) << damaged;
    const absl::Status status = NewestBackup(backups_).status();
    EXPECT_TRUE(status.ok() || absl::IsNotFound(status)) << i << status;
  }
}

TEST_F(BackupOfAStore, NeedsACheckpoint) {
  const auto store = OpenRocksDbRatingStore(folder_.path());
  ASSERT_TRUE(store.ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(
      (*store)->CreateBackup(backups_, kMadeAtUs).status()));
}

TEST_F(BackupOfAStore, IsRefusedWhenAFileOfItIsDamaged) {
  OpenWithBackup();
  Damage("shared_checksum");
  const absl::Status status = Refusal();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_FALSE(fs::exists(restored_ + "/rocksdb"));
}

TEST_F(BackupOfAStore, IsRefusedWhenAFileOfItIsGone) {
  OpenWithBackup();
  fs::remove_all(backups_ + "/shared_checksum");
  const absl::Status status = Refusal();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
}

TEST_F(BackupOfAStore, IsNotPassedOverForAnOlderOne) {
  {
    const auto store = OpenWithBackup();
    Append(*store, Rating("B"));
    MakeBackup(*store);
  }
  std::ofstream(backups_ + "/meta/2", std::ios::trunc) << "nonsense\n";
  const absl::Status status = Refusal();
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("backup 2"));
  EXPECT_TRUE(RestoreBackup(backups_, 1, restored_).ok());
}

TEST_F(BackupOfAStore, IsNotRestoredOverSomething) {
  OpenWithBackup();
  fs::create_directories(restored_);
  std::ofstream(restored_ + "/notes.txt") << "mine";
  const absl::Status status = Refusal();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("notes.txt"));
  EXPECT_TRUE(fs::exists(restored_ + "/notes.txt"));
}

TEST_F(BackupOfAStore, IsBegunAgainAfterACrash) {
  OpenWithBackup();
  fs::create_directories(restored_ + "/rocksdb.restored/rocksdb");
  std::ofstream(restored_ + "/rocksdb.restored/rocksdb/CURRENT") << "half";
  EXPECT_FALSE(OpenRocksDbRatingStore(restored_).ok());
  EXPECT_TRUE(Refusal().ok());
  EXPECT_TRUE(OpenRocksDbRatingStore(restored_).ok());
}

TEST_F(BackupOfAStore, SaysWhatIsNotThere) {
  EXPECT_TRUE(absl::IsNotFound(Refusal()));
  OpenWithBackup();
  const absl::Status status = Refusal(7);
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("backup 7"));
}

TEST_F(BackupOfAStore, StartsOnlyWithRecoveryWhereTheAnchorIsAhead) {
  {
    const auto store = OpenWithBackup();
    Append(*store, Rating("B"));
  }
  ASSERT_TRUE(Refusal().ok());
  const absl::Status status =
      OpenRocksDbRatingStore(restored_, options_).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("--recover"));
  options_.recovery_reason = "the disk was lost";
  const auto store = OpenRocksDbRatingStore(restored_, options_);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_TRUE((*store)->Append(Rating("C")).ok());
}

TEST_F(BackupOfAStore, HasFiguresOfEachPart) {
  const auto store = OpenWithBackup();
  const auto figures = store->Figures();
  ASSERT_TRUE(figures.ok()) << figures.status();
  const auto entry = std::find_if(
      figures->parts.begin(), figures->parts.end(),
      [](const PartFigures& part) { return part.name == "entry"; });
  ASSERT_NE(entry, figures->parts.end());
  EXPECT_EQ(entry->records, 2);
  EXPECT_GT(entry->disk_bytes, 0);
  EXPECT_GE(figures->disk_bytes, entry->disk_bytes);
  EXPECT_GT(figures->free_bytes, 0);
  EXPECT_EQ(figures->parts.size(), 11U);
}

}  // namespace
}  // namespace techflow::storage
