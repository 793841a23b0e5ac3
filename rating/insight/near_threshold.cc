#include "rating/insight/near_threshold.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "rating/insight/shown_number.h"

namespace techflow::insight {
namespace {

struct NearEdge {
  // Null pointer for the score.
  const v1::IndicatorResult* line;
  Decimal value;
  Decimal edge;
  // From the edge, as a share of it.
  Decimal share;
  // Of the score, whose edge it is.
  std::string_view grade;
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

void SetText(const NearEdge& near, const ShownText& value,
             const ShownText& edge, v1::NearThreshold& message) {
  const bool is_on_edge = near.value == near.edge;
  const bool is_above = near.value > near.edge;
  message.mutable_text()->set_zh(fmt::format("{}为 {}，{}分界值 {}",
                                             message.title().zh(), value.zh,
                                             is_on_edge ? "正在"
                                             : is_above ? "略高于"
                                                        : "略低于",
                                             edge.zh));
  message.mutable_text()->set_en(fmt::format("{} is {}, {} the edge at {}",
                                             message.title().en(), value.en,
                                             is_on_edge ? "on"
                                             : is_above ? "just above"
                                                        : "just below",
                                             edge.en));
}

void DescribeMeasure(const NearEdge& near, v1::NearThreshold& message) {
  const v1::IndicatorResult& line = *near.line;
  message.set_id(line.id());
  *message.mutable_title() = line.title();
  const ShownMeasures shown =
      ShowMeasures(near.value, near.edge, DisplayFactorOf(line));
  SetText(near, WithUnit(shown.measure, line.unit()),
          WithUnit(shown.next_at, line.unit()), message);
}

void DescribeScore(const NearEdge& near, v1::NearThreshold& message) {
  message.set_id("score");
  message.mutable_title()->set_zh("得分");
  message.mutable_title()->set_en("The score");
  const ShownMeasures shown = ShowMeasures(near.value, near.edge, Decimal(1));
  SetText(near, {shown.measure, shown.measure},
          {fmt::format("{}（{}）", shown.next_at, near.grade),
           fmt::format("{} ({})", shown.next_at, near.grade)},
          message);
}

void Describe(const NearEdge& near, v1::NearThreshold& message) {
  message.mutable_value()->set_value(near.value.ToString());
  message.mutable_edge()->set_value(near.edge.ToString());
  message.set_side(near.value >= near.edge ? v1::NearThreshold::SIDE_ABOVE
                                           : v1::NearThreshold::SIDE_BELOW);
  if (near.line != nullptr) {
    DescribeMeasure(near, message);
  } else {
    DescribeScore(near, message);
  }
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
    candidates.push_back({&line, *measure, turn.at, *share, {}});
  }
}

void AddScore(const v1::GradeScale& scale, const Decimal& score,
              const Limits& limits, std::vector<NearEdge>& candidates) {
  for (int i = 0; i + 1 < scale.grades_size(); ++i) {
    const Decimal edge = NumberOf(scale.grades(i).from());
    const std::optional<Decimal> distance = Subtract(score, edge);
    if (!distance.has_value() || distance->Absolute() > limits.score_points) {
      continue;
    }
    const std::optional<Decimal> share = ShareFrom(edge, *distance);
    if (!share.has_value()) continue;
    candidates.push_back({nullptr, score, edge, *share, scale.grades(i).id()});
  }
}

}  // namespace

void AddNearThresholds(
    const rating::RatingModel& model, const v1::Assessment& assessment,
    google::protobuf::RepeatedPtrField<v1::NearThreshold>& thresholds) {
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
  for (const NearEdge& candidate : candidates) {
    Describe(candidate, *thresholds.Add());
  }
}

}  // namespace techflow::insight
