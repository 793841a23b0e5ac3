// Lets every call of the fixed script that changes the disk fail, once and
// from there on. Each run is a process of its own: RocksDB as packaged has its
// assertions on and may end the process, which is then a crash like another.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <ostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/crash/fault_disk.h"
#include "tests/crash/script.h"
#include "tests/crash/store_check.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

// In the run of every day each so-maniest call fails; all of them where
// TECHFLOW_CRASH_LONG is set. A prime, so that all kinds of calls are met.
constexpr int64_t kStride = 199;

// A full disk has room again after so many refusals.
constexpr int kRefusalsUntilRoom = 2;

// RocksDB looks every five seconds whether there is room again.
constexpr absl::Duration kUntilWritable = absl::Seconds(10);
constexpr absl::Duration kBetweenLooks = absl::Milliseconds(100);

struct Fault {
  const char* name;
  FaultKind kind;
  bool lasts;
  // Where the run of every day begins, so that each meets other calls.
  int64_t start;
};
void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

constexpr std::array<Fault, 6> kFaults = {
    {{"an I/O error once", FaultKind::kIoError, false, 0},
     {"I/O errors from there on", FaultKind::kIoError, true, 33},
     {"no space once", FaultKind::kNoSpace, false, 66},
     {"no space until there is room", FaultKind::kNoSpace, true, 99},
     {"a short write once", FaultKind::kShortWrite, false, 132},
     {"short writes from there on", FaultKind::kShortWrite, true, 165}}};

// What a process said and how it ended.
struct Ended {
  std::string said;
  int status = 0;
};

// Runs `action` in a process of its own, which speaks through the function
// that it is given, a line at a time. This process has one thread only.
using Say = std::function<void(const std::string& line)>;
Ended InAnotherProcess(const std::function<void(const Say&)>& action) {
  std::array<int, 2> ends;
  EXPECT_EQ(pipe(ends.data()), 0);
  std::fflush(nullptr);
  const pid_t process = fork();
  if (process == 0) {
    close(ends[0]);
    // An assertion that ends it is counted, not shown.
    if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(2);
    action([&ends](const std::string& line) {
      const std::string text = line + "\n";
      if (write(ends[1], text.data(), text.size()) < 0) _exit(2);
    });
    _exit(0);
  }
  close(ends[1]);
  Ended ended;
  std::array<char, 4096> bytes;
  for (ssize_t n; (n = read(ends[0], bytes.data(), bytes.size())) > 0;) {
    ended.said.append(bytes.data(), static_cast<size_t>(n));
  }
  close(ends[0]);
  waitpid(process, &ended.status, 0);
  return ended;
}

// The script with a fault, in a process of its own.
class FaultyRun {
 public:
  FaultyRun(const FaultPlan& plan, const Say& say)
      : plan_(plan),
        say_(say),
        disk_(std::make_shared<FaultDisk>(plan)),
        env_(rocksdb::NewCompositeEnv(disk_)) {}

  void Run(const std::string& folder) {
    ScriptObserver observer;
    observer.acknowledged = [this](int request, const Acknowledgement& said) {
      say_(fmt::format("acknowledged {} {} {}", request, said.position,
                       said.digest));
    };
    observer.not_opened = [this](const absl::Status& status) {
      say_("unopened");
      if (!absl::IsUnavailable(status)) {
        say_(fmt::format("violated opening: {}", status.ToString()));
      }
      CountRefusal();
    };
    observer.refused = [this](RatingStore& store, const absl::Status&) {
      CountRefusal();
      if (is_healed_) AwaitWritable(store);
    };
    observer.violated = [this](const std::string& what) {
      say_("violated " + what);
    };
    RunScript(folder, env_.get(), observer);
    say_("fault " + disk_->first_fault());
  }

 private:
  void CountRefusal() {
    const int until_room = plan_.lasts ? kRefusalsUntilRoom : 1;
    if (plan_.kind != FaultKind::kNoSpace || ++refusals_ < until_room) return;
    disk_->Heal();
    is_healed_ = true;
  }

  // Writes go on in the same process, or a new start is asked for.
  void AwaitWritable(const RatingStore& store) {
    absl::Status status = store.WriteStatus();
    for (int i = 0; i < kUntilWritable / kBetweenLooks && !status.ok(); ++i) {
      if (status.message().find("start again") != std::string::npos) {
        say_("stopped");
        return;
      }
      disk_->AwaitSpaceCheck(kBetweenLooks);
      status = store.WriteStatus();
    }
    say_(status.ok() ? "resumed"
                     : "violated with room again: " + status.ToString());
  }

  const FaultPlan plan_;
  const Say& say_;
  const std::shared_ptr<FaultDisk> disk_;
  const std::unique_ptr<rocksdb::Env> env_;
  int refusals_ = 0;
  bool is_healed_ = false;
};

// What the processes of all runs with one fault said.
struct Tally {
  int runs = 0;
  int ended_by_assertion = 0;
  int unopened = 0;
  int refused_and_resumed = 0;
  int refused_and_stopped = 0;
};

class CallFault : public testing::TestWithParam<Fault> {
 protected:
  // False where the script has no call of that number.
  bool Fail(int64_t call) {
    const TemporaryFolder folder;
    const FaultPlan plan{
        .kind = GetParam().kind, .first = call, .lasts = GetParam().lasts};
    const Ended ended = InAnotherProcess(
        [&](const Say& say) { FaultyRun(plan, say).Run(folder.path()); });
    const bool is_ended = WIFEXITED(ended.status);
    const bool is_aborted =
        WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == SIGABRT;
    EXPECT_TRUE(is_aborted || (is_ended && WEXITSTATUS(ended.status) == 0))
        << "status " << ended.status << " of the run with call " << call;
    const bool has_failed = Read(ended.said, call) || is_aborted;
    if (!has_failed) return false;
    ++tally_.runs;
    tally_.ended_by_assertion += is_aborted ? 1 : 0;
    Check(folder.path(), call);
    return true;
  }

  Tally tally_;

 private:
  // Whether there was a fault.
  bool Read(const std::string& said, int64_t call) {
    acknowledged_.clear();
    bool has_failed = false;
    std::istringstream lines(said);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string first;
      words >> first;
      if (first == "acknowledged") {
        int request = 0;
        Acknowledgement acknowledgement;
        words >> request >> acknowledgement.position >> acknowledgement.digest;
        acknowledged_[request] = acknowledgement;
      } else if (first == "violated") {
        ADD_FAILURE() << "call " << call << ": " << line;
      } else if (first == "fault") {
        has_failed = line.size() > std::string("fault ").size();
      }
      tally_.unopened += first == "unopened" ? 1 : 0;
      tally_.refused_and_resumed += first == "resumed" ? 1 : 0;
      tally_.refused_and_stopped += first == "stopped" ? 1 : 0;
    }
    return has_failed;
  }

  // The disk is healthy again; so is the store.
  void Check(const std::string& folder, int64_t call) {
    const Ended ended = InAnotherProcess([&](const Say& say) {
      const auto env =
          rocksdb::NewCompositeEnv(std::make_shared<FaultDisk>(FaultPlan{}));
      for (const std::string& violation :
           CheckStore(folder, env.get(), acknowledged_)) {
        say(violation);
      }
    });
    EXPECT_EQ(ended.status, 0) << "after call " << call;
    EXPECT_EQ(ended.said, "") << "after call " << call;
  }

  Acknowledgements acknowledged_;
};

TEST_P(CallFault, GivesNoWrongAcknowledgement) {
  const bool is_long = std::getenv("TECHFLOW_CRASH_LONG") != nullptr;
  int64_t call = is_long ? 0 : GetParam().start;
  while (!HasFailure() && Fail(call)) call += is_long ? 1 : kStride;
  std::printf(
      "%s: %d runs, %d ended by an assertion, %d openings refused, %d batches "
      "refused and writes resumed, %d refused until the next start\n",
      GetParam().name, tally_.runs, tally_.ended_by_assertion, tally_.unopened,
      tally_.refused_and_resumed, tally_.refused_and_stopped);
  EXPECT_GT(tally_.runs, 4);
}

INSTANTIATE_TEST_SUITE_P(AtEveryCall, CallFault, testing::ValuesIn(kFaults),
                         [](const auto& test) {
                           std::string name = test.param.name;
                           for (char& c : name) {
                             if (c == ' ' || c == '/') c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace techflow::storage
