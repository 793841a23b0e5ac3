#ifndef TECHFLOW_RATING_DMN_DECISION_TRACE_H_
#define TECHFLOW_RATING_DMN_DECISION_TRACE_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "rating/feel/arena.h"
#include "rating/feel/diagnostics.h"
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
  std::span<const MatchedRule> matched;
  std::span<const UnmatchedRule> unmatched;  // Where they were asked for.
  // Looking for them took too long, and some are left out.
  bool is_unmatched_cut = false;
};

struct NamedValue {
  std::string_view name;
  feel::Value value;
};

// A place where a name was read, with the value that it had there first: a
// function's parameter has another at each call.
struct NameUse {
  feel::SourcePlace place;
  std::string_view name;
  feel::Value value;
  size_t count = 0;
};

// An `if`, and how often each side was taken.
struct BranchUse {
  feel::SourcePlace place;
  size_t then_count = 0;
  size_t else_count = 0;
};

// A call that gave null, and why it did so first.
struct NullCall {
  feel::SourcePlace place;
  std::string_view function;
  std::string_view reason;
  size_t count = 0;
};

struct TracedDecision {
  // Of names, branches and calls each; more would not be read.
  static constexpr size_t kMaxUses = 1'000;

  std::string_view name;
  // The required names that its logic uses.
  std::span<const NamedValue> inputs;
  std::span<const NameUse> names;  // Each place once, in the order of reading.
  std::span<const BranchUse> branches;
  std::span<const NullCall> null_calls;
  std::span<const TableTrace> tables;  // In the order in which they finished.
  bool is_cut = false;                 // There was more than kMaxUses.
  // False where the evaluation failed within it; there is no result then.
  bool is_finished = false;
  feel::Value result;  // A null carries its reason.
};

// What happened in a run, decision by decision in the order in which they were
// made; where it failed, up to that point. Texts and values live as long as the
// graph and the evaluation's arena, lists as long as this.
struct DecisionTrace {
  // Set by who asks: it takes time to look for them.
  bool with_unmatched_rules = false;
  std::vector<TracedDecision> decisions;
  // Holds the lists. Not the evaluation's, whose limit listening is not to
  // bring nearer.
  feel::Arena arena;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_DECISION_TRACE_H_
