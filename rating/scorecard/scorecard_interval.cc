// What the unknown leaves possible before corrections.
#include <algorithm>

#include "rating/scorecard/scorecard.h"

namespace techflow::scorecard {

bool Scorecard::IsCertain(const Readings& readings) {
  for (const std::vector<Reading>& dimension : readings) {
    for (const Reading& reading : dimension) {
      if (!reading.is_known() || reading.standing.range.has_value()) {
        return false;
      }
    }
  }
  return true;
}

Scorecard::PointsRange Scorecard::PossiblePoints(const Indicator& indicator,
                                                 const Reading& reading) const {
  if (reading.is_known()) {
    const Standing& standing = reading.standing;
    if (standing.range.has_value()) {
      return {standing.range->lowest, standing.range->highest};
    }
    return {standing.points, standing.points};
  }
  const ScoringFunction& scoring = indicator.scoring();
  PointsRange range{scoring.lowest_points(), scoring.highest_points()};
  switch (indicator.missing_policy()) {
    case v1::MISSING_POLICY_REALLOCATE:
      return points_range_;
    case v1::MISSING_POLICY_ZERO:
    case v1::MISSING_POLICY_FLOOR: {
      // The weight does not matter for what it counts as.
      const Decimal substituted = indicator.Weigh(reading, Decimal()).points;
      range.lowest = std::min(range.lowest, substituted);
      range.highest = std::max(range.highest, substituted);
      return range;
    }
    default:
      return range;
  }
}

BaseInterval Scorecard::Possible(
    const Readings& readings,
    const WeightTable::SegmentWeights& weights) const {
  std::vector<WeighedDimension> lowest = BlankDimensions(weights);
  std::vector<WeighedDimension> highest = BlankDimensions(weights);
  BaseInterval interval;
  for (size_t i = 0; i < readings.size(); ++i) {
    for (size_t j = 0; j < readings[i].size(); ++j) {
      const PointsRange range =
          PossiblePoints(*dimensions_[i].indicators[j], readings[i][j]);
      if (!readings[i][j].is_known() || range.lowest != range.highest) {
        interval.is_settled = false;
      }
      const Decimal& weight = weights[i].indicators[j];
      lowest[i].indicators.push_back({weight, range.lowest});
      highest[i].indicators.push_back({weight, range.highest});
    }
  }
  interval.lowest = parts_.weight_scheme->Fold(lowest).score;
  interval.highest = parts_.weight_scheme->Fold(highest).score;
  return interval;
}

}  // namespace techflow::scorecard
