#include "rating/insight/near_threshold.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rating/insight/shown_number.h"

namespace techflow::insight {
namespace {

struct NearEdge {
  v1::NearThreshold message;
  // From the edge, as a share of it.
  Decimal share;
};

struct Limits {
  Decimal measure_share;
  Decimal score_points;
};

Limits LimitsOf(const v1::NearThresholdRule& rule) {
  // What model.proto promises where nothing is said: 0.02 and 1.
  Limits limits{Divide(Decimal(2), Decimal(100)).value_or(Decimal()),
                Decimal(1)};
  if (rule.has_measure_share()) {
    limits.measure_share = NumberOf(rule.measure_share());
  }
  if (rule.has_score_points()) {
    limits.score_points = NumberOf(rule.score_points());
  }
  return limits;
}

// How far from the edge, as a share of it. Nothing where the edge is 0 or the
// numbers are too large to say.
std::optional<Decimal> ShareFrom(const Decimal& edge, const Decimal& distance) {
  return Divide(distance.Absolute(), edge.Absolute());
}

// Whether it is more than twice `share` of the edge away: most edges are, which
// a product tells sooner than a quotient.
bool IsFar(const Decimal& edge, const Decimal& distance, const Decimal& share) {
  const std::optional<Decimal> far = Multiply(edge.Absolute(), share);
  return far.has_value() &&
         distance.Absolute() > Add(*far, *far).value_or(distance.Absolute());
}

void SetText(const v1::LocalizedText& value, const v1::LocalizedText& edge,
             v1::NearThreshold& message) {
  const bool is_on_edge = NumberOf(message.value()) == NumberOf(message.edge());
  const bool is_above = message.side() == v1::NearThreshold::SIDE_ABOVE;
  message.mutable_text()->set_zh(fmt::format("{}为 {}，{}分界值 {}",
                                             message.title().zh(), value.zh(),
                                             is_on_edge ? "正在"
                                             : is_above ? "略高于"
                                                        : "略低于",
                                             edge.zh()));
  message.mutable_text()->set_en(fmt::format("{} is {}, {} the edge at {}",
                                             message.title().en(), value.en(),
                                             is_on_edge ? "on"
                                             : is_above ? "just above"
                                                        : "just below",
                                             edge.en()));
}

v1::NearThreshold MakeMessage(const std::string& id,
                              const v1::LocalizedText& title,
                              const Decimal& value, const Decimal& edge) {
  v1::NearThreshold message;
  message.set_id(id);
  *message.mutable_title() = title;
  message.mutable_value()->set_value(value.ToString());
  message.mutable_edge()->set_value(edge.ToString());
  message.set_side(value >= edge ? v1::NearThreshold::SIDE_ABOVE
                                 : v1::NearThreshold::SIDE_BELOW);
  return message;
}

void AddMeasure(const rating::RatingModel& model,
                const v1::IndicatorResult& line, const Limits& limits,
                std::vector<NearEdge>& candidates) {
  const scorecard::ScoringFunction* const scoring =
      model.FindScoring(line.id());
  if (scoring == nullptr || !line.has_measure()) return;
  // Read where it is asked for: most functions only bend.
  std::optional<Decimal> measure;
  std::optional<Decimal> before;
  for (const scorecard::Turn& turn : scoring->turns()) {
    if (turn.kind == scorecard::Turn::Kind::kBend) continue;
    // A band of one value has both its edges there.
    if (before.has_value() && *before == turn.at) continue;
    before = turn.at;
    if (!measure.has_value()) measure = NumberOf(line.measure());
    const std::optional<Decimal> distance = Subtract(*measure, turn.at);
    if (!distance.has_value() ||
        IsFar(turn.at, *distance, limits.measure_share)) {
      continue;
    }
    const std::optional<Decimal> share = ShareFrom(turn.at, *distance);
    if (!share.has_value() || *share > limits.measure_share) continue;
    NearEdge candidate{MakeMessage(line.id(), line.title(), *measure, turn.at),
                       *share};
    const ShownMeasures shown =
        ShowMeasures(*measure, turn.at, DisplayFactorOf(line));
    SetText(WithUnit(shown.measure, line.unit()),
            WithUnit(shown.next_at, line.unit()), candidate.message);
    candidates.push_back(std::move(candidate));
  }
}

void AddScore(const v1::GradeScale& scale, const Decimal& score,
              const Limits& limits, std::vector<NearEdge>& candidates) {
  v1::LocalizedText title;
  title.set_zh("得分");
  title.set_en("The score");
  for (int i = 0; i + 1 < scale.grades_size(); ++i) {
    const Decimal edge = NumberOf(scale.grades(i).from());
    const std::optional<Decimal> distance = Subtract(score, edge);
    if (!distance.has_value() || distance->Absolute() > limits.score_points) {
      continue;
    }
    const std::optional<Decimal> share = ShareFrom(edge, *distance);
    if (!share.has_value()) continue;
    NearEdge candidate{MakeMessage("score", title, score, edge), *share};
    const ShownMeasures shown = ShowMeasures(score, edge, Decimal(1));
    v1::LocalizedText shown_edge;
    shown_edge.set_zh(
        fmt::format("{}（{}）", shown.next_at, scale.grades(i).id()));
    shown_edge.set_en(
        fmt::format("{} ({})", shown.next_at, scale.grades(i).id()));
    SetText(WithUnit(shown.measure, {}), shown_edge, candidate.message);
    candidates.push_back(std::move(candidate));
  }
}

}  // namespace

google::protobuf::RepeatedPtrField<v1::NearThreshold> NearThresholds(
    const rating::RatingModel& model, const v1::Assessment& assessment) {
  const v1::Model& definition = model.definition();
  const Limits limits = LimitsOf(definition.near_threshold());
  std::vector<NearEdge> candidates;
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      AddMeasure(model, line, limits, candidates);
    }
  }
  if (assessment.has_score()) {
    AddScore(definition.grade_scale(), NumberOf(assessment.score()), limits,
             candidates);
  }
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [](const NearEdge& a, const NearEdge& b) { return a.share < b.share; });
  google::protobuf::RepeatedPtrField<v1::NearThreshold> results;
  for (NearEdge& candidate : candidates) {
    *results.Add() = std::move(candidate.message);
  }
  return results;
}

}  // namespace techflow::insight
