#include "clients/cli/rating_changes.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/figures.h"
#include "clients/cli/rating_table.h"
#include "clients/cli/rubric_view.h"

namespace techflow::cli {
namespace {

using Pair = std::pair<const v1::IndicatorResult*, const v1::IndicatorResult*>;

bool Moved(const v1::IndicatorResult& a, const v1::IndicatorResult& b) {
  return a.missing() != b.missing() ||
         a.measure().value() != b.measure().value() ||
         a.points().value() != b.points().value() ||
         a.contribution().value() != b.contribution().value();
}

// Indicators of both that moved, in the order of `after`. Another model may
// have other indicators; those of one side only are left out.
std::vector<Pair> MovedIndicators(const v1::Assessment& before,
                                  const v1::Assessment& after) {
  std::map<std::string, const v1::IndicatorResult*> by_id;
  for (const v1::DimensionResult& dimension : before.dimensions()) {
    for (const v1::IndicatorResult& result : dimension.indicators()) {
      by_id[result.id()] = &result;
    }
  }
  std::vector<Pair> moved;
  for (const v1::DimensionResult& dimension : after.dimensions()) {
    for (const v1::IndicatorResult& result : dimension.indicators()) {
      const auto it = by_id.find(result.id());
      if (it == by_id.end() || !Moved(*it->second, result)) continue;
      moved.push_back({it->second, &result});
    }
  }
  return moved;
}

// "+1.20"; empty where a side is unknown.
std::string Change(const v1::Decimal& before, const v1::Decimal& after) {
  const auto a = NumberOf(before);
  const auto b = NumberOf(after);
  if (!a || !b) return "";
  const ExactNumber change = (*b - *a).Rounded(2);
  return absl::StrCat(change.is_negative() ? "" : "+", change.ToString());
}

std::string OrNone(const Session& session, const std::string& text) {
  return text.empty() ? session.In({"无", "none"}) : text;
}

Cell CorrectionCell(const Session& session,
                    const v1::CorrectionResult& result) {
  if (!result.missing_reason().empty()) return {session.In(kUnknown)};
  return {session.In(result.applied() ? kYes : kNo)};
}

// A row for each correction that came or went.
void AddCorrections(const Session& session, const v1::Assessment& before,
                    const v1::Assessment& after, Table& table) {
  std::map<std::string, const v1::CorrectionResult*> by_id;
  for (const v1::CorrectionResult& result : before.corrections()) {
    by_id[result.id()] = &result;
  }
  for (const v1::CorrectionResult& result : after.corrections()) {
    const auto it = by_id.find(result.id());
    if (it == by_id.end() || it->second->applied() == result.applied())
      continue;
    table.rows.push_back({{absl::StrCat(session.In({"修正：", "Correction: "}),
                                        session.In(result.title()))},
                          CorrectionCell(session, *it->second),
                          CorrectionCell(session, result),
                          {}});
  }
}

// Score, grade, status, and the corrections and policy outputs that moved.
Table Results(const Session& session, const v1::Assessment& before,
              const v1::Assessment& after) {
  const Language language = session.settings.language;
  Table table{{{session.In({"结果", "RESULT"})},
               {session.In({"之前", "BEFORE"})},
               {session.In({"之后", "AFTER"})},
               {session.In({"变化", "CHANGE"}), true}},
              {}};
  table.rows.push_back({{session.In({"等级", "Grade"})},
                        {OrNone(session, before.grade()), GradeStyle(before)},
                        {OrNone(session, after.grade()), GradeStyle(after)},
                        {}});
  table.rows.push_back({{session.In({"得分", "Score"})},
                        {OrNone(session, FixedText(before.score(), 2))},
                        {OrNone(session, FixedText(after.score(), 2))},
                        {Change(before.score(), after.score())}});
  table.rows.push_back({{session.In({"状态", "Status"})},
                        {StatusText(language, before.status())},
                        {StatusText(language, after.status())},
                        {}});
  if (before.has_rubric() || after.has_rubric()) {
    table.rows.push_back({{session.In({"结论", "Verdict"})},
                          AnswerCell(language, before.rubric().verdict()),
                          AnswerCell(language, after.rubric().verdict()),
                          {}});
  }
  AddCorrections(session, before, after, table);
  std::map<std::string, const v1::PolicyResult*> by_id;
  for (const v1::PolicyResult& result : before.policy_outputs()) {
    by_id[result.id()] = &result;
  }
  for (const v1::PolicyResult& result : after.policy_outputs()) {
    const auto it = by_id.find(result.id());
    if (it == by_id.end() || it->second->value() == result.value()) continue;
    table.rows.push_back({{session.In(result.title())},
                          {PolicyText(language, *it->second)},
                          {PolicyText(language, result)},
                          {}});
  }
  return table;
}

}  // namespace

std::string ChangesText(const Session& session, const v1::Assessment& before,
                        const v1::Assessment& after) {
  std::string text =
      TableText(Results(session, before, after), session.colour(), "  ");
  Table table{{{session.In({"变动的指标", "INDICATOR THAT MOVED"})},
               {session.In({"之前", "BEFORE"}), true},
               {session.In({"之后", "AFTER"}), true},
               {session.In({"分/100", "POINTS/100"}), true},
               {session.In({"贡献变化", "ADDS"}), true}},
              {}};
  const Language language = session.settings.language;
  for (const auto& [old_result, new_result] : MovedIndicators(before, after)) {
    const std::string old_points = FixedText(old_result->points(), 1);
    const std::string new_points = FixedText(new_result->points(), 1);
    table.rows.push_back(
        {{session.In(new_result->title())},
         {MeasureText(language, *old_result)},
         {MeasureText(language, *new_result)},
         {absl::StrCat(OrNone(session, old_points), " → ",
                       OrNone(session, new_points))},
         {Change(old_result->contribution(), new_result->contribution())}});
  }
  if (table.rows.empty()) {
    return absl::StrCat(text, "\n  ",
                        session.In({"没有指标变动。", "No indicator moved."}),
                        "\n");
  }
  return absl::StrCat(text, "\n", TableText(table, session.colour(), "  "));
}

Table ChangesCsv(const v1::Assessment& before, const v1::Assessment& after) {
  Table table;
  for (const char* title :
       {"id", "measure_before", "measure_after", "points_before",
        "points_after", "contribution_before", "contribution_after"}) {
    table.columns.push_back({title});
  }
  table.rows.push_back({{"score"},
                        {},
                        {},
                        {before.score().value()},
                        {after.score().value()},
                        {},
                        {}});
  for (const auto& [old_result, new_result] : MovedIndicators(before, after)) {
    table.rows.push_back({{new_result->id()},
                          {old_result->measure().value()},
                          {new_result->measure().value()},
                          {old_result->points().value()},
                          {new_result->points().value()},
                          {old_result->contribution().value()},
                          {new_result->contribution().value()}});
  }
  return table;
}

}  // namespace techflow::cli
