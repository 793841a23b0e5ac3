// Kills a process that appends, at no particular moment, and looks at what it
// left.

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

extern char** environ;

namespace techflow::storage {
namespace {

// A running store_writer and what it prints.
class Writer {
 public:
  Writer(const std::string& folder, const std::string& start) {
    std::array<int, 2> ends;
    EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    std::string program = STORE_WRITER;
    std::string first = folder;
    std::string second = start;
    std::array<char*, 4> arguments = {program.data(), first.data(),
                                      second.data(), nullptr};
    EXPECT_EQ(posix_spawn(&process_, program.c_str(), &actions, nullptr,
                          arguments.data(), environ),
              0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    output_ = ends[0];
  }
  ~Writer() { close(output_); }

  // Reads on until there are `count` lines in all, or it has ended.
  void AwaitLines(size_t count) {
    while (lines_ < count && ReadSome()) {
    }
  }

  // Kills it; the answer is all it has printed.
  std::string Kill() {
    kill(process_, SIGKILL);
    return Wait();
  }

  // Waits for its end; the answer is all it has printed.
  std::string Wait() {
    while (ReadSome()) {
    }
    waitpid(process_, &exit_status_, 0);
    return text_;
  }

  bool failed() const {
    return WIFEXITED(exit_status_) && WEXITSTATUS(exit_status_) != 0;
  }

 private:
  bool ReadSome() {
    std::array<char, 4096> bytes;
    const ssize_t count = read(output_, bytes.data(), bytes.size());
    if (count <= 0) return false;
    for (ssize_t i = 0; i < count; ++i) {
      const char c = bytes[static_cast<size_t>(i)];
      text_ += c;
      lines_ += c == '\n' ? 1 : 0;
    }
    return true;
  }

  pid_t process_ = 0;
  int output_ = -1;
  int exit_status_ = 0;
  std::string text_;
  size_t lines_ = 0;
};

// Every entry is whole: its indexes lead to it and its blobs are there, and
// numbers and back pointers have no gap.
void ExpectWhole(const RatingStore& store) {
  std::map<std::string, std::pair<int64_t, int64_t>> newest;
  for (int64_t position = 0; position < store.Size(); ++position) {
    const auto stored = store.Get(position);
    ASSERT_TRUE(stored.ok()) << stored.status();
    const store::v1::Entry& entry = stored->entry;
    const auto it = newest.try_emplace(entry.subject(), 0, -1).first;
    ASSERT_EQ(entry.number(), it->second.first + 1);
    ASSERT_EQ(entry.previous_position(), it->second.second);
    it->second = {entry.number(), position};
    ASSERT_EQ(store.GetByNumber(entry.subject(), entry.number())->bytes,
              stored->bytes);
    if (!entry.has_rating()) continue;
    ASSERT_EQ(store.GetByRequestId(entry.request_id())->bytes, stored->bytes);
    ASSERT_TRUE(
        store.Blob(BlobKind::kEvidence, entry.rating().evidence_digest()).ok());
  }
  EXPECT_TRUE(absl::IsNotFound(store.Get(store.Size()).status()));
}

TEST(Crash, WhatWasAcknowledgedIsThereAndNothingIsHalfThere) {
  constexpr int kKills = 12;
  TemporaryFolder folder;
  std::set<std::string> acknowledged;
  for (int i = 0; i < kKills; ++i) {
    Writer writer(folder.path(), std::to_string(i));
    // A different moment each time: the first while it opens the store.
    writer.AwaitLines(static_cast<size_t>(i * i * 5));
    std::istringstream lines(writer.Kill());
    for (std::string line; std::getline(lines, line);) {
      acknowledged.insert(line);
    }
    const auto store = OpenRocksDbRatingStore(folder.path());
    ASSERT_TRUE(store.ok()) << store.status();
    for (const std::string& request : acknowledged) {
      ASSERT_TRUE((*store)->GetByRequestId(request).ok())
          << "start " << i << ", request \"" << request
          << "\": " << (*store)->GetByRequestId(request).status();
    }
    ExpectWhole(**store);
  }
  EXPECT_GT(acknowledged.size(), 1000u);
}

TEST(Crash, ARetryAfterAKillMakesNoSecondRating) {
  TemporaryFolder folder;
  Writer writer(folder.path(), "once");
  writer.AwaitLines(20);
  std::istringstream lines(writer.Kill());
  const auto store = OpenRocksDbRatingStore(folder.path());
  ASSERT_TRUE(store.ok()) << store.status();
  const int64_t size = (*store)->Size();
  for (std::string line; std::getline(lines, line);) {
    const auto again = (*store)->Append(WithRequest(Rating("E0"), line));
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_TRUE(again->replayed_request);
  }
  EXPECT_EQ((*store)->Size(), size);
}

TEST(Crash, ASecondProcessIsTurnedAway) {
  TemporaryFolder folder;
  const auto store = OpenRocksDbRatingStore(folder.path());
  ASSERT_TRUE(store.ok()) << store.status();
  Writer writer(folder.path(), "second");
  const std::string said = writer.Wait();
  EXPECT_TRUE(writer.failed());
  EXPECT_THAT(said, testing::HasSubstr(
                        "FAILED_PRECONDITION: the store in " + folder.path() +
                        " was not opened: another process has it open"));
}

}  // namespace
}  // namespace techflow::storage
