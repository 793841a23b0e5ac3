#ifndef TECHFLOW_TESTS_RATING_FEEL_HARNESS_H_
#define TECHFLOW_TESTS_RATING_FEEL_HARNESS_H_

#include <memory>
#include <string>
#include <string_view>

#include "rating/feel/expression.h"
#include "rating/feel/unary_tests.h"

namespace techflow::feel {

// The clock of all these tests: 2026-11-23T10:30:00Z.
DateAndTime TestInstant();

// One expression with its names: compiled and evaluated, and the value kept
// alive for as long as this.
class Trial {
 public:
  explicit Trial(std::string_view text, Dialect dialect = Dialect::kConformance)
      : Trial(text, Scope(), dialect) {}
  Trial(std::string_view text, const Scope& scope,
        Dialect dialect = Dialect::kConformance,
        const EvaluationLimits& limits = {}, TraceSink* trace = nullptr);

  bool compiled() const { return expression_ != nullptr; }
  const Expression& expression() const { return *expression_; }
  Evaluation& evaluation() { return evaluation_; }
  void Set(std::string_view name, const Value& value);
  // Null where the text did not compile.
  Value Evaluate();
  // The value's text; a compilation that failed is "does not compile".
  std::string Text();

  Diagnostics diagnostics;

 private:
  const Scope scope_;
  std::shared_ptr<const Expression> expression_;
  Evaluation evaluation_;
  Evaluation::Frame frame_;
};

// The text of the value of an expression without names.
std::string Evaluated(std::string_view text);
// The message of the null that an expression gives; "not null" otherwise.
std::string Reason(std::string_view text);
// All that compiling in the strict dialect reports, one line for each.
std::string StrictErrors(std::string_view text, const Scope& scope = Scope());

}  // namespace techflow::feel

#endif  // TECHFLOW_TESTS_RATING_FEEL_HARNESS_H_
