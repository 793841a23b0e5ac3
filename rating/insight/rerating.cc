#include "rating/insight/rerating.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "rating/insight/shown_number.h"

namespace techflow::insight {
namespace {

// The engine's own: none of them gives a lower score or grade for a higher one.
constexpr std::array<std::string_view, 5> kMonotoneKinds = {
    "coefficient", "notches", "cap", "floor", "veto"};

// What corrections may know of the score, without the spaces that FEEL allows
// to be more.
constexpr std::array<std::string_view, 3> kScoreNames = {
    "basescore", "completeness", "dimensionpoints"};

bool ReadsTheScore(std::string text) {
  std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
  return std::any_of(kScoreNames.begin(), kScoreNames.end(),
                     [&text](std::string_view name) {
                       return text.find(name) != std::string::npos;
                     });
}

bool HasFixedCorrections(const v1::Model& definition) {
  return std::all_of(
      definition.corrections().begin(), definition.corrections().end(),
      [](const v1::Correction& correction) {
        const bool is_monotone =
            std::find(kMonotoneKinds.begin(), kMonotoneKinds.end(),
                      correction.kind()) != kMonotoneKinds.end();
        return is_monotone && !ReadsTheScore(correction.when()) &&
               !ReadsTheScore(correction.value());
      });
}

}  // namespace

Rerating::Rerating(const rating::RatingModel& model, const v1::Evidence& view,
                   const v1::Date& as_of, const v1::Assessment& present)
    : model_(model),
      view_(view),
      as_of_(as_of),
      present_(present),
      has_fixed_corrections_(HasFixedCorrections(model.definition())) {
  known_.score_only = true;
  for (const v1::DimensionResult& dimension : present.dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      // The points of an expert do not follow from the measure.
      if (!line.has_measure() || line.has_range_lowest()) continue;
      known_.measures.emplace(line.id(), NumberOf(line.measure()));
    }
  }
}

absl::StatusOr<v1::Assessment> Rerating::With(
    scorecard::Assumptions assumptions) const {
  scorecard::Assumptions all = known_;
  for (auto& [id, points] : assumptions.points) all.measures.erase(id);
  for (auto& [id, measure] : assumptions.measures) {
    all.measures.insert_or_assign(id, measure);
  }
  all.points = std::move(assumptions.points);
  all.weights = std::move(assumptions.weights);
  return model_.Assess(view_, as_of_, nullptr, &all);
}

absl::StatusOr<v1::Assessment> Rerating::WithOnly(
    scorecard::Assumptions assumptions) const {
  assumptions.score_only = true;
  return model_.Assess(view_, as_of_, nullptr, &assumptions);
}

absl::StatusOr<v1::Assessment> Rerating::WithPoints(
    std::string_view indicator, const Decimal& points) const {
  scorecard::Assumptions assumptions;
  assumptions.points.emplace(indicator, points);
  return With(std::move(assumptions));
}

absl::StatusOr<v1::Assessment> Rerating::WithMeasure(
    std::string_view indicator, const Decimal& measure) const {
  scorecard::Assumptions assumptions;
  assumptions.measures.emplace(indicator, measure);
  return With(std::move(assumptions));
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
