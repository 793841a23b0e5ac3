// Damages every file of a small store at every place and looks at what a server
// and a check make of it: each damage is found, or the bytes have no meaning,
// and no answer is ever another than it was. TECHFLOW_CRASH_LONG looks at every
// byte, and at all else in `make test`.

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/crash/damaged_files.h"
#include "tests/crash/installation.h"
#include "tests/crash/probe.h"
#include "tests/storage/store_fixture.h"

extern char** environ;

namespace techflow::storage {
namespace {

namespace fs = std::filesystem;

// In `make test`, of each file.
constexpr int kPositionsPerFile = 40;
constexpr int kProbers = 2;

// What may be found sound although it was damaged, and why. All reads and the
// check are right with it, or it would not be called sound.
struct WithoutMeaning {
  // What was done ("flip", "remove", "older", "stale") and the kind of file.
  std::string_view what;
  std::string_view kind;
  std::string_view reason;
};

constexpr std::array kWithoutMeaning = {
    WithoutMeaning{"flip", "IDENTITY", "RocksDB's name for the database"},
    WithoutMeaning{"remove", "IDENTITY", "RocksDB makes a new name"},
    WithoutMeaning{"flip", "OPTIONS", "RocksDB's note; ours come from code"},
    WithoutMeaning{"remove", "OPTIONS", "RocksDB's note; ours come from code"},
    WithoutMeaning{
        "flip", "MANIFEST",
        "the length of one of the last records: from there on all is "
        "taken for torn, and the write-ahead log is read once more"},
    WithoutMeaning{"flip", "anchor",
                   "the other slot holds; the log extends its checkpoint too"},
    WithoutMeaning{"older", "anchor",
                   "a kill before the anchor was written leaves the same"},
    WithoutMeaning{"flip", "key", "a line of the PEM that says no more"},
    WithoutMeaning{"remove", "log", "empty, once all is in tables"},
    WithoutMeaning{"stale", "log", "RocksDB deletes what it does not name"},
    WithoutMeaning{"stale", "MANIFEST", "CURRENT names another"},
    WithoutMeaning{"stale", "OPTIONS", "RocksDB's note"},
};

struct Tally {
  int total = 0;
  int refused = 0;
  int found_by_check = 0;
  int found_by_read = 0;
  int crashed = 0;
  int without_meaning = 0;
};

struct SweepCase {
  std::string name;
  StoreState state;
};

// A store_prober that writes what it says to `output`.
pid_t StartProber(const std::string& folder, const std::string& positions,
                  const std::string& shard, const std::string& output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  std::array<std::string, 5> words = {STORE_PROBER, folder, positions, shard,
                                      std::to_string(kProbers)};
  std::array<char*, 6> arguments{};
  for (size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  pid_t process = 0;
  EXPECT_EQ(posix_spawn(&process, STORE_PROBER, &actions, nullptr,
                        arguments.data(), environ),
            0);
  posix_spawn_file_actions_destroy(&actions);
  return process;
}

class CorruptionSweep : public testing::TestWithParam<SweepCase> {
 protected:
  static void SetUpTestSuite() { UseFolderInMemory(); }

  // Writes what the probers need into the folder.
  void Prepare() {
    const BuiltInstallation sound = BuildInstallation(GetParam().state);
    for (const std::string name : {"now", "earlier"}) {
      fs::create_directories(folder_.path() + "/" + name);
    }
    WriteInstallation(sound.files, folder_.path() + "/now");
    WriteInstallation(sound.earlier, folder_.path() + "/earlier");
    const TemporaryFolder copy;
    WriteInstallation(sound.files, copy.path());
    auto store = OpenInstallation(copy.path());
    ASSERT_TRUE(store.ok()) << store.status();
    const Answers expected = AskEverything(**store);
    store->reset();
    WriteInstallation(sound.files, copy.path());
    ASSERT_EQ(ProbeInstallation(copy.path(), expected).ToString(), "SOUND");
    std::ofstream(folder_.path() + "/expected") << ToText(expected);
  }

  // Runs the probers and takes in what they say.
  void Sweep(int positions) {
    std::vector<pid_t> processes;
    std::vector<std::string> outputs;
    for (int shard = 0; shard < kProbers; ++shard) {
      outputs.push_back(fmt::format("{}/output.{}", folder_.path(), shard));
      processes.push_back(StartProber(folder_.path(), std::to_string(positions),
                                      std::to_string(shard), outputs.back()));
    }
    for (const pid_t process : processes) {
      int status = 0;
      ASSERT_EQ(waitpid(process, &status, 0), process);
      EXPECT_EQ(status, 0) << "a prober ended";
    }
    for (const std::string& output : outputs) {
      std::ifstream lines(output);
      for (std::string line; std::getline(lines, line);) TakeIn(line);
    }
  }

  // One line of a prober.
  void TakeIn(const std::string& line) {
    std::istringstream words(line);
    std::string what;
    std::string path;
    words >> what >> path;
    const std::string kind = FileKind(path);
    const std::string verdict = line.substr(line.find('\t') + 1);
    Tally& tally = tallies_[what + " " + kind];
    ++tally.total;
    if (verdict.starts_with("REFUSED ")) {
      ++tally.refused;
    } else if (verdict.starts_with("FOUND ")) {
      ++tally.found_by_check;
    } else if (verdict.starts_with("READ ")) {
      ++tally.found_by_read;
    } else if (verdict.starts_with("CRASHED signal 6:")) {
      ++tally.crashed;
    } else if (verdict == "SOUND" && HasNoMeaning(what, kind)) {
      ++tally.without_meaning;
    } else {
      unexpected_.push_back(line);
    }
  }

  static bool HasNoMeaning(const std::string& what, const std::string& kind) {
    for (const WithoutMeaning& known : kWithoutMeaning) {
      if (known.what == what && known.kind == kind) return true;
    }
    return false;
  }

  void Print() const {
    for (const auto& [what, tally] : tallies_) {
      std::cout << fmt::format(
          "{:<9} {:<18} {:>7} in all: {:>7} refused at open, {:>6} found by "
          "the check, {:>4} by a read, {:>4} crashed, {:>7} without meaning\n",
          GetParam().name, what, tally.total, tally.refused,
          tally.found_by_check, tally.found_by_read, tally.crashed,
          tally.without_meaning);
    }
  }

  const TemporaryFolder folder_;
  std::map<std::string, Tally> tallies_;
  std::vector<std::string> unexpected_;
};

TEST_P(CorruptionSweep, FindsEveryDamageAndGivesNoWrongAnswer) {
  Prepare();
  const bool is_long = std::getenv("TECHFLOW_CRASH_LONG") != nullptr;
  Sweep(is_long ? 0 : kPositionsPerFile);
  Print();
  EXPECT_THAT(unexpected_, testing::IsEmpty());
  std::vector<std::string> kinds = {
      "table", "MANIFEST", "CURRENT", "IDENTITY", "OPTIONS", "anchor", "key"};
  kinds.push_back(GetParam().state == StoreState::kInLog ? "log" : "blob");
  for (const std::string& kind : kinds) {
    EXPECT_GT(tallies_["flip " + kind].total, 0) << kind;
    EXPECT_GT(tallies_["remove " + kind].total, 0) << kind;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Stores, CorruptionSweep,
    testing::Values(SweepCase{"in_log", StoreState::kInLog},
                    SweepCase{"flushed", StoreState::kFlushed}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace techflow::storage
