#ifndef TECHFLOW_TESTS_BENCHMARK_RULE_RUNNERS_H_
#define TECHFLOW_TESTS_BENCHMARK_RULE_RUNNERS_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rating/dmn/decision_graph.h"
#include "rating/dmn/rule_grid.h"
#include "rating/feel/scope.h"
#include "rating/feel/value.h"
#include "tests/benchmark/rounds.h"
#include "tests/benchmark/rule_samples.h"

namespace techflow::benchmark {

// Ends the program, saying `what` was not so.
void Require(bool holds, const std::string& what);

// Of the strict dialect; ends the program where something is wrong with it.
std::shared_ptr<const dmn::DecisionGraph> CompileStrictly(
    const std::string& xml, std::span<const feel::Scope::Name> inputs);

// A decision of a compiled file, and the cases it is asked for, which outlive
// it as it outlives its runners. A call is a whole evaluation: a new
// feel::Evaluation, its inputs, the decision, and the end of all that.
class DecisionRunner {
 public:
  DecisionRunner(const std::string& xml,
                 std::span<const feel::Scope::Name> inputs,
                 std::string_view decision, const Cases& cases);

  std::string ResultText(size_t i) const;
  // Of all cases, for a peer that knows doubles only.
  double SumOfResults() const;

  Runner Plain() const;
  Runner Traced(bool with_unmatched_rules) const;

 private:
  // `use` gets the result while it lives.
  template <typename Use>
  void Evaluate(size_t i, dmn::DecisionTrace* trace, Use use) const;

  std::shared_ptr<const dmn::DecisionGraph> graph_;
  int slot_;
  const Cases& cases_;
};

// The conditions of a table outside of any decision: which rules match.
class SearchRunner {
 public:
  // `sample` outlives this, and this its runners.
  explicit SearchRunner(const TableSample& sample);

  std::vector<size_t> Rows(size_t i, dmn::RuleGrid::Search search) const;
  Runner Searching(dmn::RuleGrid::Search search) const;

 private:
  template <typename Use>
  void Match(size_t i, dmn::RuleGrid::Search search, Use use) const;

  const TableSample& sample_;
  std::unique_ptr<const dmn::RuleGrid> grid_;
};

// The scorecard as one writes it in C++.
class BareLoop {
 public:
  explicit BareLoop(const ScorecardSample& sample);

  Decimal Score(size_t i) const;
  Runner Scoring() const;

 private:
  const ScorecardSample& sample_;
  std::vector<Decimal> weights_;
};

}  // namespace techflow::benchmark

#endif  // TECHFLOW_TESTS_BENCHMARK_RULE_RUNNERS_H_
