#include "storage/log_writer.h"

#include <utility>

#include "fmt/format.h"
#include "storage/append_batch.h"
#include "storage/database_options.h"
#include "storage/keys.h"

namespace techflow::storage {

absl::StatusOr<LogEnd> LogWriter::ReadEnd(const LogReader& reader,
                                          const StoredNodes& nodes) {
  const auto head = reader.ReadHead();
  if (!head.ok()) return head.status();
  auto tree = ledger::TreeEdge::Load(head->size, nodes);
  if (!tree.ok()) return tree.status();
  if (tree->Root() != head->root) {
    return absl::DataLossError(
        "the tree of the log does not have the root that the store says");
  }
  LogEnd end{.tree = *std::move(tree), .recorded_at_us = 0};
  if (head->size == 0) return end;
  const auto last = reader.Get(head->size - 1);
  if (!last.ok()) return last.status();
  end.recorded_at_us = last->entry.recorded_at_us();
  return end;
}

absl::Status LogWriter::MarkOpen(const Database& database) {
  return ToStatus(
      database.db().Put(DurableWrite(), database.handle(Column::kMeta),
                        rocksdb::Slice(kStateKey), rocksdb::Slice(kStateOpen)),
      "writing to the store");
}

void LogWriter::MarkClosed() {
  absl::MutexLock lock(&mutex_);
  if (!failure_.ok() || !release_status_.ok()) return;
  database_.db()
      .Put(DurableWrite(), database_.handle(Column::kMeta),
           rocksdb::Slice(kStateKey), rocksdb::Slice(kStateClosed))
      .PermitUncheckedError();
}

absl::Status LogWriter::release_status() const {
  absl::MutexLock lock(&mutex_);
  return release_status_;
}

std::vector<absl::StatusOr<AppendResult>> LogWriter::Write(
    std::vector<PreparedEntry> entries) {
  absl::Status status = CheckWritable();
  // What was written and not released may be found again by its request id:
  // it must not be answered before its checkpoint is out.
  if (status.ok()) status = Release();
  if (!status.ok()) {
    return std::vector<absl::StatusOr<AppendResult>>(entries.size(), status);
  }
  AppendBatch batch(database_, reader_, end_);
  for (PreparedEntry& entry : entries) batch.Add(std::move(entry));
  if (batch.end().size() == size()) return batch.Answers(absl::OkStatus());
  status = Commit(batch);
  if (status.ok()) status = Release();
  return batch.Answers(status);
}

absl::Status LogWriter::Commit(AppendBatch& batch) {
  const absl::Status written =
      ToStatus(database_.db().Write(DurableWrite(), &batch.Finish()),
               "writing to the log");
  if (!written.ok()) {
    absl::MutexLock lock(&mutex_);
    failure_ = absl::UnavailableError(
        fmt::format("{}; try again with the same request_id",
                    std::string(written.message())));
    failed_wal_ = CurrentWal();
    return failure_;
  }
  end_ = batch.end();
  size_.store(end_.size(), std::memory_order_release);
  return absl::OkStatus();
}

absl::Status LogWriter::Release() {
  if (keeper_ == nullptr || keeper_->released().size == end_.size()) {
    return absl::OkStatus();
  }
  const absl::Status status = keeper_->Release(end_.head());
  absl::MutexLock lock(&mutex_);
  release_status_ = status;
  if (!status.ok()) {
    // Damage is told as such; of the anchor, callers know that it failed.
    release_status_ =
        absl::Status(absl::IsDataLoss(status) ? status.code()
                                              : absl::StatusCode::kUnavailable,
                     fmt::format("no checkpoint was released: {}",
                                 std::string(status.message())));
  }
  return release_status_;
}

absl::StatusOr<AppendResult> LogWriter::ChangeKey(
    PreparedEntry entry, std::shared_ptr<const ledger::SigningKey> next) {
  AppendBatch batch(database_, reader_, end_);
  batch.Add(std::move(entry));
  absl::Status status = absl::OkStatus();
  if (batch.end().size() != size()) {
    status = Commit(batch);
    if (status.ok()) status = keeper_->ChangeKey(std::move(next), end_.head());
  }
  return std::move(batch.Answers(status).front());
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
  const auto head = reader_.ReadHead();
  if (!head.ok()) return head.status();
  if (head->size != size()) {
    return absl::DataLossError(
        fmt::format("the log has {} entries after a failed write, expected {}",
                    head->size, size()));
  }
  return absl::OkStatus();
}

}  // namespace techflow::storage
