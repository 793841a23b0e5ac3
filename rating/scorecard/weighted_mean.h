#ifndef TECHFLOW_RATING_SCORECARD_WEIGHTED_MEAN_H_
#define TECHFLOW_RATING_SCORECARD_WEIGHTED_MEAN_H_

#include <memory>
#include <span>

#include "rating/scorecard/weight_scheme.h"

namespace techflow::scorecard {

// The score is the sum of contributions, and an indicator contributes its
// effective weight times its points, half-even to kScoreDecimals. With
//
//   W    weight of the dimension          w  weight of the indicator in it
//   k    sum of w over the dimension's known indicators
//   r    sum of w over its reallocated ones
//   F    sum of W × r over the dimensions without a known indicator
//   K    sum of W over the dimensions with one
//
// the effective weight is
//
//   known         W × w × ((k + r) × K + F) / (k × K)
//   substituted   W × w
//   reallocated   0
//
// that is, a reallocated weight goes to the known indicators of its dimension
// in the ratio of their weights, or, where there is none, to the dimensions
// that have one in the ratio of theirs. Effective weights add up to 1 as long
// as anything is known. A contribution is one quotient, rounded once, and the
// score is the exact sum of contributions, so that the parts always add up.
class WeightedMean : public WeightScheme {
 public:
  // Kind "weighted_mean", which takes nothing else.
  static std::unique_ptr<const WeightScheme> Compile(
      const WeightSchemeSource& source);

  FoldedScore Fold(std::span<const WeighedDimension> dimensions) const override;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_WEIGHTED_MEAN_H_
