#include "tests/benchmark/rule_runners.h"

#include <cstdlib>
#include <utility>

#include "benchmark/benchmark.h"
#include "fmt/format.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/value_text.h"

namespace techflow::benchmark {
namespace {

using dmn::DecisionGraph;
using dmn::DecisionTrace;
using dmn::RuleGrid;
using feel::Value;

constexpr feel::Date kAsOf{2026, 6, 30};

// A thousand numbers are not to be cut.
constexpr size_t kMaxTextBytes = 100'000;

// For results that nobody reads.
constexpr auto kKeep = [](const auto& result) {
  ::benchmark::DoNotOptimize(result);
};

}  // namespace

void Require(bool holds, const std::string& what) {
  if (holds) return;
  fmt::print(stderr, "bench_rules: {}\n", what);
  std::exit(1);
}

std::shared_ptr<const DecisionGraph> CompileStrictly(
    const std::string& xml, std::span<const feel::Scope::Name> inputs) {
  feel::Diagnostics diagnostics;
  auto graph = DecisionGraph::Compile("bench.dmn", xml, inputs,
                                      feel::Dialect::kStrict, diagnostics);
  Require(graph != nullptr, diagnostics.ToString());
  return graph;
}

DecisionRunner::DecisionRunner(const std::string& xml,
                               std::span<const feel::Scope::Name> inputs,
                               std::string_view decision, const Cases& cases)
    : graph_(CompileStrictly(xml, inputs)),
      slot_(graph_->FindDecision(decision).value()),
      cases_(cases) {}

template <typename Use>
void DecisionRunner::Evaluate(size_t i, DecisionTrace* trace, Use use) const {
  feel::Evaluation evaluation({kAsOf, {}, feel::Zone::Utc()});
  DecisionGraph::Run run(*graph_, evaluation, trace);
  const std::vector<Value>& inputs = cases_[i];
  for (size_t slot = 0; slot < inputs.size(); ++slot) {
    run.Set(static_cast<int>(slot), inputs[slot]);
  }
  use(run.EvaluateDecision(slot_));
  if (!run.status().ok()) Require(false, run.status().ToString());
}

std::string DecisionRunner::ResultText(size_t i) const {
  std::string text;
  Evaluate(i, nullptr, [&text](const Value& result) {
    text = feel::ToText(result, kMaxTextBytes);
  });
  return text;
}

double DecisionRunner::SumOfResults() const {
  double sum = 0;
  for (size_t i = 0; i < cases_.size(); ++i) {
    sum += std::strtod(ResultText(i).c_str(), nullptr);
  }
  return sum;
}

Runner DecisionRunner::Plain() const {
  return {cases_.size(), [this](size_t i) { Evaluate(i, nullptr, kKeep); }};
}

Runner DecisionRunner::Traced(bool with_unmatched_rules) const {
  return {cases_.size(), [this, with_unmatched_rules](size_t i) {
            DecisionTrace trace;
            trace.with_unmatched_rules = with_unmatched_rules;
            Evaluate(i, &trace, kKeep);
            kKeep(trace);
          }};
}

SearchRunner::SearchRunner(const TableSample& sample) : sample_(sample) {
  feel::Scope scope;
  for (const feel::Scope::Name& input : sample.inputs) {
    scope.Add(input.name, input.type);
  }
  std::vector<RuleGrid::Cell> cells;
  for (const std::vector<std::string>& rule : sample.table.rules) {
    for (size_t i = 0; i < sample.table.inputs.size(); ++i) {
      feel::Diagnostics diagnostics;
      cells.push_back(feel::UnaryTests::Compile(
          rule[i], scope, sample.inputs[i].type, {}, diagnostics));
      Require(cells.back() != nullptr, diagnostics.ToString());
    }
  }
  grid_ = std::make_unique<const RuleGrid>(
      sample.table.inputs.size(), sample.table.rules.size(), std::move(cells),
      RuleGrid::NullTest::kIsUnknown);
}

template <typename Use>
void SearchRunner::Match(size_t i, RuleGrid::Search search, Use use) const {
  const std::vector<Value>& inputs = sample_.cases[i];
  feel::Evaluation evaluation({kAsOf, {}, feel::Zone::Utc()});
  const feel::Evaluation::Frame frame(evaluation, inputs.size());
  for (size_t slot = 0; slot < inputs.size(); ++slot) {
    evaluation.Set(static_cast<int>(slot), inputs[slot]);
  }
  feel::ArenaArray<dmn::Candidate> candidates(evaluation.arena());
  grid_->Match(evaluation, std::span(inputs).first(grid_->column_count()),
               sample_.takes_first(), search, candidates);
  use(std::as_const(candidates));
}

std::vector<size_t> SearchRunner::Rows(size_t i,
                                       RuleGrid::Search search) const {
  std::vector<size_t> rows;
  Match(i, search, [&rows](feel::ArenaArray<dmn::Candidate> candidates) {
    for (const dmn::Candidate& candidate : candidates.items()) {
      rows.push_back(candidate.row);
    }
  });
  return rows;
}

Runner SearchRunner::Searching(RuleGrid::Search search) const {
  return {sample_.cases.size(),
          [this, search](size_t i) { Match(i, search, kKeep); }};
}

BareLoop::BareLoop(const ScorecardSample& sample) : sample_(sample) {
  for (const std::string& weight : sample.weights) {
    weights_.push_back(*Decimal::Parse(weight));
  }
}

Decimal BareLoop::Score(size_t i) const {
  Decimal score;
  for (size_t k = 0; k < weights_.size(); ++k) {
    const Decimal& measure = sample_.cases[i][k].number();
    const std::vector<Decimal>& thresholds = sample_.thresholds[k];
    size_t band = 0;
    while (band < thresholds.size() && measure >= thresholds[band]) ++band;
    score = *Add(score, *Multiply(weights_[k], sample_.points[band]));
  }
  return score;
}

Runner BareLoop::Scoring() const {
  return {sample_.cases.size(), [this](size_t i) { kKeep(Score(i)); }};
}

}  // namespace techflow::benchmark
