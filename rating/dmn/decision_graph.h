#ifndef TECHFLOW_RATING_DMN_DECISION_GRAPH_H_
#define TECHFLOW_RATING_DMN_DECISION_GRAPH_H_

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "rating/dmn/decision_trace.h"
#include "rating/dmn/linked_model.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/expression.h"
#include "rating/feel/scope.h"
#include "rating/feel/value.h"

namespace techflow::dmn {

struct LogicRun;

// The decisions of a DMN file and of those it imports, compiled: each sees only
// what it requires, and none requires itself. Immutable, so any number of
// threads may share one; values that come out of it point into it.
class DecisionGraph {
 public:
  class Run;

  // `inputs` are what the caller will supply: their names and types. They meet
  // the <inputData> of all files by name. Imports are looked for in
  // `importable`, by namespace.
  //
  // Strict: null pointer when anything is wrong (syntax, unknown names, a name
  // used but not required, inputs the caller does not know, types, gaps and
  // overlaps of tables, unreachable rules); all of it is in `diagnostics`.
  // Conformance: only files that cannot be read and requirements in a circle
  // are errors; an expression that is wrong is a warning, and null when it is
  // evaluated.
  static std::shared_ptr<const DecisionGraph> Compile(
      std::string_view file_name, std::string_view xml,
      std::span<const feel::Scope::Name> inputs, feel::Dialect dialect,
      feel::Diagnostics& diagnostics,
      std::span<const ModelText> importable = {});

  ~DecisionGraph();
  DecisionGraph(const DecisionGraph&) = delete;
  DecisionGraph& operator=(const DecisionGraph&) = delete;

  // Every name and its slot: first the caller's inputs in their order (the
  // slot of inputs[i] is i), then what the file declares, then what it imports
  // under the import's name, as in `base.rates`. For expressions that use
  // decisions.
  const feel::Scope& scope() const { return scope_; }

  // The slot of a decision; nothing where no decision has the name.
  std::optional<int> FindDecision(std::string_view name) const;
  // The slot of a business knowledge model or decision service.
  std::optional<int> FindFunction(std::string_view name) const;
  // The slot of the input that the model with that namespace declares, the main
  // one where it is empty.
  std::optional<int> FindInput(std::string_view name,
                               std::string_view model_namespace = "") const;
  // Whether the value of `slot` may hang on that of `other`: it is the same, or
  // a decision or function that uses it, perhaps through others.
  bool Uses(int slot, int other) const;
  // Where the place of a null's reason or of a trace stands in its file.
  feel::SourcePlace InFile(const feel::SourcePlace& place) const;
  // Slots of all decisions, each after those it requires.
  std::span<const int> decision_slots() const { return decision_slots_; }

 private:
  friend class GraphCompiler;
  struct Parts;

  DecisionGraph();

  feel::Scope scope_;
  std::string target_namespace_;
  std::vector<int> decision_slots_;
  std::unique_ptr<Parts> parts_;
};

// One evaluation of a graph's decisions for one set of inputs; each decision is
// evaluated once, when it is first asked for. Opens a frame in `evaluation` for
// as long as it lives; nothing else may open one that outlives it. One thread.
class DecisionGraph::Run {
 public:
  // `trace` may be null; with it the results are the same. A caller whose own
  // scope extends graph.scope() asks for as many slots as that has.
  Run(const DecisionGraph& graph, feel::Evaluation& evaluation,
      DecisionTrace* trace = nullptr, size_t slot_count = 0);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // An input, or a slot of the caller's own, before anything that uses it is
  // evaluated. An input of another type than the file declares becomes null. A
  // decision that is set keeps that value and is not evaluated.
  void Set(int slot, const feel::Value& value);

  // The expression, compiled against graph.scope() or an extension of it,
  // after the decisions that it names.
  feel::Value Evaluate(const feel::Expression& expression);
  // `slot` is one of graph.decision_slots().
  feel::Value EvaluateDecision(int slot);
  // Calls the function of graph.FindFunction() with arguments by name; those
  // not named are null.
  feel::Value Invoke(int slot, std::span<const std::string_view> names,
                     std::span<const feel::Value> arguments);

  // FAILED_PRECONDITION when in the strict dialect a null born of an error
  // reached the result of a decision: the first such, with decision, reason,
  // file, line and column. RESOURCE_EXHAUSTED when the evaluation passed a
  // limit. Missing evidence is no error.
  const absl::Status& status() const {
    return evaluation_.ok() ? status_ : evaluation_.status();
  }

 private:
  class ServiceFunction;

  void BindFunctions();
  void SetValue(int slot, const feel::Value& value);
  // Sees to it that the decision has its value.
  void Make(size_t decision);
  feel::Value RunLogic(size_t decision);
  feel::Value RunTraced(size_t decision);
  [[gnu::cold]] void Reject(size_t decision, const feel::NullReason& reason);

  const DecisionGraph& graph_;
  feel::Evaluation& evaluation_;
  DecisionTrace* trace_;
  LogicRun* logic_run_;
  feel::Evaluation::Frame frame_;
  // The frame's values, which inner frames hide, but for the caller's own.
  std::span<feel::Value> values_;
  std::span<bool> is_done_;
  absl::Status status_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_DECISION_GRAPH_H_
