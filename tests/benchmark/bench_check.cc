// How long a check of a whole store takes, and how much memory.
//
// The store has as many ratings as the argument says (20,000 where there is
// none), of small evidence, and is checked by one thread. The aim is a million
// entries in 60 s with 256 MB.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "storage/integrity_check.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {
namespace {

constexpr int64_t kBatch = 1000;
constexpr int64_t kEnterprises = 50'000;
constexpr double kMillion = 1e6;
constexpr double kAimSeconds = 60;
constexpr int64_t kAimMegabytes = 256;

void Require(bool holds, const std::string& what) {
  if (holds) return;
  fmt::print(stderr, "bench_check: {}\n", what);
  std::exit(1);
}

void Fill(const std::string& folder, int64_t count) {
  auto store = OpenRocksDbRatingStore(folder, SignedOptions(folder));
  Require(store.ok(), store.status().ToString());
  Require((*store)->Append(ModelVersion()).ok(), "the model was not stored");
  for (int64_t first = 0; first < count; first += kBatch) {
    std::vector<NewEntry> entries;
    for (int64_t i = first; i < std::min(count, first + kBatch); ++i) {
      NewEntry entry = WithRequest(Rating(fmt::format("E{}", i % kEnterprises)),
                                   fmt::format("{:036}", i));
      entry.evidence = fmt::format("evidence of the rating {}", i);
      entry.assessment = fmt::format("assessment of the rating {}", i);
      entries.push_back(std::move(entry));
    }
    for (const auto& result : (*store)->AppendAll(std::move(entries))) {
      Require(result.ok(), result.status().ToString());
    }
  }
}

void Check(const std::string& folder) {
  IntegrityOptions options;
  options.keys = {TestKey()->verifier()};
  options.anchor = folder + ".anchor";
  const auto start = std::chrono::steady_clock::now();
  const auto report = CheckIntegrity(folder, options);
  const std::chrono::duration<double> took =
      std::chrono::steady_clock::now() - start;
  Require(report.ok(), report.status().ToString());
  Require(report->is_sound(), "the store is not sound");
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double rate = static_cast<double>(report->entries) / took.count();
  const double cpu =
      static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec);
  fmt::print(
      "{} entries, {} nodes, {} blobs: {:.1f} s ({:.0f} s of processor)\n"
      "{:.0f} entries/s; a million: {:.1f} s, aim {} s\n"
      "peak memory: {} MB, aim {} MB\n",
      report->entries, report->nodes, report->blobs, took.count(), cpu, rate,
      kMillion / rate, kAimSeconds, usage.ru_maxrss / 1024, kAimMegabytes);
}

// In a process of its own, so that its memory is not that of filling.
void CheckApart(const std::string& folder) {
  std::fflush(stdout);
  const pid_t child = fork();
  Require(child >= 0, "cannot start a process");
  if (child == 0) {
    Check(folder);
    std::exit(0);
  }
  int state = 0;
  Require(waitpid(child, &state, 0) == child && state == 0,
          "the check has failed");
}

// Fills in a process that ends before, so that no thread is left at the fork.
void FillApart(const std::string& folder, int64_t count) {
  const pid_t child = fork();
  Require(child >= 0, "cannot start a process");
  if (child == 0) {
    Fill(folder, count);
    std::exit(0);
  }
  int state = 0;
  Require(waitpid(child, &state, 0) == child && state == 0,
          "the store was not filled");
}

}  // namespace
}  // namespace techflow::storage

int main(int argc, char** argv) {
  const int64_t count = argc > 1 ? std::atoll(argv[1]) : 20'000;
  const techflow::storage::TemporaryFolder folder;
  techflow::storage::FillApart(folder.path(), count);
  techflow::storage::CheckApart(folder.path());
  return 0;
}
