#include "storage/sequencer.h"

#include <iterator>
#include <utility>

#include "absl/status/status.h"

namespace techflow::storage {

Sequencer::Sequencer(Write write, const SequencerLimits& limits)
    : write_(std::move(write)), limits_(limits), thread_([this] { Run(); }) {}

Sequencer::~Sequencer() {
  {
    absl::MutexLock lock(&mutex_);
    is_stopping_ = true;
  }
  thread_.join();
}

Sequencer::Results Sequencer::Append(std::vector<PreparedEntry> entries) {
  if (entries.empty()) return {};
  const size_t count = entries.size();
  Call call;
  for (const PreparedEntry& entry : entries) call.bytes += entry.SizeBytes();
  call.entries = std::move(entries);
  {
    absl::MutexLock lock(&mutex_);
    if (is_stopping_) {
      return Results(count, absl::UnavailableError("the store is closing"));
    }
    if (!waiting_.empty() &&
        (waiting_entries_ + count > limits_.waiting_entries ||
         waiting_bytes_ + call.bytes > limits_.waiting_bytes)) {
      return Results(count, absl::ResourceExhaustedError(
                                "too many appends wait for the disk"));
    }
    waiting_.push_back(&call);
    waiting_entries_ += count;
    waiting_bytes_ += call.bytes;
  }
  call.is_answered.WaitForNotification();
  return std::move(call.results);
}

void Sequencer::Turn() {
  Call call;
  {
    absl::MutexLock lock(&mutex_);
    if (is_stopping_) return;
    waiting_.push_back(&call);
  }
  call.is_answered.WaitForNotification();
}

bool Sequencer::HasWork() const { return is_stopping_ || !waiting_.empty(); }

std::vector<Sequencer::Call*> Sequencer::TakeBatch() {
  absl::MutexLock lock(&mutex_);
  mutex_.Await(absl::Condition(this, &Sequencer::HasWork));
  std::vector<Call*> batch;
  size_t entries = 0;
  size_t bytes = 0;
  // A call larger than a batch goes alone.
  while (!waiting_.empty()) {
    Call* call = waiting_.front();
    if (!batch.empty() &&
        (entries + call->entries.size() > limits_.batch_entries ||
         bytes + call->bytes > limits_.batch_bytes)) {
      break;
    }
    entries += call->entries.size();
    bytes += call->bytes;
    batch.push_back(call);
    waiting_.pop_front();
  }
  waiting_entries_ -= entries;
  waiting_bytes_ -= bytes;
  return batch;
}

void Sequencer::Run() {
  for (;;) {
    const std::vector<Call*> batch = TakeBatch();
    if (batch.empty()) return;
    std::vector<PreparedEntry> entries;
    std::vector<size_t> counts;
    for (Call* call : batch) {
      counts.push_back(call->entries.size());
      std::move(call->entries.begin(), call->entries.end(),
                std::back_inserter(entries));
    }
    Results results = write_(std::move(entries));
    auto next = results.begin();
    for (size_t i = 0; i < batch.size(); ++i) {
      const auto end = next + static_cast<std::ptrdiff_t>(counts[i]);
      batch[i]->results.assign(std::make_move_iterator(next),
                               std::make_move_iterator(end));
      next = end;
      // The call lives on its thread's stack: it may be gone after this.
      batch[i]->is_answered.Notify();
    }
  }
}

}  // namespace techflow::storage
