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

// The failed write may stand, whole or torn, in RocksDB's current log, and its
// positions are about to be given to others. So that it cannot come back at
// the next start, a record is written and flushed, which begins a new log and
// retires the old one, before any append is taken. Resume() alone flushes only
// where there is something to flush.
absl::Status LogWriter::Resume() {
  rocksdb::DB& db = database_.db();
  rocksdb::Status status = db.Resume();
  if (!status.ok()) return ToStatus(status, "resuming");
  status = db.Put(DurableWrite(), database_.handle(Column::kMeta),
                  rocksdb::Slice(kResumedKey), NumberBytes(size()));
  if (!status.ok()) return ToStatus(status, "resuming");
  status = db.Flush(rocksdb::FlushOptions(), database_.handle(Column::kMeta));
  if (!status.ok()) return ToStatus(status, "resuming");
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
