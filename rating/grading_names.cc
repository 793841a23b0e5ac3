#include "rating/grading_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "rating/decimal/decimal.h"
#include "rating/feel/value_builder.h"

namespace techflow::rating {
namespace {

using feel::Value;

std::string_view StatusWord(v1::RatingStatus status) {
  switch (status) {
    case v1::RATING_STATUS_RATED:
      return "rated";
    case v1::RATING_STATUS_PROVISIONAL:
      return "provisional";
    default:
      return "unratable";
  }
}

std::string_view VerdictWord(v1::Verdict verdict) {
  switch (verdict) {
    case v1::VERDICT_MET:
      return "met";
    case v1::VERDICT_NOT_MET:
      return "not met";
    default:
      return "unknown";
  }
}

// The number, or a missing null that says `why`, which outlives it.
Value NumberOr(const std::optional<Decimal>& number, feel::Arena& arena,
               std::string_view why) {
  return number.has_value() ? Value::Number(*number)
                            : Value::Missing(arena, why);
}

}  // namespace

GradingNames::GradingNames(const v1::Model& model) {
  for (const v1::Dimension& dimension : model.dimensions()) {
    std::string name = dimension.id();
    std::replace(name.begin(), name.end(), '_', ' ');
    dimensions_.push_back(std::move(name));
    without_points_.push_back(
        fmt::format("the dimension `{}` has no points: too little is known",
                    dimension.id()));
  }
  for (const std::string& name : kGradingNames) {
    const bool is_of_points = withheld_texts_.size() < NamesOfPoints().size();
    withheld_texts_.push_back(
        fmt::format("`{}` is known only after {}", name,
                    is_of_points ? "scoring" : "grading"));
  }
  // Only now: a short text would have moved.
  for (const std::string& text : withheld_texts_) {
    withheld_.push_back({feel::NullReason::Cause::kError, text, {}});
  }
}

std::vector<feel::Member> GradingNames::members() const {
  std::vector<feel::Member> points;
  for (const std::string& dimension : dimensions_) {
    points.push_back({dimension, feel::TypeKind::kNumber});
  }
  std::vector<feel::Member> members;
  for (size_t i = 0; i < kGradingNames.size(); ++i) {
    switch (static_cast<GradingName>(i)) {
      case GradingName::kDimensionPoints:
        members.push_back({kGradingNames[i], feel::Type::Context(points)});
        break;
      case GradingName::kGrade:
      case GradingName::kStatus:
      case GradingName::kVerdict:
        members.push_back({kGradingNames[i], feel::TypeKind::kString});
        break;
      default:
        members.push_back({kGradingNames[i], feel::TypeKind::kNumber});
    }
  }
  return members;
}

void GradingNames::Withhold(Set set) const {
  for (size_t i = 0; i < withheld_.size(); ++i) {
    set(static_cast<GradingName>(i), Value::Null(&withheld_[i]));
  }
}

void GradingNames::RevealPoints(const Grading& grading, feel::Arena& arena,
                                Set set) const {
  set(GradingName::kBaseScore,
      NumberOr(grading.base_score, arena,
               "there is no score: too little is known"));
  set(GradingName::kCompleteness,
      NumberOr(grading.completeness, arena, "the model has no dimensions"));
  feel::ContextBuilder points(arena, dimensions_.size());
  for (size_t i = 0; i < grading.dimension_points.size(); ++i) {
    points.Add(dimensions_[i], NumberOr(grading.dimension_points[i], arena,
                                        without_points_[i]));
  }
  set(GradingName::kDimensionPoints, points.Build());
}

void GradingNames::RevealGrade(const Grading& grading, feel::Arena& arena,
                               Set set) {
  set(GradingName::kStatus, Value::String(StatusWord(grading.status)));
  if (!grading.score.has_value()) {
    const Value none =
        Value::Missing(arena, "there is no grade: too little is known");
    for (const GradingName name :
         {GradingName::kScore, GradingName::kLowestScore,
          GradingName::kHighestScore, GradingName::kGrade,
          GradingName::kGradeRank, GradingName::kBestGradeRank,
          GradingName::kWorstGradeRank}) {
      set(name, none);
    }
    return;
  }
  set(GradingName::kScore, Value::Number(*grading.score));
  set(GradingName::kLowestScore, Value::Number(grading.lowest_score));
  set(GradingName::kHighestScore, Value::Number(grading.highest_score));
  set(GradingName::kGrade, Value::String(grading.grade));
  set(GradingName::kGradeRank, Value::Number(Decimal(grading.grade_rank)));
  set(GradingName::kBestGradeRank,
      Value::Number(Decimal(grading.best_grade_rank)));
  set(GradingName::kWorstGradeRank,
      Value::Number(Decimal(grading.worst_grade_rank)));
}

void GradingNames::RevealVerdict(const Grading& grading, feel::Arena& arena,
                                 Set set) {
  set(GradingName::kVerdict,
      grading.verdict.has_value()
          ? Value::String(VerdictWord(*grading.verdict))
          : Value::Missing(arena, "the model has no rubric"));
}

}  // namespace techflow::rating
