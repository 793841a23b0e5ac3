#ifndef TECHFLOW_SERVER_WORK_QUEUE_H_
#define TECHFLOW_SERVER_WORK_QUEUE_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace techflow::server {

// A bounded queue of tasks and the threads that run them, first in, first out.
// It never blocks the one who pushes: a full queue says so at once. Any thread
// may call anything.
class WorkQueue {
 public:
  using Task = absl::AnyInvocable<void()>;

  enum class Admission { kAccepted, kFull, kClosed };

  // Starts `workers` threads; `capacity` tasks may wait beside those that run.
  WorkQueue(size_t capacity, int workers);

  // Closes, runs what waits, and joins the threads.
  ~WorkQueue();

  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // An accepted task runs exactly once. A refused one is destroyed unrun.
  Admission Push(Task task);

  // From now on Push answers kClosed. What was accepted still runs.
  void Close();

  // True as soon as nothing waits or runs, false after `timeout`.
  bool WaitUntilIdle(absl::Duration timeout);

 private:
  void Work();

  bool HasWorkOrIsClosed() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return closed_ || !waiting_.empty();
  }
  bool IsIdle() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return running_ == 0 && waiting_.empty();
  }

  const size_t capacity_;
  absl::Mutex mutex_;
  std::deque<Task> waiting_ ABSL_GUARDED_BY(mutex_);
  int running_ ABSL_GUARDED_BY(mutex_) = 0;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

// Calls `body` for every index below `count`, once each, on the caller's
// thread and, where the queue has room, on at most `helpers` of its workers.
// Returns when all calls have returned. It cannot deadlock: the caller does
// whatever no worker has begun. `queue` may be null.
void ForEachIndex(WorkQueue* queue, int helpers, size_t count,
                  const std::function<void(size_t)>& body);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_WORK_QUEUE_H_
