#ifndef TECHFLOW_RATING_SCORECARD_SCORING_EXPRESSION_H_
#define TECHFLOW_RATING_SCORECARD_SCORING_EXPRESSION_H_

#include <memory>

#include "rating/feel/expression.h"
#include "rating/scorecard/scoring_function.h"

namespace techflow::scorecard {

// Points by a formula: FEEL over the one name `measure`, a number. The formula
// sees neither evidence nor the day, so the same measure always has the same
// points. Points are rounded half-even to kScoreDecimals.
//
// Nobody can say where a formula's points change, so there are no turns and no
// next measure; where that matters, a curve says the same and shows its bends.
class ScoringExpression : public ScoringFunction {
 public:
  // Kind "expression": `expression`, and the parameters `lowest` and `highest`,
  // the fewest and the most points that it gives; 0 and 100 where left out.
  // Null when something is wrong; everything wrong is reported at its place. A
  // formula without `measure` is tried at once.
  static std::unique_ptr<const ScoringFunction> Compile(
      const ScoringSource& source);

  // INVALID_ARGUMENT where the formula gives no number, one outside
  // [lowest_points(), highest_points()], or takes too long.
  absl::StatusOr<Standing> Score(const Measure& measure) const override;
  Decimal lowest_points() const override { return bounds_.lowest; }
  Decimal highest_points() const override { return bounds_.highest; }

 private:
  struct Bounds {
    Decimal lowest;
    Decimal highest{100};
  };

  ScoringExpression(std::shared_ptr<const feel::Expression> expression,
                    const Bounds& bounds)
      : expression_(std::move(expression)), bounds_(bounds) {}
  static bool ReadBounds(const ScoringSource& source, Bounds& bounds);
  static std::shared_ptr<const feel::Expression> CompileText(
      const ScoringSource& source);

  std::shared_ptr<const feel::Expression> expression_;
  Bounds bounds_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_SCORING_EXPRESSION_H_
