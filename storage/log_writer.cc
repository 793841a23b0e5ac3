#include "storage/log_writer.h"

#include <utility>

#include "fmt/format.h"
#include "storage/append_batch.h"
#include "storage/database_options.h"
#include "storage/keys.h"

namespace techflow::storage {

absl::StatusOr<std::unique_ptr<LogWriter>> LogWriter::Open(
    const Database& database, const LogReader& reader) {
  const auto size = reader.ReadSize();
  if (!size.ok()) return size.status();
  // Also so that RocksDB has something in memory: see Resume().
  const rocksdb::Status status =
      database.db().Put(DurableWrite(), database.handle(Column::kMeta),
                        rocksdb::Slice(kSizeKey), NumberBytes(*size));
  if (!status.ok()) return ToStatus(status, "writing to the store");
  return std::unique_ptr<LogWriter>(new LogWriter(database, reader, *size));
}

std::vector<absl::StatusOr<AppendResult>> LogWriter::Write(
    std::vector<PreparedEntry> entries) {
  if (absl::Status status = CheckWritable(); !status.ok()) {
    return std::vector<absl::StatusOr<AppendResult>>(entries.size(), status);
  }
  AppendBatch batch(database_, reader_, size());
  for (PreparedEntry& entry : entries) batch.Add(std::move(entry));
  if (batch.size() == size()) return batch.Answers(absl::OkStatus());

  const absl::Status written =
      ToStatus(database_.db().Write(DurableWrite(), &batch.Finish()),
               "writing to the log");
  if (!written.ok()) {
    const absl::Status failure = absl::UnavailableError(
        fmt::format("{}; try again with the same request_id",
                    std::string(written.message())));
    absl::MutexLock lock(&mutex_);
    failure_ = failure;
    failed_wal_ = CurrentWal();
    return batch.Answers(failure);
  }
  size_.store(batch.size(), std::memory_order_release);
  return batch.Answers(absl::OkStatus());
}

absl::Status LogWriter::CheckWritable() {
  absl::MutexLock lock(&mutex_);
  if (failure_.ok()) return absl::OkStatus();
  if (absl::Status status = Resume(); !status.ok()) {
    return absl::UnavailableError(fmt::format("the store cannot be written: {}",
                                              std::string(status.message())));
  }
  failure_ = absl::OkStatus();
  return absl::OkStatus();
}

std::optional<uint64_t> LogWriter::CurrentWal() const {
  std::unique_ptr<rocksdb::LogFile> file;
  if (!database_.db().GetCurrentWalFile(&file).ok()) return std::nullopt;
  return file->LogNumber();
}

// RocksDB flushes what it has in memory, begins a new write-ahead log and
// retires the one that failed, so that nothing of the failed write, whose
// positions are about to be given to others, can come back. With nothing in
// memory it keeps the failed log, and ends the process at the next write to
// it (an assertion, which Debian's library has on): such a log is never
// written again.
absl::Status LogWriter::Resume() {
  const rocksdb::Status status = database_.db().Resume();
  if (!status.ok()) return ToStatus(status, "resuming");
  const std::optional<uint64_t> wal = CurrentWal();
  if (!failed_wal_.has_value() || !wal.has_value() || *wal == *failed_wal_) {
    return absl::UnavailableError("its write-ahead log failed; start again");
  }
  const auto stored_size = reader_.ReadSize();
  if (!stored_size.ok()) return stored_size.status();
  if (*stored_size != size()) {
    return absl::DataLossError(
        fmt::format("the log has {} entries after a failed write, expected {}",
                    *stored_size, size()));
  }
  return absl::OkStatus();
}

}  // namespace techflow::storage
