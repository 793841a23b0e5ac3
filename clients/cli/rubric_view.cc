#include "clients/cli/rubric_view.h"

#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/figures.h"
#include "clients/cli/rating_table.h"

namespace techflow::cli {
namespace {

constexpr char kClauseIndent[] = "  ";

std::string ValueText(Language language, const v1::ClauseResult& clause) {
  if (clause.value().empty()) return "";
  if (const std::optional<ExactNumber> number =
          ExactNumber::Parse(clause.value())) {
    v1::IndicatorResult shown;
    *shown.mutable_unit() = clause.unit();
    if (clause.has_display_factor()) {
      *shown.mutable_display_factor() = clause.display_factor();
    }
    return InUnitText(language, shown, *number);
  }
  v1::PolicyResult shown;
  shown.set_value(clause.value());
  *shown.mutable_unit() = clause.unit();
  return PolicyText(language, shown);
}

std::string TitleText(const Session& session, const v1::ClauseResult& line) {
  std::string title = session.In(line.title());
  if (!line.is_group()) return title;
  return absl::StrCat(title, line.any()
                                 ? session.In({"（任一）", " (any of)"})
                                 : session.In({"（全部）", " (all of)"}));
}

std::string ReasonText(const Session& session, const v1::ClauseResult& line) {
  if (line.is_group() || line.answer() != v1::VERDICT_UNKNOWN) return "";
  return absl::StrCat(
      line.missing_reason(),
      line.can_decide()
          ? ""
          : session.In({"（不影响结论）", " (cannot change the verdict)"}));
}

}  // namespace

Cell AnswerCell(Language language, v1::Verdict answer) {
  switch (answer) {
    case v1::VERDICT_MET:
      return {absl::StrCat("✓ ", In(language, Text{"符合", "met"})),
              Style::kGood};
    case v1::VERDICT_NOT_MET:
      return {absl::StrCat("✗ ", In(language, Text{"不符合", "not met"})),
              Style::kBad};
    default:
      return {absl::StrCat("? ", In(language, kUnknown)), Style::kMiddling};
  }
}

Cell GradeOrVerdictCell(Language language, const v1::Assessment& assessment) {
  if (assessment.dimensions().empty() && assessment.has_rubric()) {
    return AnswerCell(language, assessment.rubric().verdict());
  }
  return {assessment.grade(), GradeStyle(assessment)};
}

std::string RubricText(const Session& session,
                       const v1::Assessment& assessment) {
  if (!assessment.has_rubric()) return "";
  const Language language = session.settings.language;
  const v1::RubricResult& rubric = assessment.rubric();
  Table table{{{session.In({"结论", "ANSWER"})},
               {session.In({"条款", "CLAUSE"})},
               {session.In({"数值", "VALUE"}), true},
               {session.In({"依据", "ARTICLE"})},
               {session.In({"缺什么", "WHAT IS NOT KNOWN"})},
               {session.In({"可由谁提供", "WHO SUPPLIES IT"})}},
              {}};
  // A group stands before what is in it.
  std::map<std::string, std::string> indents;
  for (const v1::ClauseResult& line : rubric.clauses()) {
    const auto group = indents.find(line.group());
    const std::string indent = group == indents.end()
                                   ? ""
                                   : absl::StrCat(group->second, kClauseIndent);
    if (line.is_group()) indents[line.id()] = indent;
    const Style style = line.is_group() ? Style::kBold : Style::kPlain;
    table.rows.push_back(
        {AnswerCell(language, line.answer()),
         {absl::StrCat(indent, TitleText(session, line)), style},
         {ValueText(language, line)},
         {line.article(), Style::kDim},
         {ReasonText(session, line), Style::kDim},
         {session.In(line.supplied_by())}});
  }
  return absl::StrCat("\n",
                      Styled(session.In({"条件逐项", "CLAUSE BY CLAUSE"}),
                             Style::kBold, session.colour()),
                      "\n", kClauseIndent,
                      Printable(session.In(rubric.question())), " ",
                      AnswerCell(language, rubric.verdict()).text, "\n",
                      TableText(table, session.colour(), kClauseIndent));
}

}  // namespace techflow::cli
