#ifndef TECHFLOW_RATING_INSIGHT_RERATING_H_
#define TECHFLOW_RATING_INSIGHT_RERATING_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "rating/decimal/decimal.h"
#include "rating/grading.h"
#include "rating/rating_model.h"
#include "rating/scorecard/assumptions.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// A rating that can be computed again with measures, points or weights taken as
// given, to see what would become of score and grade. Points into what it was
// made from, which must outlive it. Immutable; any thread.
class Rerating {
 public:
  // `present` is what `model` says of `view` on `as_of`.
  Rerating(const rating::RatingModel& model, const v1::Evidence& view,
           const v1::Date& as_of, const v1::Assessment& present);

  const v1::Model& definition() const { return model_.definition(); }
  const rating::RatingModel& model() const { return model_; }
  const v1::Assessment& present() const { return present_; }

  // The grading then, without flags and policy outputs. Measures that are known
  // and not assumed are taken from the present rating instead of being computed
  // once more. Errors as of RatingModel::Assess().
  absl::StatusOr<rating::Grading> With(
      const scorecard::Assumptions& assumptions) const;
  absl::StatusOr<rating::Grading> WithPoints(std::string_view indicator,
                                             const Decimal& points) const;
  absl::StatusOr<rating::Grading> WithMeasure(std::string_view indicator,
                                              const Decimal& measure) const;
  // The same, but with all that is not assumed computed from the evidence.
  absl::StatusOr<rating::Grading> WithOnly(
      scorecard::Assumptions assumptions) const;
  // With() and the lines that say why.
  absl::StatusOr<v1::Assessment> AssessWith(
      const scorecard::Assumptions& assumptions) const;

  // True where it is known that what the corrections do does not depend on
  // points and weights, so that a base score that rises lowers neither score
  // nor grade: all of them are of the engine's own kinds, and none looks at
  // `base score`, `completeness` or `dimension points`, nor do the decisions
  // that it uses.
  bool has_fixed_corrections() const { return has_fixed_corrections_; }

 private:
  scorecard::Assumptions Complete(
      const scorecard::Assumptions& assumptions) const;

  const rating::RatingModel& model_;
  const v1::Evidence& view_;
  const v1::Date& as_of_;
  const v1::Assessment& present_;
  scorecard::Assumptions known_;
  bool has_fixed_corrections_;
};

// The line of an indicator; null where there is none.
const v1::IndicatorResult* FindLine(const v1::Assessment& assessment,
                                    std::string_view indicator);

// Whether `a` is a better grade than `b`: ranks, where 0 is no grade.
bool IsBetterRank(int a, int b);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_RERATING_H_
