// Runs a DecisionGraph; how it is compiled is in graph_compiler.cc.
#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

#include "rating/dmn/decision_graph.h"
#include "rating/dmn/graph_parts.h"
#include "rating/dmn/trace_recorder.h"
#include "rating/feel/coercion.h"
#include "rating/feel/function.h"
#include "rating/feel/invocation.h"
#include "rating/feel/value_builder.h"

namespace techflow::dmn {
namespace {

using feel::Value;

bool AreRecords(std::span<const Value> items) {
  return std::all_of(items.begin(), items.end(),
                     [](const Value& item) { return item.is_record(); });
}

const feel::NullReason* FindErrorInside(const Value& value,
                                        feel::Evaluation& evaluation);

// The first null born of an error in the value; null pointer when there is
// none, or a limit was passed: a loop can nest lists without end and share them
// many times over. Records are what the caller gave, not what a rule made, so
// there is no error of a rule inside them.
inline const feel::NullReason* FindError(const Value& value,
                                         feel::Evaluation& evaluation) {
  if (value.is_error()) return &value.reason();
  const feel::Evaluation::Nesting nesting(evaluation, 1);
  if (!evaluation.Step() || !nesting.ok()) return nullptr;
  const bool has_parts =
      value.is(feel::ValueKind::kList) ||
      (value.is(feel::ValueKind::kContext) && !value.is_record());
  return has_parts ? FindErrorInside(value, evaluation) : nullptr;
}

const feel::NullReason* FindErrorInside(const Value& value,
                                        feel::Evaluation& evaluation) {
  if (value.is(feel::ValueKind::kContext)) {
    for (const feel::ContextEntry& entry : value.context().entries()) {
      if (const auto* error = FindError(entry.value, evaluation)) return error;
    }
    return nullptr;
  }
  const std::span<const Value> items = value.list();
  if (!items.empty() && AreRecords(items)) {
    const feel::Evaluation::Nesting nesting_of_items(evaluation, 1);
    evaluation.Step(static_cast<int64_t>(items.size()));
    return nullptr;
  }
  for (const Value& item : items) {
    if (const auto* error = FindError(item, evaluation)) return error;
  }
  return nullptr;
}

}  // namespace

// A decision service as a value of a run: each call makes its decisions anew,
// from its arguments alone. Lives in the arena.
class DecisionGraph::Run::ServiceFunction final : public feel::Function {
 public:
  ServiceFunction(const DecisionGraph& graph, const Parts::Service& service,
                  DecisionTrace* trace)
      : graph_(graph), service_(service), trace_(trace) {}

  const feel::Type& type() const override { return service_.type; }
  std::span<const std::string_view> parameter_names() const override {
    return service_.parameter_names;
  }
  Value Call(feel::Evaluation& evaluation,
             std::span<const Value> arguments) const override {
    const feel::Evaluation::Nesting nesting(evaluation, kDepth);
    if (!evaluation.Step() || !nesting.ok()) return {};
    Run run(graph_, evaluation, trace_);
    const size_t count =
        std::min(arguments.size(), service_.parameter_slots.size());
    for (size_t i = 0; i < count; ++i) {
      run.Set(service_.parameter_slots[i], arguments[i]);
    }
    const DeclaredType& declared = service_.result;
    const Value result = feel::Coerce(Outputs(run), declared.type,
                                      evaluation.arena(), service_.place);
    return Constrained(result, declared.constraint.get(), evaluation,
                       service_.place);
  }

 private:
  Value Outputs(Run& run) const {
    const auto& outputs = service_.outputs;
    if (outputs.size() == 1) return run.EvaluateDecision(outputs[0].slot);
    feel::ContextBuilder result(run.evaluation_.arena(), outputs.size());
    for (const Parts::Service::Output& output : outputs) {
      result.Add(output.name, run.EvaluateDecision(output.slot));
    }
    return result.Build();
  }

  // Stack that a run takes, in nodes of FEEL's nesting.
  static constexpr int kDepth = 50;

  const DecisionGraph& graph_;
  const Parts::Service& service_;
  DecisionTrace* trace_;
};

DecisionGraph::Run::Run(const DecisionGraph& graph,
                        feel::Evaluation& evaluation, DecisionTrace* trace,
                        size_t slot_count)
    : graph_(graph),
      evaluation_(evaluation),
      trace_(trace),
      logic_run_(evaluation.arena().New<LogicRun>(evaluation)),
      frame_(evaluation, std::max(slot_count, graph.scope_.size())),
      values_(frame_.slots().first(graph.scope_.size())),
      is_done_(
          evaluation.arena().NewArray<bool>(graph.parts_->decisions.size())) {
  for (const Parts::Input& input : graph.parts_->inputs) {
    SetValue(input.slot, Value::Null(&input.not_given));
  }
  BindFunctions();
}

// Services take no values from outside, so they come first.
void DecisionGraph::Run::BindFunctions() {
  feel::Arena& arena = evaluation_.arena();
  for (const auto& service : graph_.parts_->services) {
    SetValue(service->slot, Value::OfFunction(arena.New<ServiceFunction>(
                                graph_, *service, trace_)));
  }
  for (const Parts::Knowledge& knowledge : graph_.parts_->knowledge) {
    if (knowledge.code == nullptr) continue;
    const std::span<Value> known =
        arena.NewArray<Value>(knowledge.known_slots.size());
    SetValue(knowledge.slot, Value::OfFunction(arena.New<BoundFunction>(
                                 *knowledge.code, known, *logic_run_)));
    for (size_t i = 0; i < known.size(); ++i) {
      known[i] = values_[static_cast<size_t>(knowledge.known_slots[i])];
    }
  }
}

void DecisionGraph::Run::SetValue(int slot, const Value& value) {
  values_[static_cast<size_t>(slot)] = value;
}

void DecisionGraph::Run::Set(int slot, const Value& value) {
  if (static_cast<size_t>(slot) >= values_.size()) {
    evaluation_.Set(slot, value);
    return;
  }
  for (const Parts::DeclaredInput& input : graph_.parts_->checked_inputs) {
    if (input.slot != slot) continue;
    const Value coerced =
        feel::Coerce(value, input.type, evaluation_.arena(), input.place);
    SetValue(slot, Constrained(coerced, input.constraint.get(), evaluation_,
                               input.place));
    return;
  }
  const int decision =
      graph_.parts_->decision_of_slot[static_cast<size_t>(slot)];
  if (decision != Parts::kNoDecision) {
    is_done_[static_cast<size_t>(decision)] = true;
  }
  SetValue(slot, value);
}

Value DecisionGraph::Run::Evaluate(const feel::Expression& expression) {
  for (const int used : expression.slots()) {
    const auto slot = static_cast<size_t>(used);
    if (slot >= values_.size()) continue;
    const int decision = graph_.parts_->decision_of_slot[slot];
    if (decision != Parts::kNoDecision) Make(static_cast<size_t>(decision));
  }
  return expression.Evaluate(evaluation_);
}

Value DecisionGraph::Run::Invoke(int slot,
                                 std::span<const std::string_view> names,
                                 std::span<const Value> arguments) {
  const Value& function = values_[static_cast<size_t>(slot)];
  const feel::SourcePlace place = graph_.parts_->PlaceOfFunction(slot);
  if (!function.is(feel::ValueKind::kFunction)) {
    return Value::Error(evaluation_.arena(), "the function does not compile",
                        place);
  }
  return feel::InvokeNamed(evaluation_, function.function(), names, arguments,
                           place);
}

Value DecisionGraph::Run::EvaluateDecision(int slot) {
  const auto index = static_cast<size_t>(slot);
  Make(static_cast<size_t>(graph_.parts_->decision_of_slot[index]));
  return values_[index];
}

// Recursion is bounded by RequirementGraph::kMaxChain.
void DecisionGraph::Run::Make(size_t index) {
  if (is_done_[index]) return;
  const Parts& parts = *graph_.parts_;
  const Parts::Decision& decision = parts.decisions[index];
  for (const int required : graph_.parts_->RequiredBy(decision)) {
    Make(static_cast<size_t>(required));
  }
  Value& result = values_[static_cast<size_t>(decision.slot)];
  // After a failure values mean nothing, and a trace ends where it happened.
  const bool is_traced = trace_ != nullptr && evaluation_.ok();
  new (&result) Value(is_traced ? RunTraced(index) : RunLogic(index));
  is_done_[index] = true;
  if (parts.dialect != feel::Dialect::kStrict || !status_.ok()) return;
  if (const feel::NullReason* reason = FindError(result, evaluation_)) {
    Reject(index, *reason);
  }
}

Value DecisionGraph::Run::RunTraced(size_t index) {
  const Parts::Decision& decision = graph_.parts_->decisions[index];
  const std::span<NamedValue> inputs =
      trace_->arena.NewArray<NamedValue>(decision.uses.size());
  for (size_t i = 0; i < inputs.size(); ++i) {
    const Parts::Use& use = decision.uses[i];
    inputs[i] = {use.name, values_[static_cast<size_t>(use.slot)]};
  }
  TraceRecorder recorder(evaluation_, *trace_);
  TraceRecorder* outer = std::exchange(logic_run_->recorder, &recorder);
  const Value result = RunLogic(index);
  logic_run_->recorder = outer;
  TracedDecision traced = recorder.Heard();
  traced.name = decision.name;
  traced.inputs = inputs;
  traced.is_finished = evaluation_.ok();
  if (traced.is_finished) traced.result = result;
  trace_->decisions.push_back(traced);
  return result;
}

Value DecisionGraph::Run::RunLogic(size_t index) {
  const Parts::Decision& decision = graph_.parts_->decisions[index];
  const std::span<const int> sources = graph_.parts_->SourcesOf(decision);
  const std::span<Value> slots =
      evaluation_.arena().NewRoom<Value>(sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    if (sources[i] == Parts::kNoSlot) {
      new (&slots[i]) Value();
    } else {
      new (&slots[i]) Value(values_[static_cast<size_t>(sources[i])]);
    }
  }
  const feel::Evaluation::Frame frame(evaluation_, slots);
  return decision.logic->Evaluate(*logic_run_);
}

void DecisionGraph::Run::Reject(size_t index, const feel::NullReason& reason) {
  const Parts::Decision& decision = graph_.parts_->decisions[index];
  const feel::SourcePlace place =
      graph_.InFile(reason.place.line > 0 ? reason.place : decision.place);
  status_ = absl::FailedPreconditionError(
      fmt::format("decision `{}`: {}:{}:{}: {}", decision.name, place.file,
                  place.line, place.column, reason.message));
}

}  // namespace techflow::dmn
