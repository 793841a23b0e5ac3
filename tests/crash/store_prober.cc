// Damages an installation in many ways, each in a folder of its own, and says
// in a line of standard output what a server and a check make of it:
//
//   what was done | tab | Probe::ToString(), or "CRASHED reason" |
//
// RocksDB as Debian builds it has its assertions on and may end the process, so
// the variants are opened in a child, many in one; where it ends, the next
// child goes on with the variant after. This process starts no thread, so that
// it may fork.
//
//   store_prober FOLDER POSITIONS SHARD SHARDS
//
// FOLDER holds the sound installation in "now", its past in "earlier", and in
// "expected" the answers of the sound store; the rest is of FileSweep.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <string>

#include "fmt/format.h"
#include "tests/crash/damaged_files.h"
#include "tests/crash/installation.h"
#include "tests/crash/probe.h"

namespace techflow::storage {
namespace {

// No variant takes a tenth of that; one that hangs is ended by SIGALRM.
constexpr unsigned kTimeLimitSeconds = 60;
// So that nothing adds up.
constexpr size_t kVariantsPerChild = 500;
// A child that has come to the end of the sweep.
constexpr int kSweepIsDone = 3;

std::string ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

void PrintLine(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
  std::fflush(stdout);
}

class Prober {
 public:
  Prober(const std::string& folder, const std::string& shard)
      : work_(fmt::format("{}/work.{}", folder, shard)),
        messages_(fmt::format("{}/messages.{}", folder, shard)),
        expected_(ParseAnswers(ReadText(folder + "/expected"))) {
    std::filesystem::create_directories(work_);
    const int file = open(messages_.c_str(), O_RDWR | O_CREAT | O_APPEND, 0600);
    if (file < 0 || dup2(file, STDERR_FILENO) < 0) std::abort();
    const rlimit no_core{.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &no_core);
  }

  // The whole sweep.
  void Run(const BuiltInstallation& sound, FileSweep sweep) {
    bool is_done = false;
    while (!is_done) {
      if (ftruncate(STDERR_FILENO, 0) != 0) std::abort();
      const pid_t child = fork();
      if (child < 0) std::abort();
      sweep.skipped = progress_->done;
      if (child == 0) RunInChild(sound, sweep);
      int status = 0;
      if (waitpid(child, &status, 0) != child) std::abort();
      is_done = WIFEXITED(status) && WEXITSTATUS(status) == kSweepIsDone;
      if (WIFEXITED(status) && (is_done || WEXITSTATUS(status) == 0)) continue;
      ReportCrash(status);
      ++progress_->done;
    }
  }

 private:
  // In memory that a child shares with its parent.
  struct Progress {
    size_t done = 0;
    // The variant under way.
    std::array<char, 256> what{};
  };

  static Progress* ShareProgress() {
    void* const memory = mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) std::abort();
    return new (memory) Progress;
  }

  [[noreturn]] void RunInChild(const BuiltInstallation& sound,
                               const FileSweep& sweep) {
    const size_t end = sweep.skipped + kVariantsPerChild;
    ForEachDamage(
        sound, sweep,
        [this, end](const std::string& what, const InstallationFiles& files) {
          what.copy(progress_->what.data(), progress_->what.size() - 1);
          progress_->what[what.size()] = '\0';
          WriteInstallation(files, work_);
          alarm(kTimeLimitSeconds);
          const Probe probe = ProbeInstallation(work_, expected_);
          PrintLine(fmt::format("{}\t{}", what, probe.ToString()));
          if (++progress_->done == end) _exit(0);
        });
    _exit(kSweepIsDone);
  }

  void ReportCrash(int status) {
    std::string reason = ReadText(messages_);
    reason = reason.substr(0, reason.find('\n'));
    PrintLine(fmt::format("{}\tCRASHED signal {}: {}", progress_->what.data(),
                          WIFSIGNALED(status) ? WTERMSIG(status) : 0, reason));
  }

  const std::string work_;
  const std::string messages_;
  const Answers expected_;
  Progress* const progress_ = ShareProgress();
};

int Sweep(const std::string& folder, const FileSweep& sweep) {
  const BuiltInstallation sound = {
      .files = ReadInstallation(folder + "/now"),
      .earlier = ReadInstallation(folder + "/earlier")};
  Prober(folder, std::to_string(sweep.shard)).Run(sound, sweep);
  return 0;
}

}  // namespace
}  // namespace techflow::storage

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  return techflow::storage::Sweep(argv[1],
                                  {.positions_per_file = std::stoul(argv[2]),
                                   .shard = std::stoul(argv[3]),
                                   .shards = std::stoul(argv[4])});
}
