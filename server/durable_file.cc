#include "server/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "storage/ledger/open_file.h"

namespace techflow::server {
std::string NameOf(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

absl::Status DiskError(absl::string_view action, const std::string& path) {
  return absl::UnavailableError(absl::StrCat(
      "cannot ", action, " ", NameOf(path), ": ", std::strerror(errno)));
}

absl::Status WriteAt(int file, std::string_view bytes, int64_t offset,
                     const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(file, bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return DiskError("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
    offset += written;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadAt(int file, size_t length, int64_t offset,
                                   const std::string& path) {
  std::string bytes(length, '\0');
  size_t done = 0;
  while (done < length) {
    const ssize_t got = pread(file, bytes.data() + done, length - done,
                              offset + static_cast<int64_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return DiskError("read", path);
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

absl::Status ReplaceFile(const std::string& path, std::string_view bytes) {
  const std::string draft = absl::StrCat(path, ".new");
  const ledger::OpenFile file(
      open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.get() < 0) return DiskError("write", draft);
  if (absl::Status status = WriteAt(file.get(), bytes, 0, draft);
      !status.ok()) {
    return status;
  }
  if (fsync(file.get()) != 0) return DiskError("sync", draft);
  if (rename(draft.c_str(), path.c_str()) != 0) {
    return DiskError("replace", path);
  }
  return ledger::SyncFolderOf(path) ? absl::OkStatus()
                                    : DiskError("sync the folder of", path);
}

}  // namespace techflow::server
