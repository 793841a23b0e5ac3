#include "clients/cli/models/panel_report_view.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/figures.h"

namespace techflow::cli {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

// As wide as the longest bar.
constexpr int64_t kBarWidth = 40;

constexpr std::array<Text, kOutcomeCount> kOutcomes = {
    {{"此后专利数", "patents that followed"},
     {"此后专利被引数", "their citations"},
     {"人均此后专利数", "patents per head"},
     {"人均此后被引数", "citations per head"}}};
constexpr std::array<const char*, kOutcomeCount> kOutcomeKeys = {
    "patents", "citations", "patents_per_head", "citations_per_head"};
constexpr std::array<Text, kPredictorCount> kPredictors = {
    {{"得分", "SCORE"},
     {"等级", "GRADE"},
     {"研发/销售", "R&D/SALES"},
     {"人均专利", "PATENTS/HEAD"}}};
constexpr std::array<const char*, kPredictorCount> kPredictorKeys = {
    "score", "grade", "research_over_sales", "patents_so_far_per_head"};

std::string Rounded(const std::optional<Decimal>& value, int digits) {
  if (!value.has_value()) return "-";
  v1::Decimal decimal;
  decimal.set_value(value->ToString());
  return FixedText(decimal, digits);
}

std::string Share(const std::optional<Decimal>& share) {
  if (!share.has_value()) return "-";
  v1::Decimal decimal;
  decimal.set_value(share->ToString());
  return PercentText(decimal, 1);
}

std::string Bar(int64_t count, int64_t longest) {
  std::string bar;
  const int64_t width =
      longest == 0 ? 0 : (count * kBarWidth + longest - 1) / longest;
  for (int64_t i = 0; i < width; ++i) bar += "█";
  return bar;
}

// Grades and grades by score alone, with bars of the latter.
Table GradesTable(Language language, const PanelReport& report) {
  Table table{{{In(language, {"等级", "GRADE"})},
               {In(language, {"家·年", "COUNT"}), true},
               {In(language, {"占比", "SHARE"}), true},
               {In(language, {"仅按得分", "BY SCORE"}), true},
               {In(language, {"占比", "SHARE"}), true},
               {In(language, {"仅按得分的分布", "DISTRIBUTION BY SCORE"})}},
              {}};
  int64_t graded = 0;
  for (const int64_t count : report.by_grade) graded += count;
  const int64_t longest =
      *std::max_element(report.by_score.begin(), report.by_score.end());
  for (size_t i = 0; i < report.grades.size(); ++i) {
    const int64_t by_grade = report.by_grade[i];
    const int64_t by_score = report.by_score[i];
    table.rows.push_back({{report.grades[i], Style::kBold},
                          {absl::StrCat(by_grade)},
                          {Share(Divide(Decimal(by_grade), Decimal(graded)))},
                          {absl::StrCat(by_score)},
                          {Share(Divide(Decimal(by_score), Decimal(graded)))},
                          {Bar(by_score, longest)}});
  }
  return table;
}

Table AgreementTable(Language language, const PanelReport& report,
                     std::optional<Decimal> Agreement::*figure,
                     const Text& title) {
  Table table{{{In(language, title)}}, {}};
  for (const Text& predictor : kPredictors) {
    table.columns.push_back({In(language, predictor), true});
  }
  table.columns.push_back({In(language, {"家·年", "COMPANY-YEARS"}), true});
  for (size_t i = 0; i < kOutcomeCount; ++i) {
    std::vector<Cell> row = {{In(language, kOutcomes[i])}};
    for (const Agreement& agreement : report.agreements[i]) {
      row.push_back({Rounded(agreement.*figure, 3)});
    }
    row.push_back({absl::StrCat(report.compared[i])});
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string Heading(Language language, const PanelReport& report) {
  const ReportPeriod& period = report.period;
  if (language == Language::kChinese) {
    return absl::StrCat("面板回看：", period.from, "–", period.until,
                        " 年末评级，对照其后 ", period.years_after, " 年\n共 ",
                        report.company_years.size(), " 家·年，其中 ",
                        report.ungraded, " 家·年资料不足、没有等级\n");
  }
  return absl::StrCat("Ratings at the end of ", period.from, " to ",
                      period.until, " against the ", period.years_after,
                      " years after\n", report.company_years.size(),
                      " company-years, ", report.ungraded,
                      " of them without a grade\n");
}

Table StabilityTable(Language language, const PanelReport& report) {
  Table table{{{In(language, {"年度稳定性", "FROM ONE YEAR TO THE NEXT"})},
               {In(language, {"不变", "SAME"}), true},
               {In(language, {"不超过一级", "WITHIN ONE NOTCH"}), true},
               {In(language, {"家·年", "COMPANY-YEARS"}), true}},
              {}};
  const auto add = [&](const Text& title,
                       const statistics::GradeMigration& migration) {
    table.rows.push_back({{In(language, title)},
                          {Share(migration.ShareWithin(0))},
                          {Share(migration.ShareWithin(1))},
                          {absl::StrCat(migration.total())}});
  };
  add({"等级", "grade"}, report.migration);
  add({"仅按得分的等级", "grade by score alone"}, report.migration_by_score);
  return table;
}

Value TextOrNull(const std::optional<Decimal>& value) {
  Value result;
  if (value.has_value()) {
    result.set_string_value(Rounded(value, 9));
  } else {
    result.set_null_value(google::protobuf::NULL_VALUE);
  }
  return result;
}

// Counts are far below the integers that a double holds exactly.
Value Count(int64_t count) {
  Value result;
  result.set_number_value(static_cast<double>(count));
  return result;
}

Value GradesJson(const PanelReport& report) {
  Value list;
  for (size_t i = 0; i < report.grades.size(); ++i) {
    auto& fields = *list.mutable_list_value()
                        ->add_values()
                        ->mutable_struct_value()
                        ->mutable_fields();
    fields["grade"].set_string_value(report.grades[i]);
    fields["count"] = Count(report.by_grade[i]);
    fields["countByScore"] = Count(report.by_score[i]);
  }
  return list;
}

Value AgreementsJson(const PanelReport& report) {
  Value list;
  for (size_t i = 0; i < kOutcomeCount; ++i) {
    for (size_t j = 0; j < kPredictorCount; ++j) {
      const Agreement& agreement = report.agreements[i][j];
      auto& fields = *list.mutable_list_value()
                          ->add_values()
                          ->mutable_struct_value()
                          ->mutable_fields();
      fields["outcome"].set_string_value(kOutcomeKeys[i]);
      fields["predictor"].set_string_value(kPredictorKeys[j]);
      fields["companyYears"] = Count(report.compared[i]);
      fields["kendallTauB"] = TextOrNull(agreement.kendall_tau_b);
      fields["topFifthAuc"] = TextOrNull(agreement.top_fifth_auc);
    }
  }
  return list;
}

Value MigrationJson(const statistics::GradeMigration& migration) {
  Value result;
  auto& fields = *result.mutable_struct_value()->mutable_fields();
  fields["pairs"] = Count(migration.total());
  fields["sameGrade"] = TextOrNull(migration.ShareWithin(0));
  fields["withinOneNotch"] = TextOrNull(migration.ShareWithin(1));
  for (const std::vector<int64_t>& from : migration.counts()) {
    auto& row = *fields["counts"]
                     .mutable_list_value()
                     ->add_values()
                     ->mutable_list_value();
    for (const int64_t count : from) *row.add_values() = Count(count);
  }
  return result;
}

}  // namespace

std::string ReportText(Language language, const PanelReport& report,
                       bool colour) {
  return absl::StrCat(
      Heading(language, report), "\n",
      TableText(GradesTable(language, report), colour, "  "), "\n",
      TableText(AgreementTable(language, report, &Agreement::kendall_tau_b,
                               {"Kendall τ-b", "KENDALL'S TAU-B"}),
                colour, "  "),
      "\n",
      TableText(AgreementTable(language, report, &Agreement::top_fifth_auc,
                               {"前五分之一的 AUC", "AUC OF THE TOP FIFTH"}),
                colour, "  "),
      "\n", TableText(StabilityTable(language, report), colour, "  "));
}

Table ReportCsv(const PanelReport& report) {
  Table table;
  for (const char* title :
       {"enterprise", "year", "status", "grade", "score", "completeness",
        "research_over_sales", "patents_so_far_per_head"}) {
    table.columns.push_back({title});
  }
  for (const char* key : kOutcomeKeys) table.columns.push_back({key});
  const auto exact = [](const std::optional<Decimal>& value) {
    return Cell{value.has_value() ? value->ToString() : ""};
  };
  for (const CompanyYear& line : report.company_years) {
    const v1::Assessment& assessment = line.assessment;
    std::vector<Cell> row = {{line.enterprise},
                             {absl::StrCat(line.year)},
                             {v1::RatingStatus_Name(assessment.status())},
                             {assessment.grade()},
                             {assessment.score().value()},
                             {assessment.completeness().value()},
                             exact(line.research_over_sales),
                             exact(line.patents_per_head)};
    for (const auto& outcome : line.outcomes) row.push_back(exact(outcome));
    table.rows.push_back(std::move(row));
  }
  return table;
}

Struct ReportJson(const PanelReport& report) {
  Struct result;
  auto& fields = *result.mutable_fields();
  fields["from"] = Count(report.period.from);
  fields["until"] = Count(report.period.until);
  fields["yearsAfter"] = Count(report.period.years_after);
  fields["companyYears"] =
      Count(static_cast<int64_t>(report.company_years.size()));
  fields["ungraded"] = Count(report.ungraded);
  fields["grades"] = GradesJson(report);
  fields["agreements"] = AgreementsJson(report);
  fields["migration"] = MigrationJson(report.migration);
  fields["migrationByScore"] = MigrationJson(report.migration_by_score);
  return result;
}

}  // namespace techflow::cli
