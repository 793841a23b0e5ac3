#include "rating/scorecard/weighted_geometric_mean.h"

#include <cassert>
#include <optional>

#include "rating/scorecard/score_arithmetic.h"
#include "rating/scorecard/weighted_mean.h"

namespace techflow::scorecard {
namespace {

// Logarithms of points and their means are small, so they always exist.
Decimal Reachable(const std::optional<Decimal>& result) {
  assert(result.has_value());
  return result.value_or(Decimal());
}

// `folded` has the effective weights. Nothing weighs anything: 0.
Decimal GeometricMean(std::span<const WeighedDimension> dimensions,
                      const FoldedScore& folded) {
  Decimal weights;
  Decimal logarithms;
  for (size_t i = 0; i < dimensions.size(); ++i) {
    const WeighedDimension& dimension = dimensions[i];
    for (size_t j = 0; j < dimension.indicators.size(); ++j) {
      const Decimal weight =
          folded.dimensions[i].indicators[j].effective_weight;
      // What is reallocated weighs nothing.
      if (weight.is_zero()) continue;
      const Decimal points = dimension.indicators[j].points;
      if (points.is_zero()) return Decimal();
      weights = Plus(weights, weight);
      logarithms =
          Plus(logarithms, Times(weight, Reachable(NaturalLogarithm(points))));
    }
  }
  if (weights.is_zero()) return Decimal();
  return RoundTo(Reachable(Exponential(Reachable(Divide(logarithms, weights)))),
                 kScoreDecimals);
}

}  // namespace

std::unique_ptr<const WeightScheme> WeightedGeometricMean::Compile(
    const WeightSchemeSource& source) {
  if (!source.reader.CheckTakesOnly(source.definition, {"kind"})) {
    return nullptr;
  }
  return std::make_unique<WeightedGeometricMean>();
}

FoldedScore WeightedGeometricMean::Fold(
    std::span<const WeighedDimension> dimensions) const {
  FoldedScore folded = WeightedMean().Fold(dimensions);
  const Decimal sum = folded.score;
  folded.score = Bounded(GeometricMean(dimensions, folded), Decimal(), sum);
  folded.adjustment = Minus(folded.score, sum);
  return folded;
}

}  // namespace techflow::scorecard
