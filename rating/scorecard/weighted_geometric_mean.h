#ifndef TECHFLOW_RATING_SCORECARD_WEIGHTED_GEOMETRIC_MEAN_H_
#define TECHFLOW_RATING_SCORECARD_WEIGHTED_GEOMETRIC_MEAN_H_

#include <memory>
#include <span>

#include "rating/scorecard/weight_scheme.h"

namespace techflow::scorecard {

// The score is the geometric mean of the points of all indicators by their
// effective weights, so that strength in one place does not make up for
// weakness in another:
//
//   score = exp(Σ wᵢ × ln pᵢ / Σ wᵢ)
//
// half-even to kScoreDecimals, and 0 where an indicator that weighs something
// has no points. Effective weights, with kShownWeightDecimals, and
// contributions are those of the weighted mean, with its reallocation; the
// adjustment is what the score lacks to their sum. It is never above that sum:
// of equal points the score is just these, unless the contributions were
// rounded to a sum a few millionths below.
//
// More points never lower the score, although exp and ln are not correctly
// rounded: points have kScoreDecimals, so that one point step at the least
// weight moves the exponent by 10⁻²⁰ or more, while the errors of 34 digits are
// below 10⁻²⁹; after that only the rounding is left, and the bound, and neither
// falls.
class WeightedGeometricMean : public WeightScheme {
 public:
  // Kind "weighted_geometric_mean", which takes nothing else.
  static std::unique_ptr<const WeightScheme> Compile(
      const WeightSchemeSource& source);

  FoldedScore Fold(std::span<const WeighedDimension> dimensions) const override;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_WEIGHTED_GEOMETRIC_MEAN_H_
