#ifndef TECHFLOW_RATING_SCORECARD_CURVE_H_
#define TECHFLOW_RATING_SCORECARD_CURVE_H_

#include <memory>
#include <string>
#include <vector>

#include "rating/scorecard/scoring_function.h"

namespace techflow::scorecard {

// Straight lines between given points, and flat outside them:
//
//   points(x) = p0 + (x - x0) × (p1 - p0) / (x1 - x0)   for x in [x0..x1]
//
// each operation correctly rounded to 34 digits, the result half-even to
// kScoreDecimals. Points rise (or fall) with x wherever the line does.
//
// The next measure that earns more is the nearest bend with more points: on a
// slope every small step earns something, which would tell nobody anything.
class Curve : public ScoringFunction {
 public:
  struct Point {
    Decimal x;
    Decimal points;
  };

  // Kind "curve": two `points` or more, x rising strictly, between -10^15 and
  // 10^15. Null when it is not so; everything wrong is reported.
  static std::unique_ptr<const ScoringFunction> Compile(
      const ScoringSource& source);

  // As Compile, for points that are known to be right.
  explicit Curve(std::vector<Point> points);

  absl::StatusOr<Standing> Score(const Measure& measure) const override;
  Decimal lowest_points() const override { return lowest_points_; }
  Decimal highest_points() const override { return highest_points_; }
  std::span<const Turn> turns() const override { return turns_; }

 private:
  // From a point to the one after it.
  struct Slope {
    Decimal run;
    Decimal rise;
  };

  Decimal PointsAt(size_t stretch, const Decimal& measure) const;
  std::optional<Standing::Next> NextFrom(size_t stretch, const Decimal& measure,
                                         const Decimal& points) const;

  std::vector<Point> points_;
  std::vector<Slope> slopes_;
  // Of the points before each stretch the most points; below all before the
  // first.
  std::vector<Decimal> most_before_;
  std::vector<Turn> turns_;
  // How each stretch reads: before the first point, between two, after the
  // last; stretch i ends at point i.
  std::vector<std::string> stretches_;
  Decimal lowest_points_;
  Decimal highest_points_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_CURVE_H_
