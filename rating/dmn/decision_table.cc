#include "rating/dmn/decision_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/dmn/trace_recorder.h"
#include "rating/feel/coercion.h"
#include "rating/feel/comparison.h"
#include "rating/feel/value_builder.h"
#include "rating/feel/value_text.h"

namespace techflow::dmn {
namespace {

using feel::Value;
using feel::ValueKind;

// Long values are for traces, not for sentences.
constexpr size_t kMaxInputBytes = 60;

const feel::NullReason* FirstUnknown(std::span<const Candidate> candidates) {
  for (const Candidate& candidate : candidates) {
    if (candidate.unknown != nullptr) return candidate.unknown;
  }
  return nullptr;
}

}  // namespace

TableLogic::TableLogic(feel::Type type, Parts parts, RuleGrid grid)
    : Logic(std::move(type)), parts_(std::move(parts)), grid_(std::move(grid)) {
  nothing_matched_ = {feel::NullReason::Cause::kExplicit,
                      "no rule of the decision table matches",
                      At(parts_.place)};
  for (const Row& row : parts_.rows) {
    for (size_t i = 0; i < row.outputs.size(); ++i) {
      const feel::Expression& output = *row.outputs[i];
      const bool is_coerced = !output.type().ConformsTo(parts_.outputs[i].type);
      const Value* constant = is_coerced ? nullptr : output.constant();
      constants_.push_back(constant == nullptr ? Value() : *constant);
    }
  }
}

Value TableLogic::Evaluate(LogicRun& run) const {
  feel::Arena& arena = run.evaluation.arena();
  const std::span<Value> inputs = arena.NewArray<Value>(parts_.inputs.size());
  Value result;
  size_t winners = 0;
  // Mostly one rule matches; two are an error to be told.
  feel::ArenaArray<Candidate> candidates(arena, 2);
  if (ReadInputs(run, inputs, result)) {
    grid_.Match(run.evaluation, inputs, parts_.hit_policy == HitPolicy::kFirst,
                RuleGrid::Search::kIndexed, candidates);
    result = Decide(run, candidates.items(), winners);
  }
  if (run.recorder != nullptr) {
    Record(run, inputs, candidates.items().first(winners));
  }
  return result;
}

bool TableLogic::ReadInputs(LogicRun& run, std::span<Value> inputs,
                            Value& problem) const {
  feel::Arena& arena = run.evaluation.arena();
  bool are_allowed = true;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const Input& input = parts_.inputs[i];
    inputs[i] = input.expression->Evaluate(run.evaluation);
    if (!input.expression->type().ConformsTo(input.type)) {
      inputs[i] = feel::Coerce(inputs[i], input.type, arena, At(input.place));
    }
    const bool is_asked = are_allowed && input.allowed_values != nullptr;
    if (!is_asked || inputs[i].is_null()) continue;
    const feel::TestOutcome allowed =
        input.allowed_values->Evaluate(run.evaluation, inputs[i]);
    if (allowed.match == feel::Match::kYes) continue;
    problem = Value::Error(
        arena,
        fmt::format("`{}` is {}, which is not one of its input values",
                    input.label, feel::ToText(inputs[i], kMaxInputBytes)),
        At(input.place));
    // The inputs to its right are read all the same: a trace tells of them.
    are_allowed = false;
  }
  return are_allowed;
}

Value TableLogic::Decide(LogicRun& run, Candidates candidates,
                         size_t& winners) const {
  winners = candidates.size();
  if (candidates.empty()) return DefaultResult(run);
  if (parts_.hit_policy == HitPolicy::kPriority) {
    return DecideByPriority(run, candidates, winners);
  }
  if (const feel::NullReason* unknown = FirstUnknown(candidates)) {
    winners = 0;
    return Value::Null(unknown);
  }
  switch (parts_.hit_policy) {
    case HitPolicy::kUnique:
      if (candidates.size() == 1) return ResultOf(run, candidates[0].row);
      winners = 0;
      return Value::Error(
          run.evaluation.arena(),
          fmt::format("rules {} and {} both match, and the hit policy is "
                      "UNIQUE",
                      candidates[0].row + 1, candidates[1].row + 1),
          At(parts_.rows[candidates[1].row].place));
    case HitPolicy::kAny:
      return DecideAny(run, candidates);
    case HitPolicy::kFirst:
    case HitPolicy::kPriority:
      return ResultOf(run, candidates[0].row);
    case HitPolicy::kOutputOrder:
      return DecideByPriority(run, candidates, winners);
    case HitPolicy::kRuleOrder:
      return ListOf(run, candidates);
    case HitPolicy::kCollect:
      return parts_.aggregation == Aggregation::kNone
                 ? ListOf(run, candidates)
                 : Aggregate(run, candidates);
  }
  return {};
}

Value TableLogic::DecideAny(LogicRun& run, Candidates candidates) const {
  const Value result = ResultOf(run, candidates[0].row);
  for (const Candidate& other : candidates.subspan(1)) {
    const Value also = ResultOf(run, other.row);
    if (feel::Equal(result, also).value_or(false)) continue;
    return Value::Error(
        run.evaluation.arena(),
        fmt::format("rules {} and {} both match with different outputs, and "
                    "the hit policy is ANY",
                    candidates[0].row + 1, other.row + 1),
        At(parts_.rows[other.row].place));
  }
  return result;
}

Value TableLogic::DecideByPriority(LogicRun& run, Candidates candidates,
                                   size_t& winners) const {
  struct Ranked {
    Candidate candidate;
    Value result;
  };
  std::vector<Ranked> ranked;
  for (const Candidate& candidate : candidates) {
    ranked.push_back({candidate, ResultOf(run, candidate.row)});
  }
  // Rules of equal priority keep their order.
  std::stable_sort(ranked.begin(), ranked.end(),
                   [&](const Ranked& a, const Ranked& b) {
                     return parts_.order.Compare(a.result, b.result) < 0;
                   });
  for (size_t i = 0; i < ranked.size(); ++i) {
    candidates[i] = ranked[i].candidate;
  }
  if (parts_.hit_policy == HitPolicy::kOutputOrder) {
    feel::ListBuilder list(run.evaluation.arena(), ranked.size());
    for (const Ranked& entry : ranked) list.Add(entry.result);
    return list.Build();
  }
  if (ranked[0].candidate.unknown != nullptr) {
    winners = 0;
    return Value::Null(ranked[0].candidate.unknown);
  }
  winners = 1;
  return ranked[0].result;
}

Value TableLogic::Aggregate(LogicRun& run, Candidates candidates) const {
  feel::Arena& arena = run.evaluation.arena();
  if (parts_.aggregation == Aggregation::kCount) {
    return Value::Number(Decimal(static_cast<int64_t>(candidates.size())));
  }
  Value total;
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Value value = ResultOf(run, candidates[i].row);
    if (value.is_null()) return value;
    const feel::SourcePlace place = At(parts_.rows[candidates[i].row].place);
    if (i == 0) {
      total = value;
      if (parts_.aggregation != Aggregation::kSum) continue;
    }
    if (parts_.aggregation == Aggregation::kSum) {
      if (!value.is(ValueKind::kNumber)) {
        return Value::Error(arena, "SUM asks for numbers", place);
      }
      if (i == 0) continue;
      const auto sum = Add(total.number(), value.number());
      if (!sum) return Value::Error(arena, "the sum is too large", place);
      total = Value::Number(*sum);
      continue;
    }
    const std::optional<int> order = feel::Compare(value, total);
    if (!order) {
      return Value::Error(arena, "MIN and MAX ask for values with an order",
                          place);
    }
    const bool is_better =
        parts_.aggregation == Aggregation::kMin ? *order < 0 : *order > 0;
    if (is_better) total = value;
  }
  return total;
}

Value TableLogic::ListOf(LogicRun& run, Candidates candidates) const {
  feel::ListBuilder list(run.evaluation.arena(), candidates.size());
  for (const Candidate& candidate : candidates) {
    list.Add(ResultOf(run, candidate.row));
  }
  return list.Build();
}

Value TableLogic::ResultOf(LogicRun& run, size_t row) const {
  if (parts_.outputs.size() == 1) return OutputOf(run, row, 0);
  feel::ContextBuilder result(run.evaluation.arena(), parts_.outputs.size());
  for (size_t i = 0; i < parts_.outputs.size(); ++i) {
    result.Add(parts_.outputs[i].name, OutputOf(run, row, i));
  }
  return result.Build();
}

Value TableLogic::OutputOf(LogicRun& run, size_t row, size_t column) const {
  feel::Evaluation& evaluation = run.evaluation;
  const Value& constant = constants_[row * parts_.outputs.size() + column];
  if (!constant.is_null()) {
    // Counted as if it were evaluated.
    const bool goes_on = evaluation.Step() && evaluation.AcceptListLength(0);
    return goes_on ? constant : Value();
  }
  const ExpressionPointer& expression = parts_.rows[row].outputs[column];
  const Value value = expression->Evaluate(evaluation);
  const feel::Type& type = parts_.outputs[column].type;
  if (expression->type().ConformsTo(type)) return value;
  return feel::Coerce(value, type, evaluation.arena(),
                      At(parts_.rows[row].place));
}

Value TableLogic::DefaultResult(LogicRun& run) const {
  const bool has_default = std::any_of(
      parts_.outputs.begin(), parts_.outputs.end(),
      [](const Output& output) { return output.default_entry != nullptr; });
  if (!has_default) {
    if (parts_.aggregation == Aggregation::kCount) return Value::Number(0);
    return Value::Null(&nothing_matched_);
  }
  const auto output = [&](const Output& of) {
    return of.default_entry == nullptr
               ? Value::Null(&nothing_matched_)
               : of.default_entry->Evaluate(run.evaluation);
  };
  if (parts_.outputs.size() == 1) return output(parts_.outputs[0]);
  feel::ContextBuilder result(run.evaluation.arena(), parts_.outputs.size());
  for (const Output& of : parts_.outputs) result.Add(of.name, output(of));
  return result.Build();
}

void TableLogic::Record(LogicRun& run, std::span<const Value> inputs,
                        Candidates winners) const {
  TableTrace trace;
  trace.id = parts_.id;
  feel::ArenaArray<MatchedRule> matched(run.recorder->arena(), winners.size());
  for (const Candidate& winner : winners) {
    matched.Add({static_cast<int>(winner.row) + 1, parts_.rows[winner.row].id});
  }
  trace.matched = matched.items();
  if (run.recorder->with_unmatched_rules()) AddUnmatched(run, inputs, trace);
  run.recorder->OnTable(trace);
}

void TableLogic::AddUnmatched(LogicRun& run, std::span<const Value> inputs,
                              TableTrace& trace) const {
  // What it takes to look for them must not change the result.
  const feel::Evaluation::Aside aside(run.evaluation);
  const auto failing = grid_.FindFailing(run.evaluation, inputs);
  const std::span<UnmatchedRule> unmatched =
      run.recorder->arena().NewArray<UnmatchedRule>(failing.size());
  for (size_t i = 0; i < failing.size(); ++i) {
    const Row& row = parts_.rows[failing[i].row];
    unmatched[i] = {static_cast<int>(failing[i].row) + 1, row.id,
                    parts_.inputs[failing[i].column].label,
                    row.conditions[failing[i].column]};
  }
  trace.unmatched = unmatched;
  trace.is_unmatched_cut = !run.evaluation.ok();
}

}  // namespace techflow::dmn
