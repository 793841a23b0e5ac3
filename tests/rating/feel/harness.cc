#include "tests/rating/feel/harness.h"

#include "rating/feel/value_text.h"

namespace techflow::feel {

DateAndTime TestInstant() {
  return {Date{2026, 11, 23}, ClockTime{10, 30, 0, 0}, Zone::Utc()};
}

Trial::Trial(std::string_view text, const Scope& scope, Dialect dialect,
             const EvaluationLimits& limits, TraceSink* trace)
    : scope_(scope),
      expression_(
          Expression::Compile(text, scope_, {dialect, {}}, diagnostics)),
      evaluation_(TestInstant(), limits, trace),
      frame_(evaluation_, scope_.size()) {}

void Trial::Set(std::string_view name, const Value& value) {
  evaluation_.Set(scope_.Find(name).value(), value);
}

Value Trial::Evaluate() {
  return compiled() ? expression_->Evaluate(evaluation_) : Value();
}

std::string Trial::Text() {
  return compiled() ? ToText(Evaluate()) : "does not compile";
}

std::string Evaluated(std::string_view text) { return Trial(text).Text(); }

std::string Reason(std::string_view text) {
  Trial trial(text);
  const Value value = trial.Evaluate();
  return value.is_null() ? std::string(value.reason().message) : "not null";
}

std::string StrictErrors(std::string_view text, const Scope& scope) {
  return Trial(text, scope, Dialect::kStrict).diagnostics.ToString();
}

}  // namespace techflow::feel
