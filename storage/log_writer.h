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
#include "storage/database.h"
#include "storage/log_reader.h"
#include "storage/prepared_entry.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// Gives entries their places in the log and writes them.
class LogWriter {
 public:
  // Continues where the log ends. DATA_LOSS where its end does not fit what
  // the store says. Both arguments must outlive it.
  static absl::StatusOr<std::unique_ptr<LogWriter>> Open(
      const Database& database, const LogReader& reader);

  // Appends `entries` in one write, which is on disk as a whole or not at all,
  // and answers for each as RatingStore::AppendAll says. One thread at a time.
  std::vector<absl::StatusOr<AppendResult>> Write(
      std::vector<PreparedEntry> entries);

  // OK, or why writes fail. After a failed write it first asks RocksDB to go
  // on, which succeeds when there is room on the disk again; after a fault of
  // the disk itself only a new start helps. Any thread.
  absl::Status CheckWritable();

  // How many entries there are. Any thread.
  int64_t size() const { return size_.load(std::memory_order_acquire); }

 private:
  LogWriter(const Database& database, const LogReader& reader, int64_t size)
      : database_(database), reader_(reader), size_(size) {}

  // The number of RocksDB's write-ahead log; nullopt where it does not say.
  std::optional<uint64_t> CurrentWal() const;

  // Lets RocksDB write again, where nothing of the failed write can come back.
  absl::Status Resume() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Database& database_;
  const LogReader& reader_;
  std::atomic<int64_t> size_;

  absl::Mutex mutex_;
  // The last write's failure, until writes go on, and the write-ahead log that
  // it was for.
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  std::optional<uint64_t> failed_wal_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_LOG_WRITER_H_
