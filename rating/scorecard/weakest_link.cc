#include "rating/scorecard/weakest_link.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "rating/scorecard/score_arithmetic.h"
#include "rating/scorecard/weighted_mean.h"

namespace techflow::scorecard {
namespace {

using Over = WeakestLink::Over;

std::optional<Over> ReadOver(const WeightSchemeSource& source) {
  std::optional<Over> over = Over::kDimensions;
  bool is_given = false;
  for (int i = 0; i < source.definition.parameters_size(); ++i) {
    const v1::Parameter& parameter = source.definition.parameters(i);
    const FieldReader reader(
        fmt::format("parameter `{}` of {}", parameter.name(),
                    source.reader.owner()),
        source.reader.places().Message("parameters", i),
        source.reader.diagnostics());
    if (parameter.name() != "over") {
      reader.AddError("name",
                      fmt::format("there is no parameter `{}`; there is `over`",
                                  parameter.name()));
      over.reset();
    } else if (std::exchange(is_given, true)) {
      reader.AddError("name", fmt::format("{} is given twice", reader.owner()));
      over.reset();
    } else if (parameter.value() == "indicators") {
      over = Over::kIndicators;
    } else if (parameter.value() != "dimensions") {
      reader.AddError("value", fmt::format("`value` of {} is `{}`; expected "
                                           "`dimensions` or `indicators`",
                                           reader.owner(), parameter.value()));
      over.reset();
    }
  }
  return over;
}

// The least points of what counts; nothing where nothing does.
std::optional<Decimal> LeastPoints(std::span<const WeighedDimension> dimensions,
                                   const FoldedScore& folded, Over over) {
  std::optional<Decimal> least;
  const auto hold = [&least](const Decimal& points) {
    least = least.has_value() ? std::min(*least, points) : points;
  };
  for (size_t i = 0; i < dimensions.size(); ++i) {
    const FoldedDimension& dimension = folded.dimensions[i];
    if (over == Over::kDimensions) {
      if (dimension.effective_weight.is_zero()) continue;
      if (dimension.points.has_value()) hold(*dimension.points);
      continue;
    }
    for (size_t j = 0; j < dimension.indicators.size(); ++j) {
      if (dimension.indicators[j].effective_weight.is_zero()) continue;
      hold(dimensions[i].indicators[j].points);
    }
  }
  return least;
}

}  // namespace

std::unique_ptr<const WeightScheme> WeakestLink::Compile(
    const WeightSchemeSource& source) {
  const bool takes_all =
      source.reader.CheckTakesOnly(source.definition, {"kind", "parameters"});
  const std::optional<Over> over = ReadOver(source);
  if (!over.has_value() || !takes_all) return nullptr;
  return std::make_unique<WeakestLink>(*over);
}

FoldedScore WeakestLink::Fold(
    std::span<const WeighedDimension> dimensions) const {
  FoldedScore folded = WeightedMean().Fold(dimensions);
  const Decimal sum = folded.score;
  folded.score =
      std::min(LeastPoints(dimensions, folded, over_).value_or(sum), sum);
  folded.adjustment = Minus(folded.score, sum);
  return folded;
}

}  // namespace techflow::scorecard
