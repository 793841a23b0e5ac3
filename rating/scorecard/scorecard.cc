#include "rating/scorecard/scorecard.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

void SetDecimal(const Decimal& value, v1::Decimal* field) {
  field->set_value(value.ToString());
}

}  // namespace

absl::Status Scorecard::Assess(Evaluator evaluate, v1::Assessment& assessment,
                               const Assumptions* assumptions,
                               const ScoredListener& scored) const {
  const absl::StatusOr<size_t> segment = parts_.segments.Choose(evaluate);
  if (!segment.ok()) return segment.status();
  assessment.set_segment(segment_names_[*segment].id);
  *assessment.mutable_segment_title() = segment_names_[*segment].title;
  const absl::StatusOr<Readings> readings = ReadAll(evaluate, assumptions);
  if (!readings.ok()) return readings.status();

  const WeightTable::SegmentWeights assumed_weights =
      assumptions == nullptr ? WeightTable::SegmentWeights()
                             : WeightsOf(*segment, *assumptions);
  const WeightTable::SegmentWeights& weights =
      assumptions == nullptr ? parts_.weights.OfSegment(*segment)
                             : assumed_weights;
  const Decimal completeness = Completeness(*readings, weights);
  SetDecimal(completeness, assessment.mutable_completeness());
  DescribeLines(*readings, weights, assessment);
  ListMissing(*readings, weights, assessment);
  Judge(*readings, completeness, assessment);
  BaseInterval interval = Possible(*readings, weights);
  absl::Status status;
  if (assessment.status() != v1::RATING_STATUS_UNRATABLE) {
    const Decimal base = FoldLines(*readings, weights, assessment);
    if (scored) scored(assessment);
    status = Grade(base, interval, evaluate, assessment);
  } else if (scored) {
    scored(assessment);
  }
  SetDecimal(interval.lowest, assessment.mutable_lowest_base_score());
  SetDecimal(interval.highest, assessment.mutable_highest_base_score());
  return status;
}

absl::Status Scorecard::Grade(const Decimal& base, BaseInterval& interval,
                              Evaluator evaluate,
                              v1::Assessment& assessment) const {
  interval.lowest = std::min(interval.lowest, base);
  interval.highest = std::max(interval.highest, base);
  const GradeScale& scale = parts_.grade_scale;
  const auto graded = [&scale](const Decimal& score) {
    return GradedScore{score, scale.RankOf(score)};
  };
  const absl::StatusOr<GradedOutcome> outcome = parts_.corrections.Apply(
      {graded(base), {graded(interval.lowest), graded(interval.highest)}},
      interval.is_settled, scale, evaluate, assessment);
  if (!outcome.ok()) return outcome.status();
  SetDecimal(outcome->score.score, assessment.mutable_score());
  assessment.set_grade(scale.IdOf(outcome->score.rank));
  assessment.set_grade_rank(outcome->score.rank);
  const GradedRange& range = outcome->range;
  SetDecimal(range.lowest.score, assessment.mutable_lowest_score());
  SetDecimal(range.highest.score, assessment.mutable_highest_score());
  assessment.set_worst_grade(scale.IdOf(range.lowest.rank));
  assessment.set_best_grade(scale.IdOf(range.highest.rank));
  return absl::OkStatus();
}

int Scorecard::indicator_count() const {
  size_t count = 0;
  for (const Dimension& dimension : dimensions_) {
    count += dimension.indicators.size();
  }
  return static_cast<int>(count);
}

const Indicator* Scorecard::FindIndicator(std::string_view id) const {
  for (const Dimension& dimension : dimensions_) {
    for (const auto& indicator : dimension.indicators) {
      if (indicator->id() == id) return indicator.get();
    }
  }
  return nullptr;
}

absl::StatusOr<Scorecard::Readings> Scorecard::ReadAll(
    Evaluator evaluate, const Assumptions* assumptions) const {
  Readings readings(dimensions_.size());
  for (size_t i = 0; i < dimensions_.size(); ++i) {
    readings[i].reserve(dimensions_[i].indicators.size());
    for (const auto& indicator : dimensions_[i].indicators) {
      if (assumptions != nullptr) {
        absl::StatusOr<std::optional<Reading>> assumed =
            indicator->Assumed(*assumptions);
        if (!assumed.ok()) return assumed.status();
        if (assumed->has_value()) {
          readings[i].push_back(**std::move(assumed));
          continue;
        }
      }
      absl::StatusOr<Reading> reading = indicator->Read(evaluate);
      if (!reading.ok()) return reading.status();
      readings[i].push_back(*std::move(reading));
    }
  }
  return readings;
}

WeightTable::SegmentWeights Scorecard::WeightsOf(
    size_t segment, const Assumptions& assumptions) const {
  WeightTable::SegmentWeights weights = parts_.weights.OfSegment(segment);
  const auto assume = [&assumptions](const std::string& id, Decimal& weight) {
    const auto found = assumptions.weights.find(id);
    if (found != assumptions.weights.end()) weight = found->second;
  };
  for (size_t i = 0; i < dimensions_.size(); ++i) {
    assume(dimensions_[i].blank_result.id(), weights[i].weight);
    for (size_t j = 0; j < dimensions_[i].indicators.size(); ++j) {
      assume(dimensions_[i].indicators[j]->id(), weights[i].indicators[j]);
    }
  }
  return weights;
}

Decimal Scorecard::Completeness(
    const Readings& readings,
    const WeightTable::SegmentWeights& weights) const {
  Decimal known;
  for (size_t i = 0; i < readings.size(); ++i) {
    for (size_t j = 0; j < readings[i].size(); ++j) {
      if (!readings[i][j].is_known()) continue;
      known = Plus(known, Times(weights[i].weight, weights[i].indicators[j]));
    }
  }
  return RoundTo(known, kScoreDecimals);
}

void Scorecard::DescribeLines(const Readings& readings,
                              const WeightTable::SegmentWeights& weights,
                              v1::Assessment& assessment) const {
  for (size_t i = 0; i < dimensions_.size(); ++i) {
    v1::DimensionResult& line = *assessment.add_dimensions();
    line = dimensions_[i].blank_result;
    SetDecimal(weights[i].weight, line.mutable_weight());
    for (size_t j = 0; j < readings[i].size(); ++j) {
      v1::IndicatorResult& result = *line.add_indicators();
      dimensions_[i].indicators[j]->Describe(readings[i][j], result);
      SetDecimal(Times(weights[i].weight, weights[i].indicators[j]),
                 result.mutable_weight());
    }
  }
}

void Scorecard::ListMissing(const Readings& readings,
                            const WeightTable::SegmentWeights& weights,
                            v1::Assessment& assessment) const {
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

void Scorecard::Judge(const Readings& readings, const Decimal& completeness,
                      v1::Assessment& assessment) const {
  std::vector<std::string> required;
  for (size_t i = 0; i < readings.size(); ++i) {
    for (size_t j = 0; j < readings[i].size(); ++j) {
      const Indicator& indicator = *dimensions_[i].indicators[j];
      if (!readings[i][j].is_known() &&
          indicator.missing_policy() == v1::MISSING_POLICY_UNRATABLE) {
        required.push_back(fmt::format("`{}`", indicator.id()));
      }
    }
  }
  const Thresholds& thresholds = parts_.thresholds;
  std::vector<std::string> reasons;
  if (!required.empty()) {
    reasons.push_back(
        fmt::format("required and unknown: {}", fmt::join(required, ", ")));
  }
  if (completeness < thresholds.provisional_from) {
    reasons.push_back(fmt::format(
        "only {} of the total weight is known; {} is needed",
        completeness.ToString(), thresholds.provisional_from.ToString()));
  }
  if (!reasons.empty()) {
    assessment.set_status(v1::RATING_STATUS_UNRATABLE);
    assessment.set_unratable_reason(
        fmt::format("{}", fmt::join(reasons, "; ")));
  } else {
    assessment.set_status(completeness < thresholds.rated_from
                              ? v1::RATING_STATUS_PROVISIONAL
                              : v1::RATING_STATUS_RATED);
  }
}

Decimal Scorecard::FoldLines(const Readings& readings,
                             const WeightTable::SegmentWeights& weights,
                             v1::Assessment& assessment) const {
  std::vector<WeighedDimension> weighed(readings.size());
  for (size_t i = 0; i < readings.size(); ++i) {
    weighed[i].weight = weights[i].weight;
    weighed[i].cap = dimensions_[i].cap;
    weighed[i].best_only = dimensions_[i].best_only;
    for (size_t j = 0; j < readings[i].size(); ++j) {
      weighed[i].indicators.push_back(dimensions_[i].indicators[j]->Weigh(
          readings[i][j], weights[i].indicators[j]));
    }
  }
  const FoldedScore folded = parts_.weight_scheme->Fold(weighed);
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
  return folded.score;
}

}  // namespace techflow::scorecard
