#include "rating/scorecard/scorecard.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {

absl::StatusOr<Outcome> Scorecard::Grade(Evaluator evaluate,
                                         const Assumptions* assumptions,
                                         ScoredListener scored) const {
  Outcome outcome;
  const absl::StatusOr<size_t> segment = parts_.segments.Choose(evaluate);
  if (!segment.ok()) return segment.status();
  outcome.segment = *segment;
  absl::StatusOr<Readings> readings = ReadAll(evaluate, assumptions);
  if (!readings.ok()) return readings.status();
  outcome.readings = *std::move(readings);
  outcome.model_weights = &parts_.weights.OfSegment(*segment);
  if (assumptions != nullptr && !assumptions->weights.empty()) {
    outcome.assumed_weights =
        std::make_unique<const WeightTable::SegmentWeights>(
            WeightsOf(*segment, *assumptions));
  }
  outcome.completeness = Completeness(outcome.readings, outcome.weights());
  Judge(outcome);
  Fold(outcome);
  scored(outcome);
  if (!outcome.is_rated()) return outcome;
  absl::Status status = Correct(evaluate, outcome);
  if (!status.ok()) return status;
  return outcome;
}

absl::Status Scorecard::Correct(Evaluator evaluate, Outcome& outcome) const {
  const Decimal& base = outcome.folded.score;
  BaseInterval& interval = outcome.interval;
  interval.lowest = std::min(interval.lowest, base);
  interval.highest = std::max(interval.highest, base);
  const GradeScale& scale = parts_.grade_scale;
  const auto graded = [&scale](const Decimal& score) {
    return GradedScore{score, scale.RankOf(score)};
  };
  const absl::StatusOr<GradedOutcome> after = parts_.corrections.Apply(
      {graded(base), {graded(interval.lowest), graded(interval.highest)}},
      interval.is_settled, scale, evaluate, outcome.corrections);
  if (!after.ok()) return after.status();
  outcome.graded = *after;
  return absl::OkStatus();
}

int Scorecard::indicator_count() const {
  return static_cast<int>(indicators_.size());
}

const Indicator* Scorecard::FindIndicator(std::string_view id) const {
  const auto found = indicators_.find(id);
  return found == indicators_.end() ? nullptr : found->second;
}

absl::StatusOr<Readings> Scorecard::ReadAll(
    Evaluator evaluate, const Assumptions* assumptions) const {
  Readings readings(dimensions_.size());
  for (size_t i = 0; i < dimensions_.size(); ++i) {
    readings[i].reserve(dimensions_[i].indicators.size());
    for (const auto& indicator : dimensions_[i].indicators) {
      Reading& reading = readings[i].emplace_back();
      if (assumptions != nullptr) {
        absl::StatusOr<std::optional<Reading>> assumed =
            indicator->Assumed(*assumptions);
        if (!assumed.ok()) return assumed.status();
        if (assumed->has_value()) {
          reading = **std::move(assumed);
          continue;
        }
      }
      absl::Status status = indicator->Read(evaluate, reading);
      if (!status.ok()) return status;
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

Decimal Scorecard::Completeness(const Readings& readings,
                                const WeightTable::SegmentWeights& weights) {
  Decimal known;
  for (size_t i = 0; i < readings.size(); ++i) {
    Decimal known_inside;
    for (size_t j = 0; j < readings[i].size(); ++j) {
      if (!readings[i][j].is_known()) continue;
      known_inside = Plus(known_inside, weights[i].indicators[j]);
    }
    known = Plus(known, Times(weights[i].weight, known_inside));
  }
  return RoundTo(known, kScoreDecimals);
}

void Scorecard::Judge(Outcome& outcome) const {
  const Readings& readings = outcome.readings;
  const Decimal& completeness = outcome.completeness;
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
    outcome.status = v1::RATING_STATUS_UNRATABLE;
    outcome.unratable_reason = fmt::format("{}", fmt::join(reasons, "; "));
  } else {
    outcome.status = completeness < thresholds.rated_from
                         ? v1::RATING_STATUS_PROVISIONAL
                         : v1::RATING_STATUS_RATED;
  }
}

void Scorecard::Fold(Outcome& outcome) const {
  const WeightTable::SegmentWeights& weights = outcome.weights();
  const bool is_certain = IsCertain(outcome.readings);
  if (!is_certain) outcome.interval = Possible(outcome.readings, weights);
  if (!is_certain && !outcome.is_rated()) return;
  std::vector<WeighedDimension> weighed = BlankDimensions(weights);
  for (size_t i = 0; i < weighed.size(); ++i) {
    const auto& indicators = dimensions_[i].indicators;
    weighed[i].indicators.reserve(indicators.size());
    for (size_t j = 0; j < indicators.size(); ++j) {
      weighed[i].indicators.push_back(indicators[j]->Weigh(
          outcome.readings[i][j], weights[i].indicators[j]));
    }
  }
  outcome.folded = parts_.weight_scheme->Fold(weighed);
  // Then the fewest and the most points are those that it has.
  if (is_certain) {
    outcome.interval = {outcome.folded.score, outcome.folded.score, true};
  }
}

std::vector<WeighedDimension> Scorecard::BlankDimensions(
    const WeightTable::SegmentWeights& weights) const {
  std::vector<WeighedDimension> blank(dimensions_.size());
  for (size_t i = 0; i < blank.size(); ++i) {
    blank[i].weight = weights[i].weight;
    blank[i].cap = dimensions_[i].cap;
    blank[i].best_only = dimensions_[i].best_only;
  }
  return blank;
}

}  // namespace techflow::scorecard
