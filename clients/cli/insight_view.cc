#include "clients/cli/insight_view.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/figures.h"
#include "clients/cli/rating_table.h"
#include "clients/cli/rating_view.h"

namespace techflow::cli {
namespace {

constexpr char kSectionIndent[] = "  ";

// Columns of the terminal that stand for the most companies of a grade.
constexpr int64_t kCountColumns = 40;

std::string SectionTitle(const Session& session, const Text& text) {
  return absl::StrCat(
      "\n", Styled(session.In(text), Style::kBold, session.colour()), "\n");
}

std::string Section(const Session& session, const Text& title,
                    const Table& table) {
  if (table.rows.empty()) return "";
  return absl::StrCat(SectionTitle(session, title),
                      TableText(table, session.colour(), kSectionIndent));
}

// "62.10 (T4)"; "–" where there is no score.
std::string ScoreText(const v1::Decimal& score, const std::string& grade) {
  const std::string text = FixedText(score, 2);
  return text.empty() ? "–" : absl::StrCat(text, " (", grade, ")");
}

// The indicator's line, whose unit and factor its figures need.
v1::IndicatorResult LineOf(const v1::Rating& rating, const std::string& id) {
  for (const v1::DimensionResult& dimension :
       rating.assessment().dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      if (line.id() == id) return line;
    }
  }
  return v1::IndicatorResult();
}

// A measure of that line, in its unit; "–" where it is unset.
std::string InUnit(const Session& session, const v1::IndicatorResult& line,
                   const v1::Decimal& value) {
  const auto number = NumberOf(value);
  if (!number) return "–";
  return InUnitText(session.settings.language, line, *number);
}

std::string NearText(const Session& session,
                     const v1::Explanation& explanation) {
  if (explanation.near_thresholds().empty()) return "";
  std::string text = SectionTitle(session, {"临近分界", "NEAR AN EDGE"});
  for (const v1::NearThreshold& near : explanation.near_thresholds()) {
    absl::StrAppend(&text, kSectionIndent, "≈ ",
                    Printable(session.In(near.text())), "\n");
  }
  return text;
}

std::string ImpactText(const Session& session,
                       const v1::Explanation& explanation) {
  Table table{{{session.In({"缺少的指标", "UNKNOWN"})},
               {session.In({"最低", "AT LEAST"}), true},
               {session.In({"最高", "AT MOST"}), true},
               {session.In({"影响等级", "MOVES THE GRADE"})},
               {session.In({"可由谁提供", "WHO SUPPLIES IT"})}},
              {}};
  for (const v1::MissingImpact& impact : explanation.missing_impact()) {
    table.rows.push_back(
        {{session.In(impact.title())},
         {ScoreText(impact.lowest_score(), impact.lowest_grade())},
         {ScoreText(impact.highest_score(), impact.highest_grade())},
         {session.In(impact.moves_grade() ? kYes : kNo),
          impact.moves_grade() ? Style::kMiddling : Style::kPlain},
         {session.In(impact.supplied_by()), Style::kDim}});
  }
  return Section(session,
                 {"补齐缺少资料的影响", "WHAT THE MISSING COULD STILL MOVE"},
                 table);
}

std::string MeasuresText(const Session& session, const v1::Rating& rating,
                         const v1::Explanation& explanation) {
  Table table{{{session.In({"指标", "INDICATOR"})},
               {session.In({"数值", "VALUE"}), true},
               {session.In({"每分影响", "PER POINT"}), true},
               {session.In({"最差时", "AT ITS WORST"}), true},
               {session.In({"最好时", "AT ITS BEST"}), true},
               {session.In({"降级于", "GRADE FALLS AT"}), true},
               {session.In({"升级于", "GRADE RISES AT"}), true}},
              {}};
  for (const v1::MeasureSensitivity& item : explanation.measure_sensitivity()) {
    const v1::IndicatorResult line = LineOf(rating, item.indicator());
    table.rows.push_back(
        {{session.In(item.title())},
         {MeasureText(session.settings.language, line)},
         {FixedText(item.score_per_point(), 4)},
         {ScoreText(item.lowest_score(), item.lowest_grade())},
         {ScoreText(item.highest_score(), item.highest_grade())},
         {InUnit(session, line, item.grade_falls_at())},
         {InUnit(session, line, item.grade_rises_at())}});
  }
  return Section(session, {"对各指标的敏感度", "HOW IT HANGS ON EACH MEASURE"},
                 table);
}

std::string WeightsText(const Session& session,
                        const v1::Explanation& explanation) {
  Table table{{{session.In({"权重", "WEIGHT OF"})},
               {session.In({"现值", "NOW"}), true},
               {session.In({"每加 0.01", "PER +0.01"}), true},
               {session.In({"等级变于（低）", "GRADE MOVES BELOW"}), true},
               {session.In({"等级变于（高）", "GRADE MOVES ABOVE"}), true}},
              {}};
  const auto or_none = [](const v1::Decimal& weight) {
    const std::string text = FixedText(weight, 2);
    return text.empty() ? std::string("–") : text;
  };
  for (const v1::WeightSensitivity& item : explanation.weight_sensitivity()) {
    table.rows.push_back({{session.In(item.title())},
                          {FixedText(item.weight(), 4)},
                          {SignedText(item.score_change(), 4)},
                          {or_none(item.grade_changes_below())},
                          {or_none(item.grade_changes_above())}});
  }
  return Section(session, {"对各权重的敏感度", "HOW IT HANGS ON EACH WEIGHT"},
                 table);
}

Table CsvTable(const std::vector<const char*>& titles) {
  Table table;
  for (const char* title : titles) table.columns.push_back({title});
  return table;
}

// The line that a change's figures are shown as.
v1::IndicatorResult UnitsOf(const v1::AdvisedChange& change) {
  v1::IndicatorResult line;
  *line.mutable_unit() = change.unit();
  if (change.has_display_factor()) {
    *line.mutable_display_factor() = change.display_factor();
  }
  return line;
}

// "+1.20"; "–" where it is unset.
std::string PartText(const v1::Decimal& part) {
  const std::string text = SignedText(part, 2);
  return text.empty() ? "–" : text;
}

bool HasMoved(const v1::ComparedLine& line) {
  const auto moves = [](const v1::Decimal& part) {
    const auto number = NumberOf(part);
    return number && !number->is_zero();
  };
  return moves(line.time_passed()) || moves(line.evidence_changed()) ||
         moves(line.model_changed()) ||
         line.measure_before().value() != line.measure_after().value();
}

std::vector<Cell> ComparedRow(const Session& session,
                              const v1::CompareRatingsResponse& answer,
                              const v1::ComparedLine& line) {
  v1::IndicatorResult units = LineOf(answer.after(), line.id());
  if (units.id().empty()) units = LineOf(answer.before(), line.id());
  const auto or_none = [](const std::string& text) {
    return text.empty() ? std::string("–") : text;
  };
  return {{session.In(line.title())},
          {InUnit(session, units, line.measure_before())},
          {InUnit(session, units, line.measure_after())},
          {or_none(FixedText(line.amount_before(), 2))},
          {or_none(FixedText(line.amount_after(), 2))},
          {PartText(line.time_passed())},
          {PartText(line.evidence_changed())},
          {PartText(line.model_changed())}};
}

}  // namespace

std::string InsightsText(const Session& session, const v1::Rating& rating,
                         const v1::Explanation& explanation) {
  return absl::StrCat(NearText(session, explanation),
                      ImpactText(session, explanation),
                      MeasuresText(session, rating, explanation),
                      WeightsText(session, explanation));
}

std::string AdviceText(const Session& session,
                       const v1::AdviseRatingResponse& answer) {
  const v1::Advice& advice = answer.advice();
  std::string text = HeaderText(session, answer.rating());
  if (!advice.reachable()) {
    return absl::StrCat(text, "\n", session.In({"无法达到 ", "cannot reach "}),
                        advice.target_grade(), session.In({"：", ": "}),
                        Printable(session.In(advice.why_not())), "\n");
  }
  Table table{{{session.In({"改变", "CHANGE"})},
               {session.In({"由", "FROM"}), true},
               {session.In({"到", "TO"}), true},
               {session.In({"分/100", "POINTS/100"})},
               {session.In({"至少月数", "MONTHS"}), true},
               {session.In({"难度", "EFFORT"}), true}},
              {}};
  for (const v1::AdvisedChange& change : advice.changes()) {
    const v1::IndicatorResult units = UnitsOf(change);
    table.rows.push_back(
        {{session.In(change.title())},
         {InUnit(session, units, change.from())},
         {InUnit(session, units, change.to())},
         {absl::StrCat(FixedText(change.points_before(), 1), " → ",
                       FixedText(change.points_after(), 1))},
         {absl::StrCat(change.months())},
         {absl::StrCat(change.effort())}});
  }
  return absl::StrCat(
      text,
      SectionTitle(session,
                   {"升级的最省途径", "THE CHEAPEST WAY TO A BETTER GRADE"}),
      TableText(table, session.colour(), kSectionIndent), "\n", kSectionIndent,
      session.In({"重新评级得出：", "Rated again with these: "}),
      ScoreText(advice.score(), advice.grade()),
      session.In({"，总难度 ", ", effort "}), advice.effort(),
      session.In({"，至少 ", ", "}), advice.months(),
      session.In({" 个月\n", " months at least\n"}),
      advice.is_cheapest()
          ? ""
          : absl::StrCat(kSectionIndent,
                         session.In({"搜索到达上限：可能还有更省的途径。\n",
                                     "The search ended at its limit: there may "
                                     "be a cheaper way.\n"})));
}

Table AdviceCsv(const v1::Advice& advice) {
  Table table = CsvTable({"id", "from", "to", "points_before", "points_after",
                          "months", "effort"});
  for (const v1::AdvisedChange& change : advice.changes()) {
    table.rows.push_back({{change.indicator()},
                          {change.from().value()},
                          {change.to().value()},
                          {change.points_before().value()},
                          {change.points_after().value()},
                          {absl::StrCat(change.months())},
                          {absl::StrCat(change.effort())}});
  }
  return table;
}

std::string ComparisonText(const Session& session,
                           const v1::CompareRatingsResponse& answer) {
  const v1::RatingComparison& comparison = answer.comparison();
  Table table{{{session.In({"项目", "LINE"})},
               {session.In({"数值前", "VALUE BEFORE"}), true},
               {session.In({"数值后", "VALUE AFTER"}), true},
               {session.In({"得分前", "ADDS BEFORE"}), true},
               {session.In({"得分后", "ADDS AFTER"}), true},
               {session.In({"时间推移", "TIME"}), true},
               {session.In({"资料变化", "EVIDENCE"}), true},
               {session.In({"模型变化", "MODEL"}), true}},
              {}};
  for (const v1::ComparedLine& line : comparison.lines()) {
    if (HasMoved(line))
      table.rows.push_back(ComparedRow(session, answer, line));
  }
  std::vector<Cell> total = ComparedRow(session, answer, comparison.total());
  for (Cell& cell : total) cell.style = Style::kBold;
  total[0].text = session.In({"得分", "Score"});
  table.rows.push_back(std::move(total));
  const auto grade = [&session](const std::string& id) {
    return id.empty() ? session.In({"无", "none"}) : id;
  };
  return absl::StrCat(
      Styled(Printable(session.In(answer.after().enterprise_name())),
             Style::kBold, session.colour()),
      "\n", kSectionIndent, answer.before().name(), "  ",
      DateText(answer.before().as_of_date()), "  ",
      answer.before().model_version(), "\n", kSectionIndent,
      answer.after().name(), "  ", DateText(answer.after().as_of_date()), "  ",
      answer.after().model_version(), "\n\n", kSectionIndent,
      session.In({"等级：", "Grade: "}), grade(comparison.grade_before()),
      session.In({" → 时间推移后 ", " → by time "}),
      grade(comparison.grade_after_time()),
      session.In({" → 资料变化后 ", " → by evidence "}),
      grade(comparison.grade_after_evidence()),
      session.In({" → 模型变化后 ", " → by model "}),
      grade(comparison.grade_after()), "\n\n",
      TableText(table, session.colour(), kSectionIndent));
}

Table ComparisonCsv(const v1::RatingComparison& comparison) {
  Table table = CsvTable({"id", "measure_before", "measure_after",
                          "amount_before", "amount_after", "time_passed",
                          "evidence_changed", "model_changed"});
  const auto add = [&table](const v1::ComparedLine& line) {
    table.rows.push_back({{line.id()},
                          {line.measure_before().value()},
                          {line.measure_after().value()},
                          {line.amount_before().value()},
                          {line.amount_after().value()},
                          {line.time_passed().value()},
                          {line.evidence_changed().value()},
                          {line.model_changed().value()}});
  };
  for (const v1::ComparedLine& line : comparison.lines()) add(line);
  add(comparison.total());
  return table;
}

std::string StandingText(const Session& session,
                         const v1::GetPeerStandingResponse& answer) {
  const v1::PeerStanding& standing = answer.standing();
  std::string text = HeaderText(session, answer.rating());
  if (standing.peers() == 0) {
    return absl::StrCat(
        text, "\n", kSectionIndent,
        session.In({"没有可比的企业：同一模型版本、同一分组、一年以内。\n",
                    "no peers: by the same model version, in "
                    "the same segment, within a year.\n"}));
  }
  Table table{{{session.In({"在同业中", "AMONG PEERS"})},
               {session.In({"百分位", "PERCENTILE"}), true},
               {session.In({"企业数", "PEERS"}), true}},
              {}};
  table.rows.push_back({{session.In({"得分", "Score"}), Style::kBold},
                        {PercentText(standing.percentile(), 1), Style::kBold},
                        {absl::StrCat(standing.peers()), Style::kBold}});
  for (const v1::DimensionStanding& dimension : standing.dimensions()) {
    const std::string percentile = PercentText(dimension.percentile(), 1);
    table.rows.push_back({{session.In(dimension.title())},
                          {percentile.empty() ? "–" : percentile},
                          {absl::StrCat(dimension.peers())}});
  }
  Table grades{{{session.In({"等级", "GRADE"})},
                {session.In({"企业数", "PEERS"}), true},
                {}},
               {}};
  int64_t most = 1;
  for (const v1::GradeCount& grade : standing.grades()) {
    most = std::max(most, grade.count());
  }
  for (const v1::GradeCount& grade : standing.grades()) {
    std::string bar;
    for (int64_t i = 0; i < grade.count() * kCountColumns / most; ++i) {
      bar += "█";
    }
    const bool is_own = grade.grade() == answer.rating().assessment().grade();
    grades.rows.push_back(
        {{grade.grade(), is_own ? Style::kBold : Style::kPlain},
         {absl::StrCat(grade.count())},
         {absl::StrCat(bar, is_own ? " ◂" : "")}});
  }
  return absl::StrCat(
      text, "\n", TableText(table, session.colour(), kSectionIndent), "\n",
      TableText(grades, session.colour(), kSectionIndent),
      standing.is_cut()
          ? absl::StrCat(kSectionIndent,
                         session.In({"只看了最近的评级。\n",
                                     "Only the newest ratings were "
                                     "looked at.\n"}))
          : "");
}

Table StandingCsv(const v1::PeerStanding& standing) {
  Table table = CsvTable({"id", "percentile", "peers"});
  table.rows.push_back({{"score"},
                        {standing.percentile().value()},
                        {absl::StrCat(standing.peers())}});
  for (const v1::DimensionStanding& dimension : standing.dimensions()) {
    table.rows.push_back({{dimension.dimension()},
                          {dimension.percentile().value()},
                          {absl::StrCat(dimension.peers())}});
  }
  return table;
}

}  // namespace techflow::cli
