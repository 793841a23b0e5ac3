// Kills the server under load, at random moments and at chosen calls of the
// operating system, starts it again on what it left, and holds it against what
// its clients were told.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"
#include "tests/crash/kill_point.h"
#include "tests/crash/log_audit.h"
#include "tests/crash/promise_check.h"
#include "tests/crash/rating_load.h"
#include "tests/crash/server_journal.h"

namespace techflow::crash {
namespace {

using conformance::ServerProcess;
using Wrong = ServerJournal::Wrong;
using SteadyClock = std::chrono::steady_clock;

// In a short run the server dies once at each point. In a long one, where
// TECHFLOW_CRASH_LONG is set, so often, on a new store after each time through
// the points.
constexpr int kKillsOfLongRun = 200;

// A server that does not come to its point is killed after so many answers. One
// whose point is of the opening is then started again, until there is enough to
// flush or to compact.
constexpr int kMaxAnswers = 1500;
constexpr int kAnswersBeforeOpening = 80;
constexpr int kOpenings = 8;
// A random moment is after up to so many answers.
constexpr int kAnswersBeforeRandomMoment = 300;

// The command ends with 0; what it says is shown where it does not.
void ExpectSuccess(const std::string& command) {
  FILE* const output = popen((command + " 2>&1").c_str(), "re");
  ASSERT_NE(output, nullptr);
  std::string found;
  char bytes[4096];
  for (size_t n = 0; (n = fread(bytes, 1, sizeof bytes, output)) > 0;) {
    found.append(bytes, n);
  }
  EXPECT_EQ(pclose(output), 0) << found;
}

// `techflowd --check` finds nothing wrong in a store that nobody has open.
void ExpectSound(const std::string& data_dir) {
  ExpectSuccess(TECHFLOWD " --check --data_dir=" + data_dir);
}

// What all rounds saw.
struct Tally {
  std::map<std::string, int> kills;
  size_t acknowledged = 0;
  std::map<Wrong, int> wrongs;
  int checkpoints = 0;
  int unanswered_stored = 0;
  std::chrono::milliseconds longest_start{0};
};

// One store and its clients, from the first start of the server on.
class CrashedStore {
 public:
  CrashedStore(std::mt19937& random, Tally& tally, std::string name)
      : random_(random),
        tally_(tally),
        name_(std::move(name)),
        data_(folder_.path() + "/data"),
        audit_(journal_) {}

  // The server dies at the point, or, where it does not come to it, at any
  // moment; then the next one keeps its promises.
  void Die(const KillPoint& point) {
    was_serving_ = false;
    bool is_reached = false;
    for (int start = 0; start < kOpenings && !is_reached; ++start) {
      is_reached = RunUntilDeath(point);
      if (!point.is_of_opening) break;
    }
    ++tally_.kills[is_reached || *point.place == '\0' ? point.name
                                                      : "point not reached"];
    StartAgain();
  }

  // Everything that was ever answered or seen, once more.
  void Finish() {
    server_ = Start();
    ASSERT_NE(server_->address(), "") << server_->log();
    CheckPromises(0, 0, /*must_be_unclean=*/false);
    EXPECT_THAT(journal_.wrongs(), testing::IsEmpty());
    tally_.acknowledged += journal_.answer_count();
    for (const Wrong wrong :
         {Wrong::kLost, Wrong::kDoubled, Wrong::kPartial, Wrong::kOther}) {
      tally_.wrongs[wrong] += journal_.count(wrong);
    }
  }

 private:
  std::unique_ptr<ServerProcess> Start(
      std::vector<std::string> environment = {}) {
    return std::make_unique<ServerProcess>(
        data_,
        std::vector<std::string>{"--models_dir=" TECHFLOW_SOURCE_DIR
                                 "/tests/conformance/testdata",
                                 "--nolog_calls", "--backup_dir=" + backups_},
        std::move(environment));
  }

  // True where it died at the point.
  bool RunUntilDeath(const KillPoint& point) {
    const auto server = Start(KillEnvironment(point, random_));
    if (!server->address().empty()) {
      was_serving_ = true;
      int answers = kMaxAnswers;
      if (point.is_of_opening) answers = kAnswersBeforeOpening;
      if (*point.place == '\0') {
        answers = std::uniform_int_distribution<>(
            0, kAnswersBeforeRandomMoment)(random_);
      }
      RatingLoad load(*server, journal_, fmt::format("{}-{}", name_, ++starts_),
                      point.is_of_backup);
      load.Await(answers);
      server->Signal(SIGKILL);
      backups_made_ += load.backups();
    }
    const int end = server->Wait();
    EXPECT_EQ(end, -SIGKILL) << point.name << ": " << server->log();
    return server->log().find("killed at ") != std::string::npos;
  }

  // What was answered as backed up is there, and a backup that was cut off is
  // no harm.
  void ExpectRestorable() {
    if (backups_made_ == 0) return;
    const std::string restored = folder_.path() + "/restored";
    ExpectSuccess(TECHFLOWD " --restore=" + backups_ +
                  " --data_dir=" + restored);
    std::filesystem::remove_all(restored);
  }

  void StartAgain() {
    if (was_serving_) ExpectSound(data_);
    ExpectRestorable();
    const auto before = SteadyClock::now();
    server_ = Start();
    ASSERT_NE(server_->address(), "") << server_->log();
    tally_.longest_start =
        std::max(tally_.longest_start,
                 std::chrono::duration_cast<std::chrono::milliseconds>(
                     SteadyClock::now() - before));
    CheckPromises(answers_checked_, checkpoints_from_, was_serving_);
    EXPECT_THAT(journal_.wrongs(), testing::IsEmpty());
    EXPECT_EQ(server_->Stop(SIGTERM), 0) << server_->log();
    ExpectSound(data_);
  }

  void CheckPromises(size_t first, int64_t from, bool must_be_unclean) {
    std::ifstream key_file(data_ + ".key.pub");
    std::string key;
    std::getline(key_file, key);
    PromiseCheck check(*server_, journal_, audit_, key);
    check.CheckLog(must_be_unclean);
    check.CheckAnswers(first);
    check.SettleUnanswered();
    check.CheckEnterprises();
    check.CheckCheckpoints(from);
    answers_checked_ = journal_.answer_count();
    checkpoints_from_ = audit_.last().position();
    tally_.checkpoints += check.checkpoints_checked();
    tally_.unanswered_stored += check.unanswered_stored();
  }

  std::mt19937& random_;
  Tally& tally_;
  const std::string name_;
  conformance::Folder folder_;
  const std::string data_;
  const std::string backups_ = folder_.path() + "/backups";
  int backups_made_ = 0;
  ServerJournal journal_;
  LogAudit audit_;
  std::unique_ptr<ServerProcess> server_;
  int starts_ = 0;
  // Since it was stopped gently for the last time.
  bool was_serving_ = false;
  size_t answers_checked_ = 0;
  int64_t checkpoints_from_ = 0;
};

void Print(const Tally& tally) {
  for (const auto& [name, count] : tally.kills) {
    std::cout << fmt::format("{:4} killed: {}\n", count, name);
  }
  const auto wrong = [&tally](Wrong kind) {
    const auto it = tally.wrongs.find(kind);
    return it == tally.wrongs.end() ? 0 : it->second;
  };
  std::cout << fmt::format(
                   "{} acknowledged, {} lost, {} doubled, {} partial, {} "
                   "otherwise wrong\n{} checkpoints checked, {} unanswered "
                   "requests stored, {} ms to the longest start\n",
                   tally.acknowledged, wrong(Wrong::kLost),
                   wrong(Wrong::kDoubled), wrong(Wrong::kPartial),
                   wrong(Wrong::kOther), tally.checkpoints,
                   tally.unanswered_stored, tally.longest_start.count())
            << std::flush;
}

// TECHFLOW_CRASH_SEED repeats a run, as far as the machine's timing lets it.
unsigned Seed() {
  const char* given = std::getenv("TECHFLOW_CRASH_SEED");
  return given == nullptr ? std::random_device()()
                          : static_cast<unsigned>(std::atoll(given));
}

TEST(ServerCrash, NothingAcknowledgedIsLostDoubledOrPartial) {
  const unsigned seed = Seed();
  SCOPED_TRACE(fmt::format("TECHFLOW_CRASH_SEED={}", seed));
  std::cout << "TECHFLOW_CRASH_SEED=" << seed << std::endl;
  std::mt19937 random(seed);
  const bool is_long = std::getenv("TECHFLOW_CRASH_LONG") != nullptr;
  std::vector<KillPoint> points(KillPoints().begin(), KillPoints().end());
  int left = is_long ? kKillsOfLongRun : static_cast<int>(points.size());
  Tally tally;
  for (int number = 1; left > 0 && !HasFailure(); ++number) {
    CrashedStore store(random, tally, fmt::format("store{}", number));
    for (const KillPoint& point : points) {
      if (left-- <= 0) break;
      SCOPED_TRACE(fmt::format("store {}, {}", number, point.name));
      store.Die(point);
      if (HasFailure()) return Print(tally);
    }
    store.Finish();
    if (is_long) Print(tally);
    std::shuffle(points.begin(), points.end(), random);
  }
  Print(tally);
  for (const KillPoint& point : points) {
    EXPECT_GT(tally.kills[point.name], 0) << point.name << " is not reached";
  }
}

}  // namespace
}  // namespace techflow::crash
