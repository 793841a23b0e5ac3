#include "rating/insight/weight_sensitivity.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "rating/insight/shown_number.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::insight {
namespace {

using scorecard::Minus;
using scorecard::Plus;
using scorecard::Times;

Decimal Hundredths(int64_t count) {
  return Divide(Decimal(count), Decimal(100)).value_or(Decimal());
}

// Weights that add up to 1: of the dimensions, or of one's indicators.
struct Group {
  std::vector<std::string> ids;
  std::vector<Decimal> weights;
  // Whose indicators; nothing for the dimensions.
  std::optional<size_t> dimension;
};

// Base score and completeness as the rating has them, for any weights.
class Folding {
 public:
  explicit Folding(const Rerating& rerating)
      : scheme_(rerating.model().weight_scheme()) {
    for (const v1::DimensionResult& line : rerating.present().dimensions()) {
      const Decimal whole = NumberOf(line.weight());
      dimensions_.emplace_back();
      dimensions_.back().weight = whole;
      for (const v1::IndicatorResult& indicator : line.indicators()) {
        dimensions_.back().indicators.push_back(Weighed(indicator, whole));
      }
    }
  }

  void SetWeights(const Group& group, const std::vector<Decimal>& weights) {
    for (size_t i = 0; i < weights.size(); ++i) {
      if (group.dimension.has_value()) {
        dimensions_[*group.dimension].indicators[i].weight = weights[i];
      } else {
        dimensions_[i].weight = weights[i];
      }
    }
  }

  Decimal BaseScore() const { return scheme_.Fold(dimensions_).score; }

  Decimal Completeness() const {
    Decimal known;
    for (const scorecard::WeighedDimension& dimension : dimensions_) {
      for (const WeighedIndicator& indicator : dimension.indicators) {
        if (indicator.basis != WeighedIndicator::Basis::kKnown) continue;
        known = Plus(known, Times(dimension.weight, indicator.weight));
      }
    }
    return scorecard::RoundTo(known, scorecard::kScoreDecimals);
  }

 private:
  using WeighedIndicator = scorecard::WeighedIndicator;

  static WeighedIndicator Weighed(const v1::IndicatorResult& line,
                                  const Decimal& whole) {
    WeighedIndicator weighed;
    // In a dimension that weighs nothing its indicators do not matter.
    if (!whole.is_zero()) {
      weighed.weight = scorecard::DivideRounded(NumberOf(line.weight()), whole,
                                                scorecard::kWeightDecimals);
    }
    weighed.points = NumberOf(line.points());
    weighed.basis = !line.missing()     ? WeighedIndicator::Basis::kKnown
                    : line.has_points() ? WeighedIndicator::Basis::kSubstituted
                                        : WeighedIndicator::Basis::kReallocated;
    return weighed;
  }

  const scorecard::WeightScheme& scheme_;
  std::vector<scorecard::WeighedDimension> dimensions_;
};

class WeightWalk {
 public:
  explicit WeightWalk(const Rerating& rerating)
      : rerating_(rerating),
        folding_(rerating),
        least_completeness_(
            NumberOf(rerating.definition().completeness().provisional_from())),
        present_base_(NumberOf(rerating.present().base_score())),
        lowest_same_(present_base_),
        highest_same_(present_base_) {}

  absl::Status Fill(const Group& group, size_t item,
                    v1::WeightSensitivity& result);

 private:
  Decimal ScoreChange(const Group& group, size_t item);
  // The first of `weights` at which the grade is another; their number where
  // none is.
  absl::StatusOr<size_t> FirstChange(const Group& group, size_t item,
                                     const std::vector<Decimal>& weights);
  absl::StatusOr<bool> HasPresentGrade(const Group& group,
                                       const std::vector<Decimal>& weights);

  const Rerating& rerating_;
  Folding folding_;
  Decimal least_completeness_;
  Decimal present_base_;
  // Base scores that are known to have the present grade, and so, where
  // corrections are fixed, have all between.
  Decimal lowest_same_;
  Decimal highest_same_;
};

Decimal WeightWalk::ScoreChange(const Group& group, size_t item) {
  const Decimal more = Plus(group.weights[item], Hundredths(1));
  const bool has_room = more <= Decimal(1);
  const Decimal tried =
      has_room ? more : Minus(group.weights[item], Hundredths(1));
  folding_.SetWeights(group, Reweighed(group.weights, item, tried));
  const Decimal base = folding_.BaseScore();
  return has_room ? Minus(base, present_base_) : Minus(present_base_, base);
}

absl::StatusOr<bool> WeightWalk::HasPresentGrade(
    const Group& group, const std::vector<Decimal>& weights) {
  if (rerating_.has_fixed_corrections()) {
    folding_.SetWeights(group, weights);
    if (folding_.Completeness() < least_completeness_) return false;
    const Decimal base = folding_.BaseScore();
    if (base >= lowest_same_ && base <= highest_same_) return true;
  }
  scorecard::Assumptions assumptions;
  for (size_t i = 0; i < weights.size(); ++i) {
    assumptions.weights.emplace(group.ids[i], weights[i]);
  }
  const auto then = rerating_.With(assumptions);
  if (!then.ok()) return then.status();
  if (then->grade != rerating_.present().grade()) return false;
  const Decimal base = then->base_score.value_or(Decimal());
  lowest_same_ = std::min(lowest_same_, base);
  highest_same_ = std::max(highest_same_, base);
  return true;
}

absl::StatusOr<size_t> WeightWalk::FirstChange(
    const Group& group, size_t item, const std::vector<Decimal>& weights) {
  // The last step first: where it has the present grade, so have most others.
  if (rerating_.has_fixed_corrections() && !weights.empty()) {
    const auto last =
        HasPresentGrade(group, Reweighed(group.weights, item, weights.back()));
    if (!last.ok()) return last.status();
  }
  for (size_t i = 0; i < weights.size(); ++i) {
    const auto is_present =
        HasPresentGrade(group, Reweighed(group.weights, item, weights[i]));
    if (!is_present.ok()) return is_present.status();
    if (!*is_present) return i;
  }
  return weights.size();
}

absl::Status WeightWalk::Fill(const Group& group, size_t item,
                              v1::WeightSensitivity& result) {
  const Decimal& weight = group.weights[item];
  result.mutable_weight()->set_value(weight.ToString());
  result.mutable_score_change()->set_value(ScoreChange(group, item).ToString());
  std::vector<Decimal> lower;
  std::vector<Decimal> higher;
  for (int64_t step = 1; step <= 100; ++step) {
    const Decimal down = Minus(weight, Hundredths(step));
    if (!down.is_negative()) lower.push_back(down);
    const Decimal up = Plus(weight, Hundredths(step));
    if (up <= Decimal(1)) higher.push_back(up);
  }
  const auto below = FirstChange(group, item, lower);
  if (!below.ok()) return below.status();
  if (*below < lower.size()) {
    result.mutable_grade_changes_below()->set_value(lower[*below].ToString());
  }
  const auto above = FirstChange(group, item, higher);
  if (!above.ok()) return above.status();
  if (*above < higher.size()) {
    result.mutable_grade_changes_above()->set_value(higher[*above].ToString());
  }
  folding_.SetWeights(group, group.weights);
  return absl::OkStatus();
}

Group DimensionsOf(const Rerating& rerating) {
  Group group;
  for (const v1::DimensionResult& dimension : rerating.present().dimensions()) {
    group.ids.push_back(dimension.id());
    group.weights.push_back(NumberOf(dimension.weight()));
  }
  return group;
}

// Of a dimension whose own weight is not 0.
Group IndicatorsOf(const Rerating& rerating, size_t index) {
  Group group;
  group.dimension = index;
  const v1::DimensionResult& dimension =
      rerating.present().dimensions(static_cast<int>(index));
  const Decimal whole = NumberOf(dimension.weight());
  for (const v1::IndicatorResult& line : dimension.indicators()) {
    group.ids.push_back(line.id());
    group.weights.push_back(scorecard::DivideRounded(
        NumberOf(line.weight()), whole, scorecard::kWeightDecimals));
  }
  return group;
}

}  // namespace

std::vector<Decimal> Reweighed(const std::vector<Decimal>& weights,
                               size_t changed, const Decimal& weight) {
  const Decimal rest = Minus(Decimal(1), weight);
  const Decimal others = Minus(Decimal(1), weights[changed]);
  std::vector<Decimal> result(weights.size());
  result[changed] = weight;
  Decimal left = rest;
  std::optional<size_t> heaviest;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (i == changed) continue;
    result[i] =
        others.is_zero()
            ? scorecard::DivideRounded(
                  rest, Decimal(static_cast<int64_t>(weights.size() - 1)),
                  scorecard::kWeightDecimals)
            : scorecard::DivideRounded(Times(weights[i], rest), others,
                                       scorecard::kWeightDecimals);
    left = Minus(left, result[i]);
    if (!heaviest.has_value() || weights[i] > weights[*heaviest]) heaviest = i;
  }
  if (heaviest.has_value()) result[*heaviest] = Plus(result[*heaviest], left);
  return result;
}

absl::StatusOr<google::protobuf::RepeatedPtrField<v1::WeightSensitivity>>
WeightSensitivities(const Rerating& rerating) {
  google::protobuf::RepeatedPtrField<v1::WeightSensitivity> results;
  const v1::Assessment& present = rerating.present();
  if (!present.has_score() ||
      rerating.definition().weight_scheme().kind() == "sum_of_points") {
    return results;
  }
  WeightWalk walk(rerating);
  const auto add = [&](const Group& group, size_t item,
                       const v1::LocalizedText& title) -> absl::Status {
    if (group.ids.size() < 2) return absl::OkStatus();
    v1::WeightSensitivity& result = *results.Add();
    result.set_id(group.ids[item]);
    *result.mutable_title() = title;
    return walk.Fill(group, item, result);
  };
  const Group dimensions = DimensionsOf(rerating);
  for (size_t i = 0; i < dimensions.ids.size(); ++i) {
    const v1::DimensionResult& dimension =
        present.dimensions(static_cast<int>(i));
    absl::Status status = add(dimensions, i, dimension.title());
    if (!status.ok()) return status;
    if (dimensions.weights[i].is_zero()) continue;
    const Group indicators = IndicatorsOf(rerating, i);
    for (size_t j = 0; j < indicators.ids.size(); ++j) {
      status =
          add(indicators, j, dimension.indicators(static_cast<int>(j)).title());
      if (!status.ok()) return status;
    }
  }
  return results;
}

}  // namespace techflow::insight
