#include "rating/rating_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "rating/assessment_run.h"
#include "rating/feel/calendar.h"
#include "rating/model_parts.h"

namespace techflow::rating {
namespace {

using scorecard::Rule;

// The last day that a v1::Date can say.
constexpr feel::Date kLastDay{9999, 12, 31};

void SetValidUntil(const feel::Date& as_of, int months,
                   v1::Assessment& assessment) {
  std::optional<feel::Date> day = feel::AddMonths(as_of, {months});
  if (!day || *day > kLastDay) day = kLastDay;
  assessment.mutable_valid_until()->set_year(day->year);
  assessment.mutable_valid_until()->set_month(day->month);
  assessment.mutable_valid_until()->set_day(day->day);
}

absl::StatusOr<feel::Date> DayOf(const v1::Date& as_of) {
  const std::optional<feel::Date> day =
      feel::MakeDate(as_of.year(), as_of.month(), as_of.day());
  if (day.has_value() && day->year >= 1 && *day <= kLastDay) return *day;
  return absl::InvalidArgumentError(
      fmt::format("the as-of date {}-{}-{} is no day of the years 1 to 9999",
                  as_of.year(), as_of.month(), as_of.day()));
}

}  // namespace

absl::StatusOr<v1::Assessment> RatingModel::Assess(
    const v1::Evidence& view, const v1::Date& as_of,
    v1::Explanation* explanation,
    const scorecard::Assumptions* assumptions) const {
  absl::StatusOr<v1::Assessment> assessment{v1::Assessment()};
  absl::Status status =
      Assess(view, as_of, *assessment, explanation, assumptions);
  if (!status.ok()) return status;
  return assessment;
}

absl::Status RatingModel::Assess(
    const v1::Evidence& view, const v1::Date& as_of, v1::Assessment& assessment,
    v1::Explanation* explanation,
    const scorecard::Assumptions* assumptions) const {
  const absl::StatusOr<feel::Date> day = DayOf(as_of);
  if (!day.ok()) return day.status();
  AssessmentRun run(*parts_, view, as_of, *day, explanation, assumptions);
  absl::Status status = run.Grade();
  if (!status.ok()) return status;
  run.Describe(assessment);
  SetValidUntil(*day, parts_->definition.validity_months(), assessment);
  return absl::OkStatus();
}

absl::StatusOr<Grading> RatingModel::Grade(
    const v1::Evidence& view, const v1::Date& as_of,
    const scorecard::Assumptions* assumptions) const {
  const absl::StatusOr<feel::Date> day = DayOf(as_of);
  if (!day.ok()) return day.status();
  AssessmentRun run(*parts_, view, as_of, *day, nullptr, assumptions);
  absl::Status status = run.Grade();
  if (!status.ok()) return status;
  return run.TakeGrading();
}

const v1::Model& RatingModel::definition() const { return parts_->definition; }

int RatingModel::indicator_count() const {
  return parts_->scorecard == nullptr ? 0
                                      : parts_->scorecard->indicator_count();
}

const scorecard::ScoringFunction* RatingModel::FindScoring(
    std::string_view indicator) const {
  if (parts_->scorecard == nullptr) return nullptr;
  const scorecard::Indicator* const found =
      parts_->scorecard->FindIndicator(indicator);
  return found == nullptr ? nullptr : &found->scoring();
}

bool RatingModel::CorrectionsUse(
    std::span<const std::string_view> names) const {
  if (parts_->scorecard == nullptr) return false;
  const dmn::DecisionGraph& graph = *parts_->graph;
  const auto is_one = [&](const feel::Reference& reference) {
    for (const std::string_view name : names) {
      if (reference.name == name) return true;
      const std::optional<int> slot = graph.scope().Find(name);
      if (slot.has_value() && graph.Uses(reference.slot, *slot)) return true;
    }
    return false;
  };
  for (const Rule* rule : parts_->scorecard->corrections().rules()) {
    const auto references = rule->expression().references();
    if (std::any_of(references.begin(), references.end(), is_one)) return true;
  }
  return false;
}

const scorecard::WeightScheme& RatingModel::weight_scheme() const {
  return parts_->scorecard->weight_scheme();
}

}  // namespace techflow::rating
