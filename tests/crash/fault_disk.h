#ifndef TECHFLOW_TESTS_CRASH_FAULT_DISK_H_
#define TECHFLOW_TESTS_CRASH_FAULT_DISK_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "rocksdb/file_system.h"
#include "tests/crash/disk_journal.h"

namespace techflow::storage {

// How a call fails.
enum class FaultKind {
  kIoError,     // EIO; nothing is done
  kNoSpace,     // ENOSPC; nothing is done, and no space is free
  kShortWrite,  // half of the data is written, then EIO; a call without data
                // is carried out and says EIO all the same
};

// Which calls fail, by their number from 0 on.
struct FaultPlan {
  FaultKind kind = FaultKind::kIoError;

  // -1: none.
  int64_t first = -1;

  // That one, or it and all that follow.
  bool lasts = false;
};

// The machine's disk, with every call counted that changes a file, a folder or
// what of them is synced: RocksDB as packaged has no header for its own such
// disk. What succeeds is written into `journal`, where there is one, and
// nothing is really synced, which makes it fast: what a sync has saved is the
// journal's to say. Any thread may call anything.
class FaultDisk : public rocksdb::FileSystemWrapper {
 public:
  // The journal must outlive the disk.
  explicit FaultDisk(const FaultPlan& plan, DiskJournal* journal = nullptr);

  // No call fails any more.
  void Heal();

  // Waits until RocksDB asks how much space is free, as its recovery from a
  // full disk does now and then, or for `longest`.
  void AwaitSpaceCheck(absl::Duration longest);

  // How many were counted.
  int64_t calls() const;

  // The first that failed, as "Append 000012.log". Empty: none has.
  std::string first_fault() const;

  const char* Name() const override { return "FaultDisk"; }

  rocksdb::IOStatus NewWritableFile(
      const std::string& name, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSWritableFile>* result,
      rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus NewDirectory(const std::string& name,
                                 const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus Truncate(const std::string& name, size_t size,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus DeleteFile(const std::string& name,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus CreateDir(const std::string& name,
                              const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus CreateDirIfMissing(
      const std::string& name, const rocksdb::IOOptions& options,
      rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus DeleteDir(const std::string& name,
                              const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus GetFreeSpace(const std::string& path,
                                 const rocksdb::IOOptions& options,
                                 uint64_t* free,
                                 rocksdb::IODebugContext* context) override;

  // Ways to write that the store does not use and the journal does not know.
  rocksdb::IOStatus ReopenWritableFile(
      const std::string& name, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSWritableFile>* result,
      rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus ReuseWritableFile(
      const std::string& name, const std::string& old_name,
      const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSWritableFile>* result,
      rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus NewRandomRWFile(
      const std::string& name, const rocksdb::FileOptions& options,
      std::unique_ptr<rocksdb::FSRandomRWFile>* result,
      rocksdb::IODebugContext* context) override;

 private:
  class File;
  class Folder;

  // Counts a call; true where it shall fail.
  bool Fails(const char* call, const std::string& name);
  rocksdb::IOStatus Failure() const;
  void Record(DiskEvent event);

  // A call on names: fails, or does `action` and then records `event`.
  template <typename Action>
  rocksdb::IOStatus Do(const char* call, DiskEvent event, const Action& action);

  const FaultPlan plan_;
  DiskJournal* const journal_;

  mutable absl::Mutex mutex_;
  int64_t calls_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_healed_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_failing_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_space_checked_ ABSL_GUARDED_BY(mutex_) = false;
  std::string first_fault_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_CRASH_FAULT_DISK_H_
