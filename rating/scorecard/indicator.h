#ifndef TECHFLOW_RATING_SCORECARD_INDICATOR_H_
#define TECHFLOW_RATING_SCORECARD_INDICATOR_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "rating/decimal/decimal.h"
#include "rating/scorecard/assumptions.h"
#include "rating/scorecard/catalog.h"
#include "rating/scorecard/rule.h"
#include "rating/scorecard/scoring_function.h"
#include "rating/scorecard/weight_scheme.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::scorecard {

// An indicator's measure for one company, and where it stands.
struct Reading {
  // Nothing where it is unknown or a word.
  std::optional<Decimal> measure;
  // The word, where the measure is one; lives as long as the evaluation.
  std::string_view word;
  bool is_word = false;
  // Why it is unknown; lives as long as the evaluation.
  std::string_view missing_reason;
  // Of a known measure.
  Standing standing;
  // True where the points were assumed, without a measure.
  bool has_assumed_points = false;
  // Why an expert's points were not taken, where they were not.
  std::string expert_reason;

  bool is_known() const {
    return measure.has_value() || is_word || has_assumed_points;
  }
};

// A measure, how it turns into points, and what its absence means. Immutable;
// any thread.
class Indicator {
 public:
  // Null when the definition is wrong; everything wrong is reported.
  static std::unique_ptr<const Indicator> Compile(
      const v1::Indicator& definition, const Catalog& catalog,
      const RuleScope& scope, const FieldReader& reader);

  const std::string& id() const { return definition_.id(); }
  v1::MissingPolicy missing_policy() const { return definition_.missing(); }
  const ScoringFunction& scoring() const { return *scoring_; }

  // Fills `reading`, which is empty. FAILED_PRECONDITION where the measure's
  // rule is wrong or its value has no points.
  absl::Status Read(Evaluator evaluate, Reading& reading) const;

  // The reading that is assumed; nothing where none is. Errors as of Read().
  absl::StatusOr<std::optional<Reading>> Assumed(
      const Assumptions& assumptions) const;

  // The points that a reading brings into the fold, and what they rest on:
  // those earned, or those of the policy where the measure is unknown.
  WeighedIndicator Weigh(const Reading& reading, const Decimal& weight) const;

  // All of `result` but its weights and contribution.
  void Describe(const Reading& reading, v1::IndicatorResult& result) const;

  // All of `result` but its weight. For an unknown measure.
  void DescribeMissing(const Reading& reading,
                       v1::MissingEvidence& result) const;

 private:
  Indicator(const v1::Indicator& definition, Decimal floor,
            std::unique_ptr<const Rule> measure,
            std::unique_ptr<const Rule> expert_points,
            std::unique_ptr<const ScoringFunction> scoring);

  // The points of the expert, where one gave some that may be given here.
  absl::Status AskExpert(Evaluator evaluate, Reading& reading) const;

  v1::Indicator definition_;
  // The points of an unknown measure that keeps its weight.
  Decimal substituted_points_;
  std::unique_ptr<const Rule> measure_;
  // Null where nobody is asked.
  std::unique_ptr<const Rule> expert_points_;
  std::unique_ptr<const ScoringFunction> scoring_;
  // What every result of this indicator has in common.
  v1::IndicatorResult blank_result_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_INDICATOR_H_
