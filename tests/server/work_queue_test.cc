#include "server/work_queue.h"

#include <atomic>
#include <memory>
#include <vector>

#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"

namespace techflow::server {
namespace {

using Admission = WorkQueue::Admission;

// Holds a worker until it is told to go on.
class Gate {
 public:
  WorkQueue::Task Task() {
    return [this] {
      entered_.Notify();
      open_.WaitForNotification();
    };
  }
  void AwaitEntered() { entered_.WaitForNotification(); }
  void Open() { open_.Notify(); }

 private:
  absl::Notification entered_;
  absl::Notification open_;
};

TEST(WorkQueue, RunsWhatItAccepts) {
  std::atomic<int> ran{0};
  WorkQueue queue(1000, 4);
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(queue.Push([&] { ++ran; }), Admission::kAccepted);
  }
  EXPECT_TRUE(queue.WaitUntilIdle(absl::InfiniteDuration()));
  EXPECT_EQ(ran, 1000);
}

TEST(WorkQueue, OneWorkerKeepsTheOrder) {
  std::vector<int> order;
  WorkQueue queue(100, 1);
  for (int i = 0; i < 100; ++i) queue.Push([&order, i] { order.push_back(i); });
  EXPECT_TRUE(queue.WaitUntilIdle(absl::InfiniteDuration()));
  ASSERT_EQ(order.size(), 100u);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<size_t>(i)], i);
}

TEST(WorkQueue, RefusesAtOnceWhenFullAndTakesAgainWhenNot) {
  Gate gate;
  WorkQueue queue(2, 1);
  ASSERT_EQ(queue.Push(gate.Task()), Admission::kAccepted);
  gate.AwaitEntered();  // It runs, so that it does not count as waiting.
  EXPECT_EQ(queue.Push([] {}), Admission::kAccepted);
  EXPECT_EQ(queue.Push([] {}), Admission::kAccepted);
  EXPECT_EQ(queue.Push([] { FAIL() << "refused tasks do not run"; }),
            Admission::kFull);
  gate.Open();
  EXPECT_TRUE(queue.WaitUntilIdle(absl::InfiniteDuration()));
  EXPECT_EQ(queue.Push([] {}), Admission::kAccepted);
}

TEST(WorkQueue, RunsAfterClosingWhatItAcceptedBefore) {
  Gate gate;
  std::atomic<bool> ran{false};
  {
    WorkQueue queue(2, 1);
    queue.Push(gate.Task());
    gate.AwaitEntered();
    queue.Push([&] { ran = true; });
    queue.Close();
    EXPECT_EQ(queue.Push([] {}), Admission::kClosed);
    gate.Open();
  }
  EXPECT_TRUE(ran);
}

TEST(WorkQueue, WaitingForIdleEndsAfterItsTimeout) {
  Gate gate;
  WorkQueue queue(1, 1);
  queue.Push(gate.Task());
  gate.AwaitEntered();
  EXPECT_FALSE(queue.WaitUntilIdle(absl::ZeroDuration()));
  gate.Open();
  EXPECT_TRUE(queue.WaitUntilIdle(absl::InfiniteDuration()));
}

TEST(WorkQueue, DestroysATaskBeforeItIsIdle) {
  auto owned = std::make_shared<int>(1);
  WorkQueue queue(1, 1);
  queue.Push([owned] {});
  EXPECT_TRUE(queue.WaitUntilIdle(absl::InfiniteDuration()));
  EXPECT_EQ(owned.use_count(), 1);
}

TEST(ForEachIndex, CallsEveryIndexOnce) {
  for (const int helpers : {0, 1, 7}) {
    WorkQueue queue(8, 4);
    std::vector<std::atomic<int>> calls(500);
    ForEachIndex(&queue, helpers, calls.size(), [&](size_t i) { ++calls[i]; });
    for (const auto& count : calls) EXPECT_EQ(count, 1);
  }
}

TEST(ForEachIndex, WorksWithoutAQueue) {
  int sum = 0;
  ForEachIndex(nullptr, 4, 5, [&](size_t i) { sum += static_cast<int>(i); });
  EXPECT_EQ(sum, 10);
}

TEST(ForEachIndex, DoesAllItselfWhenEveryWorkerIsBusy) {
  Gate gate;
  WorkQueue queue(4, 1);
  queue.Push(gate.Task());
  gate.AwaitEntered();
  int calls = 0;
  // Only this thread can call, or the test would hang or race.
  ForEachIndex(&queue, 3, 10, [&](size_t) { ++calls; });
  EXPECT_EQ(calls, 10);
  gate.Open();
}

}  // namespace
}  // namespace techflow::server
