// What happens when the disk is full or fails under an open store.

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rocksdb/env.h"
#include "rocksdb/file_system.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

// kLateNoSpace says that the disk is full when it has written all the same.
enum class Fault { kNone, kNoSpace, kLateNoSpace, kSyncFails };

// A file whose writes fail as `fault` says.
class FaultyFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyFile(std::unique_ptr<rocksdb::FSWritableFile>&& file,
             const std::atomic<Fault>& fault)
      : FSWritableFileOwnerWrapper(std::move(file)), fault_(fault) {}

  using FSWritableFileOwnerWrapper::Append;
  rocksdb::IOStatus Append(const rocksdb::Slice& data,
                           const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* context) override {
    if (fault_ == Fault::kNoSpace) return rocksdb::IOStatus::NoSpace("full");
    rocksdb::IOStatus status =
        FSWritableFileOwnerWrapper::Append(data, options, context);
    return status.ok() && fault_ == Fault::kLateNoSpace
               ? rocksdb::IOStatus::NoSpace("full")
               : status;
  }

  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* context) override {
    if (fault_ == Fault::kSyncFails) {
      return rocksdb::IOStatus::IOError("sync failed");
    }
    return FSWritableFileOwnerWrapper::Sync(options, context);
  }

 private:
  const std::atomic<Fault>& fault_;
};

// The machine's disk, until a test lets it fail.
class FaultyDisk : public rocksdb::FileSystemWrapper {
 public:
  FaultyDisk() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

  const char* Name() const override { return "FaultyDisk"; }

  rocksdb::IOStatus NewWritableFile(
      const std::string& name, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSWritableFile>* result,
      rocksdb::IODebugContext* context) override {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    rocksdb::IOStatus status =
        FileSystemWrapper::NewWritableFile(name, options, &file, context);
    if (!status.ok()) return status;
    *result = std::make_unique<FaultyFile>(std::move(file), fault);
    return status;
  }

  // Says that there is room, so that RocksDB goes on by itself as well.
  rocksdb::IOStatus GetFreeSpace(const std::string& path,
                                 const rocksdb::IOOptions& options,
                                 uint64_t* free,
                                 rocksdb::IODebugContext* context) override {
    if (fault != Fault::kNone) {
      *free = 0;
      return rocksdb::IOStatus::OK();
    }
    return FileSystemWrapper::GetFreeSpace(path, options, free, context);
  }

  std::atomic<Fault> fault = Fault::kNone;
};

class DiskFault : public testing::Test {
 protected:
  DiskFault() {
    Open();
    Append(ModelVersion());
    Append(Rating("A"));
  }

  void Open() {
    store_.reset();
    auto store = OpenRocksDbRatingStore(folder_.path(), env_.get());
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  void Append(NewEntry entry) {
    const auto result = store_->Append(std::move(entry));
    EXPECT_TRUE(result.ok()) << result.status();
  }

  // Lets RocksDB's own recovery come to an end.
  void AwaitWritable() {
    while (!store_->WriteStatus().ok()) std::this_thread::yield();
  }

  TemporaryFolder folder_;
  std::shared_ptr<FaultyDisk> disk_ = std::make_shared<FaultyDisk>();
  std::unique_ptr<rocksdb::Env> env_ = rocksdb::NewCompositeEnv(disk_);
  std::unique_ptr<RatingStore> store_;
};

TEST_F(DiskFault, AFullDiskFailsAllThatWaitAndReadsGoOn) {
  disk_->fault = Fault::kNoSpace;
  std::vector<NewEntry> entries;
  entries.push_back(WithRequest(Rating("A"), "r-1"));
  entries.push_back(WithRequest(Rating("A"), "r-1"));
  entries.push_back(WithRequest(Rating("B"), "r-1", "another request"));
  for (const auto& result : store_->AppendAll(std::move(entries))) {
    EXPECT_TRUE(absl::IsUnavailable(result.status())) << result.status();
  }
  EXPECT_TRUE(absl::IsUnavailable(store_->WriteStatus()));
  EXPECT_EQ(store_->Size(), 2);
  EXPECT_TRUE(store_->Get(1).ok());
  EXPECT_TRUE(absl::IsNotFound(store_->Get(2).status()));
  EXPECT_TRUE(absl::IsNotFound(store_->GetByRequestId("r-1").status()));
  EXPECT_EQ(store_->ByAsOfDate({})->size(), 1u);
}

TEST_F(DiskFault, WritesGoOnWhenThereIsRoomAgain) {
  disk_->fault = Fault::kNoSpace;
  EXPECT_FALSE(store_->Append(WithRequest(Rating("A"), "r-1")).ok());
  disk_->fault = Fault::kNone;
  AwaitWritable();
  const auto again = store_->Append(WithRequest(Rating("A"), "r-1"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(again->replayed_request);
  EXPECT_EQ(again->stored.entry.position(), 2);
  Open();
  EXPECT_EQ(store_->Size(), 3);
  EXPECT_EQ(store_->History("enterprises/A", 0, 10)->size(), 2u);
}

// The whole of the failed write is in RocksDB's log.
TEST_F(DiskFault, AFailedWriteDoesNotComeBackBesideItsSuccessor) {
  Open();
  disk_->fault = Fault::kLateNoSpace;
  EXPECT_FALSE(store_->Append(WithRequest(Rating("B"), "lost")).ok());
  disk_->fault = Fault::kNone;
  AwaitWritable();
  Append(WithRequest(Rating("C"), "kept"));
  Open();
  EXPECT_EQ(store_->Size(), 3);
  EXPECT_EQ(store_->GetByRequestId("kept")->entry.position(), 2);
  EXPECT_TRUE(absl::IsNotFound(store_->GetByRequestId("lost").status()));
  EXPECT_TRUE(store_->History("enterprises/B", 0, 10)->empty());
  EXPECT_EQ(store_->ByAsOfDate({})->size(), 2u);
}

// Nothing is in memory after the first time, and RocksDB keeps the failed log.
TEST_F(DiskFault, AFullDiskTwiceInARowNeedsANewStart) {
  for (int i = 0; i < 2; ++i) {
    disk_->fault = Fault::kLateNoSpace;
    EXPECT_FALSE(store_->Append(WithRequest(Rating("B"), "lost")).ok());
    disk_->fault = Fault::kNone;
    if (i == 0) AwaitWritable();
  }
  const absl::Status status = store_->WriteStatus();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_TRUE(absl::IsUnavailable(store_->Append(Rating("A")).status()));
  EXPECT_TRUE(store_->Get(1).ok());
  Open();
  Append(WithRequest(Rating("B"), "lost"));
  EXPECT_EQ(store_->Size(), 3);
}

TEST_F(DiskFault, AWriteOfUnknownOutcomeIsWholeOrNotThereAfterANewStart) {
  disk_->fault = Fault::kSyncFails;
  EXPECT_FALSE(store_->Append(WithRequest(Rating("B"), "unknown")).ok());
  disk_->fault = Fault::kNone;
  Open();
  EXPECT_EQ(store_->GetByRequestId("unknown").ok(), store_->Size() == 3);
  Append(WithRequest(Rating("B"), "unknown"));
  EXPECT_EQ(store_->Size(), 3);
  EXPECT_EQ(store_->History("enterprises/B", 0, 10)->size(), 1u);
}

TEST_F(DiskFault, AFaultOfTheDiskItselfNeedsANewStart) {
  disk_->fault = Fault::kSyncFails;
  EXPECT_TRUE(absl::IsUnavailable(store_->Append(Rating("A")).status()));
  disk_->fault = Fault::kNone;
  EXPECT_TRUE(absl::IsUnavailable(store_->WriteStatus()));
  EXPECT_TRUE(absl::IsUnavailable(store_->Append(Rating("A")).status()));
  EXPECT_TRUE(store_->Get(1).ok());
  Open();
  EXPECT_TRUE(store_->WriteStatus().ok());
  Append(Rating("A"));
}

}  // namespace
}  // namespace techflow::storage
