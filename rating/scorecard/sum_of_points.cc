#include "rating/scorecard/sum_of_points.h"

#include <optional>

#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

using Basis = WeighedIndicator::Basis;

// The first with the most points among those that count.
std::optional<size_t> BestOf(const WeighedDimension& dimension) {
  std::optional<size_t> best;
  for (size_t i = 0; i < dimension.indicators.size(); ++i) {
    const WeighedIndicator& indicator = dimension.indicators[i];
    if (indicator.basis == Basis::kReallocated) continue;
    if (!best || indicator.points > dimension.indicators[*best].points) {
      best = i;
    }
  }
  return best;
}

FoldedDimension FoldDimension(const WeighedDimension& dimension) {
  FoldedDimension folded;
  folded.effective_weight = dimension.weight;
  const std::optional<size_t> best =
      dimension.best_only ? BestOf(dimension) : std::nullopt;
  bool counts = false;
  for (size_t i = 0; i < dimension.indicators.size(); ++i) {
    const WeighedIndicator& indicator = dimension.indicators[i];
    FoldedIndicator line;
    if (indicator.basis != Basis::kReallocated) {
      counts = true;
      line.effective_weight = Times(dimension.weight, indicator.weight);
      if (!dimension.best_only || best == i) {
        line.contribution = indicator.points;
      }
    }
    folded.contribution = Plus(folded.contribution, line.contribution);
    folded.indicators.push_back(line);
  }
  if (dimension.cap && folded.contribution > *dimension.cap) {
    folded.adjustment = Minus(*dimension.cap, folded.contribution);
    folded.contribution = *dimension.cap;
  }
  if (counts) folded.points = folded.contribution;
  return folded;
}

}  // namespace

std::unique_ptr<const WeightScheme> SumOfPoints::Compile(
    const WeightSchemeSource& source) {
  if (!source.reader.CheckTakesOnly(source.definition, {"kind"})) {
    return nullptr;
  }
  return std::make_unique<SumOfPoints>();
}

FoldedScore SumOfPoints::Fold(
    std::span<const WeighedDimension> dimensions) const {
  FoldedScore folded;
  for (const WeighedDimension& dimension : dimensions) {
    folded.dimensions.push_back(FoldDimension(dimension));
    folded.score = Plus(folded.score, folded.dimensions.back().contribution);
  }
  return folded;
}

}  // namespace techflow::scorecard
