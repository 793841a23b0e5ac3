// Small models for each kind that is exported, and what is refused.

#include <google/protobuf/text_format.h>

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/package/export_twins.h"
#include "tests/rating/small_package.h"

namespace techflow::package {
namespace {

using testing::HasSubstr;

v1::Date Day(int year, int month, int day) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

v1::ModelPackage WithScoring(const std::string& scoring) {
  const std::string bands =
      "kind: 'bands'\n"
      "      bands { when: '< 0.03' points { value: '20' } text { zh: '低' en: "
      "'low' } }\n"
      "      bands { when: '[0.03..0.06)' points { value: '60' } text { zh: "
      "'中' en: 'middling' } }\n"
      "      bands { when: '>= 0.06' points { value: '100' } text { zh: '高' "
      "en: 'high' } }\n";
  return rating::Changed(rating::SmallPackage(), bands, scoring);
}

std::string SmallProblems(const v1::ModelPackage& package) {
  feel::Diagnostics diagnostics;
  const auto xml =
      ExportDmn(package, scorecard::BuildStandardCatalog(), diagnostics);
  EXPECT_EQ(xml.has_value(), !diagnostics.has_errors());
  return diagnostics.ToString();
}

// Companies with all kinds of R&D intensity.
void CompareSmall(const v1::ModelPackage& package) {
  Twins twins(package);
  ASSERT_TRUE(twins.ok());
  CaseSubject subject;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      rating::SmallEvidenceText(), &subject.evidence));
  subject.as_of_date = Day(2026, 6, 30);
  for (const char* spend :
       {"", "0", "1", "2.9999", "3", "4.5", "5", "6", "80"}) {
    SCOPED_TRACE(spend);
    v1::FiscalYear& year = *subject.evidence.mutable_fiscal_years()->rbegin();
    year.mutable_revenue()->set_value("100");
    year.clear_rd_spend();
    if (*spend != 0) year.mutable_rd_spend()->set_value(spend);
    twins.Compare(subject);
  }
  EXPECT_EQ(twins.refused_count(), 0);
}

TEST(DmnExport, KnowsPercentiles) {
  CompareSmall(WithScoring(
      "kind: 'percentile'\n peers { as_of_date { year: 2026 month: 1 day: 1 } "
      "source { zh: '例' en: 'Example' } counts { value { value: '0.01' } "
      "count: "
      "3 } counts { value { value: '0.03' } count: 4 } counts { value { value: "
      "'0.05' } count: 2 } }\n"));
}

TEST(DmnExport, KnowsFormulas) {
  CompareSmall(WithScoring(
      "kind: 'expression'\n expression: 'if measure < 0.05 then measure / 3 "
      "else min(100, measure * 1000)'\n"));
}

TEST(DmnExport, KnowsLookupTables) {
  CompareSmall(
      WithScoring("kind: 'lookup_table'\n entries { key: '0.03' points { "
                  "value: '30' } text "
                  "{ zh: '三' en: 'three' } } entries { key: '0.050' points { "
                  "value: '50' } "
                  "text { zh: '五' en: 'five' } } entries { points { value: "
                  "'7' } text { zh: "
                  "'其他' en: 'other' } }\n"));
}

// A decision over `intensity`, which may be missing, by a table.
v1::ModelPackage WithTable(const std::string& policy, const std::string& rules,
                           const std::string& default_entry = "") {
  const std::string decision =
      "<decision id='t' name='level'><variable name='level'/>"
      "<informationRequirement><requiredDecision href='#d1'/>"
      "</informationRequirement><decisionTable " +
      policy +
      "><input><inputExpression typeRef='number'><text>intensity</text>"
      "</inputExpression></input><output typeRef='number'>" +
      default_entry + "</output>" + rules + "</decisionTable></decision>";
  return rating::Changed(rating::SmallPackage(), "</definitions>",
                         decision + "</definitions>");
}

std::string Rule(const std::string& condition, const std::string& output) {
  return "<rule><inputEntry><text>" + condition +
         "</text></inputEntry><outputEntry><text>" + output +
         "</text></outputEntry></rule>";
}

TEST(DmnExport, KeepsAFirstRuleOpenAboveOneThatMatches) {
  CompareSmall(
      WithTable("hitPolicy='FIRST'", Rule("&gt; 0.05", "1") + Rule("-", "2")));
}

TEST(DmnExport, KeepsDefaultsForWhatIsKnown) {
  CompareSmall(WithTable(
      "hitPolicy='UNIQUE'", Rule("&gt; 0.05", "1") + Rule("&lt; 0.03", "2"),
      "<defaultOutputEntry><text>7</text></defaultOutputEntry>"));
}

TEST(DmnExport, KeepsNegatedTestsOpen) {
  CompareSmall(WithTable("hitPolicy='UNIQUE'",
                         Rule("not(0.03)", "1") + Rule("0.03", "2")));
  CompareSmall(
      WithTable("hitPolicy='FIRST'", Rule("!= 0.03", "1") + Rule("-", "2")));
}

TEST(DmnExport, KeepsCollectionsOpen) {
  CompareSmall(WithTable("hitPolicy='COLLECT'",
                         Rule("&gt;= 0.03", "1") + Rule("-", "2")));
  CompareSmall(WithTable("hitPolicy='COLLECT' aggregation='SUM'",
                         Rule("not(0.03, 0.05)", "1") + Rule("-", "2")));
}

TEST(DmnExport, RefusesPrioritiesThatHangOnWhatIsMissing) {
  EXPECT_THAT(
      SmallProblems(WithTable(
          "hitPolicy='PRIORITY'", Rule("&gt;= 0.03", "1") + Rule("-", "2"),
          "<outputValues><text>1, 2</text></outputValues>")),
      HasSubstr("hit policy PRIORITY"));
}

TEST(DmnExport, RefusesWhatHasNoCounterpart) {
  EXPECT_THAT(
      SmallProblems(rating::Changed(rating::SmallPackage(), "'weighted_mean'",
                                    "'weighted_geometric_mean'")),
      HasSubstr("a weight scheme of kind `weighted_geometric_mean` cannot be "
                "exported; expected `weighted_mean` or `sum_of_points`"));
}

TEST(DmnExport, RefusesRulesThatTakeItsNames) {
  v1::ModelPackage package = rating::SmallPackage();
  for (v1::ModelFile& file : *package.mutable_files()) {
    const std::string from = "name=\"admission\"";
    for (size_t at = file.content().find(from); at != std::string::npos;
         at = file.content().find(from)) {
      file.mutable_content()->replace(at, from.size(), "name=\"weights\"");
    }
  }
  EXPECT_THAT(SmallProblems(rating::Changed(std::move(package),
                                            "expression: 'admission'",
                                            "expression: 'weights'")),
              HasSubstr("the rules have a name `weights`, which the exported "
                        "file needs"));
}

}  // namespace
}  // namespace techflow::package
