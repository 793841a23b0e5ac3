#ifndef TECHFLOW_TESTS_RATING_DMN_RUN_MODEL_H_
#define TECHFLOW_TESTS_RATING_DMN_RUN_MODEL_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "rating/dmn/decision_graph.h"
#include "rating/feel/calendar.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/expression.h"
#include "rating/feel/value_text.h"

namespace techflow::dmn {

using Names = std::vector<feel::Scope::Name>;

// A compiled model, and what was said about it.
struct Compiled {
  std::shared_ptr<const DecisionGraph> graph;
  std::string diagnostics;
};

inline Compiled CompileModel(const std::string& xml, const Names& inputs,
                             feel::Dialect dialect = feel::Dialect::kStrict) {
  feel::Diagnostics diagnostics;
  Compiled compiled;
  compiled.graph =
      DecisionGraph::Compile("test.dmn", xml, inputs, dialect, diagnostics);
  compiled.diagnostics = diagnostics.ToString();
  return compiled;
}

struct Outcome {
  std::string result;       // As FEEL text, or why there is none.
  std::string null_reason;  // Where the result is null.
  feel::NullReason::Cause null_cause = feel::NullReason::Cause::kExplicit;
  absl::Status status;
  // Values that a trace shows live as long as these.
  std::shared_ptr<feel::Evaluation> evaluation;
  std::vector<std::shared_ptr<const feel::Expression>> inputs;
};

using InputTexts = std::vector<std::pair<std::string, std::string>>;

// Runs one decision; each input is a FEEL expression, or "?" for evidence that
// is missing.
inline Outcome RunDecision(const DecisionGraph& graph,
                           const std::string& decision,
                           const InputTexts& inputs,
                           DecisionTrace* trace = nullptr) {
  Outcome outcome;
  outcome.evaluation = std::make_shared<feel::Evaluation>(feel::DateAndTime{});
  feel::Evaluation& evaluation = *outcome.evaluation;
  DecisionGraph::Run run(graph, evaluation, trace);
  for (const auto& [name, text] : inputs) {
    const auto slot = graph.scope().Find(name);
    if (!slot) {
      outcome.result = "there is no input " + name;
      return outcome;
    }
    if (text == "?") {
      run.Set(*slot,
              feel::Value::Missing(evaluation.arena(), name + " is not known"));
      continue;
    }
    feel::Diagnostics diagnostics;
    const auto value = feel::Expression::Compile(
        text, feel::Scope(), feel::CompileOptions{}, diagnostics);
    if (value == nullptr) {
      outcome.result = diagnostics.ToString();
      return outcome;
    }
    outcome.inputs.push_back(value);
    run.Set(*slot, value->Evaluate(evaluation));
  }
  const auto slot = graph.FindDecision(decision);
  if (!slot) {
    outcome.result = "there is no decision " + decision;
    return outcome;
  }
  const feel::Value value = run.EvaluateDecision(*slot);
  outcome.result = feel::ToText(value);
  outcome.status = run.status();
  if (value.is_null()) {
    outcome.null_reason = value.reason().message;
    outcome.null_cause = value.reason().cause;
  }
  return outcome;
}

}  // namespace techflow::dmn

#endif  // TECHFLOW_TESTS_RATING_DMN_RUN_MODEL_H_
