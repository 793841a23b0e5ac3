#ifndef TECHFLOW_TESTS_BENCHMARK_ROUNDS_H_
#define TECHFLOW_TESTS_BENCHMARK_ROUNDS_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace techflow::benchmark {

// What is measured: `call(i)` for one case after the other, from the first
// again after the last.
struct Runner {
  size_t cases = 1;
  std::function<void(size_t)> call;
};

struct Speed {
  // Of all threads together, by the clock on the wall.
  double calls_per_second = 0;
  // Of the processor, for one call: what else the machine does counts less.
  double microseconds = 0;
};
// Of so many threads that make calls at the same time.
Speed Measure(const Runner& runner, int threads,
              std::chrono::milliseconds duration);

// Medians over rounds, each of which measures all runners one after the other,
// so that all meet the same moods of the machine. A ratio is the median of the
// ratios of each round.
class Rounds {
 public:
  explicit Rounds(std::chrono::milliseconds duration) : duration_(duration) {}

  // Its number, for the functions below.
  size_t Add(Runner runner, int threads = 1);
  void Run();

  double Microseconds(size_t runner) const;
  double CallsPerSecond(size_t runner) const;
  // How many times as long `other` takes for a call.
  double TimesFaster(size_t runner, size_t other) const;
  // How many times as many calls a second the runner makes.
  double TimesAsMany(size_t runner, size_t other) const;

 private:
  struct Measured {
    Runner runner;
    int threads;
    std::vector<Speed> speeds;  // Of each round.
  };

  std::chrono::milliseconds duration_;
  std::vector<Measured> runners_;
};

// The lines of the table that a benchmark ends with.
class Findings {
 public:
  void Add(std::string what, std::string measured, std::string against = "",
           std::string ratio = "", std::string aim = "");
  void Print() const;

 private:
  std::vector<std::vector<std::string>> lines_;
};

// "at most 10 us: met"
std::string AtMost(double aim, double measured, const std::string& unit);

}  // namespace techflow::benchmark

#endif  // TECHFLOW_TESTS_BENCHMARK_ROUNDS_H_
