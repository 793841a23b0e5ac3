#ifndef TECHFLOW_TESTS_BENCHMARK_RULE_SAMPLES_H_
#define TECHFLOW_TESTS_BENCHMARK_RULE_SAMPLES_H_

#include <string>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/feel/scope.h"
#include "rating/feel/value.h"
#include "tests/rating/dmn/dmn_text.h"

// The rules that bench_rules measures. They come from formulas, so that each
// run measures the same.
namespace techflow::benchmark {

// Each case has a value for each input.
using Cases = std::vector<std::vector<feel::Value>>;

// One decision, `grade`, which is a table of 1,000 rules.
struct TableSample {
  std::string name;
  std::vector<feel::Scope::Name> inputs;
  dmn::TableText table;
  Cases cases;

  bool takes_first() const;
  bool makes_list() const;
  // As a DMN file.
  std::string Xml() const;
};

// 4 strings by 250 intervals of a number.
TableSample TwoColumns();
// 5 strings, 10 intervals of one number, 10 of another, 2 of a date.
TableSample FourColumns();
// Rule i asks for i or more and all that match are collected, 500 of them on
// average.
TableSample Collecting();
// As TwoColumns with 10 intervals, and a third column that compares two inputs
// in each of its cells, which no index can answer.
TableSample ComparingInputs();

// A scorecard as DMN has it: for each indicator a decision with a table of one
// rule for each band, and `score`, the weighted sum of their results.
struct ScorecardSample {
  static constexpr int kIndicators = 20;
  static constexpr int kBands = 8;

  std::vector<feel::Scope::Name> inputs;
  std::vector<dmn::TableText> tables;
  std::vector<std::string> weights;
  Cases cases;

  // What the tables say: band b + 1 begins at thresholds[indicator][b].
  std::vector<std::vector<Decimal>> thresholds;
  std::vector<Decimal> points;  // For each band.

  std::string Xml() const;
};
ScorecardSample Scorecard();

// So many decisions, in turns a table of 8 rules and an expression over it;
// its inputs are those of Scorecard().
std::string ManyDecisionsXml(int decisions);

}  // namespace techflow::benchmark

#endif  // TECHFLOW_TESTS_BENCHMARK_RULE_SAMPLES_H_
