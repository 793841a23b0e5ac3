#include <fmt/format.h>

#include "rating/package/dmn_export_scorecard.h"

// Points that count as they are: scorecard/sum_of_points.h.
namespace techflow::package {
namespace {

constexpr auto kSumType = feel::TypeKind::kNumber;

// The points of what counts: the sum, or the most, at most the cap.
std::string Folded(const v1::Dimension& dimension, const std::string& points) {
  std::string folded =
      fmt::format("{}([{}])", dimension.best_only() ? "max" : "sum", points);
  if (!dimension.has_cap()) return folded;
  return fmt::format("min({}, {})", FeelNumber(dimension.cap()), folded);
}

}  // namespace

bool ScorecardExport::AddSumOfPoints() {
  std::string dimensions;
  for (const v1::Dimension& dimension : model_.dimensions()) {
    if (!AddCountedPoints(dimension)) return false;
    if (!dimensions.empty()) dimensions += ", ";
    dimensions += "dimension_" + dimension.id();
  }
  const bool is_right =
      AddDimensionPoints() &&
      Add("base score", kSumType,
          fmt::format("if status = \"unratable\" then null else sum([{}])",
                      dimensions));
  if (!is_right) return false;
  // Corrections may hang on what is unknown, which opens the range further.
  if (!model_.corrections().empty()) return true;
  return AddBound(/*is_highest=*/false) && AddBound(/*is_highest=*/true);
}

// `counted_x` of each indicator, `contribution_x`, and `dimension_d`.
bool ScorecardExport::AddCountedPoints(const v1::Dimension& dimension) {
  std::string all;
  for (const v1::Indicator& indicator : dimension.indicators()) {
    const std::string counted = "counted_" + indicator.id();
    if (!Add(counted, kSumType,
             fmt::format("if measure_{0} != null then points_{0} else {1}",
                         indicator.id(), FeelNumber(indicator.floor())))) {
      return false;
    }
    if (!all.empty()) all += ", ";
    all += counted;
  }
  std::string earlier;
  for (const v1::Indicator& indicator : dimension.indicators()) {
    const std::string counted = "counted_" + indicator.id();
    // Of equal ones the first counts.
    std::string condition;
    if (dimension.best_only()) {
      condition = fmt::format("{} < max([{}])", counted, all);
      if (!earlier.empty()) {
        condition += fmt::format(" or max([{}]) >= {}", earlier, counted);
      }
      condition = fmt::format("if {} then 0 else ", condition);
    }
    if (!Add("contribution_" + indicator.id(), kSumType,
             fmt::format("if status = \"unratable\" then null else {}{}",
                         condition, counted),
             &indicator.title())) {
      return false;
    }
    earlier += (earlier.empty() ? "" : ", ") + counted;
  }
  return Add("dimension_" + dimension.id(), kSumType,
             fmt::format("if status = \"unratable\" then null else {}",
                         Folded(dimension, all)),
             &dimension.title());
}

// The fewest or the most points that an indicator may turn out to have; where
// its measure is unknown, those it counts as are among them.
std::string ScorecardExport::BoundOf(const v1::Indicator& indicator,
                                     bool is_highest) const {
  const std::string& id = indicator.id();
  const scorecard::ScoringFunction& scoring = *compiled_.FindScoring(id);
  const Decimal possible =
      is_highest ? scoring.highest_points() : scoring.lowest_points();
  std::string unknown = possible.ToString();
  if (indicator.missing() != v1::MISSING_POLICY_UNRATABLE) {
    unknown = fmt::format("{}({}, {})", is_highest ? "max" : "min", unknown,
                          FeelNumber(indicator.floor()));
  }
  std::string known = "points_" + id;
  if (scoring.leaves_range_to_expert()) {
    known = fmt::format("if counts_expert_{0} then points_{0} else {1}_{0}", id,
                        is_highest ? "highest_points" : "lowest_points");
  }
  return fmt::format("if measure_{} = null then {} else {}", id, unknown,
                     known);
}

bool ScorecardExport::AddBound(bool is_highest) {
  std::string dimensions;
  for (const v1::Dimension& dimension : model_.dimensions()) {
    std::string points;
    for (const v1::Indicator& indicator : dimension.indicators()) {
      if (!points.empty()) points += ", ";
      points += BoundOf(indicator, is_highest);
    }
    if (!dimensions.empty()) dimensions += ", ";
    dimensions += Folded(dimension, points);
  }
  return Add(is_highest ? "highest score" : "lowest score", kSumType,
             fmt::format("if status = \"unratable\" then null else sum([{}])",
                         dimensions));
}

}  // namespace techflow::package
