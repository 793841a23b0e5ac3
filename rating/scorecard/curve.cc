#include "rating/scorecard/curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

// Far above any ratio, count or amount, and far below what could overflow.
const int64_t kLargestX = 1'000'000'000'000'000;
// More digits than any published table has.
constexpr int kXDecimals = 15;

std::optional<Curve::Point> ReadPoint(const v1::CurvePoint& definition,
                                      const FieldReader& reader) {
  const std::optional<Decimal> x =
      reader.ReadNumber("x", definition.x(),
                        {Decimal(-kLargestX), Decimal(kLargestX), kXDecimals});
  const std::optional<Decimal> points =
      reader.ReadNumber("points", definition.points(), PointsBounds());
  if (!x || !points) return std::nullopt;
  return Curve::Point{*x, *points};
}

}  // namespace

std::unique_ptr<const ScoringFunction> Curve::Compile(
    const ScoringSource& source) {
  const FieldReader& reader = source.reader;
  bool is_right = reader.CheckTakesOnly(source.definition, {"kind", "points"});
  std::vector<Point> points;
  for (int i = 0; i < source.definition.points_size(); ++i) {
    const FieldReader point_reader(
        fmt::format("point {} of {}", i + 1, reader.owner()),
        reader.places().Message("points", i), reader.diagnostics());
    const std::optional<Point> point =
        ReadPoint(source.definition.points(i), point_reader);
    if (!point) {
      is_right = false;
      continue;
    }
    if (!points.empty() && point->x <= points.back().x) {
      is_right = point_reader.AddError(
          "x", fmt::format("`x` of {} is {}; expected more than {}, that of "
                           "the point before",
                           point_reader.owner(), point->x.ToString(),
                           points.back().x.ToString()));
    }
    points.push_back(*point);
  }
  if (source.definition.points_size() < 2) {
    is_right = reader.AddError(
        "points", fmt::format("a curve needs two points or more, got {}",
                              source.definition.points_size()));
  }
  if (!is_right) return nullptr;
  return std::make_unique<Curve>(std::move(points));
}

Curve::Curve(std::vector<Point> points) : points_(std::move(points)) {
  assert(!points_.empty());
  const auto has_fewer_points = [](const Point& a, const Point& b) {
    return a.points < b.points;
  };
  const auto [lowest, highest] =
      std::minmax_element(points_.begin(), points_.end(), has_fewer_points);
  lowest_points_ = lowest->points;
  highest_points_ = highest->points;
  stretches_.push_back(fmt::format("< {}", points_.front().x.ToString()));
  for (size_t i = 1; i < points_.size(); ++i) {
    slopes_.push_back({Minus(points_[i].x, points_[i - 1].x),
                       Minus(points_[i].points, points_[i - 1].points)});
    stretches_.push_back(fmt::format("[{}..{})", points_[i - 1].x.ToString(),
                                     points_[i].x.ToString()));
  }
  stretches_.push_back(fmt::format(">= {}", points_.back().x.ToString()));
  most_before_.push_back(Minus(lowest_points_, Decimal(1)));
  for (Point& point : points_) {
    point.points = WithDecimals(point.points, kScoreDecimals);
    turns_.push_back({point.x, Turn::Kind::kBend});
    most_before_.push_back(std::max(most_before_.back(), point.points));
  }
}

absl::StatusOr<Standing> Curve::Score(const Measure& measured) const {
  const Decimal& measure = measured.number;
  // The first point to the right of the measure ends its stretch.
  const auto end = std::upper_bound(
      points_.begin(), points_.end(), measure,
      [](const Decimal& x, const Point& point) { return x < point.x; });
  const size_t stretch = static_cast<size_t>(end - points_.begin());
  Standing standing;
  standing.points = PointsAt(stretch, measure);
  standing.band = stretches_[stretch];
  standing.next = NextFrom(stretch, measure, standing.points);
  return standing;
}

Decimal Curve::PointsAt(size_t stretch, const Decimal& measure) const {
  if (stretch == 0) return points_.front().points;
  if (stretch == points_.size()) return points_.back().points;
  const Point& from = points_[stretch - 1];
  const Slope& slope = slopes_[stretch - 1];
  const std::optional<Decimal> rise =
      Divide(Times(Minus(measure, from.x), slope.rise), slope.run);
  assert(rise.has_value());
  return RoundTo(Plus(from.points, rise.value_or(Decimal())), kScoreDecimals);
}

// On either side the first point with more points is the nearest.
std::optional<Standing::Next> Curve::NextFrom(size_t stretch,
                                              const Decimal& measure,
                                              const Decimal& points) const {
  const Point* below = nullptr;
  if (most_before_[stretch] > points) {
    size_t i = stretch;
    while (points_[i - 1].points <= points) --i;
    below = &points_[i - 1];
  }
  const Point* above = nullptr;
  for (size_t i = stretch; i < points_.size() && above == nullptr; ++i) {
    if (points_[i].points > points) above = &points_[i];
  }
  const Point* nearest = below == nullptr ? above : below;
  if (nearest == nullptr) return std::nullopt;
  if (below != nullptr && above != nullptr &&
      Minus(above->x, measure) < Minus(measure, below->x)) {
    nearest = above;
  }
  return Standing::Next{nearest->x, nearest->points};
}

}  // namespace techflow::scorecard
