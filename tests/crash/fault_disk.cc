#include "tests/crash/fault_disk.h"

#include <filesystem>
#include <utility>

#include "fmt/format.h"

namespace techflow::storage {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using Kind = DiskEvent::Kind;

namespace {

DiskEvent EventAt(Kind kind, const std::string& path, uint64_t size = 0) {
  return {.kind = kind, .path = path, .target = "", .data = "", .size = size};
}

DiskEvent NamingEvent(Kind kind, const std::string& from,
                      const std::string& to) {
  return {.kind = kind, .path = from, .target = to, .data = "", .size = 0};
}

}  // namespace

// An open file. Its name may have changed since, but RocksDB closes what it
// renames, and a folder with open files is not renamed.
class FaultDisk::File : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  File(std::unique_ptr<rocksdb::FSWritableFile> file, std::string name,
       FaultDisk& disk)
      : FSWritableFileOwnerWrapper(std::move(file)),
        name_(std::move(name)),
        disk_(disk) {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* context) override {
    if (!disk_.Fails("Append", name_)) return Write(data, options, context);
    if (disk_.plan_.kind == FaultKind::kShortWrite) {
      Write(rocksdb::Slice(data.data(), data.size() / 2), options, context)
          .PermitUncheckedError();
    }
    return disk_.Failure();
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& /*verification*/,
                  IODebugContext* context) override {
    return Append(data, options, context);
  }
  // Only direct I/O writes at a position.
  IOStatus PositionedAppend(const rocksdb::Slice& /*data*/, uint64_t /*offset*/,
                            const IOOptions& /*options*/,
                            IODebugContext* /*context*/) override {
    return IOStatus::NotSupported("a write at a position");
  }
  IOStatus PositionedAppend(
      const rocksdb::Slice& data, uint64_t offset, const IOOptions& options,
      const rocksdb::DataVerificationInfo& /*verification*/,
      IODebugContext* context) override {
    return PositionedAppend(data, offset, options, context);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options,
                    IODebugContext* context) override {
    return disk_.Do("Truncate", EventAt(Kind::kTruncate, name_, size), [&] {
      return FSWritableFileOwnerWrapper::Truncate(size, options, context);
    });
  }
  IOStatus Flush(const IOOptions& options, IODebugContext* context) override {
    return disk_.Do("Flush", EventAt(Kind::kNote, name_), [&] {
      return FSWritableFileOwnerWrapper::Flush(options, context);
    });
  }
  IOStatus Close(const IOOptions& options, IODebugContext* context) override {
    return disk_.Do("Close", EventAt(Kind::kNote, name_), [&] {
      return FSWritableFileOwnerWrapper::Close(options, context);
    });
  }
  IOStatus Sync(const IOOptions& /*options*/,
                IODebugContext* /*context*/) override {
    return disk_.Do("Sync", EventAt(Kind::kSync, name_),
                    [] { return IOStatus::OK(); });
  }
  IOStatus Fsync(const IOOptions& /*options*/,
                 IODebugContext* /*context*/) override {
    return disk_.Do("Fsync", EventAt(Kind::kSync, name_),
                    [] { return IOStatus::OK(); });
  }
  // Asks for the writing to begin and promises nothing.
  IOStatus RangeSync(uint64_t /*offset*/, uint64_t /*size*/,
                     const IOOptions& /*options*/,
                     IODebugContext* /*context*/) override {
    return disk_.Do("RangeSync", EventAt(Kind::kNote, name_),
                    [] { return IOStatus::OK(); });
  }
  // Room that is set aside ahead takes time and nothing rests on it.
  void PrepareWrite(size_t /*offset*/, size_t /*size*/,
                    const IOOptions& /*options*/,
                    IODebugContext* /*context*/) override {}

 private:
  IOStatus Write(const rocksdb::Slice& data, const IOOptions& options,
                 IODebugContext* context) {
    IOStatus status =
        FSWritableFileOwnerWrapper::Append(data, options, context);
    if (status.ok()) {
      DiskEvent event = EventAt(Kind::kAppend, name_);
      event.data = data.ToString();
      disk_.Record(std::move(event));
    }
    return status;
  }

  const std::string name_;
  FaultDisk& disk_;
};

class FaultDisk::Folder : public rocksdb::FSDirectoryWrapper {
 public:
  Folder(std::unique_ptr<rocksdb::FSDirectory> folder, std::string name,
         FaultDisk& disk)
      : FSDirectoryWrapper(std::move(folder)),
        name_(std::move(name)),
        disk_(disk) {}

  IOStatus Fsync(const IOOptions& /*options*/,
                 IODebugContext* /*context*/) override {
    return disk_.Do("Fsync", EventAt(Kind::kSyncFolder, name_),
                    [] { return IOStatus::OK(); });
  }
  IOStatus FsyncWithDirOptions(
      const IOOptions& options, IODebugContext* context,
      const rocksdb::DirFsyncOptions& /*reason*/) override {
    return Fsync(options, context);
  }

 private:
  const std::string name_;
  FaultDisk& disk_;
};

FaultDisk::FaultDisk(const FaultPlan& plan, DiskJournal* journal)
    : FileSystemWrapper(rocksdb::FileSystem::Default()),
      plan_(plan),
      journal_(journal) {}

void FaultDisk::Heal() {
  absl::MutexLock lock(&mutex_);
  is_healed_ = true;
  is_failing_ = false;
}

void FaultDisk::AwaitSpaceCheck(absl::Duration longest) {
  absl::MutexLock lock(&mutex_);
  is_space_checked_ = false;
  mutex_.AwaitWithTimeout(absl::Condition(&is_space_checked_), longest);
}

int64_t FaultDisk::calls() const {
  absl::MutexLock lock(&mutex_);
  return calls_;
}

std::string FaultDisk::first_fault() const {
  absl::MutexLock lock(&mutex_);
  return first_fault_;
}

bool FaultDisk::Fails(const char* call, const std::string& name) {
  absl::MutexLock lock(&mutex_);
  const int64_t number = calls_++;
  is_failing_ =
      !is_healed_ && plan_.first >= 0 &&
      (number == plan_.first || (plan_.lasts && number > plan_.first));
  if (is_failing_ && first_fault_.empty()) {
    first_fault_ = fmt::format("{} {}", call,
                               std::filesystem::path(name).filename().string());
  }
  return is_failing_;
}

IOStatus FaultDisk::Failure() const {
  return plan_.kind == FaultKind::kNoSpace ? IOStatus::NoSpace("injected")
                                           : IOStatus::IOError("injected");
}

void FaultDisk::Record(DiskEvent event) {
  if (journal_ != nullptr) journal_->Add(std::move(event));
}

template <typename Action>
IOStatus FaultDisk::Do(const char* call, DiskEvent event,
                       const Action& action) {
  const bool fails = Fails(call, event.path);
  if (fails && plan_.kind != FaultKind::kShortWrite) return Failure();
  IOStatus status = action();
  if (status.ok()) Record(std::move(event));
  return fails && status.ok() ? Failure() : status;
}

IOStatus FaultDisk::NewWritableFile(
    const std::string& name, const rocksdb::FileOptions& options,
    std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext* context) {
  std::unique_ptr<rocksdb::FSWritableFile> file;
  IOStatus status = Do("Create", EventAt(Kind::kCreateFile, name), [&] {
    return FileSystemWrapper::NewWritableFile(name, options, &file, context);
  });
  if (status.ok()) {
    *result = std::make_unique<File>(std::move(file), name, *this);
  }
  return status;
}

IOStatus FaultDisk::NewDirectory(const std::string& name,
                                 const IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 IODebugContext* context) {
  std::unique_ptr<rocksdb::FSDirectory> folder;
  IOStatus status = Do("OpenFolder", EventAt(Kind::kNote, name), [&] {
    return FileSystemWrapper::NewDirectory(name, options, &folder, context);
  });
  if (status.ok()) {
    *result = std::make_unique<Folder>(std::move(folder), name, *this);
  }
  return status;
}

IOStatus FaultDisk::Truncate(const std::string& name, size_t size,
                             const IOOptions& options,
                             IODebugContext* context) {
  return Do("Truncate", EventAt(Kind::kTruncate, name, size), [&] {
    return FileSystemWrapper::Truncate(name, size, options, context);
  });
}

IOStatus FaultDisk::DeleteFile(const std::string& name,
                               const IOOptions& options,
                               IODebugContext* context) {
  return Do("Delete", EventAt(Kind::kDelete, name), [&] {
    return FileSystemWrapper::DeleteFile(name, options, context);
  });
}

IOStatus FaultDisk::CreateDir(const std::string& name, const IOOptions& options,
                              IODebugContext* context) {
  return Do("CreateFolder", EventAt(Kind::kCreateFolder, name), [&] {
    return FileSystemWrapper::CreateDir(name, options, context);
  });
}

IOStatus FaultDisk::CreateDirIfMissing(const std::string& name,
                                       const IOOptions& options,
                                       IODebugContext* context) {
  const bool is_there = std::filesystem::exists(name);
  return Do("CreateFolder",
            EventAt(is_there ? Kind::kNote : Kind::kCreateFolder, name), [&] {
              return FileSystemWrapper::CreateDirIfMissing(name, options,
                                                           context);
            });
}

IOStatus FaultDisk::DeleteDir(const std::string& name, const IOOptions& options,
                              IODebugContext* context) {
  return Do("DeleteFolder", EventAt(Kind::kDelete, name), [&] {
    return FileSystemWrapper::DeleteDir(name, options, context);
  });
}

IOStatus FaultDisk::RenameFile(const std::string& from, const std::string& to,
                               const IOOptions& options,
                               IODebugContext* context) {
  return Do("Rename", NamingEvent(Kind::kRename, from, to), [&] {
    return FileSystemWrapper::RenameFile(from, to, options, context);
  });
}

IOStatus FaultDisk::LinkFile(const std::string& from, const std::string& to,
                             const IOOptions& options,
                             IODebugContext* context) {
  return Do("Link", NamingEvent(Kind::kLink, from, to), [&] {
    return FileSystemWrapper::LinkFile(from, to, options, context);
  });
}

IOStatus FaultDisk::GetFreeSpace(const std::string& path,
                                 const IOOptions& options, uint64_t* free,
                                 IODebugContext* context) {
  {
    absl::MutexLock lock(&mutex_);
    is_space_checked_ = true;
    if (is_failing_ && plan_.kind == FaultKind::kNoSpace) {
      *free = 0;
      return IOStatus::OK();
    }
  }
  return FileSystemWrapper::GetFreeSpace(path, options, free, context);
}

IOStatus FaultDisk::ReopenWritableFile(
    const std::string& /*name*/, const rocksdb::FileOptions& /*options*/,
    std::unique_ptr<rocksdb::FSWritableFile>* /*result*/,
    IODebugContext* /*context*/) {
  return IOStatus::NotSupported("writing on at the end of a file");
}

IOStatus FaultDisk::ReuseWritableFile(
    const std::string& /*name*/, const std::string& /*old_name*/,
    const rocksdb::FileOptions& /*options*/,
    std::unique_ptr<rocksdb::FSWritableFile>* /*result*/,
    IODebugContext* /*context*/) {
  return IOStatus::NotSupported("writing over an old file");
}

IOStatus FaultDisk::NewRandomRWFile(
    const std::string& /*name*/, const rocksdb::FileOptions& /*options*/,
    std::unique_ptr<rocksdb::FSRandomRWFile>* /*result*/,
    IODebugContext* /*context*/) {
  return IOStatus::NotSupported("writing within a file");
}

}  // namespace techflow::storage
