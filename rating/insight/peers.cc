#include "rating/insight/peers.h"

#include <algorithm>
#include <vector>

#include "rating/insight/shown_number.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::insight {
namespace {

constexpr int kPercentileDecimals = 6;

// `others` is not empty.
Decimal Percentile(const Decimal& own, const std::vector<Decimal>& others) {
  int64_t halves = 0;
  for (const Decimal& other : others) {
    if (other < own) halves += 2;
    if (other == own) halves += 1;
  }
  return scorecard::DivideRounded(
      Decimal(halves), Decimal(2 * static_cast<int64_t>(others.size())),
      kPercentileDecimals);
}

void FillDimension(const v1::DimensionResult& dimension,
                   std::span<const PeerRating> others,
                   v1::DimensionStanding& standing) {
  standing.set_dimension(dimension.id());
  *standing.mutable_title() = dimension.title();
  std::vector<Decimal> points;
  for (const PeerRating& other : others) {
    const auto found = other.dimension_points.find(dimension.id());
    if (found != other.dimension_points.end()) points.push_back(found->second);
  }
  standing.set_peers(static_cast<int64_t>(points.size()));
  if (points.empty() || !dimension.has_points()) return;
  standing.mutable_percentile()->set_value(
      Percentile(NumberOf(dimension.points()), points).ToString());
}

}  // namespace

PeerRating PeerRatingOf(const v1::Assessment& assessment) {
  PeerRating rating{NumberOf(assessment.score()), assessment.grade(), {}};
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    if (!dimension.has_points()) continue;
    rating.dimension_points.emplace(dimension.id(),
                                    NumberOf(dimension.points()));
  }
  return rating;
}

v1::PeerStanding Standing(const v1::Assessment& assessment,
                          std::span<const PeerRating> others,
                          const v1::GradeScale& scale) {
  v1::PeerStanding standing;
  standing.set_segment(assessment.segment());
  standing.set_peers(static_cast<int64_t>(others.size()));
  if (!others.empty() && assessment.has_score()) {
    std::vector<Decimal> scores;
    scores.reserve(others.size());
    for (const PeerRating& other : others) scores.push_back(other.score);
    standing.mutable_percentile()->set_value(
        Percentile(NumberOf(assessment.score()), scores).ToString());
  }
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    FillDimension(dimension, others, *standing.add_dimensions());
  }
  for (const v1::GradeBand& grade : scale.grades()) {
    v1::GradeCount& count = *standing.add_grades();
    count.set_grade(grade.id());
    count.set_count(std::count_if(others.begin(), others.end(),
                                  [&grade](const PeerRating& other) {
                                    return other.grade == grade.id();
                                  }));
  }
  return standing;
}

}  // namespace techflow::insight
