#include "storage/sequencer.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/synchronization/blocking_counter.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::storage {
namespace {

using testing::ElementsAre;

std::vector<PreparedEntry> Entries(size_t count, size_t bytes = 1) {
  std::vector<PreparedEntry> entries(count);
  for (PreparedEntry& entry : entries) {
    entry.blobs.push_back({.kind = BlobKind::kEvidence,
                           .digest = "",
                           .bytes = std::string(bytes, 'x')});
  }
  return entries;
}

// A disk that waits until it is told to write, and answers with positions.
class SlowDisk {
 public:
  Sequencer::Results Write(const std::vector<PreparedEntry>& entries) {
    absl::MutexLock lock(&mutex_);
    batches_.push_back(entries.size());
    mutex_.Await(absl::Condition(&is_released_));
    Sequencer::Results results;
    for (size_t i = 0; i < entries.size(); ++i) {
      AppendResult result;
      result.stored.entry.set_position(next_++);
      results.emplace_back(std::move(result));
    }
    return results;
  }

  // Waits until the sequencer has come with its first batch.
  void AwaitFirstBatch() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](std::vector<size_t>* batches) { return !batches->empty(); },
        &batches_));
  }

  void Release() {
    absl::MutexLock lock(&mutex_);
    is_released_ = true;
  }

  std::vector<size_t> batches() {
    absl::MutexLock lock(&mutex_);
    return batches_;
  }

 private:
  absl::Mutex mutex_;
  bool is_released_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t next_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<size_t> batches_ ABSL_GUARDED_BY(mutex_);
};

Sequencer::Write To(SlowDisk& disk) {
  return [&disk](std::vector<PreparedEntry> entries) {
    return disk.Write(entries);
  };
}

// One call that the disk is writing, as many calls of one entry as may wait,
// and some more, which are refused: when that many were refused, the others
// wait.
class FullSequencer {
 public:
  static constexpr int kCalls = 10;

  FullSequencer(SlowDisk& disk, const SequencerLimits& limits, int waiting,
                size_t bytes = 1)
      : sequencer_(std::make_unique<Sequencer>(To(disk), limits)),
        refused_(kCalls - waiting) {
    Start(1);
    disk.AwaitFirstBatch();
    for (int i = 0; i < kCalls; ++i) Start(bytes);
    refused_.Wait();
  }

  // Stops the sequencer while calls wait.
  void Stop() { sequencer_.reset(); }

  // What the calls were answered with: how often OK.
  int CountOk() {
    for (std::thread& thread : threads_) thread.join();
    return ok_;
  }

 private:
  void Start(size_t bytes) {
    threads_.emplace_back([this, bytes] {
      const auto results = sequencer_->Append(Entries(1, bytes));
      if (results.front().ok()) {
        ++ok_;
      } else if (absl::IsResourceExhausted(results.front().status())) {
        refused_.DecrementCount();
      }
    });
  }

  std::unique_ptr<Sequencer> sequencer_;
  absl::BlockingCounter refused_;
  std::atomic<int> ok_ = 0;
  std::vector<std::thread> threads_;
};

TEST(Sequencer, GathersWhatArrivesWhileItWrites) {
  SlowDisk disk;
  FullSequencer full(disk, {.waiting_entries = 4}, 4);
  disk.Release();
  EXPECT_EQ(full.CountOk(), 5);
  EXPECT_THAT(disk.batches(), ElementsAre(1, 4));
}

TEST(Sequencer, LimitsTheBytesThatWait) {
  SlowDisk disk;
  FullSequencer full(disk, {.waiting_bytes = 3500}, 3, /*bytes=*/1000);
  disk.Release();
  EXPECT_EQ(full.CountOk(), 4);
}

TEST(Sequencer, LimitsTheEntriesOfABatch) {
  SlowDisk disk;
  FullSequencer full(disk, {.waiting_entries = 5, .batch_entries = 3}, 5);
  disk.Release();
  EXPECT_EQ(full.CountOk(), 6);
  EXPECT_THAT(disk.batches(), ElementsAre(1, 3, 2));
}

TEST(Sequencer, LimitsTheBytesOfABatch) {
  SlowDisk disk;
  FullSequencer full(disk, {.waiting_entries = 4, .batch_bytes = 2500}, 4,
                     /*bytes=*/1000);
  disk.Release();
  EXPECT_EQ(full.CountOk(), 5);
  EXPECT_THAT(disk.batches(), ElementsAre(1, 2, 2));
}

TEST(Sequencer, WritesWhatWaitsBeforeItStops) {
  SlowDisk disk;
  FullSequencer full(disk, {.waiting_entries = 4}, 4);
  std::thread stop([&full] { full.Stop(); });
  disk.Release();
  stop.join();
  EXPECT_EQ(full.CountOk(), 5);
}

TEST(Sequencer, KeepsACallTogetherAndInOrder) {
  SlowDisk disk;
  disk.Release();
  Sequencer sequencer(To(disk), {.waiting_entries = 2, .batch_entries = 3});
  // More than may wait and more than a batch: it goes alone.
  const auto results = sequencer.Append(Entries(5));
  ASSERT_EQ(results.size(), 5u);
  for (size_t i = 0; i < results.size(); ++i) {
    EXPECT_EQ(results[i]->stored.entry.position(), static_cast<int64_t>(i));
  }
  EXPECT_THAT(disk.batches(), ElementsAre(5));
}

TEST(Sequencer, AnswersNothingForNothing) {
  SlowDisk disk;
  Sequencer sequencer(To(disk), {});
  EXPECT_TRUE(sequencer.Append({}).empty());
}

}  // namespace
}  // namespace techflow::storage
