#include "rating/insight/sensitivity.h"

#include <utility>
#include <vector>

#include "rating/insight/measure_levels.h"
#include "rating/insight/shown_number.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::insight {
namespace {

using scorecard::ScoringFunction;

absl::StatusOr<Decimal> ScorePerPoint(const Rerating& rerating,
                                      const v1::IndicatorResult& line) {
  if (rerating.definition().weight_scheme().kind() == "weighted_mean") {
    return NumberOf(line.effective_weight());
  }
  const Decimal points = NumberOf(line.points());
  const Decimal more = scorecard::Plus(points, Decimal(1));
  const bool has_room = more <= Decimal(100);
  const auto then = rerating.WithPoints(
      line.id(), has_room ? more : scorecard::Minus(points, Decimal(1)));
  if (!then.ok()) return then.status();
  const Decimal gain =
      scorecard::Minus(then->base_score.value_or(Decimal()),
                       NumberOf(rerating.present().base_score()));
  return has_room ? gain : gain.Negated();
}

// Finds the nearest edges at which the grade is another.
absl::Status FindGradeEdges(const Rerating& rerating,
                            const v1::IndicatorResult& line,
                            const ScoringFunction& scoring, bool may_fall,
                            bool may_rise, v1::MeasureSensitivity& result) {
  const int rank = rerating.present().grade_rank();
  const std::span<const scorecard::Turn> turns = scoring.turns();
  for (const MeasureLevel& level :
       LevelsAround(turns, NumberOf(line.measure()))) {
    if (!may_fall && !may_rise) break;
    const auto then = rerating.WithMeasure(line.id(), level.measure);
    if (!then.ok()) return then.status();
    if (may_fall && IsBetterRank(rank, then->grade_rank)) {
      result.mutable_grade_falls_at()->set_value(level.at.ToString());
      may_fall = false;
    }
    if (may_rise && IsBetterRank(then->grade_rank, rank)) {
      result.mutable_grade_rises_at()->set_value(level.at.ToString());
      may_rise = false;
    }
  }
  return absl::OkStatus();
}

// Empty where there is no score at that end.
void SetEnd(const rating::Grading& grading, v1::Decimal* score) {
  if (grading.score.has_value()) score->set_value(grading.score->ToString());
}

absl::Status Fill(const Rerating& rerating, const v1::IndicatorResult& line,
                  v1::MeasureSensitivity& result) {
  result.set_indicator(line.id());
  *result.mutable_title() = line.title();
  const auto score_per_point = ScorePerPoint(rerating, line);
  if (!score_per_point.ok()) return score_per_point.status();
  result.mutable_score_per_point()->set_value(score_per_point->ToString());
  const ScoringFunction* const scoring =
      rerating.model().FindScoring(line.id());
  if (scoring == nullptr) return absl::OkStatus();
  const auto lowest = rerating.WithPoints(line.id(), scoring->lowest_points());
  if (!lowest.ok()) return lowest.status();
  const auto highest =
      rerating.WithPoints(line.id(), scoring->highest_points());
  if (!highest.ok()) return highest.status();
  SetEnd(*lowest, result.mutable_lowest_score());
  result.set_lowest_grade(lowest->grade);
  SetEnd(*highest, result.mutable_highest_score());
  result.set_highest_grade(highest->grade);
  // Words and points of experts have no edges.
  if (!line.has_measure()) return absl::OkStatus();
  const int rank = rerating.present().grade_rank();
  const bool is_open = !rerating.has_fixed_corrections();
  return FindGradeEdges(rerating, line, *scoring,
                        is_open || lowest->grade_rank != rank,
                        is_open || highest->grade_rank != rank, result);
}

}  // namespace

absl::StatusOr<google::protobuf::RepeatedPtrField<v1::MeasureSensitivity>>
MeasureSensitivities(const Rerating& rerating) {
  google::protobuf::RepeatedPtrField<v1::MeasureSensitivity> results;
  if (!rerating.present().has_score()) return results;
  for (const v1::DimensionResult& dimension : rerating.present().dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      if (line.missing()) continue;
      const absl::Status status = Fill(rerating, line, *results.Add());
      if (!status.ok()) return status;
    }
  }
  return results;
}

}  // namespace techflow::insight
