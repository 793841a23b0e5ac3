#include "tests/tck/case_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "rating/feel/calendar.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/value_text.h"
#include "tests/tck/written_value.h"

namespace techflow::tck {
namespace {

using dmn::DecisionGraph;
using feel::Value;

// The suite asks now() and today() for some day only.
feel::DateAndTime Clock() {
  return {*feel::MakeDate(2026, 11, 26), *feel::MakeClockTime(10, 30, 0, 0),
          feel::Zone::Utc()};
}

// One run of a case: the inputs of its model are set, results are asked for.
class CaseRun {
 public:
  CaseRun(const DecisionGraph& graph, const TestCase& test,
          dmn::DecisionTrace* trace)
      : graph_(graph),
        test_(test),
        evaluation_(Clock()),
        run_(graph, evaluation_, trace) {}

  feel::Evaluation& evaluation() { return evaluation_; }

  // The value of a result node; an explanation where it cannot be asked for.
  Value Result(const ExpectedResult& expected, std::string& problem) {
    if (test_.type == "decision") {
      if (!SetInputs(problem)) return {};
      const std::optional<int> slot = graph_.FindDecision(expected.decision);
      if (slot) return run_.EvaluateDecision(*slot);
      problem = "there is no decision " + expected.decision;
      return {};
    }
    const std::optional<int> slot = graph_.FindFunction(test_.invocable);
    if (!slot) {
      problem = "there is no function " + test_.invocable;
      return {};
    }
    std::vector<std::string_view> names;
    std::vector<Value> arguments;
    for (const Input& input : test_.inputs) {
      names.push_back(input.name);
      arguments.push_back(Read(input.value, problem));
    }
    return run_.Invoke(*slot, names, arguments);
  }

  Value Read(const WrittenValue& written, std::string& problem) {
    const auto value = ToFeel(written, evaluation_.arena());
    if (value.ok()) return *value;
    problem = std::string(value.status().message());
    return {};
  }

 private:
  bool SetInputs(std::string& problem) {
    for (const Input& input : test_.inputs) {
      std::optional<int> slot =
          graph_.FindInput(input.name, input.model_namespace);
      // A test may also set a decision.
      if (!slot) slot = graph_.scope().Find(input.name);
      // Names that no decision asks for are there too.
      if (slot) run_.Set(*slot, Read(input.value, problem));
      if (!problem.empty()) return false;
    }
    return true;
  }

  const DecisionGraph& graph_;
  const TestCase& test_;
  feel::Evaluation evaluation_;
  DecisionGraph::Run run_;
};

std::string Shown(const Value& value) {
  if (!value.is_null()) return feel::ToText(value, 400);
  return fmt::format("null ({})", value.reason().message);
}

// Compares one result; false, and why, when it is not the expected one.
bool CheckResult(const DecisionGraph& graph, const TestCase& test,
                 const ExpectedResult& expected, CaseOutcome& outcome) {
  CaseRun plain(graph, test, nullptr);
  dmn::DecisionTrace trace;
  trace.with_unmatched_rules = true;
  CaseRun traced(graph, test, &trace);
  std::string problem;
  const Value result = plain.Result(expected, problem);
  const std::string text = Shown(result);
  const std::string traced_text = Shown(traced.Result(expected, problem));
  const Value wanted = plain.Read(expected.value, problem);
  if (result.is_null() ? expected.is_error != result.is_error()
                       : expected.is_error) {
    outcome.errors_agree = false;
    outcome.error_note +=
        fmt::format("{}: {} error expected, got {}\n", expected.decision,
                    expected.is_error ? "an" : "no", text);
  }
  if (problem.empty() && text != traced_text) {
    problem = fmt::format("with a trace it is {}", traced_text);
  }
  if (problem.empty() && result.is_null() &&
      (result.reason().message.empty() || result.reason().place.line == 0)) {
    problem = "the null does not say why or where it is null";
  }
  if (problem.empty() && Agrees(result, wanted, plain.evaluation())) {
    return true;
  }
  outcome.explanation += fmt::format(
      "{}: expected {}, got {}{}{}\n", expected.decision,
      feel::ToText(wanted, 400), text, problem.empty() ? "" : "; ", problem);
  return false;
}

}  // namespace

bool ExpectsValue(const TestCase& test) {
  return std::any_of(test.results.begin(), test.results.end(),
                     [](const ExpectedResult& result) {
                       return result.value.kind != WrittenValue::Kind::kNull;
                     });
}

CaseOutcome RunCase(const DecisionGraph& graph, const TestCase& test) {
  CaseOutcome outcome;
  outcome.expects_value = ExpectsValue(test);
  outcome.errors_agree = true;
  outcome.passed = true;
  for (const ExpectedResult& expected : test.results) {
    if (!CheckResult(graph, test, expected, outcome)) outcome.passed = false;
  }
  return outcome;
}

}  // namespace techflow::tck
