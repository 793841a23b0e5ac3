#include "rating/scorecard/grade_scale.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/scorecard/score_arithmetic.h"

namespace techflow::scorecard {
namespace {

// A grade's name is shown everywhere; "T10", "AAA".
constexpr size_t kMaxGradeBytes = 16;

}  // namespace

std::optional<GradeScale> GradeScale::Compile(const v1::GradeScale& definition,
                                              const FieldReader& reader) {
  std::vector<Grade> grades;
  bool is_right = true;
  for (int i = 0; i < definition.grades_size(); ++i) {
    const v1::GradeBand& band = definition.grades(i);
    const FieldReader grade(fmt::format("grade `{}`", band.id()),
                            reader.places().Message("grades", i),
                            reader.diagnostics());
    if (band.id().empty() || band.id().size() > kMaxGradeBytes) {
      is_right = grade.AddError(
          "id", fmt::format("a grade needs an id of 1 to {} bytes, got `{}`",
                            kMaxGradeBytes, band.id()));
    }
    for (const Grade& before : grades) {
      if (before.id != band.id()) continue;
      is_right = grade.AddError(
          "id", fmt::format("there are two grades `{}`", band.id()));
    }
    if (!grade.CheckText("text", band.text())) is_right = false;
    const std::optional<Decimal> from =
        grade.ReadNumber("from", band.from(), PointsBounds());
    if (!from.has_value()) is_right = false;
    if (from && !grades.empty() && *from >= grades.back().from) {
      is_right = grade.AddError(
          "from", fmt::format("`from` of {} is {}; expected less than {}, that "
                              "of the better grade before it",
                              grade.owner(), from->ToString(),
                              grades.back().from.ToString()));
    }
    if (from) {
      grades.push_back({band.id(), WithDecimals(*from, kScoreDecimals)});
    }
  }
  if (definition.grades_size() < 2) {
    is_right =
        reader.AddError("grades", "a grade scale needs two grades or more");
  } else if (is_right && !grades.back().from.is_zero()) {
    is_right = reader.AddError(
        "grades",
        fmt::format("the worst grade `{}` begins at {}; expected 0",
                    grades.back().id, grades.back().from.ToString()),
        definition.grades_size() - 1);
  }
  if (!is_right) return std::nullopt;
  return GradeScale(std::move(grades));
}

int GradeScale::RankOf(const Decimal& score) const {
  const auto grade = std::find_if(
      grades_.begin(), grades_.end(),
      [&score](const Grade& candidate) { return score >= candidate.from; });
  return static_cast<int>(grade - grades_.begin()) + 1;
}

std::optional<int> GradeScale::RankOf(std::string_view id) const {
  const auto grade =
      std::find_if(grades_.begin(), grades_.end(),
                   [id](const Grade& candidate) { return candidate.id == id; });
  if (grade == grades_.end()) return std::nullopt;
  return static_cast<int>(grade - grades_.begin()) + 1;
}

int GradeScale::Nearest(int64_t rank) const {
  return static_cast<int>(
      std::clamp<int64_t>(rank, 1, static_cast<int64_t>(grades_.size())));
}

std::string GradeScale::Ids() const {
  std::string ids;
  for (const Grade& grade : grades_) {
    ids += ids.empty() ? grade.id : ", " + grade.id;
  }
  return ids;
}

}  // namespace techflow::scorecard
