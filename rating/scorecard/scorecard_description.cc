// Writes down what was found.
#include <algorithm>
#include <vector>

#include "rating/scorecard/score_arithmetic.h"
#include "rating/scorecard/scorecard.h"

namespace techflow::scorecard {
namespace {

void SetDecimal(const Decimal& value, v1::Decimal* field) {
  field->set_value(value.ToString());
}

}  // namespace

void Scorecard::Describe(const Outcome& outcome,
                         v1::Assessment& assessment) const {
  assessment.set_segment(segment_names_[outcome.segment].id);
  *assessment.mutable_segment_title() = segment_names_[outcome.segment].title;
  SetDecimal(outcome.completeness, assessment.mutable_completeness());
  assessment.set_status(outcome.status);
  assessment.set_unratable_reason(outcome.unratable_reason);
  DescribeLines(outcome, assessment);
  ListMissing(outcome, assessment);
  if (outcome.is_rated()) {
    DescribeFold(outcome.folded, assessment);
    parts_.corrections.Describe(outcome.corrections, parts_.grade_scale,
                                assessment);
    DescribeGrade(outcome.graded, assessment);
  }
  SetDecimal(outcome.interval.lowest, assessment.mutable_lowest_base_score());
  SetDecimal(outcome.interval.highest, assessment.mutable_highest_base_score());
}

void Scorecard::DescribeLines(const Outcome& outcome,
                              v1::Assessment& assessment) const {
  const WeightTable::SegmentWeights& weights = outcome.weights();
  for (size_t i = 0; i < dimensions_.size(); ++i) {
    v1::DimensionResult& line = *assessment.add_dimensions();
    line = dimensions_[i].blank_result;
    SetDecimal(weights[i].weight, line.mutable_weight());
    const std::vector<Reading>& readings = outcome.readings[i];
    for (size_t j = 0; j < readings.size(); ++j) {
      v1::IndicatorResult& result = *line.add_indicators();
      dimensions_[i].indicators[j]->Describe(readings[j], result);
      SetDecimal(Times(weights[i].weight, weights[i].indicators[j]),
                 result.mutable_weight());
    }
  }
}

void Scorecard::DescribeFold(const FoldedScore& folded,
                             v1::Assessment& assessment) const {
  for (size_t i = 0; i < folded.dimensions.size(); ++i) {
    const FoldedDimension& dimension = folded.dimensions[i];
    v1::DimensionResult& line =
        *assessment.mutable_dimensions(static_cast<int>(i));
    SetDecimal(dimension.effective_weight, line.mutable_effective_weight());
    SetDecimal(dimension.contribution, line.mutable_contribution());
    if (dimension.points.has_value()) {
      SetDecimal(*dimension.points, line.mutable_points());
    }
    if (!dimension.adjustment.is_zero()) {
      SetDecimal(dimension.adjustment, line.mutable_adjustment());
    }
    for (size_t j = 0; j < dimension.indicators.size(); ++j) {
      v1::IndicatorResult& result =
          *line.mutable_indicators(static_cast<int>(j));
      SetDecimal(dimension.indicators[j].effective_weight,
                 result.mutable_effective_weight());
      SetDecimal(dimension.indicators[j].contribution,
                 result.mutable_contribution());
    }
  }
  if (!folded.adjustment.is_zero()) {
    SetDecimal(folded.adjustment, assessment.mutable_fold_adjustment());
  }
  SetDecimal(folded.score, assessment.mutable_base_score());
}

void Scorecard::DescribeGrade(const GradedOutcome& graded,
                              v1::Assessment& assessment) const {
  const GradeScale& scale = parts_.grade_scale;
  SetDecimal(graded.score.score, assessment.mutable_score());
  assessment.set_grade(scale.IdOf(graded.score.rank));
  assessment.set_grade_rank(graded.score.rank);
  const GradedRange& range = graded.range;
  SetDecimal(range.lowest.score, assessment.mutable_lowest_score());
  SetDecimal(range.highest.score, assessment.mutable_highest_score());
  assessment.set_worst_grade(scale.IdOf(range.lowest.rank));
  assessment.set_best_grade(scale.IdOf(range.highest.rank));
}

void Scorecard::ListMissing(const Outcome& outcome,
                            v1::Assessment& assessment) const {
  const Readings& readings = outcome.readings;
  const WeightTable::SegmentWeights& weights = outcome.weights();
  struct Item {
    Decimal weight;
    size_t dimension;
    size_t indicator;
  };
  std::vector<Item> items;
  for (size_t i = 0; i < readings.size(); ++i) {
    for (size_t j = 0; j < readings[i].size(); ++j) {
      if (readings[i][j].is_known()) continue;
      items.push_back(
          {Times(weights[i].weight, weights[i].indicators[j]), i, j});
    }
  }
  // Stable: of equal weights the model's order decides.
  std::stable_sort(
      items.begin(), items.end(),
      [](const Item& a, const Item& b) { return a.weight > b.weight; });
  for (const Item& item : items) {
    v1::MissingEvidence& missing = *assessment.add_missing();
    dimensions_[item.dimension].indicators[item.indicator]->DescribeMissing(
        readings[item.dimension][item.indicator], missing);
    SetDecimal(item.weight, missing.mutable_weight());
  }
}

}  // namespace techflow::scorecard
