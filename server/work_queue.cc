#include "server/work_queue.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace techflow::server {

WorkQueue::WorkQueue(size_t capacity, int workers) : capacity_(capacity) {
  threads_.reserve(static_cast<size_t>(workers));
  for (int i = 0; i < workers; ++i) {
    threads_.emplace_back([this] { Work(); });
  }
}

WorkQueue::~WorkQueue() {
  Close();
  for (std::thread& thread : threads_) thread.join();
}

WorkQueue::Admission WorkQueue::Push(Task task) {
  absl::MutexLock lock(&mutex_);
  if (closed_) return Admission::kClosed;
  if (waiting_.size() >= capacity_) return Admission::kFull;
  waiting_.push_back(std::move(task));
  return Admission::kAccepted;
}

void WorkQueue::Close() {
  absl::MutexLock lock(&mutex_);
  closed_ = true;
}

bool WorkQueue::WaitUntilIdle(absl::Duration timeout) {
  absl::MutexLock lock(&mutex_);
  return mutex_.AwaitWithTimeout(absl::Condition(this, &WorkQueue::IsIdle),
                                 timeout);
}

void WorkQueue::Work() {
  for (;;) {
    Task task;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &WorkQueue::HasWorkOrIsClosed));
      if (waiting_.empty()) return;
      task = std::move(waiting_.front());
      waiting_.pop_front();
      ++running_;
    }
    std::move(task)();
    task = nullptr;
    absl::MutexLock lock(&mutex_);
    --running_;
  }
}

namespace {

// What the threads of one loop share. A helper may come to it after the loop
// has ended; it then finds no index left and never touches `body`.
struct Loop {
  Loop(size_t size, const std::function<void(size_t)>* function)
      : count(size), body(function) {}

  void Run() {
    for (size_t i = next++; i < count; i = next++) {
      (*body)(i);
      absl::MutexLock lock(&mutex);
      ++finished;
    }
  }

  bool IsFinished() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) {
    return finished == count;
  }

  const size_t count;
  const std::function<void(size_t)>* const body;
  std::atomic<size_t> next{0};
  absl::Mutex mutex;
  size_t finished ABSL_GUARDED_BY(mutex) = 0;
};

}  // namespace

void ForEachIndex(WorkQueue* queue, int helpers, size_t count,
                  const std::function<void(size_t)>& body) {
  auto loop = std::make_shared<Loop>(count, &body);
  if (queue != nullptr && count > 1) {
    const size_t wanted =
        std::min(static_cast<size_t>(std::max(helpers, 0)), count - 1);
    for (size_t i = 0; i < wanted; ++i) {
      if (queue->Push([loop] { loop->Run(); }) !=
          WorkQueue::Admission::kAccepted) {
        break;
      }
    }
  }
  loop->Run();
  absl::MutexLock lock(&loop->mutex);
  loop->mutex.Await(absl::Condition(loop.get(), &Loop::IsFinished));
}

}  // namespace techflow::server
