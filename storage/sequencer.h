#ifndef TECHFLOW_STORAGE_SEQUENCER_H_
#define TECHFLOW_STORAGE_SEQUENCER_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "storage/prepared_entry.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// How much may wait for the disk, and how much goes to it at once.
struct SequencerLimits {
  // At 10,000 appends a second, the waiting of half a second.
  size_t waiting_entries = 4096;
  // Memory for entries and blobs that wait; one append may always wait.
  size_t waiting_bytes = size_t{256} << 20;
  // The more in a batch, the fewer syncs; and the longer the first one waits.
  size_t batch_entries = 1024;
  size_t batch_bytes = size_t{16} << 20;
};

// The one thread that writes. Appends that arrive while it writes wait, and go
// together in the next batch: one sync of the disk for all of them. Their
// order in the log is the order of arrival.
class Sequencer {
 public:
  using Results = std::vector<absl::StatusOr<AppendResult>>;

  // Makes a batch durable and answers for each entry, in order. Called by the
  // sequencer's thread alone.
  using Write = std::function<Results(std::vector<PreparedEntry>)>;

  Sequencer(Write write, const SequencerLimits& limits);

  // Writes what waits, then stops.
  ~Sequencer();
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;

  // Waits until `entries` were written, in one batch, and answers for each.
  // Any thread.
  // RESOURCE_EXHAUSTED for all where too many wait.
  Results Append(std::vector<PreparedEntry> entries);

  // Waits until Write was called once more, perhaps with no entries. Any
  // thread.
  void Turn();

 private:
  // The entries of one call.
  struct Call {
    std::vector<PreparedEntry> entries;
    size_t bytes = 0;
    Results results;
    absl::Notification is_answered;
  };

  void Run();
  // The calls of the next batch; empty when it is time to stop.
  std::vector<Call*> TakeBatch();
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Write write_;
  const SequencerLimits limits_;

  absl::Mutex mutex_;
  std::deque<Call*> waiting_ ABSL_GUARDED_BY(mutex_);
  size_t waiting_entries_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t waiting_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_stopping_ ABSL_GUARDED_BY(mutex_) = false;

  std::thread thread_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_SEQUENCER_H_
