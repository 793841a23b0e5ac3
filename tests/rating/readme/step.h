#ifndef TECHFLOW_TESTS_RATING_README_STEP_H_
#define TECHFLOW_TESTS_RATING_README_STEP_H_

#include <memory>
#include <span>

#include "rating/scorecard/scoring_function.h"

namespace techflow::scorecard {

// 100 points from a measure on, and 0 below it. Immutable; any thread.
class Step : public ScoringFunction {
 public:
  // Kind "step": the parameter `from`, a number. Null when it is not so;
  // everything wrong is reported.
  static std::unique_ptr<const ScoringFunction> Compile(
      const ScoringSource& source);

  absl::StatusOr<Standing> Score(const Measure& measure) const override;
  Decimal lowest_points() const override { return Decimal(0); }
  Decimal highest_points() const override { return Decimal(100); }
  std::span<const Turn> turns() const override { return {&step_, 1}; }

 private:
  explicit Step(const Decimal& from) : step_{from, Turn::Kind::kOpensAbove} {}

  Turn step_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_TESTS_RATING_README_STEP_H_
