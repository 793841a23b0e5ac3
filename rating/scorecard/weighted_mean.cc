#include "rating/scorecard/weighted_mean.h"

#include <vector>

#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

using Basis = WeighedIndicator::Basis;

// Sums of w over a dimension's indicators, by what their points rest on.
struct Sums {
  Decimal known;
  Decimal substituted;
  Decimal reallocated;
};

Sums SumsOf(const WeighedDimension& dimension) {
  Sums sums;
  for (const WeighedIndicator& indicator : dimension.indicators) {
    Decimal& sum = indicator.basis == Basis::kKnown         ? sums.known
                   : indicator.basis == Basis::kSubstituted ? sums.substituted
                                                            : sums.reallocated;
    sum = Plus(sum, indicator.weight);
  }
  return sums;
}

// K and F of the formula.
struct Pool {
  Decimal known;
  Decimal freed;
};

Pool PoolOf(std::span<const WeighedDimension> dimensions,
            std::span<const Sums> sums) {
  Pool pool;
  for (size_t i = 0; i < dimensions.size(); ++i) {
    const Decimal& weight = dimensions[i].weight;
    if (sums[i].known.is_zero()) {
      pool.freed = Plus(pool.freed, Times(weight, sums[i].reallocated));
    } else {
      pool.known = Plus(pool.known, weight);
    }
  }
  return pool;
}

// What a weight of the model is multiplied by, as a fraction.
struct Factor {
  bool is_one() const { return numerator == denominator; }

  Decimal numerator = Decimal(1);
  Decimal denominator = Decimal(1);
};

Factor FactorOfKnown(const Sums& sums, const Pool& pool) {
  const Decimal denominator = Times(sums.known, pool.known);
  // Weights of zero count for nothing, whatever they are multiplied by.
  if (denominator.is_zero()) return {};
  // Where nothing is reallocated the two are the same.
  if (sums.reallocated.is_zero() && pool.freed.is_zero()) return {};
  return {
      Plus(Times(Plus(sums.known, sums.reallocated), pool.known), pool.freed),
      denominator};
}

Decimal EffectiveWeight(const Decimal& weight, const Sums& sums,
                        const Pool& pool) {
  if (sums.known.is_zero()) return Times(weight, sums.substituted);
  // Where all known dimensions weigh nothing, so does this one.
  if (pool.freed.is_zero() || pool.known.is_zero()) return weight;
  return DivideRounded(Times(weight, Plus(pool.known, pool.freed)), pool.known,
                       kShownWeightDecimals);
}

FoldedIndicator FoldIndicator(const Decimal& weight, const Factor& factor,
                              const Decimal& points) {
  // The product of two weights has no more decimals than are shown.
  if (factor.is_one()) {
    return {weight, RoundTo(Times(weight, points), kScoreDecimals)};
  }
  const Decimal scaled = Times(weight, factor.numerator);
  return {
      DivideRounded(scaled, factor.denominator, kShownWeightDecimals),
      DivideRounded(Times(scaled, points), factor.denominator, kScoreDecimals)};
}

FoldedDimension FoldDimension(const WeighedDimension& dimension,
                              const Sums& sums, const Pool& pool) {
  const Factor of_known = FactorOfKnown(sums, pool);
  FoldedDimension folded;
  folded.effective_weight = EffectiveWeight(dimension.weight, sums, pool);
  folded.indicators.reserve(dimension.indicators.size());
  // The dimension's own points: the mean of its indicators by effective
  // weight, of which `share` is a multiple.
  Decimal shares;
  Decimal shared_points;
  for (const WeighedIndicator& indicator : dimension.indicators) {
    if (indicator.basis == Basis::kReallocated) {
      folded.indicators.emplace_back();
      continue;
    }
    const bool is_known = indicator.basis == Basis::kKnown;
    folded.indicators.push_back(
        FoldIndicator(Times(dimension.weight, indicator.weight),
                      is_known ? of_known : Factor{}, indicator.points));
    folded.contribution =
        Plus(folded.contribution, folded.indicators.back().contribution);
    const Decimal share =
        of_known.is_one()
            ? indicator.weight
            : Times(indicator.weight,
                    is_known ? of_known.numerator : of_known.denominator);
    shares = Plus(shares, share);
    shared_points = Plus(shared_points, Times(share, indicator.points));
  }
  if (!shares.is_zero()) {
    folded.points = DivideRounded(shared_points, shares, kScoreDecimals);
  }
  return folded;
}

}  // namespace

std::unique_ptr<const WeightScheme> WeightedMean::Compile(
    const WeightSchemeSource& source) {
  if (!source.reader.CheckTakesOnly(source.definition, {"kind"})) {
    return nullptr;
  }
  return std::make_unique<WeightedMean>();
}

FoldedScore WeightedMean::Fold(
    std::span<const WeighedDimension> dimensions) const {
  std::vector<Sums> sums;
  sums.reserve(dimensions.size());
  for (const WeighedDimension& dimension : dimensions) {
    sums.push_back(SumsOf(dimension));
  }
  const Pool pool = PoolOf(dimensions, sums);
  FoldedScore folded;
  folded.dimensions.reserve(dimensions.size());
  for (size_t i = 0; i < dimensions.size(); ++i) {
    folded.dimensions.push_back(FoldDimension(dimensions[i], sums[i], pool));
    folded.score = Plus(folded.score, folded.dimensions.back().contribution);
  }
  return folded;
}

}  // namespace techflow::scorecard
