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

// A group whose weights, rounded to 6 decimals, move the base score by no more
// than the margin below: 50 × 0.000001 × 100 points, and what contributions
// round.
constexpr size_t kMostItemsOfShortCut = 50;

Decimal Hundredths(int64_t count) {
  return Divide(Decimal(count), Decimal(100)).value_or(Decimal());
}

Decimal RoundingMargin() { return Hundredths(1); }

// Weights that add up to 1: of the dimensions, or of one's indicators.
struct Group {
  std::vector<std::string> ids;
  std::vector<Decimal> weights;
  // The base score is linear in each of them.
  bool is_linear = false;
};

// What an assessment says that counts here.
struct Outcome {
  std::string grade;
  Decimal base;
};

// Base scores that are known to have the present grade, where corrections are
// fixed: all between two that have it.
class SameGrade {
 public:
  explicit SameGrade(const Decimal& base) : low_(base), high_(base) {}
  void Extend(const Decimal& base) {
    low_ = std::min(low_, base);
    high_ = std::max(high_, base);
  }
  // Whether all from the one to the other, and a margin more, have it.
  bool HoldsBetween(const Decimal& a, const Decimal& b) const {
    return Minus(std::min(a, b), RoundingMargin()) >= low_ &&
           Plus(std::max(a, b), RoundingMargin()) <= high_;
  }

 private:
  Decimal low_;
  Decimal high_;
};

class WeightWalk {
 public:
  explicit WeightWalk(const Rerating& rerating)
      : rerating_(rerating),
        present_base_(NumberOf(rerating.present().base_score())),
        same_grade_(present_base_) {}

  absl::Status Fill(const Group& group, size_t item,
                    v1::WeightSensitivity& result);

 private:
  absl::StatusOr<Outcome> Rate(const Group& group, size_t item,
                               const Decimal& weight);
  bool IsPresentGrade(const Outcome& outcome) const {
    return outcome.grade == rerating_.present().grade();
  }
  absl::StatusOr<Decimal> ScoreChange(const Group& group, size_t item);
  // The first of `weights` at which the grade is another; their number where
  // none is.
  absl::StatusOr<size_t> FirstChange(const Group& group, size_t item,
                                     const std::vector<Decimal>& weights);
  absl::StatusOr<size_t> Walk(const Group& group, size_t item,
                              const std::vector<Decimal>& weights);
  absl::StatusOr<size_t> Halve(const Group& group, size_t item,
                               const std::vector<Decimal>& weights);

  const Rerating& rerating_;
  Decimal present_base_;
  SameGrade same_grade_;
};

absl::StatusOr<Outcome> WeightWalk::Rate(const Group& group, size_t item,
                                         const Decimal& weight) {
  const std::vector<Decimal> weights = Reweighed(group.weights, item, weight);
  scorecard::Assumptions assumptions;
  for (size_t i = 0; i < weights.size(); ++i) {
    assumptions.weights.emplace(group.ids[i], weights[i]);
  }
  const auto then = rerating_.With(std::move(assumptions));
  if (!then.ok()) return then.status();
  Outcome outcome{then->grade(), NumberOf(then->base_score())};
  if (rerating_.has_fixed_corrections() && IsPresentGrade(outcome)) {
    same_grade_.Extend(outcome.base);
  }
  return outcome;
}

absl::StatusOr<Decimal> WeightWalk::ScoreChange(const Group& group,
                                                size_t item) {
  const Decimal more = Plus(group.weights[item], Hundredths(1));
  const bool has_room = more <= Decimal(1);
  const auto then = Rate(
      group, item, has_room ? more : Minus(group.weights[item], Hundredths(1)));
  if (!then.ok()) return then.status();
  return has_room ? Minus(then->base, present_base_)
                  : Minus(present_base_, then->base);
}

absl::StatusOr<size_t> WeightWalk::Walk(const Group& group, size_t item,
                                        const std::vector<Decimal>& weights) {
  for (size_t i = 0; i < weights.size(); ++i) {
    const auto then = Rate(group, item, weights[i]);
    if (!then.ok()) return then.status();
    if (!IsPresentGrade(*then)) return i;
  }
  return weights.size();
}

absl::StatusOr<size_t> WeightWalk::Halve(const Group& group, size_t item,
                                         const std::vector<Decimal>& weights) {
  const auto last = Rate(group, item, weights.back());
  if (!last.ok()) return last.status();
  if (IsPresentGrade(*last)) {
    if (same_grade_.HoldsBetween(present_base_, last->base)) {
      return weights.size();
    }
    return Walk(group, item, weights);
  }
  // All before `same` steps have the present grade, that at `other` has not.
  size_t same = 0;
  size_t other = weights.size() - 1;
  while (same < other) {
    const size_t middle = same + (other - same) / 2;
    const auto then = Rate(group, item, weights[middle]);
    if (!then.ok()) return then.status();
    if (IsPresentGrade(*then)) {
      same = middle + 1;
    } else {
      other = middle;
    }
  }
  // Roundings may have put an earlier step beyond the edge.
  for (size_t i = other; i-- > 0;) {
    const auto then = Rate(group, item, weights[i]);
    if (!then.ok()) return then.status();
    if (!IsPresentGrade(*then)) {
      other = i;
    } else if (same_grade_.HoldsBetween(present_base_, then->base)) {
      break;
    }
  }
  return other;
}

absl::StatusOr<size_t> WeightWalk::FirstChange(
    const Group& group, size_t item, const std::vector<Decimal>& weights) {
  if (weights.empty()) return size_t{0};
  const bool is_short = rerating_.has_fixed_corrections() && group.is_linear &&
                        group.weights.size() <= kMostItemsOfShortCut;
  return is_short ? Halve(group, item, weights) : Walk(group, item, weights);
}

absl::Status WeightWalk::Fill(const Group& group, size_t item,
                              v1::WeightSensitivity& result) {
  const Decimal& weight = group.weights[item];
  result.mutable_weight()->set_value(weight.ToString());
  const auto change = ScoreChange(group, item);
  if (!change.ok()) return change.status();
  result.mutable_score_change()->set_value(change->ToString());
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
  return absl::OkStatus();
}

bool KnowsAll(const v1::DimensionResult& dimension) {
  return std::none_of(
      dimension.indicators().begin(), dimension.indicators().end(),
      [](const v1::IndicatorResult& line) { return line.missing(); });
}

// Whether what is known weighs something, so that no weight leaves the
// dimension.
bool KnowsSomething(const v1::DimensionResult& dimension) {
  return std::any_of(
      dimension.indicators().begin(), dimension.indicators().end(),
      [](const v1::IndicatorResult& line) {
        return !line.missing() && !NumberOf(line.weight()).is_zero();
      });
}

bool IsWeightedMean(const Rerating& rerating) {
  return rerating.definition().weight_scheme().kind() == "weighted_mean";
}

Group DimensionsOf(const Rerating& rerating) {
  Group group;
  group.is_linear = IsWeightedMean(rerating);
  for (const v1::DimensionResult& dimension : rerating.present().dimensions()) {
    group.ids.push_back(dimension.id());
    group.weights.push_back(NumberOf(dimension.weight()));
    if (!KnowsSomething(dimension)) group.is_linear = false;
  }
  return group;
}

// Within the dimension, whose own weight is not 0.
Group IndicatorsOf(const Rerating& rerating,
                   const v1::DimensionResult& dimension) {
  Group group;
  group.is_linear = IsWeightedMean(rerating) && KnowsAll(dimension);
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
    Group indicators = IndicatorsOf(rerating, dimension);
    if (!dimensions.is_linear) indicators.is_linear = false;
    for (size_t j = 0; j < indicators.ids.size(); ++j) {
      status =
          add(indicators, j, dimension.indicators(static_cast<int>(j)).title());
      if (!status.ok()) return status;
    }
  }
  return results;
}

}  // namespace techflow::insight
