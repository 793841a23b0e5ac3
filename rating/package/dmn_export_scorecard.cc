#include "rating/package/dmn_export_scorecard.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/feel/expression.h"
#include "rating/feel/unary_tests.h"
#include "rating/feel/value_text.h"
#include "rating/scorecard/score_arithmetic.h"

namespace techflow::package {
namespace {

using scorecard::Minus;

// The model compiles, so its numbers can be read.
Decimal NumberOf(const v1::Decimal& number) {
  return Decimal::Parse(number.value()).value_or(Decimal());
}

std::string Quoted(const std::string& text) {
  return feel::ToText(feel::Value::String(text));
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

XmlElement TextElement(std::string name, std::string text) {
  return {std::move(name), {}, "", {{"text", {}, std::move(text), {}}}};
}

XmlElement RowElement(std::string cell,
                      const std::vector<std::string>& outputs) {
  XmlElement rule{"rule", {}, "", {TextElement("inputEntry", std::move(cell))}};
  for (const std::string& output : outputs) {
    rule.children.push_back(TextElement("outputEntry", output));
  }
  return rule;
}

// A UNIQUE table of one input, without its rules.
XmlElement TableElement(const std::string& input, std::string_view type) {
  XmlElement expression = TextElement("inputExpression", input);
  expression.attributes = {{"typeRef", std::string(type)}};
  return {"decisionTable",
          {{"hitPolicy", "UNIQUE"}},
          "",
          {{"input", {}, "", {std::move(expression)}}}};
}

// The weights of each set; what it names no group of is that of the set it is
// based on.
class WeightsBySegment {
 public:
  explicit WeightsBySegment(const v1::Model& model) : model_(model) {}

  std::string Of(const std::string& segment, const std::string& id) const {
    for (const v1::WeightSet& set : model_.weight_sets()) {
      if (set.segment() != segment) continue;
      for (const v1::Weight& weight : set.weights()) {
        if (weight.id() == id) return NumberOf(weight.value()).ToString();
      }
      return set.based_on().empty() ? "" : Of(set.based_on(), id);
    }
    return "";
  }

 private:
  const v1::Model& model_;
};

}  // namespace

bool ScorecardExport::Refuse(const feel::SourcePlace& place,
                             std::string message) {
  diagnostics_.AddError(place, std::move(message));
  return false;
}

bool ScorecardExport::AddDecision(DmnDocument::Decision decision,
                                  const feel::Type& type) {
  if (document_.Has(decision.name)) {
    return Refuse(places_.place(),
                  fmt::format("the rules have a name `{}`, which the exported "
                              "file needs for a part of the scorecard; rename "
                              "it",
                              decision.name));
  }
  all_names_.Add(decision.name, type);
  decision.type = type;
  document_.AddDecision(std::move(decision));
  return true;
}

bool ScorecardExport::Add(const std::string& name, feel::TypeKind type,
                          const std::string& feel,
                          const v1::LocalizedText* title) {
  const auto expression = feel::Expression::Compile(
      feel, all_names_, {.dialect = feel::Dialect::kConformance, .origin = {}},
      diagnostics_);
  if (expression == nullptr) return false;
  std::set<std::string> names;
  for (const feel::Reference& reference : expression->references()) {
    names.insert(reference.name);
  }
  return AddDecision({name,
                      title == nullptr ? "" : title->zh(),
                      {},
                      LiteralElement(feel),
                      std::move(names)},
                     type);
}

std::optional<ExportedFeel> ScorecardExport::Read(
    std::string_view text, const textproto::FieldPlaces& places,
    std::string_view field, FeelUse use) {
  return feel_.Expression(text, places.Text(field), rule_names_, use);
}

bool ScorecardExport::AddAll() {
  bool is_right = AddSegment();
  if (!AddWeights()) is_right = false;
  for (int i = 0; i < model_.dimensions_size(); ++i) {
    const v1::Dimension& dimension = model_.dimensions(i);
    for (int j = 0; j < dimension.indicators_size(); ++j) {
      const textproto::FieldPlaces places =
          places_.Message("dimensions", i).Message("indicators", j);
      if (!AddIndicator(dimension.indicators(j), places)) is_right = false;
    }
  }
  // What follows uses the names of all that came before.
  return is_right && AddStatus() && AddWeightedMean() && AddCorrections();
}

bool ScorecardExport::AddSegment() {
  std::string feel;
  std::set<std::string> names;
  bool is_right = true;
  for (int i = 0; i < model_.segments_size(); ++i) {
    const v1::Segment& segment = model_.segments(i);
    if (segment.condition().empty()) {
      feel += Quoted(segment.id());
      continue;
    }
    const auto condition =
        Read(segment.condition(), places_.Message("segments", i), "condition",
             FeelUse::kTruth);
    if (!condition.has_value()) {
      is_right = false;
      continue;
    }
    names.insert(condition->names.begin(), condition->names.end());
    feel += fmt::format("if {} then {} else ", condition->text.text,
                        Quoted(segment.id()));
  }
  return is_right &&
         AddDecision(
             {"segment_id", "", {}, LiteralElement(feel), std::move(names)},
             feel::TypeKind::kString);
}

bool ScorecardExport::AddWeights() {
  const WeightsBySegment weights(model_);
  std::vector<std::string> ids;
  for (const v1::Dimension& dimension : model_.dimensions()) {
    ids.push_back(dimension.id());
    for (const v1::Indicator& indicator : dimension.indicators()) {
      ids.push_back(indicator.id());
    }
  }
  XmlElement table = TableElement("segment_id", "string");
  std::vector<feel::Member> members;
  for (const std::string& id : ids) {
    members.push_back({id, feel::TypeKind::kNumber});
    table.children.push_back(
        {"output", {{"name", id}, {"typeRef", "number"}}, "", {}});
  }
  for (const v1::Segment& segment : model_.segments()) {
    std::vector<std::string> row;
    for (const std::string& id : ids) {
      row.push_back(weights.Of(segment.id(), id));
    }
    table.children.push_back(RowElement(Quoted(segment.id()), row));
  }
  return AddDecision({"weights", "", {}, std::move(table), {"segment_id"}},
                     feel::Type::Context(members));
}

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
                   feel::TypeKind::kNumber)) {
    return false;
  }
  const std::string& kind = indicator.scoring().kind();
  if (kind == "bands") return AddBands(indicator, places);
  if (kind == "curve") return AddCurve(indicator);
  return Refuse(places.Message("scoring").Field("kind"),
                fmt::format("scoring of kind `{}` cannot be exported; expected "
                            "`bands` or `curve`",
                            kind));
}

bool ScorecardExport::AddBands(const v1::Indicator& indicator,
                               const textproto::FieldPlaces& places) {
  const std::string measure = "measure_" + indicator.id();
  XmlElement table = TableElement(measure, "number");
  table.children.push_back({"output", {{"typeRef", "number"}}, "", {}});
  for (int i = 0; i < indicator.scoring().bands_size(); ++i) {
    const v1::Band& band = indicator.scoring().bands(i);
    feel::CompileOptions options;
    options.origin = places.Message("scoring").Message("bands", i).Text("when");
    const auto tests = feel::UnaryTests::Compile(band.when(), rule_names_,
                                                 feel::TypeKind::kNumber,
                                                 options, diagnostics_);
    // Bands that compile are intervals. Written as such they hold for no null.
    if (tests == nullptr || !tests->intervals().has_value()) return false;
    std::string cell;
    for (const feel::Interval& interval : *tests->intervals()) {
      if (!cell.empty()) cell += ", ";
      cell += TestText(interval);
    }
    table.children.push_back(
        RowElement(std::move(cell), {NumberOf(band.points()).ToString()}));
  }
  return AddDecision({"points_" + indicator.id(),
                      indicator.title().zh(),
                      {},
                      std::move(table),
                      {measure}},
                     feel::TypeKind::kNumber);
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
