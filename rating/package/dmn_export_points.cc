#include <fmt/format.h>

#include <utility>

#include "rating/feel/unary_tests.h"
#include "rating/package/dmn_export_scorecard.h"
#include "rating/scorecard/score_arithmetic.h"

// From measures to points.
namespace techflow::package {
namespace {

using scorecard::Minus;
using scorecard::Plus;
using scorecard::Times;

constexpr auto kPointsType = feel::TypeKind::kNumber;

Decimal NumberOf(const v1::Decimal& number) {
  return Decimal::Parse(number.value()).value_or(Decimal());
}

// The interval as a unary test: `< 5`, `[5..10)`, `5`.
std::string TestText(const feel::Interval& interval) {
  const auto text = [](const feel::Value& end) {
    return end.number().ToString();
  };
  if (!interval.low && !interval.high) return "-";
  if (!interval.low) {
    return (interval.high_closed ? "<= " : "< ") + text(*interval.high);
  }
  if (!interval.high) {
    return (interval.low_closed ? ">= " : "> ") + text(*interval.low);
  }
  if (interval.low->number() == interval.high->number()) {
    return text(*interval.low);
  }
  return fmt::format("{}{}..{}{}", interval.low_closed ? '[' : '(',
                     text(*interval.low), text(*interval.high),
                     interval.high_closed ? ']' : ')');
}

// The rows of a range, worth their fewest points.
v1::ScoringFunction WithLowestPoints(const v1::ScoringFunction& scoring) {
  v1::ScoringFunction lowest = scoring;
  for (v1::Band& band : *lowest.mutable_bands()) {
    *band.mutable_points() = band.lowest_points();
  }
  for (v1::LookupEntry& entry : *lowest.mutable_entries()) {
    *entry.mutable_points() = entry.lowest_points();
  }
  return lowest;
}

// What the parameter `without_expert` says; see scorecard/expert_range.h.
std::string WithoutExpert(const v1::Indicator& indicator) {
  for (const v1::Parameter& parameter : indicator.scoring().parameters()) {
    if (parameter.name() != "without_expert") continue;
    if (parameter.value() == "highest") {
      return "highest_points_" + indicator.id();
    }
    if (parameter.value() == "middle") {
      return fmt::format(
          "decimal((lowest_points_{0} + highest_points_{0}) / 2, {1})",
          indicator.id(), scorecard::kScoreDecimals);
    }
  }
  return "lowest_points_" + indicator.id();
}

}  // namespace

bool ScorecardExport::AddIndicator(const v1::Indicator& indicator,
                                   const textproto::FieldPlaces& places) {
  const auto measure =
      Read(indicator.measure(), places, "measure", FeelUse::kValue);
  if (!measure.has_value()) return false;
  const std::string name = "measure_" + indicator.id();
  if (!AddDecision({name,
                    indicator.title().zh(),
                    {},
                    LiteralElement(measure->text.text),
                    measure->names},
                   compiled_.FindScoring(indicator.id())->measure_kind())) {
    return false;
  }
  const std::string points = "points_" + indicator.id();
  const std::string& kind = indicator.scoring().kind();
  if (kind == "bands") {
    return AddBands(points, indicator, indicator.scoring(), places);
  }
  if (kind == "lookup_table") {
    return AddEntries(points, indicator, indicator.scoring());
  }
  if (kind == "curve") return AddCurve(indicator);
  if (kind == "percentile") return AddPercentile(indicator);
  if (kind == "expression") return AddExpression(indicator, places);
  if (kind == "expert_range") return AddExpertRange(indicator, places);
  return Refuse(places.Message("scoring").Field("kind"),
                fmt::format("scoring of kind `{}` cannot be exported; expected "
                            "one of the kinds of this engine",
                            kind));
}

bool ScorecardExport::AddBands(const std::string& name,
                               const v1::Indicator& indicator,
                               const v1::ScoringFunction& rows,
                               const textproto::FieldPlaces& places) {
  const std::string measure = "measure_" + indicator.id();
  XmlElement table = UniqueTable(measure, "number");
  table.children.push_back({"output", {{"typeRef", "number"}}, "", {}});
  for (int i = 0; i < rows.bands_size(); ++i) {
    const v1::Band& band = rows.bands(i);
    feel::CompileOptions options;
    options.origin = places.Message("scoring").Message("bands", i).Text("when");
    const auto tests = feel::UnaryTests::Compile(
        band.when(), rule_names_, kPointsType, options, diagnostics_);
    // Bands that compile are intervals. Written as such they hold for no null.
    if (tests == nullptr || !tests->intervals().has_value()) return false;
    std::string cell;
    for (const feel::Interval& interval : *tests->intervals()) {
      if (!cell.empty()) cell += ", ";
      cell += TestText(interval);
    }
    table.children.push_back(
        TableRule(std::move(cell), {FeelNumber(band.points())}));
  }
  return AddDecision(
      {name, indicator.title().zh(), {}, std::move(table), {measure}},
      kPointsType);
}

// A measure that no entry lists stops the rating, so its null means nothing.
bool ScorecardExport::AddEntries(const std::string& name,
                                 const v1::Indicator& indicator,
                                 const v1::ScoringFunction& rows) {
  const std::string measure = "measure_" + indicator.id();
  const bool are_words =
      compiled_.FindScoring(indicator.id())->measure_kind() ==
      feel::TypeKind::kString;
  std::string feel = fmt::format("if {} = null then null else ", measure);
  std::string otherwise = "null";
  for (const v1::LookupEntry& entry : rows.entries()) {
    const std::string points = FeelNumber(entry.points());
    if (entry.key().empty()) {
      otherwise = points;
      continue;
    }
    v1::Decimal number;
    number.set_value(entry.key());
    feel += fmt::format(
        "if {} = {} then {} else ", measure,
        are_words ? FeelString(entry.key()) : FeelNumber(number), points);
  }
  return Add(name, kPointsType, feel + otherwise, &indicator.title());
}

// Each value of the peers has points of its own, and so has what lies between
// two of them, as one measure there tells.
bool ScorecardExport::AddPercentile(const v1::Indicator& indicator) {
  const std::string measure = "measure_" + indicator.id();
  const scorecard::ScoringFunction& scoring =
      *compiled_.FindScoring(indicator.id());
  XmlElement table = UniqueTable(measure, "number");
  table.children.push_back({"output", {{"typeRef", "number"}}, "", {}});
  const auto add = [&](std::string cell, const Decimal& example) {
    const auto standing = scoring.Score(example);
    if (!standing.ok()) return false;
    table.children.push_back(
        TableRule(std::move(cell), {standing->points.ToString()}));
    return true;
  };
  const auto& counts = indicator.scoring().peers().counts();
  const Decimal half = Decimal::Parse("0.5").value_or(Decimal());
  bool is_right = true;
  for (int i = 0; i < counts.size(); ++i) {
    const Decimal value = NumberOf(counts[i].value());
    const std::string text = value.ToString();
    if (i == 0) {
      is_right = add("< " + text, Minus(value, Decimal(1)));
    } else {
      const Decimal before = NumberOf(counts[i - 1].value());
      is_right = add(fmt::format("({}..{})", before.ToString(), text),
                     Times(Plus(before, value), half)) &&
                 is_right;
    }
    is_right = add(text, value) && is_right;
    if (i + 1 == counts.size()) {
      is_right = add("> " + text, Plus(value, Decimal(1))) && is_right;
    }
  }
  return is_right && AddDecision({"points_" + indicator.id(),
                                  indicator.title().zh(),
                                  {},
                                  std::move(table),
                                  {measure}},
                                 kPointsType);
}

bool ScorecardExport::AddExpression(const v1::Indicator& indicator,
                                    const textproto::FieldPlaces& places) {
  const std::string measure = "measure_" + indicator.id();
  feel::Scope scope;
  scope.Add("measure", kPointsType);
  // It is known wherever the formula is asked.
  const FeelExport::InnerNames inner(feel_, {"measure"}, {});
  const auto formula = feel_.Expression(
      indicator.scoring().expression(),
      places.Message("scoring").Text("expression"), scope, FeelUse::kValue);
  if (!formula.has_value()) return false;
  return AddDecision(
      {"points_" + indicator.id(),
       indicator.title().zh(),
       {},
       LiteralElement(fmt::format("if {0} = null then null else {{measure: "
                                  "{0}, points: decimal({1}, {2})}}.points",
                                  measure, formula->text.text,
                                  scorecard::kScoreDecimals)),
       {measure}},
      kPointsType);
}

// An expert's points count within the range, where it leaves something open.
bool ScorecardExport::AddExpertRange(const v1::Indicator& indicator,
                                     const textproto::FieldPlaces& places) {
  const std::string& id = indicator.id();
  const v1::ScoringFunction& most = indicator.scoring();
  const v1::ScoringFunction fewest = WithLowestPoints(most);
  const std::string lowest = "lowest_points_" + id;
  const std::string highest = "highest_points_" + id;
  const bool has_range = most.entries().empty()
                             ? AddBands(lowest, indicator, fewest, places) &&
                                   AddBands(highest, indicator, most, places)
                             : AddEntries(lowest, indicator, fewest) &&
                                   AddEntries(highest, indicator, most);
  if (!has_range) return false;
  std::set<std::string> names;
  std::string given = "null";
  if (!indicator.expert_points().empty()) {
    const auto expert = Read(indicator.expert_points(), places, "expert_points",
                             FeelUse::kValue);
    if (!expert.has_value()) return false;
    given = expert->text.text;
    names = expert->names;
  }
  if (!AddDecision({"expert_" + id, "", {}, LiteralElement(given), names},
                   kPointsType)) {
    return false;
  }
  return Add("counts_expert_" + id, feel::TypeKind::kBoolean,
             fmt::format("if measure_{0} = null or expert_{0} = null or "
                         "lowest_points_{0} = highest_points_{0} then false "
                         "else expert_{0} >= lowest_points_{0} and expert_{0} "
                         "<= highest_points_{0}",
                         id)) &&
         Add("points_" + id, kPointsType,
             fmt::format("if counts_expert_{0} then decimal(expert_{0}, {1}) "
                         "else {2}",
                         id, scorecard::kScoreDecimals,
                         WithoutExpert(indicator)),
             &indicator.title());
}

// As scorecard/curve.h says, with the differences of the bends computed here,
// exactly.
bool ScorecardExport::AddCurve(const v1::Indicator& indicator) {
  const std::string measure = "measure_" + indicator.id();
  const auto& bends = indicator.scoring().points();
  const auto x = [&](int i) { return NumberOf(bends[i].x()); };
  const auto points = [&](int i) { return NumberOf(bends[i].points()); };
  std::string feel =
      fmt::format("if {} = null then null else if {} < {} then {} else ",
                  measure, measure, x(0).ToString(), points(0).ToString());
  for (int i = 1; i < bends.size(); ++i) {
    feel += fmt::format(
        "if {0} < {1} then decimal({2} + ({0} - ({3})) * ({4}) / {5}, {6}) "
        "else ",
        measure, x(i).ToString(), points(i - 1).ToString(), x(i - 1).ToString(),
        Minus(points(i), points(i - 1)).ToString(),
        Minus(x(i), x(i - 1)).ToString(), scorecard::kScoreDecimals);
  }
  feel += points(bends.size() - 1).ToString();
  return Add("points_" + indicator.id(), feel::TypeKind::kNumber, feel,
             &indicator.title());
}

}  // namespace techflow::package
