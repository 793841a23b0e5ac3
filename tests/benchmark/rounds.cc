#include "tests/benchmark/rounds.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "fmt/format.h"

namespace techflow::benchmark {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRounds = 7;

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

double CallsPerSecond(const Runner& runner, int threads,
                      std::chrono::milliseconds duration) {
  std::atomic<size_t> calls = 0;
  const Clock::time_point start = Clock::now();
  const Clock::time_point end = start + duration;
  const auto work = [&] {
    size_t done = 0;
    // The clock is read once for all cases: it takes as long as a fast call.
    do {
      for (size_t i = 0; i < runner.cases; ++i) runner.call(i);
      done += runner.cases;
    } while (Clock::now() < end);
    calls += done;
  };
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  const std::chrono::duration<double> took = Clock::now() - start;
  return static_cast<double>(calls) / took.count();
}

size_t Rounds::Add(Runner runner, int threads) {
  runners_.push_back({std::move(runner), threads, {}});
  return runners_.size() - 1;
}

void Rounds::Measure() {
  for (int round = 0; round < kRounds; ++round) {
    for (Measured& measured : runners_) {
      measured.per_second.push_back(
          CallsPerSecond(measured.runner, measured.threads, duration_));
    }
  }
}

double Rounds::Microseconds(size_t runner) const {
  return 1e6 / PerSecond(runner);
}

double Rounds::PerSecond(size_t runner) const {
  return Median(runners_[runner].per_second);
}

double Rounds::Ratio(size_t runner, size_t other) const {
  std::vector<double> ratios;
  for (size_t i = 0; i < runners_[runner].per_second.size(); ++i) {
    ratios.push_back(runners_[runner].per_second[i] /
                     runners_[other].per_second[i]);
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
