#include "tests/benchmark/rounds.h"

#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <utility>

#include "fmt/format.h"

namespace techflow::benchmark {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kRounds = 7;

// What the calling thread has used of the processor.
int64_t ThreadNanoseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * int64_t{1'000'000'000} + time.tv_nsec;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

Speed Measure(const Runner& runner, int threads,
              std::chrono::milliseconds duration) {
  std::atomic<size_t> calls = 0;
  std::atomic<int64_t> processor_ns = 0;
  const Clock::time_point start = Clock::now();
  const Clock::time_point end = start + duration;
  const auto work = [&] {
    const int64_t processor_start = ThreadNanoseconds();
    size_t done = 0;
    // The clock is read once for all cases: it takes as long as a fast call.
    do {
      for (size_t i = 0; i < runner.cases; ++i) runner.call(i);
      done += runner.cases;
    } while (Clock::now() < end);
    calls += done;
    processor_ns += ThreadNanoseconds() - processor_start;
  };
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  const std::chrono::duration<double> took = Clock::now() - start;
  const auto count = static_cast<double>(calls);
  return {count / took.count(),
          static_cast<double>(processor_ns) / 1e3 / count};
}

size_t Rounds::Add(Runner runner, int threads) {
  runners_.push_back({std::move(runner), threads, {}});
  return runners_.size() - 1;
}

void Rounds::Run() {
  for (size_t round = 0; round < kRounds; ++round) {
    for (Measured& measured : runners_) {
      measured.speeds.push_back(
          Measure(measured.runner, measured.threads, duration_));
    }
  }
}

double Rounds::Microseconds(size_t runner) const {
  std::vector<double> times;
  for (const Speed& speed : runners_[runner].speeds) {
    times.push_back(speed.microseconds);
  }
  return Median(times);
}

double Rounds::CallsPerSecond(size_t runner) const {
  std::vector<double> counts;
  for (const Speed& speed : runners_[runner].speeds) {
    counts.push_back(speed.calls_per_second);
  }
  return Median(counts);
}

double Rounds::TimesFaster(size_t runner, size_t other) const {
  std::vector<double> ratios;
  for (size_t i = 0; i < kRounds; ++i) {
    ratios.push_back(runners_[other].speeds[i].microseconds /
                     runners_[runner].speeds[i].microseconds);
  }
  return Median(ratios);
}

double Rounds::TimesAsMany(size_t runner, size_t other) const {
  std::vector<double> ratios;
  for (size_t i = 0; i < kRounds; ++i) {
    ratios.push_back(runners_[runner].speeds[i].calls_per_second /
                     runners_[other].speeds[i].calls_per_second);
  }
  return Median(ratios);
}

void Findings::Add(std::string what, std::string measured, std::string against,
                   std::string ratio, std::string aim) {
  lines_.push_back({std::move(what), std::move(measured), std::move(against),
                    std::move(ratio), std::move(aim)});
}

void Findings::Print() const {
  std::vector<std::vector<std::string>> all = {
      {"What", "Measured", "Against", "Ratio", "Aim"}};
  all.insert(all.end(), lines_.begin(), lines_.end());
  std::vector<size_t> widths(all[0].size());
  for (const std::vector<std::string>& line : all) {
    for (size_t i = 0; i < line.size(); ++i) {
      widths[i] = std::max(widths[i], line[i].size());
    }
  }
  for (const std::vector<std::string>& line : all) {
    std::string text;
    for (size_t i = 0; i < line.size(); ++i) {
      text += fmt::format("{:<{}}  ", line[i], widths[i]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    fmt::print("{}\n", text);
  }
}

std::string AtMost(double aim, double measured, const std::string& unit) {
  return fmt::format("at most {} {}: {}", aim, unit,
                     measured <= aim ? "met" : "missed");
}

}  // namespace techflow::benchmark
