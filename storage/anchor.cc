#include "storage/anchor.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "fmt/format.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/open_file.h"

namespace techflow::storage {
namespace {

constexpr std::string_view kSlotName = "techflow anchor 1";
constexpr size_t kSlotBytes = 4096;
constexpr int kSlots = 2;

struct Slot {
  int64_t number = 0;
  std::string checkpoint;
};

absl::Status FileError(std::string_view action, const std::string& path) {
  return absl::UnavailableError(fmt::format(
      "cannot {} the anchor {}: {}", action, path, std::strerror(errno)));
}

std::string SlotHead(int64_t number, std::string_view checkpoint) {
  return fmt::format("{} {} {} {}\n", kSlotName, number, checkpoint.size(),
                     ledger::Hex(ledger::Sha256(checkpoint)));
}

// nullopt where these are no bytes of a slot.
std::optional<Slot> ParseSlot(std::string_view bytes) {
  const size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::vector<std::string> words =
      absl::StrSplit(absl::string_view(bytes.data(), end), ' ');
  if (words.size() != 6) return std::nullopt;
  Slot slot;
  size_t length = 0;
  std::from_chars(words[3].data(), words[3].data() + words[3].size(),
                  slot.number);
  std::from_chars(words[4].data(), words[4].data() + words[4].size(), length);
  if (length > Anchor::kMaxCheckpointBytes) return std::nullopt;
  slot.checkpoint = std::string(bytes.substr(end + 1, length));
  // All that was read is written again and compared.
  if (slot.number < 1 ||
      !bytes.starts_with(SlotHead(slot.number, slot.checkpoint))) {
    return std::nullopt;
  }
  return slot;
}

// The newest slot; number 0 where the file is empty.
absl::StatusOr<Slot> ReadNewest(int file, const std::string& path) {
  std::string bytes(kSlots * kSlotBytes + 1, '\0');
  const ssize_t read = pread(file, bytes.data(), bytes.size(), 0);
  if (read < 0) return FileError("read", path);
  if (read == 0) return Slot();
  bytes.resize(static_cast<size_t>(read));
  Slot newest;
  for (size_t start = 0; start < bytes.size() && start < kSlots * kSlotBytes;
       start += kSlotBytes) {
    auto slot = ParseSlot(std::string_view(bytes).substr(start, kSlotBytes));
    if (slot.has_value() && slot->number > newest.number) {
      newest = *std::move(slot);
    }
  }
  if (newest.number > 0) return newest;
  return absl::DataLossError(fmt::format(
      "the anchor {} is damaged or is no anchor: neither of its two "
      "checkpoints can be read",
      path));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Anchor>> Anchor::Open(const std::string& path) {
  const bool is_new = access(path.c_str(), F_OK) != 0;
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) return FileError("open", path);
  std::unique_ptr<Anchor> anchor(new Anchor(path, file));
  if (flock(file, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(fmt::format(
        "another process has the anchor {} open; it is for one at a time",
        path));
  }
  if (is_new && !ledger::SyncFolderOf(path)) return FileError("make", path);
  auto newest = ReadNewest(file, path);
  if (!newest.ok()) return newest.status();
  anchor->number_ = newest->number;
  anchor->checkpoint_ = std::move(newest->checkpoint);
  return anchor;
}

absl::StatusOr<std::string> Anchor::ReadAt(const std::string& path) {
  const ledger::OpenFile file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && errno == ENOENT) {
    return absl::NotFoundError(fmt::format("there is no anchor {}", path));
  }
  if (file.get() < 0) return FileError("open", path);
  auto newest = ReadNewest(file.get(), path);
  if (!newest.ok()) return newest.status();
  return std::move(newest->checkpoint);
}

Anchor::~Anchor() { close(file_); }

absl::Status Anchor::Advance(std::string_view next) {
  if (next.size() > kMaxCheckpointBytes) {
    return absl::InvalidArgumentError(
        fmt::format("the checkpoint has {} bytes, expected at most {}",
                    next.size(), kMaxCheckpointBytes));
  }
  if (has_failed_) {
    return absl::UnavailableError(fmt::format(
        "the anchor {} could not be synced to its disk; start again", path_));
  }
  const auto present = ReadNewest(file_, path_);
  if (!present.ok()) return present.status();
  if (present->number != number_ || present->checkpoint != checkpoint_) {
    return absl::AbortedError(fmt::format(
        "the anchor {} was written by somebody else; only one server may "
        "write a log",
        path_));
  }
  std::string slot = SlotHead(number_ + 1, next) + std::string(next);
  slot.resize(kSlotBytes, '\0');
  const auto place = static_cast<off_t>((number_ + 1) % kSlots * kSlotBytes);
  const ssize_t written = pwrite(file_, slot.data(), slot.size(), place);
  if (written != static_cast<ssize_t>(slot.size())) {
    return FileError("write", path_);
  }
  // A failed sync is never tried again: the next one may say that all is well
  // of what the disk has dropped.
  if (fdatasync(file_) != 0) {
    has_failed_ = true;
    return FileError("sync", path_);
  }
  ++number_;
  checkpoint_ = std::string(next);
  return absl::OkStatus();
}

}  // namespace techflow::storage
