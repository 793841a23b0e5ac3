#include "rating/package/cases.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/package/validation.h"
#include "tests/rating/small_package.h"

namespace techflow::package {
namespace {

using rating::SmallEvidenceText;
using rating::SmallPackage;
using testing::HasSubstr;

constexpr char kTitle[] = "title { zh: '例' en: 'Example' }\n";

std::string PlainCase(const std::string& expected) {
  return std::string(kTitle) +
         "as_of_date { year: 2026 month: 6 day: 30 }\nexpected { " + expected +
         " }\nevidence {\n" + SmallEvidenceText() + "}\n";
}

using CaseText = std::pair<std::string, std::string>;

struct Validated {
  // Cases come as path and content, sorted by path.
  explicit Validated(const std::vector<CaseText>& cases) {
    v1::ModelPackage package;
    for (const auto& [path, content] : cases) {
      v1::ModelFile& file = *package.add_files();
      file.set_path(path);
      file.set_content(content);
    }
    package.MergeFrom(SmallPackage());
    model = ValidatePackage(package, scorecard::BuildStandardCatalog(),
                            diagnostics);
  }
  std::string problems() const { return diagnostics.ToString(); }

  feel::Diagnostics diagnostics;
  std::shared_ptr<const rating::RatingModel> model;
};

TEST(Cases, PassWhereEverythingIsAsExpected) {
  const Validated validated(
      {{"cases/plain.txtpb",
        PlainCase("status: RATING_STATUS_RATED grade: 'B' score { value: "
                  "'49.3333330' } segment: 'general' points { id: "
                  "'rd_intensity' value { value: '60' } } flags: "
                  "'few_inventions' policy_outputs { name: 'admission' value: "
                  "'\"refuse\"' }")}});
  EXPECT_NE(validated.model, nullptr) << validated.problems();
}

TEST(Cases, ReportEveryDifferenceAtItsField) {
  const Validated validated(
      {{"cases/plain.txtpb",
        PlainCase("status: RATING_STATUS_UNRATABLE\ngrade: 'A'\nscore { value: "
                  "'50' }\nsegment: 'other'\npoints { id: 'rd_intensity' }\n"
                  "points { id: 'none' }\nmissing: 'inventions_held'\n"
                  "corrections: 'negative_list'\nflags: 'late'\n"
                  "policy_outputs { name: 'admission' value: '\"admit\"' }")}});
  EXPECT_EQ(validated.model, nullptr);
  const std::string problems = validated.problems();
  EXPECT_THAT(problems, HasSubstr("cases/plain.txtpb:3:12: error: expected "
                                  "RATING_STATUS_UNRATABLE, got "
                                  "RATING_STATUS_RATED"));
  EXPECT_THAT(problems, HasSubstr("cases/plain.txtpb:4:1: error: expected "
                                  "grade `A`, got `B` (score `49.333333`)"));
  EXPECT_THAT(problems, HasSubstr(":5:1: error: expected score `50`"));
  EXPECT_THAT(problems, HasSubstr(":6:1: error: expected segment `other`"));
  EXPECT_THAT(problems, HasSubstr(":7:1: error: expected `rd_intensity` to be "
                                  "unknown, got 60 points"));
  EXPECT_THAT(problems, HasSubstr(":8:1: error: the assessment has no "
                                  "indicator `none`"));
  EXPECT_THAT(problems, HasSubstr(":9:1: error: expected `inventions_held`"));
  EXPECT_THAT(problems, HasSubstr(":10:1: error: expected correction"));
  EXPECT_THAT(problems, HasSubstr(":11:1: error: expected flag `late`"));
  EXPECT_THAT(problems, HasSubstr(":12:1: error: expected `admission` to be "
                                  "`\"admit\"`, got `\"refuse\"`"));
}

TEST(Cases, StartFromOneAnother) {
  const std::string changed =
      std::string(kTitle) +
      "based_on: 'cases/plain.txtpb'\n"
      "changes { field: 'fiscal_years[year=2025].rd_spend' value: '90' }\n"
      "expected { grade: 'A' }\n";
  const Validated validated({{"cases/changed.txtpb", changed},
                             {"cases/plain.txtpb", PlainCase("grade: 'B'")}});
  EXPECT_NE(validated.model, nullptr) << validated.problems();
}

TEST(Cases, ReportAStartThatIsNotThereAndACircle) {
  const auto based_on = [](const std::string& path) {
    return std::string(kTitle) + "based_on: '" + path +
           "'\nexpected { grade: 'A' }\n";
  };
  const Validated validated({{"cases/a.txtpb", based_on("cases/b.txtpb")},
                             {"cases/b.txtpb", based_on("cases/a.txtpb")},
                             {"cases/c.txtpb", based_on("cases/none.txtpb")}});
  EXPECT_EQ(validated.model, nullptr);
  EXPECT_THAT(validated.problems(), HasSubstr("is there a circle?"));
  EXPECT_THAT(validated.problems(),
              HasSubstr("cases/c.txtpb:2:1: error: there is no case "
                        "`cases/none.txtpb`"));
}

TEST(Cases, ReportAChangeThatIsRefusedAtItsPlace) {
  const Validated validated(
      {{"cases/plain.txtpb", PlainCase("grade: 'B'") +
                                 "changes { field: 'nothing' value: '1' }\n"}});
  EXPECT_EQ(validated.model, nullptr);
  EXPECT_THAT(validated.problems(), HasSubstr("`nothing`"));
}

TEST(Cases, MustExpectSomethingOfADay) {
  const Validated validated({CaseText("cases/empty.txtpb", kTitle)});
  EXPECT_EQ(validated.model, nullptr);
  EXPECT_THAT(validated.problems(), HasSubstr("expects nothing"));
  EXPECT_THAT(validated.problems(), HasSubstr("`as_of_date`"));
}

struct Ran {
  explicit Ran(const std::string& text,
               const v1::ModelPackage& package = SmallPackage()) {
    const auto model = rating::RatingModel::Compile(
        package, scorecard::BuildStandardCatalog(), diagnostics);
    v1::ModelPackage with_case;
    with_case.add_files()->set_path("cases/all.txtpb");
    with_case.mutable_files(0)->set_content(text);
    with_case.MergeFrom(package);
    outcomes = RunCases(with_case, *model, diagnostics);
  }
  std::string problems() const { return diagnostics.ToString(); }

  feel::Diagnostics diagnostics;
  std::vector<CaseOutcome> outcomes;
};

constexpr char kStart[] = "as_of_date { year: 2026 month: 6 day: 30 }\n";

TEST(CaseVariants, StartFromTheirCaseEachByItself) {
  const Ran ran(
      std::string(kTitle) + kStart + "evidence {\n" + SmallEvidenceText() +
      "}\nchanges { field: 'fiscal_years[year=2025].rd_spend' value: '90' }\n"
      "expected { grade: 'A' }\n"
      "variants { id: 'little' title { zh: '少' en: 'Little' } changes { "
      "field: "
      "'fiscal_years[year=2025].rd_spend' value: '1' } expected { grade: 'B' } "
      "}\n"
      "variants { id: 'earlier' as_of_date { year: 2021 month: 1 day: 1 } "
      "expected { status: RATING_STATUS_UNRATABLE } }\n"
      "variants { id: 'same' expected { grade: 'A' } }\n");
  EXPECT_EQ(ran.problems(), "");
  ASSERT_EQ(ran.outcomes.size(), 4U);
  EXPECT_EQ(ran.outcomes[0].path, "cases/all.txtpb");
  EXPECT_EQ(ran.outcomes[1].path, "cases/all.txtpb#little");
  EXPECT_EQ(ran.outcomes[1].title.en(), "Little");
  EXPECT_EQ(ran.outcomes[2].path, "cases/all.txtpb#earlier");
  EXPECT_EQ(ran.outcomes[2].title.en(), "Example");
  for (const CaseOutcome& outcome : ran.outcomes) {
    EXPECT_TRUE(outcome.passed) << outcome.path;
  }
}

TEST(CaseVariants, LetTheirCaseExpectNothing) {
  const Ran ran(std::string(kTitle) + kStart + "evidence {\n" +
                SmallEvidenceText() +
                "}\nvariants { id: 'one' expected { grade: 'B' } }\n");
  EXPECT_EQ(ran.problems(), "");
  ASSERT_EQ(ran.outcomes.size(), 1U);
  EXPECT_EQ(ran.outcomes[0].path, "cases/all.txtpb#one");
  EXPECT_TRUE(ran.outcomes[0].passed);
}

TEST(CaseVariants, CanMakeEverythingUnknown) {
  const Ran ran(std::string(kTitle) + kStart + "evidence {\n" +
                SmallEvidenceText() +
                "}\nvariants { id: 'no_value' changes { field: "
                "'fiscal_years[0].rd_spend' } expected { missing: "
                "'rd_intensity' } }\n"
                "variants { id: 'no_list' changes { field: 'patents' } "
                "expected { missing: 'inventions_held' } }\n"
                "variants { id: 'nothing' changes { field: 'patents' } changes "
                "{ field: 'fiscal_years' } expected { status: "
                "RATING_STATUS_UNRATABLE } }\n");
  EXPECT_EQ(ran.problems(), "");
  EXPECT_EQ(ran.outcomes.size(), 3U);
}

TEST(CaseVariants, AreReportedAtTheirOwnFields) {
  const Ran ran(
      "title { zh: '例' en: 'Example' }\n"
      "as_of_date { year: 2026 month: 6 day: 30 }\n"
      "variants {\n"
      "id: 'one'\n"
      "changes { field: 'nothing' value: '1' }\n"
      "expected { grade: 'A' }\n"
      "}\n"
      "variants {\n"
      "id: 'one'\n"
      "expected { grade: 'A' }\n"
      "}\n"
      "variants { id: 'Two' }\n"
      "evidence {\n" +
      SmallEvidenceText() + "}\n");
  EXPECT_THAT(ran.problems(), HasSubstr("cases/all.txtpb:5:1: error: `field`"));
  EXPECT_THAT(ran.problems(), HasSubstr("cases/all.txtpb:9:1: error: "));
  EXPECT_THAT(ran.problems(),
              HasSubstr("cases/all.txtpb:10:12: error: expected grade `A`"));
  EXPECT_THAT(ran.problems(), HasSubstr("cases/all.txtpb:12:12: error: "));
  EXPECT_THAT(ran.problems(), HasSubstr("cases/all.txtpb:12:1: error: a case "
                                        "that expects nothing"));
  ASSERT_EQ(ran.outcomes.size(), 3U);
  for (const CaseOutcome& outcome : ran.outcomes) {
    EXPECT_FALSE(outcome.passed) << outcome.path;
  }
}

// The small model with a rubric and a decision without the grade.
v1::ModelPackage PackageWithRubric() {
  v1::ModelPackage package = rating::Changed(
      SmallPackage(), "  expression: 'admission'\n",
      "  expression: 'admission'\n  without_grade: '\"admit\"'\n");
  package.mutable_files(0)->mutable_content()->append(
      "rubric { question { zh: '吗' en: 'Is it?' } verdict { id: 'all' title { "
      "zh: '全' en: 'All' } clauses { id: 'inventive' title { zh: '发' en: "
      "'Inventive' } condition: 'inventions > 1' value: 'inventions' "
      "supplied_by { zh: '企业' en: 'The company' } } } }\n");
  return package;
}

TEST(Cases, CompareRubricsIntervalsAndDecisionsWithoutTheGrade) {
  const Ran right(
      PlainCase("verdict: VERDICT_NOT_MET answers { id: 'inventive' answer: "
                "VERDICT_NOT_MET } lowest_score { value: '49.333333' } "
                "highest_score { value: '49.3333330' } worst_grade: 'B' "
                "best_grade: 'B' policy_outputs_without_grade { name: "
                "'admission' value: '\"admit\"' }"),
      PackageWithRubric());
  EXPECT_EQ(right.problems(), "");
  const Ran wrong(
      PlainCase("verdict: VERDICT_MET\nanswers { id: 'inventive' answer: "
                "VERDICT_UNKNOWN }\nanswers { id: 'none' answer: VERDICT_MET "
                "}\nlowest_score { value: '1' }\nhighest_score { value: '100' "
                "}\nworst_grade: 'C'\nbest_grade: 'A'\n"
                "policy_outputs_without_grade { name: 'admission' value: "
                "'\"refuse\"' }"),
      PackageWithRubric());
  for (const char* problem :
       {":3:12: error: expected VERDICT_MET, got VERDICT_NOT_MET",
        ":4:1: error: expected VERDICT_UNKNOWN of `inventive`, got "
        "VERDICT_NOT_MET (value `1`)",
        ":5:1: error: the assessment has no clause or group `none`",
        ":6:1: error: expected lowest score `1`, got `49.333333`",
        ":7:1: error: expected highest score `100`, got `49.333333`",
        ":8:1: error: expected worst grade `C`, got `B`",
        ":9:1: error: expected best grade `A`, got `B`",
        ":10:1: error: expected `admission` to be `\"refuse\"`, got "
        "`\"admit\"`"}) {
    EXPECT_THAT(wrong.problems(), HasSubstr(problem));
  }
}

TEST(ValidatePackage, RefusesAModelWithoutCases) {
  const Validated validated{std::vector<CaseText>()};
  EXPECT_EQ(validated.model, nullptr);
  EXPECT_THAT(validated.problems(), HasSubstr("has no case"));
}

}  // namespace
}  // namespace techflow::package
