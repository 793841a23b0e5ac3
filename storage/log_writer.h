#ifndef TECHFLOW_STORAGE_LOG_WRITER_H_
#define TECHFLOW_STORAGE_LOG_WRITER_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "storage/append_batch.h"
#include "storage/checkpoint_keeper.h"
#include "storage/database.h"
#include "storage/log_reader.h"
#include "storage/prepared_entry.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// Gives entries their places in the log and writes them.
class LogWriter {
 public:
  // Continues at `end`, which is that of the log on disk. `keeper` signs what
  // is written before it is answered; null: nothing is signed. What is pointed
  // at must outlive it.
  LogWriter(const Database& database, const LogReader& reader,
            const LogEnd& end, CheckpointKeeper* keeper)
      : database_(database),
        reader_(reader),
        keeper_(keeper),
        end_(end),
        size_(end.size()) {}

  // Where the log on disk ends. DATA_LOSS where its last entry, its tree and
  // what the store says of them do not fit.
  static absl::StatusOr<LogEnd> ReadEnd(const LogReader& reader,
                                        const StoredNodes& nodes);

  // Marks the store as open, so that it is seen at the next start whether it
  // was closed; and gives RocksDB something in memory: see Resume().
  static absl::Status MarkOpen(const Database& database);

  // Marks it as closed, where all is well: a store that cannot be written was
  // not closed. The last call.
  void MarkClosed();

  // Appends `entries` in one write, which is on disk as a whole or not at all,
  // and answers for each as RatingStore::AppendAll says, when the checkpoint
  // that covers them was released. One thread at a time.
  std::vector<absl::StatusOr<AppendResult>> Write(
      std::vector<PreparedEntry> entries);

  // OK, or why writes fail. After a failed write it first asks RocksDB to go
  // on, which succeeds when there is room on the disk again; after a fault of
  // the disk itself only a new start helps. Any thread.
  absl::Status CheckWritable();

  // OK, or why the last checkpoint was not released. Any thread.
  absl::Status release_status() const;

  // How many entries there are. Any thread.
  int64_t size() const { return size_.load(std::memory_order_acquire); }

  // From now on `next` signs: writes the entry that says so and releases a
  // checkpoint that both keys have signed. One thread, and no Write meanwhile.
  absl::StatusOr<AppendResult> ChangeKey(
      PreparedEntry entry, std::shared_ptr<const ledger::SigningKey> next);

 private:
  // Writes what `batch` has collected and goes on from its end.
  absl::Status Commit(AppendBatch& batch);

  // Releases the checkpoint of what was written, where that was not done yet.
  absl::Status Release();

  // The number of RocksDB's write-ahead log; nullopt where it does not say.
  std::optional<uint64_t> CurrentWal() const;

  // Lets RocksDB write again, where nothing of the failed write can come back.
  absl::Status Resume() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Database& database_;
  const LogReader& reader_;
  CheckpointKeeper* const keeper_;

  // Of the one thread that writes.
  LogEnd end_;
  std::atomic<int64_t> size_;

  mutable absl::Mutex mutex_;
  // The last write's failure, until writes go on, and the write-ahead log that
  // it was for.
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  std::optional<uint64_t> failed_wal_ ABSL_GUARDED_BY(mutex_);
  // Why the last checkpoint was not released.
  absl::Status release_status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_LOG_WRITER_H_
