#include "clients/cli/rating_view.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/figures.h"
#include "clients/cli/insight_view.h"
#include "clients/cli/rating_table.h"
#include "clients/cli/rubric_view.h"

namespace techflow::cli {
namespace {

constexpr char kIndent[] = "  ";

// Columns of the terminal that stand for 100 points.
constexpr int kScoreColumns = 40;

std::string Title(const Session& session, const Text& text) {
  return absl::StrCat(
      "\n", Styled(session.In(text), Style::kBold, session.colour()), "\n");
}

// The column in which so many points end. Bars are drawings: whole columns.
int BarColumn(const v1::Decimal& points) {
  const std::optional<ExactNumber> number = NumberOf(points);
  if (!number) return 0;
  const ExactNumber columns =
      (*number * *ExactNumber::Parse(absl::StrCat("0.", kScoreColumns)))
          .Rounded(0);
  int column = 0;
  (void)absl::SimpleAtoi(columns.ToString(), &column);
  return std::clamp(column, 0, kScoreColumns);
}

// A step's bar, from the sum before it to the sum after it.
Cell Bar(int from, int to) {
  const int start = std::min(from, to);
  const int length = std::max(from, to) - start;
  std::string bar(static_cast<size_t>(start), ' ');
  const bool falls = to < from;
  for (int i = 0; i < length; ++i) bar += falls ? "░" : "█";
  if (length == 0) bar += "▏";
  return {bar, falls ? Style::kBad : Style::kGood};
}

std::string WaterfallText(const Session& session, const v1::Rating& rating,
                          const v1::Explanation& explanation) {
  Table table{{{session.In({"构成", "PART"})},
               {session.In({"加减", "ADDS"}), true},
               {session.In({"累计", "SUM"}), true},
               {absl::StrCat("0", std::string(kScoreColumns - 4, ' '), "100")}},
              {}};
  int from = 0;
  for (const v1::WaterfallStep& step : explanation.waterfall()) {
    const int to = BarColumn(step.running());
    table.rows.push_back({{session.In(step.title())},
                          {SignedText(step.amount(), 2)},
                          {FixedText(step.running(), 2)},
                          Bar(from, to)});
    from = to;
  }
  const v1::Decimal& score = rating.assessment().score();
  table.rows.push_back({{session.In({"得分", "Score"}), Style::kBold},
                        {},
                        {FixedText(score, 2), Style::kBold},
                        {Bar(0, BarColumn(score)).text, Style::kBold}});
  return absl::StrCat(Title(session, {"从零到得分", "FROM ZERO TO THE SCORE"}),
                      TableText(table, session.colour(), kIndent));
}

// "15 patents → 85.0 points (3 more)".
std::string NextStepText(const Session& session,
                         const v1::IndicatorResult& result) {
  const std::optional<ExactNumber> next = NumberOf(result.next_at());
  const std::optional<ExactNumber> measure = NumberOf(result.measure());
  if (!next || !measure) return "";
  const Language language = session.settings.language;
  const ExactNumber gap = *next - *measure;
  return absl::StrCat(InUnitText(language, result, *next), " → ",
                      FixedText(result.next_points(), 1), " (",
                      gap.is_negative() ? "" : "+",
                      InUnitText(language, result, gap), ")");
}

std::vector<Cell> IndicatorRow(const Session& session,
                               const v1::IndicatorResult& result) {
  const Style style = result.missing() ? Style::kMiddling : Style::kPlain;
  // Its weight went to others: it neither earned nor lost anything.
  const bool takes_part = result.has_points();
  std::string band = session.In(result.band_text());
  if (band.empty()) band = result.band();
  return {{absl::StrCat(kIndent, session.In(result.title())), style},
          {MeasureText(session.settings.language, result), style},
          {FixedText(result.points(), 1)},
          {takes_part ? PercentText(result.effective_weight(), 1) : "–"},
          {takes_part ? FixedText(result.contribution(), 2) : "–"},
          {band},
          {NextStepText(session, result), Style::kDim}};
}

std::string IndicatorsText(const Session& session,
                           const v1::Assessment& assessment) {
  Table table{{{session.In({"指标", "INDICATOR"})},
               {session.In({"数值", "VALUE"}), true},
               {session.In({"分/100", "POINTS/100"}), true},
               {session.In({"权重", "WEIGHT"}), true},
               {session.In({"贡献", "ADDS"}), true},
               {session.In({"档位", "BAND"})},
               {session.In({"下一档（差距）", "NEXT STEP (GAP)"})}},
              {}};
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    table.rows.push_back(
        {{session.In(dimension.title()), Style::kBold},
         {},
         {FixedText(dimension.points(), 1), Style::kBold},
         {PercentText(dimension.effective_weight(), 1), Style::kBold},
         {FixedText(dimension.contribution(), 2), Style::kBold},
         {},
         {}});
    for (const v1::IndicatorResult& result : dimension.indicators()) {
      table.rows.push_back(IndicatorRow(session, result));
    }
  }
  return absl::StrCat(Title(session, {"指标", "INDICATORS"}),
                      TableText(table, session.colour(), kIndent));
}

std::string ReasonsText(const Session& session,
                        const v1::Explanation& explanation) {
  if (explanation.reasons().empty()) return "";
  Table table{{{session.In({"失分", "LOST"}), true},
               {session.In({"在", "AT"})},
               {session.In({"原因", "WHY"})}},
              {}};
  for (const v1::Reason& reason : explanation.reasons()) {
    table.rows.push_back({{FixedText(reason.points_lost(), 2)},
                          {session.In(reason.title())},
                          {session.In(reason.text())}});
  }
  return absl::StrCat(
      Title(session, {"失分原因（从多到少）", "WHAT COST THE MOST POINTS"}),
      TableText(table, session.colour(), kIndent));
}

std::string MissingText(const Session& session,
                        const v1::Assessment& assessment) {
  if (assessment.missing().empty()) return "";
  Table table{{{session.In({"权重", "WEIGHT"}), true},
               {session.In({"指标", "INDICATOR"})},
               {session.In({"可由谁提供", "WHO SUPPLIES IT"})},
               {session.In({"缺什么", "WHAT IS NOT KNOWN"})}},
              {}};
  for (const v1::MissingEvidence& missing : assessment.missing()) {
    table.rows.push_back({{PercentText(missing.weight(), 1)},
                          {session.In(missing.title())},
                          {session.In(missing.supplied_by())},
                          {missing.reason(), Style::kDim}});
  }
  return absl::StrCat(Title(session, {"缺少的资料（未知不等于零）",
                                      "WHAT IS MISSING (UNKNOWN IS NOT ZERO)"}),
                      TableText(table, session.colour(), kIndent));
}

Cell AppliedCell(const Session& session, const v1::CorrectionResult& result) {
  if (!result.missing_reason().empty()) {
    return {session.In(kUnknown), Style::kMiddling};
  }
  return {session.In(result.applied() ? kYes : kNo)};
}

// "63.20 → 60.04", "T3 → T4"; nothing where neither moved.
std::string MoveText(const v1::CorrectionResult& result) {
  std::vector<std::string> moves;
  const std::string before = FixedText(result.score_before(), 2);
  const std::string after = FixedText(result.score_after(), 2);
  if (before != after) moves.push_back(absl::StrCat(before, " → ", after));
  if (result.grade_before() != result.grade_after()) {
    moves.push_back(
        absl::StrCat(result.grade_before(), " → ", result.grade_after()));
  }
  return absl::StrJoin(moves, ", ");
}

std::string CorrectionsText(const Session& session,
                            const v1::Assessment& assessment) {
  if (assessment.corrections().empty()) return "";
  Table table{{{session.In({"修正", "CORRECTION"})},
               {session.In({"适用", "APPLIED"})},
               {session.In({"值", "BY"}), true},
               {session.In({"变化", "CHANGE"})},
               {session.In({"说明", "WHY"})}},
              {}};
  for (const v1::CorrectionResult& result : assessment.corrections()) {
    const std::string why = !result.missing_reason().empty()
                                ? result.missing_reason()
                            : result.applied() ? session.In(result.reason())
                                               : "";
    table.rows.push_back(
        {{session.In(result.title())},
         AppliedCell(session, result),
         {result.applied() ? result.value() : "", Style::kPlain},
         {result.applied() ? MoveText(result) : "", Style::kPlain},
         {why, Style::kDim}});
  }
  return absl::StrCat(Title(session, {"修正", "CORRECTIONS"}),
                      TableText(table, session.colour(), kIndent));
}

std::string PolicyOutputsText(const Session& session,
                              const v1::Assessment& assessment) {
  if (assessment.policy_outputs().empty()) return "";
  bool has_other = false;
  for (const v1::PolicyResult& result : assessment.policy_outputs()) {
    if (!result.value_without_grade().empty()) has_other = true;
  }
  Table table{{{session.In({"项目", "DECISION"})},
               {session.In({"结果", "RESULT"})},
               {has_other ? session.In({"不看等级时", "WITHOUT GRADE"}) : ""},
               {}},
              {}};
  for (const v1::PolicyResult& result : assessment.policy_outputs()) {
    v1::PolicyResult other = result;
    other.set_value(result.value_without_grade());
    const Language language = session.settings.language;
    table.rows.push_back(
        {{session.In(result.title())},
         {PolicyText(language, result)},
         {other.value().empty() ? "" : PolicyText(language, other)},
         {result.missing_reason(), Style::kDim}});
  }
  return absl::StrCat(Title(session, {"信贷政策", "CREDIT POLICY"}),
                      TableText(table, session.colour(), kIndent));
}

std::string NotesText(const Session& session, const v1::Rating& rating) {
  std::string text;
  const v1::Assessment& assessment = rating.assessment();
  if (assessment.flags_size() + rating.warnings_size() == 0) return text;
  text = Title(session, {"提示", "TO LOOK AT"});
  for (const v1::FlagResult& flag : assessment.flags()) {
    absl::StrAppend(&text, kIndent, "! ", Printable(session.In(flag.text())),
                    "\n");
  }
  for (const v1::Warning& warning : rating.warnings()) {
    absl::StrAppend(&text, kIndent, "! ", Printable(warning.field()), " `",
                    Printable(warning.value()),
                    "`: ", Printable(warning.message()), "\n");
  }
  return text;
}

std::string TraceText(const Session& session,
                      const v1::Explanation& explanation) {
  if (explanation.trace().empty()) return "";
  std::string text = Title(session, {"计算过程", "TRACE"});
  for (const v1::TraceStep& step : explanation.trace()) {
    absl::StrAppend(
        &text, kIndent,
        Styled(Printable(step.decision()), Style::kBold, session.colour()),
        " = ", Printable(step.result()));
    if (!step.null_reason().empty()) {
      absl::StrAppend(&text, "  (", Printable(step.null_reason()), ")");
    }
    if (!step.matched_rules().empty()) {
      absl::StrAppend(&text, "  [", absl::StrJoin(step.matched_rules(), ", "),
                      "]");
    }
    text += "\n";
    for (const v1::TraceValue& input : step.inputs()) {
      absl::StrAppend(&text, kIndent, kIndent, Printable(input.name()), ": ",
                      Printable(input.value()), "\n");
    }
    for (const v1::TraceBranch& branch : step.branches()) {
      absl::StrAppend(&text, kIndent, kIndent, "if ", Printable(branch.place()),
                      ": then x", branch.then_count(), ", else x",
                      branch.else_count(), "\n");
    }
    for (const v1::TraceNull& call : step.null_calls()) {
      absl::StrAppend(&text, kIndent, kIndent, Printable(call.function()),
                      "() ", Printable(call.place()), ": null x", call.count(),
                      " (", Printable(call.reason()), ")\n");
    }
  }
  return text;
}

// "72.76 – 84.50 (T3 – T1)": what the unknown and experts leave possible; empty
// where nothing is left open.
std::string PossibleText(const Session& session,
                         const v1::Assessment& assessment) {
  const bool has_score = assessment.has_lowest_score();
  const v1::Decimal& lowest =
      has_score ? assessment.lowest_score() : assessment.lowest_base_score();
  const v1::Decimal& highest =
      has_score ? assessment.highest_score() : assessment.highest_base_score();
  if (lowest.value() == highest.value() &&
      assessment.worst_grade() == assessment.best_grade()) {
    return "";
  }
  std::string text =
      absl::StrCat(FixedText(lowest, 2), " – ", FixedText(highest, 2));
  if (has_score) {
    absl::StrAppend(&text, " (", assessment.worst_grade(), " – ",
                    assessment.best_grade(), ")");
  } else {
    absl::StrAppend(&text, " ",
                    session.In({"（修正前）", "before corrections"}));
  }
  return absl::StrCat(
      text, " ",
      session.In({"，视未知资料而定", "by what the unknown turns out to be"}));
}

}  // namespace

std::string HeaderText(const Session& session, const v1::Rating& rating) {
  const v1::Assessment& assessment = rating.assessment();
  const bool chinese = session.settings.language == Language::kChinese;
  const v1::LocalizedText& name = rating.enterprise_name();
  const std::string& other = chinese ? name.en() : name.zh();
  std::string title = session.In(name);
  if (!other.empty() && other != title)
    absl::StrAppend(&title, " (", other, ")");
  Table table{{{}, {}}, {}};
  const auto add = [&](const Text& label, Cell cell) {
    table.rows.push_back({{session.In(label), Style::kDim}, std::move(cell)});
  };
  const Language language = session.settings.language;
  if (assessment.has_rubric()) {
    add({"结论", "Verdict"},
        AnswerCell(language, assessment.rubric().verdict()));
  }
  std::string status = StatusText(language, assessment.status());
  // A model that only answers its rubric has neither score nor weights.
  if (!assessment.has_rubric() || !assessment.dimensions().empty()) {
    std::string grade = assessment.grade();
    if (grade.empty()) grade = session.In({"无等级", "no grade"});
    add({"等级", "Grade"}, {grade, GradeStyle(assessment)});
    const std::string score = FixedText(assessment.score(), 2);
    add({"得分", "Score"}, {score.empty() ? In(language, kUnknown)
                                          : absl::StrCat(score, " / 100")});
    absl::StrAppend(
        &status, ", ", PercentText(assessment.completeness(), 1), " ",
        session.In({"的权重有资料", "of the weight rests on known evidence"}));
  }
  add({"状态", "Status"}, {status});
  if (!assessment.unratable_reason().empty()) {
    add({"原因", "Why"}, {assessment.unratable_reason(), Style::kBad});
  }
  const std::string possible = PossibleText(session, assessment);
  if (!possible.empty()) add({"可能区间", "Possible"}, {possible});
  add({"评级日", "As of"},
      {absl::StrCat(DateText(rating.as_of_date()),
                    session.In({"，有效期至 ", ", valid until "}),
                    DateText(assessment.valid_until()))});
  const std::string segment = session.In(assessment.segment_title());
  add({"模型", "Model"}, {absl::StrCat(rating.model_version(),
                                       segment.empty() ? "" : ", ", segment)});
  add({"编号", "Rating"},
      {rating.name().empty() ? session.In({"（未保存）", "(not stored)"})
                             : rating.name()});
  // The first line of the table is its empty titles.
  const std::string rows = TableText(table, session.colour(), kIndent);
  return absl::StrCat(Styled(Printable(title), Style::kBold, session.colour()),
                      "\n", rows.substr(rows.find('\n') + 1));
}

std::string RatingText(const Session& session, const v1::Rating& rating,
                       const v1::Explanation& explanation) {
  const v1::Assessment& assessment = rating.assessment();
  std::string text = HeaderText(session, rating);
  if (assessment.has_score() && !explanation.waterfall().empty()) {
    text += WaterfallText(session, rating, explanation);
  }
  if (!assessment.dimensions().empty()) {
    text += IndicatorsText(session, assessment);
  }
  return absl::StrCat(
      text, RubricText(session, assessment), ReasonsText(session, explanation),
      MissingText(session, assessment),
      InsightsText(session, rating, explanation),
      CorrectionsText(session, assessment),
      PolicyOutputsText(session, assessment), NotesText(session, rating),
      TraceText(session, explanation));
}

}  // namespace techflow::cli
