#include "rating/scorecard/expert_range.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "rating/scorecard/bands.h"
#include "rating/scorecard/lookup_table.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

// Checks each row's range and splits the rows into those of the fewest and
// those of the most points.
template <typename Row>
bool SplitRows(const ScoringSource& source, std::string_view field,
               const google::protobuf::RepeatedPtrField<Row>& rows,
               google::protobuf::RepeatedPtrField<Row>& lowest,
               google::protobuf::RepeatedPtrField<Row>& highest) {
  bool is_right = true;
  for (int i = 0; i < rows.size(); ++i) {
    const FieldReader reader(
        fmt::format("row {} of {}", i + 1, source.reader.owner()),
        source.reader.places().Message(field, i), source.reader.diagnostics());
    const std::optional<Decimal> low = reader.ReadNumber(
        "lowest_points", rows[i].lowest_points(), PointsBounds());
    const std::optional<Decimal> high =
        reader.ReadNumber("points", rows[i].points(), PointsBounds());
    if (!low || !high) {
      is_right = false;
    } else if (*low > *high) {
      is_right = reader.AddError(
          "lowest_points",
          fmt::format("`lowest_points` of {} is {}; expected at most its "
                      "`points`, {}",
                      reader.owner(), low->ToString(), high->ToString()));
    }
    *lowest.Add() = rows[i];
    *lowest[i].mutable_points() = rows[i].lowest_points();
    lowest[i].clear_lowest_points();
    *highest.Add() = rows[i];
    highest[i].clear_lowest_points();
  }
  return is_right;
}

}  // namespace

bool ExpertRange::ReadWithoutExpert(const ScoringSource& source,
                                    WithoutExpert& without_expert) {
  bool is_right = true;
  for (int i = 0; i < source.definition.parameters_size(); ++i) {
    const v1::Parameter& parameter = source.definition.parameters(i);
    if (parameter.name() != "without_expert") {
      is_right = source.reader.AddError(
          "parameters",
          fmt::format("there is no parameter `{}`; there is `without_expert`",
                      parameter.name()),
          i);
    } else if (parameter.value() == "lowest") {
      without_expert = WithoutExpert::kLowest;
    } else if (parameter.value() == "middle") {
      without_expert = WithoutExpert::kMiddle;
    } else if (parameter.value() == "highest") {
      without_expert = WithoutExpert::kHighest;
    } else {
      is_right = source.reader.AddError(
          "parameters",
          fmt::format("`without_expert` is `{}`; expected `lowest`, `middle` "
                      "or `highest`",
                      parameter.value()),
          i);
    }
  }
  return is_right;
}

std::unique_ptr<const ScoringFunction> ExpertRange::Compile(
    const ScoringSource& source) {
  const v1::ScoringFunction& definition = source.definition;
  bool is_right = source.reader.CheckTakesOnly(
      definition, {"kind", "bands", "entries", "parameters"});
  WithoutExpert without_expert = WithoutExpert::kLowest;
  if (!ReadWithoutExpert(source, without_expert)) is_right = false;
  if (definition.bands().empty() == definition.entries().empty()) {
    source.reader.AddError("kind",
                           fmt::format("{} needs either `bands` or `entries`",
                                       source.reader.owner()));
    return nullptr;
  }
  v1::ScoringFunction lowest;
  v1::ScoringFunction highest;
  const bool are_rows_right =
      definition.entries().empty()
          ? SplitRows(source, "bands", definition.bands(),
                      *lowest.mutable_bands(), *highest.mutable_bands())
          : SplitRows(source, "entries", definition.entries(),
                      *lowest.mutable_entries(), *highest.mutable_entries());
  if (!are_rows_right || !is_right) return nullptr;
  const auto compile =
      definition.entries().empty() ? &Bands::Compile : &LookupTable::Compile;
  std::unique_ptr<const ScoringFunction> most =
      compile({highest, source.reader, source.scope});
  // What is wrong with the rows was reported once.
  if (most == nullptr) return nullptr;
  std::unique_ptr<const ScoringFunction> fewest =
      compile({lowest, source.reader, source.scope});
  return std::unique_ptr<const ScoringFunction>(
      new ExpertRange(std::move(fewest), std::move(most), without_expert));
}

absl::StatusOr<Standing> ExpertRange::Score(const Measure& measure) const {
  absl::StatusOr<Standing> standing = highest_->Score(measure);
  if (!standing.ok()) return standing;
  absl::StatusOr<Standing> fewest = lowest_->Score(measure);
  if (!fewest.ok()) return fewest;
  const Standing::Range range{fewest->points, standing->points};
  switch (without_expert_) {
    case WithoutExpert::kLowest:
      standing->points = range.lowest;
      break;
    case WithoutExpert::kMiddle:
      standing->points = DivideRounded(Plus(range.lowest, range.highest),
                                       Decimal(2), kScoreDecimals);
      break;
    case WithoutExpert::kHighest:
      break;
  }
  // Nothing is left to an expert where the range is one number.
  if (range.lowest != range.highest) standing->range = range;
  return standing;
}

}  // namespace techflow::scorecard
