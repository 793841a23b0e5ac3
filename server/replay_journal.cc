#include "server/replay_journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "server/durable_file.h"
#include "server/limits.h"
#include "storage/ledger/big_endian.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/open_file.h"

namespace techflow::server {
namespace {

namespace fs = std::filesystem;

constexpr char kJobFileHead[] = "techflow replay job 1\n";
constexpr char kJobExtension[] = ".job";
constexpr char kFindingsExtension[] = ".findings";
constexpr size_t kNumberBytes = 8;
constexpr size_t kLengthBytes = 4;
constexpr size_t kFindingTagBytes = 8;
constexpr size_t kFindingHeadBytes = kLengthBytes + kFindingTagBytes;

std::string FindingTag(const std::string& message) {
  return ledger::Sha256(message).substr(0, kFindingTagBytes);
}

std::string JobFileBytes(const ReplayJournal::Progress& progress) {
  const std::string rest = absl::StrCat(
      ledger::BigEndian(static_cast<uint64_t>(progress.next), kNumberBytes),
      ledger::BigEndian(static_cast<uint64_t>(progress.findings_bytes),
                        kNumberBytes),
      progress.job.SerializeAsString());
  return absl::StrCat(kJobFileHead, ledger::Sha256(rest), rest);
}

absl::StatusOr<ReplayJournal::Progress> ParseJobFile(std::string_view bytes,
                                                     const std::string& path) {
  const auto damaged = [&path](absl::string_view what) {
    return absl::DataLossError(
        absl::StrCat(NameOf(path), " is damaged: ", what));
  };
  const std::string_view head = kJobFileHead;
  if (!bytes.starts_with(head)) {
    return damaged("it does not begin as the file of a job");
  }
  bytes.remove_prefix(head.size());
  if (bytes.size() < ledger::kDigestBytes + 2 * kNumberBytes) {
    return damaged("it ends too early");
  }
  const std::string_view digest = bytes.substr(0, ledger::kDigestBytes);
  bytes.remove_prefix(ledger::kDigestBytes);
  if (ledger::Sha256(bytes) != digest) {
    return damaged("its bytes are not those that were written");
  }
  ReplayJournal::Progress progress;
  progress.next = static_cast<int64_t>(
      ledger::FromBigEndian(bytes.substr(0, kNumberBytes)));
  progress.findings_bytes = static_cast<int64_t>(
      ledger::FromBigEndian(bytes.substr(kNumberBytes, kNumberBytes)));
  if (!progress.job.ParseFromString(
          std::string(bytes.substr(2 * kNumberBytes)))) {
    return damaged("it holds no job");
  }
  return progress;
}

// Takes away what no saved progress covers.
absl::Status CutFindings(const std::string& path, int64_t bytes) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  const int64_t there = error ? 0 : static_cast<int64_t>(size);
  if (there < bytes) {
    return absl::DataLossError(
        absl::StrCat(NameOf(path), " is damaged: it has ", there,
                     " bytes, expected ", bytes, " or more"));
  }
  if (there > bytes && truncate(path.c_str(), bytes) != 0) {
    return DiskError("cut", path);
  }
  return absl::OkStatus();
}

// A finding, and where the one after it starts.
struct FindingRecord {
  v1::ReplayFinding finding;
  int64_t next_offset = 0;
};

absl::StatusOr<FindingRecord> ReadFinding(int file, int64_t offset, int64_t end,
                                          const std::string& path) {
  const auto damaged = [&] {
    return absl::DataLossError(
        absl::StrCat(NameOf(path), " has no whole finding at byte ", offset));
  };
  constexpr auto kHead = static_cast<int64_t>(kFindingHeadBytes);
  if (offset < 0 || end - offset < kHead) return damaged();
  const auto head = ReadAt(file, kFindingHeadBytes, offset, path);
  if (!head.ok()) return head.status();
  if (head->size() < kFindingHeadBytes) return damaged();
  const auto length = static_cast<int64_t>(
      ledger::FromBigEndian(head->substr(0, kLengthBytes)));
  if (length > std::min<int64_t>(end - offset - kHead, kMaxMessageBytes)) {
    return damaged();
  }
  const auto message =
      ReadAt(file, static_cast<size_t>(length), offset + kHead, path);
  if (!message.ok()) return message.status();
  FindingRecord record;
  record.next_offset = offset + kHead + length;
  if (FindingTag(*message) != head->substr(kLengthBytes) ||
      !record.finding.ParseFromString(*message)) {
    return damaged();
  }
  return record;
}

}  // namespace

absl::StatusOr<std::vector<int64_t>> ReplayJournal::Numbers(
    const std::string& folder) {
  std::set<int64_t> numbers;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    int64_t number = 0;
    const std::string stem = it->path().stem().string();
    const std::string extension = it->path().extension().string();
    if ((extension == kJobExtension || extension == kFindingsExtension) &&
        absl::SimpleAtoi(stem, &number) && number > 0 &&
        absl::StrCat(number) == stem) {
      numbers.insert(number);
    }
  }
  if (error) {
    return absl::UnavailableError(
        absl::StrCat("cannot list ", folder, ": ", error.message()));
  }
  return std::vector<int64_t>(numbers.begin(), numbers.end());
}

ReplayJournal::ReplayJournal(const std::string& folder, int64_t number)
    : job_path_(absl::StrCat(folder, "/", number, kJobExtension)),
      findings_path_(absl::StrCat(folder, "/", number, kFindingsExtension)) {}

ReplayJournal::~ReplayJournal() {
  if (findings_file_ >= 0) close(findings_file_);
}

absl::Status ReplayJournal::OpenFindings() {
  if (findings_file_ >= 0) return absl::OkStatus();
  findings_file_ =
      open(findings_path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  return findings_file_ >= 0 ? absl::OkStatus()
                             : DiskError("open", findings_path_);
}

absl::StatusOr<ReplayJournal::Progress> ReplayJournal::Load() {
  std::ifstream file(job_path_, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)),
                          std::istreambuf_iterator<char>());
  if (!file) return DiskError("read", job_path_);
  auto progress = ParseJobFile(bytes, job_path_);
  if (!progress.ok()) return progress.status();

  if (absl::Status status =
          CutFindings(findings_path_, progress->findings_bytes);
      !status.ok()) {
    return status;
  }
  absl::MutexLock lock(&mutex_);
  findings_bytes_ = progress->findings_bytes;
  return progress;
}

absl::Status ReplayJournal::Save(const Progress& progress) {
  int file = -1;
  {
    absl::MutexLock lock(&mutex_);
    file = findings_file_;
  }
  // Without the lock, since readers and the job need not wait for the disk.
  if (file >= 0 && fdatasync(file) != 0) {
    return DiskError("sync", findings_path_);
  }
  if (absl::Status status = ReplaceFile(job_path_, JobFileBytes(progress));
      !status.ok()) {
    return status;
  }
  if (progress.job.state() == v1::REPLAY_JOB_STATE_RUNNING) {
    return absl::OkStatus();
  }
  absl::MutexLock lock(&mutex_);
  if (findings_file_ >= 0) close(findings_file_);
  findings_file_ = -1;
  return absl::OkStatus();
}

absl::Status ReplayJournal::Append(const v1::ReplayFinding& finding) {
  const std::string message = finding.SerializeAsString();
  const std::string bytes =
      absl::StrCat(ledger::BigEndian(message.size(), kLengthBytes),
                   FindingTag(message), message);
  absl::MutexLock lock(&mutex_);
  if (absl::Status status = OpenFindings(); !status.ok()) return status;
  if (absl::Status status =
          WriteAt(findings_file_, bytes, findings_bytes_, findings_path_);
      !status.ok()) {
    return status;
  }
  findings_bytes_ += static_cast<int64_t>(bytes.size());
  return absl::OkStatus();
}

int64_t ReplayJournal::findings_bytes() const {
  absl::MutexLock lock(&mutex_);
  return findings_bytes_;
}

absl::StatusOr<int64_t> ReplayJournal::ReadFindings(int64_t offset,
                                                    const Take& take) const {
  const int64_t end = findings_bytes();
  if (offset == end) return end;
  const ledger::OpenFile file(
      open(findings_path_.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return DiskError("read", findings_path_);
  while (offset != end) {
    auto record = ReadFinding(file.get(), offset, end, findings_path_);
    if (!record.ok()) return record.status();
    if (!take(std::move(record->finding))) break;
    offset = record->next_offset;
  }
  return offset;
}

}  // namespace techflow::server
