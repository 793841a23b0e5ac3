// Runs a DecisionGraph; how it is compiled is in graph_compiler.cc.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/dmn/decision_graph.h"
#include "rating/dmn/graph_parts.h"
#include "rating/feel/coercion.h"

namespace techflow::dmn {
namespace {

using feel::Value;

// How deep errors are looked for in lists and contexts; what decisions return
// is flat.
constexpr int kMaxErrorDepth = 20;

// The first null born of an error in the value; null pointer when there is
// none. Records are what the caller gave, not what a rule made, so there is no
// error of a rule inside them.
const feel::NullReason* FindError(const Value& value, int depth = 0) {
  if (value.is_error()) return &value.reason();
  if (depth == kMaxErrorDepth) return nullptr;
  if (value.is(feel::ValueKind::kList)) {
    for (const Value& item : value.list()) {
      if (const auto* error = FindError(item, depth + 1)) return error;
    }
  }
  if (value.is(feel::ValueKind::kContext) && !value.is_record()) {
    for (const feel::ContextEntry& entry : value.context().entries()) {
      if (const auto* error = FindError(entry.value, depth + 1)) return error;
    }
  }
  return nullptr;
}

}  // namespace

DecisionGraph::Run::Run(const DecisionGraph& graph,
                        feel::Evaluation& evaluation, DecisionTrace* trace,
                        size_t slot_count)
    : graph_(graph),
      evaluation_(evaluation),
      trace_(trace),
      logic_run_(evaluation.arena().New<LogicRun>(evaluation)),
      values_(evaluation.arena().NewArray<Value>(graph.scope_.size())),
      is_done_(
          evaluation.arena().NewArray<bool>(graph.parts_->decisions.size())),
      frame_(evaluation, std::max(slot_count, graph.scope_.size())) {
  BindKnowledge();
}

void DecisionGraph::Run::BindKnowledge() {
  feel::Arena& arena = evaluation_.arena();
  for (const Parts::Knowledge& knowledge : graph_.parts_->knowledge) {
    if (knowledge.code == nullptr) continue;
    const std::span<Value> required =
        arena.NewArray<Value>(knowledge.required_slots.size());
    for (size_t i = 0; i < required.size(); ++i) {
      required[i] = values_[static_cast<size_t>(knowledge.required_slots[i])];
    }
    SetValue(knowledge.slot, Value::OfFunction(arena.New<BoundFunction>(
                                 *knowledge.code, required, *logic_run_)));
  }
}

void DecisionGraph::Run::SetValue(int slot, const Value& value) {
  values_[static_cast<size_t>(slot)] = value;
  evaluation_.Set(slot, value);
}

void DecisionGraph::Run::Set(int slot, const Value& value) {
  if (static_cast<size_t>(slot) >= values_.size()) {
    evaluation_.Set(slot, value);
    return;
  }
  for (const Parts::DeclaredInput& input : graph_.parts_->coerced_inputs) {
    if (input.slot != slot) continue;
    SetValue(slot, feel::Coerce(value, input.type, evaluation_.arena(),
                                {graph_.parts_->file, input.place.line,
                                 input.place.column}));
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
  for (const feel::Reference& reference : expression.references()) {
    const auto slot = static_cast<size_t>(reference.slot);
    if (slot < values_.size() &&
        graph_.parts_->decision_of_slot[slot] != Parts::kNoDecision) {
      EvaluateDecision(reference.slot);
    }
  }
  return expression.Evaluate(evaluation_);
}

// Recursion is bounded by RequirementGraph::kMaxChain.
Value DecisionGraph::Run::EvaluateDecision(int slot) {
  const Parts& parts = *graph_.parts_;
  const auto index =
      static_cast<size_t>(parts.decision_of_slot[static_cast<size_t>(slot)]);
  if (is_done_[index]) return values_[static_cast<size_t>(slot)];
  for (const Parts::Use& use : parts.decisions[index].uses) {
    if (parts.decision_of_slot[static_cast<size_t>(use.slot)] !=
        Parts::kNoDecision) {
      EvaluateDecision(use.slot);
    }
  }
  const Value result = EvaluateLogic(index);
  SetValue(slot, result);
  is_done_[index] = true;
  if (parts.dialect == feel::Dialect::kStrict && status_.ok()) {
    RejectError(index, result);
  }
  return result;
}

Value DecisionGraph::Run::EvaluateLogic(size_t index) {
  const Parts::Decision& decision = graph_.parts_->decisions[index];
  TracedDecision traced;
  if (trace_ != nullptr) {
    traced.name = decision.name;
    logic_run_->tables = &traced.tables;
    logic_run_->with_unmatched_rules = trace_->with_unmatched_rules;
  }
  Value result;
  {
    const feel::Evaluation::Frame frame(evaluation_, decision.slot_count);
    for (const Parts::Use& use : decision.uses) {
      const Value& value = values_[static_cast<size_t>(use.slot)];
      evaluation_.Set(use.local_slot, value);
      if (trace_ != nullptr) traced.inputs.push_back({use.name, value});
    }
    result = decision.logic->Evaluate(*logic_run_);
  }
  if (trace_ != nullptr) {
    logic_run_->tables = nullptr;
    traced.result = result;
    trace_->decisions.push_back(std::move(traced));
  }
  return result;
}

void DecisionGraph::Run::RejectError(size_t index, const Value& result) {
  const feel::NullReason* reason = FindError(result);
  if (reason == nullptr) return;
  const Parts& parts = *graph_.parts_;
  const Parts::Decision& decision = parts.decisions[index];
  Place place = decision.place;
  std::string_view file = parts.file;
  if (reason->place.line > 0) {
    file = reason->place.file;
    place = {reason->place.line, reason->place.column};
    if (file == parts.file) place = parts.source_map.InFile(place);
  }
  const std::string message =
      fmt::format("decision `{}`: {}:{}:{}: {}", decision.name, file,
                  place.line, place.column, reason->message);
  status_ = absl::FailedPreconditionError(message);
}

}  // namespace techflow::dmn
