#include "rating/package/dmn_export_scorecard.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/feel/expression.h"
#include "rating/feel/value_text.h"
#include "rating/scorecard/score_arithmetic.h"
#include "rating/scorecard/weight_table.h"

namespace techflow::package {
namespace {

// The weights of each set; what it names no group of is that of the set it is
// based on.
class WeightsBySegment {
 public:
  explicit WeightsBySegment(const v1::Model& model) : model_(model) {}

  std::string Of(const std::string& segment, const std::string& id) const {
    for (const v1::WeightSet& set : model_.weight_sets()) {
      if (set.segment() != segment) continue;
      for (const v1::Weight& weight : set.weights()) {
        if (weight.id() == id) return FeelNumber(weight.value());
      }
      return set.based_on().empty() ? "" : Of(set.based_on(), id);
    }
    return "";
  }

 private:
  const v1::Model& model_;
};

}  // namespace

std::string FeelNumber(const v1::Decimal& number) {
  if (number.value().empty()) return "0";
  return Decimal::Parse(number.value()).value_or(Decimal()).ToString();
}

std::string FeelString(std::string_view text) {
  return feel::ToText(feel::Value::String(text));
}

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

bool ScorecardExport::takes_weights() const {
  return model_.weight_scheme().kind() != "sum_of_points";
}

bool ScorecardExport::AddAll() {
  const bool has_scorecard = model_.dimensions().empty() || AddScorecard();
  const bool has_rubric = !model_.has_rubric() || AddRubric();
  return has_scorecard && has_rubric;
}

bool ScorecardExport::AddScorecard() {
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
  return is_right && AddStatus() &&
         (takes_weights() ? AddWeightedMean() : AddSumOfPoints()) &&
         AddCorrections();
}

bool ScorecardExport::AddSegment() {
  // Without weights a model need not have any.
  if (model_.segments().empty()) return true;
  std::string feel;
  std::set<std::string> names;
  bool is_right = true;
  for (int i = 0; i < model_.segments_size(); ++i) {
    const v1::Segment& segment = model_.segments(i);
    if (segment.condition().empty()) {
      feel += FeelString(segment.id());
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
                        FeelString(segment.id()));
  }
  return is_right &&
         AddDecision(
             {"segment_id", "", {}, LiteralElement(feel), std::move(names)},
             feel::TypeKind::kString);
}

bool ScorecardExport::AddWeights() {
  return takes_weights() ? AddSetsOfWeights() : AddSharesOfPoints();
}

// Where points count as they are, weights only say how much of the total each
// can bring, as scorecard/weight_table.h says.
bool ScorecardExport::AddSharesOfPoints() {
  std::vector<scorecard::WeightTable::Reach> reaches;
  for (const v1::Dimension& dimension : model_.dimensions()) {
    scorecard::WeightTable::Reach reach;
    for (const v1::Indicator& indicator : dimension.indicators()) {
      const Decimal most =
          compiled_.FindScoring(indicator.id())->highest_points();
      reach.indicators.push_back(most);
      reach.points = dimension.best_only()
                         ? std::max(reach.points, most)
                         : scorecard::Plus(reach.points, most);
    }
    if (dimension.has_cap()) {
      reach.points = std::min(
          reach.points,
          Decimal::Parse(dimension.cap().value()).value_or(reach.points));
    }
    reaches.push_back(std::move(reach));
  }
  const auto table = scorecard::WeightTable::OfPoints(reaches, 1);
  const scorecard::WeightTable::SegmentWeights& weights = table.OfSegment(0);
  std::string feel;
  std::vector<feel::Member> members;
  const auto add = [&](const std::string& id, const Decimal& weight) {
    feel += fmt::format("{}{}: {}", feel.empty() ? "{" : ", ", id,
                        weight.ToString());
    members.push_back({id, feel::TypeKind::kNumber});
  };
  for (int i = 0; i < model_.dimensions_size(); ++i) {
    const v1::Dimension& dimension = model_.dimensions(i);
    const auto& row = weights[static_cast<size_t>(i)];
    add(dimension.id(), row.weight);
    for (int j = 0; j < dimension.indicators_size(); ++j) {
      add(dimension.indicators(j).id(), row.indicators[static_cast<size_t>(j)]);
    }
  }
  return AddDecision({"weights", "", {}, LiteralElement(feel + "}"), {}},
                     feel::Type::Context(members));
}

bool ScorecardExport::AddSetsOfWeights() {
  const WeightsBySegment weights(model_);
  std::vector<std::string> ids;
  for (const v1::Dimension& dimension : model_.dimensions()) {
    ids.push_back(dimension.id());
    for (const v1::Indicator& indicator : dimension.indicators()) {
      ids.push_back(indicator.id());
    }
  }
  XmlElement table = UniqueTable("segment_id", "string");
  std::vector<feel::Member> members;
  members.reserve(ids.size());
  for (const std::string& id : ids) {
    members.push_back({id, feel::TypeKind::kNumber});
    table.children.push_back(
        {"output", {{"name", id}, {"typeRef", "number"}}, "", {}});
  }
  for (const v1::Segment& segment : model_.segments()) {
    std::vector<std::string> row;
    row.reserve(ids.size());
    for (const std::string& id : ids) {
      row.push_back(weights.Of(segment.id(), id));
    }
    table.children.push_back(TableRule(FeelString(segment.id()), row));
  }
  return AddDecision({"weights", "", {}, std::move(table), {"segment_id"}},
                     feel::Type::Context(members));
}

}  // namespace techflow::package
