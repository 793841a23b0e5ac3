#ifndef TECHFLOW_RATING_SCORECARD_SUM_OF_POINTS_H_
#define TECHFLOW_RATING_SCORECARD_SUM_OF_POINTS_H_

#include <memory>
#include <span>

#include "rating/scorecard/weight_scheme.h"

namespace techflow::scorecard {

// The score is the sum of points, as official tables count: an indicator
// contributes its points as they are, a dimension at most its cap, and of a
// dimension with `best_only` only the indicator with the most points counts, of
// equal ones the first. There are no weights; those that are shown say how much
// of the total an indicator can bring.
//
// A dimension's points are its contribution, not a share of 100. What is
// reallocated elsewhere brings nothing here.
class SumOfPoints : public WeightScheme {
 public:
  // Kind "sum_of_points", which takes nothing else.
  static std::unique_ptr<const WeightScheme> Compile(
      const WeightSchemeSource& source);

  bool takes_weights() const override { return false; }
  FoldedScore Fold(std::span<const WeighedDimension> dimensions) const override;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_SUM_OF_POINTS_H_
