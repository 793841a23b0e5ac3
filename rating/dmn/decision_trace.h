#ifndef TECHFLOW_RATING_DMN_DECISION_TRACE_H_
#define TECHFLOW_RATING_DMN_DECISION_TRACE_H_

#include <string_view>
#include <vector>

#include "rating/feel/value.h"

namespace techflow::dmn {

// A rule that applied. Rows count from 1.
struct MatchedRule {
  int row = 0;
  std::string_view id;
};

// A rule that did not apply, and the first of its conditions that did not hold
// or could not be told.
struct UnmatchedRule {
  int row = 0;
  std::string_view id;
  std::string_view input;      // The column's label, or its expression.
  std::string_view condition;  // As it is written.
};

// One use of a decision table; business knowledge models may hold tables too.
struct TableTrace {
  std::string_view id;
  std::vector<MatchedRule> matched;
  std::vector<UnmatchedRule> unmatched;  // Where they were asked for.
};

struct NamedValue {
  std::string_view name;
  feel::Value value;
};

struct TracedDecision {
  std::string_view name;
  std::vector<NamedValue> inputs;  // The names that its logic uses.
  std::vector<TableTrace> tables;  // In the order in which they finished.
  feel::Value result;              // A null carries its reason.
};

// What happened in a run, decision by decision in the order in which they were
// made. Texts and values live as long as the graph and the evaluation's arena.
struct DecisionTrace {
  // Set by who asks: it takes time to look for them.
  bool with_unmatched_rules = false;
  std::vector<TracedDecision> decisions;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_DECISION_TRACE_H_
