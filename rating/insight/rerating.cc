#include "rating/insight/rerating.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "rating/insight/shown_number.h"

namespace techflow::insight {
namespace {

// The engine's own: none of them gives a lower score or grade for a higher one.
constexpr std::array<std::string_view, 5> kMonotoneKinds = {
    "coefficient", "notches", "cap", "floor", "veto"};

// What corrections may know of the score.
constexpr std::array<std::string_view, 3> kScoreNames = {
    "base score", "completeness", "dimension points"};

// The indicators whose points an expert may give.
absl::flat_hash_set<std::string_view> IndicatorsOfExperts(
    const v1::Model& definition) {
  absl::flat_hash_set<std::string_view> ids;
  for (const v1::Dimension& dimension : definition.dimensions()) {
    for (const v1::Indicator& indicator : dimension.indicators()) {
      if (!indicator.expert_points().empty()) ids.insert(indicator.id());
    }
  }
  return ids;
}

bool HasFixedCorrections(const rating::RatingModel& model) {
  const auto& corrections = model.definition().corrections();
  const bool are_monotone = std::all_of(
      corrections.begin(), corrections.end(),
      [](const v1::Correction& correction) {
        return std::find(kMonotoneKinds.begin(), kMonotoneKinds.end(),
                         correction.kind()) != kMonotoneKinds.end();
      });
  return are_monotone && !model.CorrectionsUse(kScoreNames);
}

}  // namespace

Rerating::Rerating(const rating::RatingModel& model, const v1::Evidence& view,
                   const v1::Date& as_of, const v1::Assessment& present)
    : model_(model),
      view_(view),
      as_of_(as_of),
      present_(present),
      has_fixed_corrections_(HasFixedCorrections(model)) {
  known_.score_only = true;
  const auto of_experts = IndicatorsOfExperts(model.definition());
  for (const v1::DimensionResult& dimension : present.dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      // The points of an expert do not follow from the measure, whether they
      // were given or are awaited.
      if (!line.has_measure() || of_experts.contains(line.id())) continue;
      known_.measures.emplace(line.id(), NumberOf(line.measure()));
    }
  }
}

scorecard::Assumptions Rerating::Complete(
    const scorecard::Assumptions& assumptions) const {
  scorecard::Assumptions all = known_;
  for (const auto& [id, points] : assumptions.points) all.measures.erase(id);
  for (const auto& [id, measure] : assumptions.measures) {
    all.measures.insert_or_assign(id, measure);
  }
  all.points = assumptions.points;
  all.weights = assumptions.weights;
  return all;
}

absl::StatusOr<rating::Grading> Rerating::With(
    const scorecard::Assumptions& assumptions) const {
  const scorecard::Assumptions all = Complete(assumptions);
  return model_.Grade(view_, as_of_, &all);
}

absl::StatusOr<v1::Assessment> Rerating::AssessWith(
    const scorecard::Assumptions& assumptions) const {
  const scorecard::Assumptions all = Complete(assumptions);
  return model_.Assess(view_, as_of_, nullptr, &all);
}

absl::StatusOr<rating::Grading> Rerating::WithOnly(
    scorecard::Assumptions assumptions) const {
  assumptions.score_only = true;
  return model_.Grade(view_, as_of_, &assumptions);
}

absl::StatusOr<rating::Grading> Rerating::WithPoints(
    std::string_view indicator, const Decimal& points) const {
  scorecard::Assumptions assumptions;
  assumptions.points.emplace(indicator, points);
  return With(assumptions);
}

absl::StatusOr<rating::Grading> Rerating::WithMeasure(
    std::string_view indicator, const Decimal& measure) const {
  scorecard::Assumptions assumptions;
  assumptions.measures.emplace(indicator, measure);
  return With(assumptions);
}

const v1::IndicatorResult* FindLine(const v1::Assessment& assessment,
                                    std::string_view indicator) {
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      if (line.id() == indicator) return &line;
    }
  }
  return nullptr;
}

bool IsBetterRank(int a, int b) {
  if (a == 0) return false;
  return b == 0 || a < b;
}

}  // namespace techflow::insight
