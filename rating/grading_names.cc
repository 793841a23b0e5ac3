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

// The scorecard wrote it, so it can be read.
Value NumberOf(const v1::Decimal& number) {
  return Value::Number(*Decimal::Parse(number.value()));
}

}  // namespace

GradingNames::GradingNames(const v1::Model& model) {
  for (const v1::Dimension& dimension : model.dimensions()) {
    std::string name = dimension.id();
    std::replace(name.begin(), name.end(), '_', ' ');
    dimensions_.push_back(std::move(name));
  }
  for (const v1::GradeBand& grade : model.grade_scale().grades()) {
    grades_.push_back(grade.id());
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

void GradingNames::Withhold(feel::Arena& arena, const Set& set) {
  for (size_t i = 0; i < kGradingNames.size(); ++i) {
    const bool is_of_points = i < NamesOfPoints().size();
    set(static_cast<GradingName>(i),
        Value::Error(
            arena,
            fmt::format("`{}` is known only after {}", kGradingNames[i],
                        is_of_points ? "scoring" : "grading"),
            {}));
  }
}

void GradingNames::RevealPoints(const v1::Assessment& assessment,
                                feel::Arena& arena, const Set& set) const {
  set(GradingName::kBaseScore,
      assessment.has_base_score()
          ? NumberOf(assessment.base_score())
          : Value::Missing(arena, "there is no score: too little is known"));
  set(GradingName::kCompleteness,
      assessment.has_completeness()
          ? NumberOf(assessment.completeness())
          : Value::Missing(arena, "the model has no dimensions"));
  feel::ContextBuilder points(arena, dimensions_.size());
  for (int i = 0; i < assessment.dimensions_size(); ++i) {
    const v1::DimensionResult& line = assessment.dimensions(i);
    const std::string& name = dimensions_[static_cast<size_t>(i)];
    points.Add(name,
               line.has_points()
                   ? NumberOf(line.points())
                   : Value::Missing(
                         arena, fmt::format("the dimension `{}` has no points: "
                                            "too little is known",
                                            line.id())));
  }
  set(GradingName::kDimensionPoints, points.Build());
}

int GradingNames::RankOf(const std::string& grade) const {
  const auto found = std::find(grades_.begin(), grades_.end(), grade);
  return static_cast<int>(found - grades_.begin()) + 1;
}

void GradingNames::RevealGrade(const v1::Assessment& assessment,
                               feel::Arena& arena, const Set& set) const {
  set(GradingName::kStatus, Value::String(StatusWord(assessment.status())));
  if (!assessment.has_score()) {
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
  const auto rank = [this](const std::string& grade) {
    return Value::Number(Decimal(RankOf(grade)));
  };
  set(GradingName::kScore, NumberOf(assessment.score()));
  set(GradingName::kLowestScore, NumberOf(assessment.lowest_score()));
  set(GradingName::kHighestScore, NumberOf(assessment.highest_score()));
  set(GradingName::kGrade, Value::String(arena.Copy(assessment.grade())));
  set(GradingName::kGradeRank, rank(assessment.grade()));
  set(GradingName::kBestGradeRank, rank(assessment.best_grade()));
  set(GradingName::kWorstGradeRank, rank(assessment.worst_grade()));
}

void GradingNames::RevealVerdict(const v1::Assessment& assessment,
                                 feel::Arena& arena, const Set& set) {
  set(GradingName::kVerdict,
      assessment.has_rubric()
          ? Value::String(VerdictWord(assessment.rubric().verdict()))
          : Value::Missing(arena, "the model has no rubric"));
}

}  // namespace techflow::rating
