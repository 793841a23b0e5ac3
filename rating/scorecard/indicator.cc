#include "rating/scorecard/indicator.h"

#include <fmt/format.h>

#include <utility>

#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

// A factor of a thousand shows a share per mille; nobody needs a million.
NumberBounds DisplayFactorBounds() {
  return {Decimal(0), Decimal(1'000'000), 9};
}

bool CheckChangeability(const v1::Changeability& changeability,
                        const FieldReader& reader) {
  const bool is_consistent =
      changeability.months() >= 0 &&
      (changeability.can_change() || changeability.months() == 0);
  if (is_consistent) return true;
  return reader.AddError("changeability",
                         fmt::format("`months` of {} is {}; expected 0 or "
                                     "more, and 0 where it cannot be changed",
                                     reader.owner(), changeability.months()));
}

bool CheckTexts(const v1::Indicator& definition, const FieldReader& reader) {
  const bool has_title = reader.CheckText("title", definition.title());
  const bool has_unit = reader.CheckOptionalText("unit", definition.unit());
  const bool has_supplier =
      reader.CheckText("supplied_by", definition.supplied_by());
  return has_title && has_unit && has_supplier;
}

// The floor, 0 where the policy has none; nothing where it is wrong.
std::optional<Decimal> ReadFloor(const v1::Indicator& definition,
                                 const FieldReader& reader) {
  switch (definition.missing()) {
    case v1::MISSING_POLICY_REALLOCATE:
    case v1::MISSING_POLICY_ZERO:
    case v1::MISSING_POLICY_UNRATABLE:
      if (!definition.has_floor()) return Decimal(0);
      reader.AddError(
          "floor",
          fmt::format("{} has a `floor`, which only MISSING_POLICY_FLOOR takes",
                      reader.owner()));
      return std::nullopt;
    case v1::MISSING_POLICY_FLOOR:
      return reader.ReadNumber("floor", definition.floor(), PointsBounds());
    default:
      reader.AddError(
          "missing",
          fmt::format("{} needs `missing`: MISSING_POLICY_REALLOCATE, _ZERO, "
                      "_FLOOR or _UNRATABLE",
                      reader.owner()));
      return std::nullopt;
  }
}

std::unique_ptr<const ScoringFunction> CompileScoring(
    const v1::Indicator& definition, const Catalog& catalog,
    const RuleScope& scope, const FieldReader& reader) {
  const std::string& kind = definition.scoring().kind();
  const FieldReader scoring_reader(
      fmt::format("the scoring of {}", reader.owner()),
      reader.places().Message("scoring"), reader.diagnostics());
  const auto* factory = catalog.scoring_functions.Find(kind);
  if (factory == nullptr) {
    scoring_reader.AddError(
        "kind", fmt::format("there is no scoring function `{}`; there are {}",
                            kind, catalog.scoring_functions.Names()));
    return nullptr;
  }
  return (*factory)({definition.scoring(), scoring_reader, scope.names});
}

std::string PolicyText(v1::MissingPolicy policy, const Decimal& points) {
  switch (policy) {
    case v1::MISSING_POLICY_REALLOCATE:
      return "its weight goes to what is known";
    case v1::MISSING_POLICY_UNRATABLE:
      return "no rating without it";
    default:
      return fmt::format("it counts as {} points", points.ToString());
  }
}

}  // namespace

Indicator::Indicator(const v1::Indicator& definition, Decimal floor,
                     std::unique_ptr<const Rule> measure,
                     std::unique_ptr<const Rule> expert_points,
                     std::unique_ptr<const ScoringFunction> scoring)
    : definition_(definition),
      substituted_points_(floor),
      measure_(std::move(measure)),
      expert_points_(std::move(expert_points)),
      scoring_(std::move(scoring)) {
  blank_result_.set_id(definition_.id());
  *blank_result_.mutable_title() = definition_.title();
  if (definition_.has_unit())
    *blank_result_.mutable_unit() = definition_.unit();
  if (definition_.has_display_factor()) {
    *blank_result_.mutable_display_factor() = definition_.display_factor();
  }
  blank_result_.mutable_highest_points()->set_value(
      scoring_->highest_points().ToString());
}

std::unique_ptr<const Indicator> Indicator::Compile(
    const v1::Indicator& definition, const Catalog& catalog,
    const RuleScope& scope, const FieldReader& reader) {
  const bool has_texts = CheckTexts(definition, reader);
  const bool is_changeable =
      CheckChangeability(definition.changeability(), reader);
  const bool has_factor =
      !definition.has_display_factor() ||
      reader
          .ReadNumber("display_factor", definition.display_factor(),
                      DisplayFactorBounds())
          .has_value();
  const std::optional<Decimal> floor = ReadFloor(definition, reader);
  std::unique_ptr<const ScoringFunction> scoring =
      CompileScoring(definition, catalog, scope, reader);
  std::unique_ptr<const Rule> measure = Rule::Compile(
      fmt::format("the measure of {}", reader.owner()), "measure",
      definition.measure(),
      scoring == nullptr ? feel::TypeKind::kAny : scoring->measure_kind(),
      scope, reader);
  std::unique_ptr<const Rule> expert_points;
  bool is_right = has_texts && is_changeable && has_factor &&
                  floor.has_value() && measure != nullptr && scoring != nullptr;
  if (!definition.expert_points().empty()) {
    expert_points =
        Rule::Compile(fmt::format("the expert's points of {}", reader.owner()),
                      "expert_points", definition.expert_points(),
                      feel::TypeKind::kNumber, scope, reader);
    if (expert_points == nullptr) is_right = false;
    if (scoring != nullptr && !scoring->leaves_range_to_expert()) {
      is_right = reader.AddError(
          "expert_points",
          fmt::format("{} has `expert_points`, which only `expert_range` takes",
                      reader.owner()));
    }
  }
  if (!is_right) return nullptr;
  return std::unique_ptr<const Indicator>(
      new Indicator(definition, *floor, std::move(measure),
                    std::move(expert_points), std::move(scoring)));
}

absl::Status Indicator::Read(Evaluator evaluate, Reading& reading) const {
  const absl::StatusOr<Finding> finding = measure_->Evaluate(evaluate);
  if (!finding.ok()) return finding.status();
  if (!finding->is_known()) {
    reading.missing_reason = finding->missing_reason;
    return absl::OkStatus();
  }
  Measure measure{Decimal()};
  if (finding->value.is(feel::ValueKind::kString)) {
    reading.is_word = true;
    reading.word = finding->value.string();
    measure = Measure::OfWord(reading.word);
  } else {
    reading.measure = finding->value.number();
    measure = *reading.measure;
  }
  absl::StatusOr<Standing> standing = scoring_->Score(measure);
  if (!standing.ok())
    return measure_->Refuse(std::string(standing.status().message()));
  reading.standing = *std::move(standing);
  return expert_points_ == nullptr ? absl::OkStatus()
                                   : AskExpert(evaluate, reading);
}

absl::Status Indicator::AskExpert(Evaluator evaluate, Reading& reading) const {
  Standing& standing = reading.standing;
  if (!standing.range.has_value()) return absl::OkStatus();
  const absl::StatusOr<Finding> given = expert_points_->Evaluate(evaluate);
  if (!given.ok()) return given.status();
  if (!given->is_known()) {
    reading.expert_reason = std::string(given->missing_reason);
    return absl::OkStatus();
  }
  const Decimal points = given->value.number();
  if (points < standing.range->lowest || points > standing.range->highest) {
    reading.expert_reason = fmt::format(
        "the expert's {} points lie outside {} to {}", points.ToString(),
        standing.range->lowest.ToString(), standing.range->highest.ToString());
    return absl::OkStatus();
  }
  // More digits than points have would not fold exactly.
  standing.points = RoundTo(points, kScoreDecimals);
  standing.range.reset();
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Reading>> Indicator::Assumed(
    const Assumptions& assumptions) const {
  Reading reading;
  const auto measure = assumptions.measures.find(id());
  if (measure != assumptions.measures.end()) {
    absl::StatusOr<Standing> standing = scoring_->Score(measure->second);
    if (!standing.ok())
      return measure_->Refuse(std::string(standing.status().message()));
    reading.measure = measure->second;
    reading.standing = *std::move(standing);
    return reading;
  }
  const auto points = assumptions.points.find(id());
  if (points == assumptions.points.end()) return std::nullopt;
  reading.has_assumed_points = true;
  reading.standing.points = points->second;
  return reading;
}

WeighedIndicator Indicator::Weigh(const Reading& reading,
                                  const Decimal& weight) const {
  using Basis = WeighedIndicator::Basis;
  if (reading.is_known()) {
    return {weight, reading.standing.points, Basis::kKnown};
  }
  if (missing_policy() == v1::MISSING_POLICY_REALLOCATE) {
    return {weight, Decimal(), Basis::kReallocated};
  }
  return {weight, substituted_points_, Basis::kSubstituted};
}

void Indicator::Describe(const Reading& reading,
                         v1::IndicatorResult& result) const {
  result = blank_result_;
  if (!reading.is_known()) {
    result.set_missing(true);
    result.set_missing_reason(std::string(reading.missing_reason));
    if (missing_policy() == v1::MISSING_POLICY_ZERO ||
        missing_policy() == v1::MISSING_POLICY_FLOOR) {
      result.mutable_points()->set_value(substituted_points_.ToString());
    }
    return;
  }
  const Standing& standing = reading.standing;
  if (reading.is_word) result.set_measure_text(std::string(reading.word));
  if (standing.range.has_value()) {
    result.mutable_range_lowest()->set_value(standing.range->lowest.ToString());
    result.mutable_range_highest()->set_value(
        standing.range->highest.ToString());
  }
  if (!reading.expert_reason.empty()) {
    result.set_expert_reason(reading.expert_reason);
  }
  if (reading.measure.has_value()) {
    result.mutable_measure()->set_value(reading.measure->ToString());
  }
  result.mutable_points()->set_value(standing.points.ToString());
  result.set_band(std::string(standing.band));
  if (standing.band_text != nullptr) {
    *result.mutable_band_text() = *standing.band_text;
  }
  if (standing.next.has_value()) {
    result.mutable_next_at()->set_value(standing.next->at.ToString());
    result.mutable_next_points()->set_value(standing.next->points.ToString());
  }
}

void Indicator::DescribeMissing(const Reading& reading,
                                v1::MissingEvidence& result) const {
  result.set_indicator(id());
  *result.mutable_title() = definition_.title();
  result.set_reason(std::string(reading.missing_reason));
  *result.mutable_supplied_by() = definition_.supplied_by();
  result.set_policy(PolicyText(missing_policy(), substituted_points_));
}

}  // namespace techflow::scorecard
