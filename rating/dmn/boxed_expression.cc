#include "rating/dmn/boxed_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "rating/feel/coercion.h"
#include "rating/feel/value_builder.h"

namespace techflow::dmn {
namespace {

using feel::Value;

// An invocation's result, as far as the function's type tells.
feel::Type ResultType(const feel::Type& function) {
  return function.has_known_signature() ? function.result() : feel::Type();
}

}  // namespace

Value LiteralLogic::Evaluate(LogicRun& run) const {
  return expression_.Evaluate(run.evaluation);
}

FailedLogic::FailedLogic(std::string file, int line, int column,
                         std::string message)
    : Logic(feel::Type()),
      file_(std::move(file)),
      message_(std::move(message)),
      reason_{
          feel::NullReason::Cause::kError, message_, {file_, line, column}} {}

Value FailedLogic::Evaluate(LogicRun&) const { return Value::Null(&reason_); }

Value TypedLogic::Evaluate(LogicRun& run) const {
  Value value = value_->Evaluate(run);
  if (!feel::Conforms(value, type())) {
    value = feel::Coerce(value, type(), run.evaluation.arena(), place_);
  }
  if (constraint_ != nullptr) {
    value = Constrained(value, constraint_.get(), run.evaluation, place_);
  }
  return value;
}

Value ContextLogic::Evaluate(LogicRun& run) const {
  feel::Evaluation& evaluation = run.evaluation;
  // An entry may have the name of something outside, which is to come back.
  const std::span<Value> outer =
      evaluation.arena().NewArray<Value>(entries_.size());
  for (size_t i = 0; i < entries_.size(); ++i) {
    outer[i] = evaluation.Get(entries_[i].slot);
  }
  feel::ContextBuilder context(evaluation.arena(), entries_.size());
  for (const Entry& entry : entries_) {
    const Value value = entry.value->Evaluate(run);
    evaluation.Set(entry.slot, value);
    context.Add(entry.name, value);
  }
  const Value result =
      result_ == nullptr ? context.Build() : result_->Evaluate(run);
  for (size_t i = 0; i < entries_.size(); ++i) {
    evaluation.Set(entries_[i].slot, outer[i]);
  }
  return result;
}

Value ListLogic::Evaluate(LogicRun& run) const {
  feel::ListBuilder list(run.evaluation.arena(), items_.size());
  for (const LogicPointer& item : items_) list.Add(item->Evaluate(run));
  return list.Build();
}

Value RelationLogic::Evaluate(LogicRun& run) const {
  feel::ListBuilder rows(run.evaluation.arena());
  for (size_t first = 0; first < cells_.size(); first += columns_.size()) {
    feel::ContextBuilder row(run.evaluation.arena(), columns_.size());
    for (size_t i = 0; i < columns_.size(); ++i) {
      row.Add(columns_[i], cells_[first + i]->Evaluate(run));
    }
    rows.Add(row.Build());
  }
  return rows.Build();
}

Value ConditionalLogic::Evaluate(LogicRun& run) const {
  const Value condition = condition_->Evaluate(run);
  if (condition.is_missing()) return condition;
  if (keeps_errors_ && condition.is_error()) return condition;
  if (!condition.is_null() && !condition.is(feel::ValueKind::kBoolean)) {
    return Value::Error(run.evaluation.arena(),
                        fmt::format("a condition cannot be a {}",
                                    feel::KindName(condition.kind())),
                        place_);
  }
  if (feel::TraceSink* trace = run.evaluation.trace()) {
    trace->OnBranch(place_, condition.is_true());
  }
  return (condition.is_true() ? then_ : otherwise_)->Evaluate(run);
}

InvocationLogic::InvocationLogic(LogicPointer function,
                                 std::vector<Binding> bindings,
                                 feel::SourcePlace place)
    : Logic(ResultType(function->type())),
      function_(std::move(function)),
      bindings_(std::move(bindings)),
      place_(place) {}

Value InvocationLogic::Evaluate(LogicRun& run) const {
  feel::Arena& arena = run.evaluation.arena();
  const Value callee = function_->Evaluate(run);
  if (callee.is_null()) return callee;
  if (!callee.is(feel::ValueKind::kFunction)) {
    return Value::Error(
        arena,
        fmt::format("a {} cannot be invoked", feel::KindName(callee.kind())),
        place_);
  }
  const feel::Function& function = callee.function();
  const auto names = function.parameter_names();
  const auto types = function.type().parameters();
  const std::span<Value> arguments = arena.NewArray<Value>(names.size());
  for (const Binding& binding : bindings_) {
    const auto name = std::find(names.begin(), names.end(), binding.parameter);
    if (name == names.end()) {
      return Value::Error(
          arena,
          fmt::format("the function has no parameter `{}`", binding.parameter),
          place_);
    }
    const auto i = static_cast<size_t>(name - names.begin());
    const Value argument = binding.value->Evaluate(run);
    arguments[i] = i < types.size()
                       ? feel::Coerce(argument, types[i], arena, place_)
                       : argument;
    // As in a call in FEEL: what does not fit is not passed on as null.
    if (arguments[i].is_null() && !argument.is_null()) return arguments[i];
  }
  return function.Call(run.evaluation, arguments);
}

Value ClosureLogic::Evaluate(LogicRun& run) const {
  feel::Arena& arena = run.evaluation.arena();
  const std::span<Value> captured = arena.NewArray<Value>(captured_slots_);
  for (size_t i = 0; i < captured.size(); ++i) {
    captured[i] = run.evaluation.Get(static_cast<int>(i));
  }
  return Value::OfFunction(arena.New<BoundFunction>(*code_, captured, run));
}

Value LoopLogic::Evaluate(LogicRun& run) const {
  const Value source = source_->Evaluate(run);
  const Value body = body_->Evaluate(run);
  const feel::Evaluation::Frame frame(run.evaluation, 2);
  run.evaluation.Set(kSourceSlot, source);
  run.evaluation.Set(kBodySlot, body);
  return loop_->Evaluate(run.evaluation);
}

}  // namespace techflow::dmn
