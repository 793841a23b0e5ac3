#ifndef TECHFLOW_TESTS_BENCHMARK_RULE_PEER_H_
#define TECHFLOW_TESTS_BENCHMARK_RULE_PEER_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "tests/benchmark/rule_samples.h"

namespace techflow::benchmark {

// zen-engine, the rule engine of GoRules, asked through Node for the same rules
// and cases. rule_peer.mjs installs it into the build folder and runs it.
class Peer {
 public:
  struct Time {
    double microseconds = 0;
    double sum_of_results = 0;  // Over all cases.
  };

  // Writes the samples down, and measures for so long each. Where there is no
  // Node or no way to install the engine, skipped() says so.
  Peer(const TableSample& table, const ScorecardSample& scorecard,
       std::chrono::milliseconds duration);

  // "table", "scorecard" or "traced scorecard"; null pointer where the peer was
  // skipped.
  const Time* Find(const std::string& name) const;
  const std::string& skipped() const { return skipped_; }

 private:
  void Run(const std::string& command);

  std::map<std::string, Time> times_;
  std::string skipped_;
};

}  // namespace techflow::benchmark

#endif  // TECHFLOW_TESTS_BENCHMARK_RULE_PEER_H_
