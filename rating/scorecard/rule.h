#ifndef TECHFLOW_RATING_SCORECARD_RULE_H_
#define TECHFLOW_RATING_SCORECARD_RULE_H_

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/expression.h"
#include "rating/feel/scope.h"
#include "rating/scorecard/field_reader.h"

namespace techflow::scorecard {

class Rule;

// The names that the rules of a model may use. Those of `withheld` are in scope
// and not known yet when the rule is evaluated, so using one is an error,
// itself or through a decision.
struct RuleScope {
  // Whether the value of a slot hangs on that of another, or is the same.
  using Uses = std::function<bool(int slot, int other)>;

  const feel::Scope& names;
  std::span<const std::string> withheld;
  // Those that follow from the points of indicators. Corrections may use them
  // although everything before may not.
  std::span<const std::string> scored = {};
  // Empty: each slot stands for itself alone.
  Uses uses = {};
  // Why names are withheld, for messages.
  std::string_view why = "is known only after grading";
  // Where the code of the rules lies; see feel::CompileOptions.
  std::shared_ptr<feel::Arena> memory = nullptr;
};

// Evaluates a rule's expression over one company's evidence. Whoever owns the
// evaluation passes it; it sees every rule that is evaluated, in order.
using Evaluator = absl::FunctionRef<feel::Value(const Rule&)>;

// What a rule gave: a value of the kind it promises, or what is not known.
struct Finding {
  feel::Value value;
  // Why there is no value, where there is none; lives as long as the
  // evaluation and the rule.
  std::string_view missing_reason;

  bool is_known() const { return !value.is_null(); }
  bool is_true() const { return value.is_true(); }
};

// One FEEL expression of a model: a measure, a condition, a value. Immutable;
// any thread. Only the evaluation that an Evaluator holds changes.
class Rule {
 public:
  // `label` says in words which rule it is: "the measure of indicator `x`".
  // Null when the text of `field` is empty, does not compile, cannot give a
  // value of `kind`, or uses a withheld name; what is wrong is in the reader's
  // diagnostics.
  static std::unique_ptr<const Rule> Compile(
      std::string label, std::string_view field, std::string_view text,
      feel::TypeKind kind, const RuleScope& scope, const FieldReader& reader);

  const std::string& label() const { return label_; }
  const feel::Expression& expression() const { return expression_; }

  // A null of missing evidence, or one that somebody wrote, is a finding
  // without value. FAILED_PRECONDITION, naming file, line and reason, where the
  // rule itself is wrong: a null born of an error, or a value of another kind.
  absl::StatusOr<Finding> Evaluate(Evaluator evaluate) const;

  // Whether its value rests on a name of RuleScope::scored.
  bool rests_on_score() const { return rests_on_score_; }

  // The error of a value that the rule may not have: FAILED_PRECONDITION.
  [[gnu::cold]] absl::Status Refuse(std::string_view why) const;

  // Where its text begins.
  const feel::SourceOrigin& origin() const { return origin_; }

 private:
  Rule(std::string label, std::string_view text, feel::TypeKind kind,
       feel::SourceOrigin origin, bool rests_on_score,
       const feel::Expression& expression);

  feel::Expression expression_;
  feel::TypeKind kind_;
  bool rests_on_score_;
  std::string label_;
  std::string no_value_;
  feel::SourceOrigin origin_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_RULE_H_
