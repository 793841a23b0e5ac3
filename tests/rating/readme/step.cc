#include "tests/rating/readme/step.h"

namespace techflow::scorecard {

std::unique_ptr<const ScoringFunction> Step::Compile(
    const ScoringSource& source) {
  if (!source.reader.CheckTakesOnly(source.definition,
                                    {"kind", "parameters"})) {
    return nullptr;
  }
  const auto& parameters = source.definition.parameters();
  if (parameters.size() == 1 && parameters[0].name() == "from") {
    const auto from = Decimal::Parse(parameters[0].value());
    if (from.ok()) return std::unique_ptr<const Step>(new Step(*from));
  }
  source.reader.AddError("parameters", source.reader.owner() +
                                           " needs the parameter `from`, a "
                                           "number, and no other");
  return nullptr;
}

absl::StatusOr<Standing> Step::Score(const Measure& measure) const {
  Standing standing;
  if (measure.number >= step_.at) {
    standing.points = Decimal(100);
    standing.band = "reached";
  } else {
    standing.band = "below";
    standing.next = Standing::Next{step_.at, Decimal(100)};
  }
  return standing;
}

}  // namespace techflow::scorecard
