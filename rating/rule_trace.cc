#include "rating/rule_trace.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rating/feel/value_text.h"

namespace techflow::rating {
namespace {

// A trace shows values, it does not store them: a list of forty patents is cut.
constexpr size_t kMaxShownBytes = 400;

void SetResult(const feel::Value& result, v1::TraceStep& step) {
  step.set_result(feel::ToText(result, kMaxShownBytes));
  if (result.is_null()) {
    step.set_null_reason(std::string(result.reason().message));
  }
}

void AddInput(std::string_view name, const feel::Value& value,
              v1::TraceStep& step) {
  v1::TraceValue& input = *step.add_inputs();
  input.set_name(std::string(name));
  input.set_value(feel::ToText(value, kMaxShownBytes));
}

// Rules without an id are called by their row.
std::string RuleName(std::string_view id, int row) {
  return id.empty() ? fmt::format("row {}", row) : std::string(id);
}

// Names, branches and calls, each at its place.
void DescribeUses(const dmn::DecisionGraph& graph,
                  const dmn::TracedDecision& decision, v1::TraceStep& step) {
  const auto place_of = [&graph](const feel::SourcePlace& place) {
    const feel::SourcePlace found = graph.InFile(place);
    return fmt::format("{}:{}:{}", found.file, found.line, found.column);
  };
  for (const dmn::NameUse& use : decision.names) {
    v1::TraceValue& name = *step.add_names();
    name.set_name(std::string(use.name));
    name.set_value(feel::ToText(use.value, kMaxShownBytes));
    name.set_place(place_of(use.place));
  }
  for (const dmn::BranchUse& use : decision.branches) {
    v1::TraceBranch& branch = *step.add_branches();
    branch.set_place(place_of(use.place));
    branch.set_then_count(static_cast<int64_t>(use.then_count));
    branch.set_else_count(static_cast<int64_t>(use.else_count));
  }
  for (const dmn::NullCall& call : decision.null_calls) {
    v1::TraceNull& null = *step.add_null_calls();
    null.set_place(place_of(call.place));
    null.set_function(std::string(call.function));
    null.set_reason(std::string(call.reason));
    null.set_count(static_cast<int64_t>(call.count));
  }
  step.set_is_cut(decision.is_cut);
}

void Describe(const dmn::DecisionGraph& graph,
              const dmn::TracedDecision& decision, v1::TraceStep& step) {
  step.set_decision(std::string(decision.name));
  for (const dmn::NamedValue& input : decision.inputs) {
    AddInput(input.name, input.value, step);
  }
  for (const dmn::TableTrace& table : decision.tables) {
    for (const dmn::MatchedRule& rule : table.matched) {
      step.add_matched_rules(RuleName(rule.id, rule.row));
    }
    for (const dmn::UnmatchedRule& rule : table.unmatched) {
      v1::UnmatchedRule& unmatched = *step.add_unmatched_rules();
      unmatched.set_rule(RuleName(rule.id, rule.row));
      unmatched.set_input(std::string(rule.input));
      unmatched.set_condition(std::string(rule.condition));
    }
  }
  DescribeUses(graph, decision, step);
  step.set_is_unfinished(!decision.is_finished);
  if (decision.is_finished) SetResult(decision.result, step);
}

}  // namespace

RuleTrace::RuleTrace(v1::Explanation& explanation,
                     const dmn::DecisionGraph& graph,
                     const feel::Evaluation& evaluation)
    : explanation_(explanation), graph_(graph), evaluation_(evaluation) {
  decisions_.with_unmatched_rules = true;
}

void RuleTrace::Record(const scorecard::Rule& rule, const feel::Value& result) {
  Flush();
  v1::TraceStep& step = *explanation_.add_trace();
  step.set_decision(rule.label());
  for (const feel::Reference& reference : rule.expression().references()) {
    AddInput(reference.name, evaluation_.Get(reference.slot), step);
  }
  SetResult(result, step);
}

void RuleTrace::Flush() {
  for (; flushed_ < decisions_.decisions.size(); ++flushed_) {
    Describe(graph_, decisions_.decisions[flushed_], *explanation_.add_trace());
  }
}

}  // namespace techflow::rating
