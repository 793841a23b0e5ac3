#ifndef TECHFLOW_RATING_SCORECARD_WEAKEST_LINK_H_
#define TECHFLOW_RATING_SCORECARD_WEAKEST_LINK_H_

#include <memory>
#include <span>

#include "rating/scorecard/weight_scheme.h"

namespace techflow::scorecard {

// The score is the least points of what counts, for what fails as a whole when
// one part fails: of the dimensions, each the mean of its indicators, or of the
// indicators. Only what has an effective weight counts. Effective weights and
// contributions are those of the weighted mean, with its reallocation; the
// adjustment is what the score lacks to their sum, above which it never is.
class WeakestLink : public WeightScheme {
 public:
  enum class Over { kDimensions, kIndicators };

  // Kind "weakest_link". Parameter `over`: "dimensions", which is meant where
  // it is left out, or "indicators".
  static std::unique_ptr<const WeightScheme> Compile(
      const WeightSchemeSource& source);

  explicit WeakestLink(Over over) : over_(over) {}

  FoldedScore Fold(std::span<const WeighedDimension> dimensions) const override;

 private:
  Over over_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_WEAKEST_LINK_H_
