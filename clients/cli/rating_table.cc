#include "clients/cli/rating_table.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/figures.h"
#include "clients/cli/rubric_view.h"

namespace techflow::cli {
namespace {

constexpr int kScoreDecimals = 2;

using Day = std::tuple<int, int, int>;

Day DayKey(const v1::Date& date) {
  return {date.year(), date.month(), date.day()};
}

// Ratings by company and day, to find the one before another.
using ByDay = std::map<std::pair<std::string, Day>, const v1::Rating*>;

// "+3.21 ▲" against the nearest earlier day; the arrow where the grade moved.
Cell ChangeCell(const ByDay& by_day, const v1::Rating& rating) {
  auto it =
      by_day.lower_bound({rating.enterprise(), DayKey(rating.as_of_date())});
  if (by_day.empty() || it == by_day.begin()) return {};
  const v1::Rating& before = *(--it)->second;
  if (before.enterprise() != rating.enterprise()) return {};
  const auto old_score = NumberOf(before.assessment().score());
  const auto new_score = NumberOf(rating.assessment().score());
  if (!old_score || !new_score) return {};
  const ExactNumber change = (*new_score - *old_score).Rounded(kScoreDecimals);
  Cell cell{change.ToString()};
  if (!change.is_negative()) cell.text.insert(0, 1, '+');
  const int old_rank = before.assessment().grade_rank();
  const int new_rank = rating.assessment().grade_rank();
  // The best grade has rank 1.
  if (new_rank < old_rank) cell = {cell.text + " ▲", Style::kGood};
  if (new_rank > old_rank) cell = {cell.text + " ▼", Style::kBad};
  if (new_rank == old_rank) cell.text += "  ";
  return cell;
}

Cell OrDash(std::string text, Style style = Style::kPlain) {
  return text.empty() ? Cell{"–", Style::kDim} : Cell{std::move(text), style};
}

std::vector<Cell> Row(const Session& session, const ByDay& by_day,
                      const v1::Rating& rating) {
  const v1::Assessment& assessment = rating.assessment();
  const std::string name = session.In(rating.enterprise_name());
  const Cell grade = GradeOrVerdictCell(session.settings.language, assessment);
  const Style trust = assessment.status() == v1::RATING_STATUS_RATED
                          ? Style::kPlain
                          : Style::kMiddling;
  return {{name.empty() ? rating.enterprise() : name},
          {DateText(rating.as_of_date())},
          OrDash(grade.text, grade.style),
          OrDash(FixedText(assessment.score(), kScoreDecimals)),
          OrDash(PercentText(assessment.completeness(), 0)),
          ChangeCell(by_day, rating),
          {StatusText(session.settings.language, assessment.status()), trust},
          {rating.name(), Style::kDim}};
}

}  // namespace

Style GradeStyle(const v1::Assessment& assessment) {
  if (assessment.grade().empty()) return Style::kPlain;
  if (assessment.grade_rank() <= 3) return Style::kGood;
  return assessment.grade_rank() <= 6 ? Style::kMiddling : Style::kBad;
}

bool IsEarlier(const v1::Date& a, const v1::Date& b) {
  return DayKey(a) < DayKey(b);
}

Table RatingsTable(const Session& session,
                   const std::vector<const v1::Rating*>& ratings,
                   bool are_filtered) {
  Table table{{{session.In({"企业", "COMPANY"})},
               {session.In({"评级日", "AS OF"})},
               {session.In({"等级", "GRADE"})},
               {session.In({"得分", "SCORE"}), true},
               {session.In({"完整度", "COMPLETE"}), true},
               {session.In({"变化", "CHANGE"}), true},
               {session.In({"状态", "STATUS"})},
               {session.In({"评级编号", "RATING"})}},
              {}};
  ByDay by_day;
  for (const v1::Rating* rating : ratings) {
    if (are_filtered) break;
    by_day[{rating->enterprise(), DayKey(rating->as_of_date())}] = rating;
  }
  for (const v1::Rating* rating : ratings) {
    table.rows.push_back(Row(session, by_day, *rating));
  }
  return table;
}

Table RatingsCsv(const std::vector<const v1::Rating*>& ratings) {
  Table table;
  for (const char* title :
       {"name", "enterprise", "enterprise_name_zh", "enterprise_name_en",
        "as_of_date", "status", "grade", "score", "completeness", "segment",
        "valid_until", "model_version", "model_digest", "evidence_digest",
        "assessment_digest", "engine_version", "log_position"}) {
    table.columns.push_back({title});
  }
  for (const v1::Rating* rating : ratings) {
    const v1::Assessment& assessment = rating->assessment();
    const v1::LocalizedText& name = rating->enterprise_name();
    table.rows.push_back({{rating->name()},
                          {rating->enterprise()},
                          {name.zh()},
                          {name.en()},
                          {DateText(rating->as_of_date())},
                          {v1::RatingStatus_Name(assessment.status())},
                          {assessment.grade()},
                          {assessment.score().value()},
                          {assessment.completeness().value()},
                          {assessment.segment()},
                          {DateText(assessment.valid_until())},
                          {rating->model_version()},
                          {rating->model_digest()},
                          {rating->evidence_digest()},
                          {rating->assessment_digest()},
                          {absl::StrCat(rating->engine_version())},
                          {absl::StrCat(rating->log_position())}});
  }
  return table;
}

Table IndicatorsCsv(const v1::Assessment& assessment) {
  Table table;
  for (const char* title :
       {"dimension", "indicator", "title_zh", "title_en", "measure", "missing",
        "points", "weight", "effective_weight", "contribution", "band",
        "next_at", "next_points", "missing_reason"}) {
    table.columns.push_back({title});
  }
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    for (const v1::IndicatorResult& result : dimension.indicators()) {
      table.rows.push_back({{dimension.id()},
                            {result.id()},
                            {result.title().zh()},
                            {result.title().en()},
                            {result.measure().value()},
                            {result.missing() ? "true" : "false"},
                            {result.points().value()},
                            {result.weight().value()},
                            {result.effective_weight().value()},
                            {result.contribution().value()},
                            {result.band()},
                            {result.next_at().value()},
                            {result.next_points().value()},
                            {result.missing_reason()}});
    }
  }
  return table;
}

std::vector<const v1::Rating*> Pointers(
    const google::protobuf::RepeatedPtrField<v1::Rating>& ratings) {
  std::vector<const v1::Rating*> pointers;
  for (const v1::Rating& rating : ratings) pointers.push_back(&rating);
  return pointers;
}

}  // namespace techflow::cli
