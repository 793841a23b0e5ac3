#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/evidence/view.h"
#include "rating/rating_model.h"
#include "tests/rating/small_package.h"

// What stands beside the scorecard: rubrics and decisions without the grade.
namespace techflow::rating {
namespace {

using testing::HasSubstr;

const v1::Date kDay = Day(2026, 6, 30);

struct Compiled {
  explicit Compiled(const v1::ModelPackage& package)
      : model(RatingModel::Compile(package, scorecard::BuildStandardCatalog(),
                                   diagnostics)) {}
  std::string problems() const { return diagnostics.ToString(); }

  v1::Assessment Assess(const v1::Evidence& evidence) const {
    EXPECT_NE(model, nullptr) << problems();
    if (model == nullptr) return {};
    const auto assessment =
        model->Assess(evidence::ViewAsOf(evidence, kDay), kDay);
    EXPECT_TRUE(assessment.ok()) << assessment.status();
    return assessment.ok() ? *assessment : v1::Assessment();
  }

  feel::Diagnostics diagnostics;
  std::shared_ptr<const RatingModel> model;
};

std::string Clause(const std::string& id, const std::string& condition) {
  return "clauses { id: '" + id +
         "' title { zh: '条' en: 'Clause' } article: '第六条' condition: '" +
         condition + "' supplied_by { zh: '企业' en: 'The company' } }\n";
}

std::string RubricText(const std::string& clauses) {
  return "rubric { question { zh: '是吗' en: 'Is it so?' }\nverdict { id: "
         "'all' title { zh: '全' en: 'All' }\n" +
         clauses + "} }\n";
}

v1::ModelPackage WithText(const std::string& more) {
  v1::ModelPackage package = SmallPackage();
  package.mutable_files(0)->mutable_content()->append(more);
  return package;
}

// Answers a rubric and has no dimensions.
v1::ModelPackage RubricOnly(const std::string& more = "") {
  v1::ModelPackage package = SmallPackage();
  package.mutable_files(0)->set_content(
      "id: 'rubric-only'\ntitle { zh: '表' en: 'Table' }\n"
      "notes { zh: '试' en: 'For tests' }\nvalidity_months: 12\n" +
      RubricText(Clause("intense", "intensity >= 0.03") +
                 Clause("inventive", "inventions >= 1")) +
      more);
  return package;
}

TEST(ModelWithRubric, AnswersBesideTheGradeAndMayAskForIt) {
  const Compiled compiled(WithText(RubricText(
      Clause("graded", "grade = \"B\" and grade rank = 2 and score < 50") +
      Clause("bounded",
             "lowest score <= score and highest score >= score and "
             "best grade rank <= worst grade rank") +
      Clause("points",
             "dimension points.research = 60 and completeness = 1 "
             "and base score = score and status = \"rated\""))));
  const v1::Assessment assessment = compiled.Assess(SmallEvidence());
  EXPECT_EQ(assessment.grade(), "B");
  EXPECT_EQ(assessment.rubric().verdict(), v1::VERDICT_MET)
      << assessment.rubric().ShortDebugString();
}

TEST(ModelWithRubric, TellsThePolicyTheVerdict) {
  const Compiled compiled(WithText(
      RubricText(Clause("inventive", "inventions >= 1")) +
      "policy_outputs { id: 'told' title { zh: '告' en: 'Told' } expression: "
      "'verdict' }\n"));
  EXPECT_EQ(compiled.Assess(SmallEvidence()).policy_outputs(2).value(),
            "\"met\"");
  v1::Evidence unknown = SmallEvidence();
  unknown.clear_patents();
  EXPECT_EQ(compiled.Assess(unknown).policy_outputs(2).value(), "\"unknown\"");
  v1::Evidence none = SmallEvidence();
  none.mutable_patents(0)->clear_grant_date();
  EXPECT_EQ(compiled.Assess(none).policy_outputs(2).value(), "\"not met\"");
}

TEST(ModelWithRubric, MayNotAskForTheVerdictInAClause) {
  const Compiled compiled(
      WithText(RubricText(Clause("circle", "verdict = \"met\""))));
  EXPECT_EQ(compiled.model, nullptr);
  EXPECT_THAT(compiled.problems(),
              HasSubstr("the condition of clause `circle` uses `verdict`, "
                        "which is known only after the clauses"));
}

TEST(ModelWithoutDimensions, IsRatedWhereTheVerdictIsSettled) {
  const Compiled compiled(RubricOnly(
      "policy_outputs { id: 'told' title { zh: '告' en: 'Told' } expression: "
      "'status + \" \" + verdict' }\n"));
  const v1::Assessment met = compiled.Assess(SmallEvidence());
  EXPECT_EQ(met.status(), v1::RATING_STATUS_RATED);
  EXPECT_EQ(met.rubric().verdict(), v1::VERDICT_MET);
  EXPECT_FALSE(met.has_score());
  EXPECT_EQ(met.grade(), "");
  EXPECT_FALSE(met.has_completeness());
  EXPECT_EQ(met.policy_outputs(0).value(), "\"rated met\"");
  EXPECT_EQ(met.valid_until().year(), 2027);
  EXPECT_EQ(compiled.model->indicator_count(), 0);

  v1::Evidence weak = SmallEvidence();
  weak.mutable_fiscal_years(0)->mutable_rd_spend()->set_value("1");
  const v1::Assessment not_met = compiled.Assess(weak);
  EXPECT_EQ(not_met.status(), v1::RATING_STATUS_RATED);
  EXPECT_EQ(not_met.rubric().verdict(), v1::VERDICT_NOT_MET);
}

TEST(ModelWithoutDimensions, NamesTheClausesThatAnUnknownVerdictHangsOn) {
  const Compiled compiled(RubricOnly());
  v1::Evidence evidence = SmallEvidence();
  evidence.clear_patents();
  const v1::Assessment assessment = compiled.Assess(evidence);
  EXPECT_EQ(assessment.status(), v1::RATING_STATUS_UNRATABLE);
  EXPECT_EQ(assessment.rubric().verdict(), v1::VERDICT_UNKNOWN);
  EXPECT_EQ(assessment.unratable_reason(),
            "the verdict hangs on what is unknown: `inventive`");
  EXPECT_TRUE(assessment.rubric().clauses(2).can_decide());
}

TEST(ModelWithoutDimensions, TakesNothingThatScores) {
  const Compiled compiled(RubricOnly(
      "weight_scheme { kind: 'weighted_mean' }\nsegments { id: 'x' }\n"
      "weight_sets { segment: 'x' }\ncorrections { id: 'x' }\n"
      "grade_scale { }\ncompleteness { }\nnear_threshold { }\n"));
  EXPECT_EQ(compiled.model, nullptr);
  for (const char* field :
       {"weight_scheme", "segments", "weight_sets", "corrections",
        "grade_scale", "completeness", "near_threshold"}) {
    EXPECT_THAT(compiled.problems(),
                HasSubstr("expected no `" + std::string(field) + "`"));
  }
}

TEST(ModelWithoutDimensions, HasNoNamesOfAScore) {
  const Compiled compiled(RubricOnly(
      "policy_outputs { id: 'told' title { zh: '告' en: 'Told' } expression: "
      "'admission' }\n"));
  EXPECT_EQ(compiled.model, nullptr);
  EXPECT_THAT(compiled.problems(),
              HasSubstr("policy output `told` uses `grade rank` through "
                        "`admission`, which a model without `dimensions` "
                        "never has"));
}

TEST(ModelWithoutDimensions, MustHaveARubric) {
  v1::ModelPackage package = RubricOnly();
  package.mutable_files(0)->set_content(
      "id: 'nothing'\ntitle { zh: '无' en: 'Nothing' }\n"
      "notes { zh: '试' en: 'For tests' }\nvalidity_months: 12\n");
  const Compiled compiled(package);
  EXPECT_EQ(compiled.model, nullptr);
  EXPECT_THAT(compiled.problems(), HasSubstr("a model needs a dimension"));
}

TEST(PolicyWithoutGrade, StandsBesideTheOneWithIt) {
  v1::ModelPackage package =
      Changed(SmallPackage(), "  expression: 'admission'\n",
              "  expression: 'admission'\n  without_grade: "
              "'if intensity > 0.03 then \"admit\" else \"refuse\"'\n");
  const Compiled compiled(package);
  const v1::Assessment assessment = compiled.Assess(SmallEvidence());
  EXPECT_EQ(assessment.policy_outputs(0).value(), "\"refuse\"");
  EXPECT_EQ(assessment.policy_outputs(0).value_without_grade(), "\"admit\"");
  EXPECT_EQ(assessment.policy_outputs(1).value_without_grade(), "");
  v1::Evidence unknown = SmallEvidence();
  unknown.clear_fiscal_years();
  EXPECT_EQ(compiled.Assess(unknown).policy_outputs(0).value_without_grade(),
            "");
}

TEST(PolicyWithoutGrade, MayNotRestOnItThroughADecisionEither) {
  const Compiled compiled(
      Changed(SmallPackage(), "  expression: 'admission'\n",
              "  expression: 'admission'\n  without_grade: 'admission'\n"));
  EXPECT_EQ(compiled.model, nullptr);
  EXPECT_THAT(compiled.problems(),
              HasSubstr("policy output `admission` without the grade uses "
                        "`grade rank` through `admission`, which a decision "
                        "without the grade must not rest on"));
}

TEST(NearThresholdRule, IsAShareAndPoints) {
  const Compiled right(WithText(
      "near_threshold { measure_share { value: '1' } score_points { value: "
      "'100' } }\n"));
  EXPECT_NE(right.model, nullptr) << right.problems();
  const Compiled wrong(WithText(
      "near_threshold { measure_share { value: '1.1' } score_points { value: "
      "'-1' } }\n"));
  EXPECT_EQ(wrong.model, nullptr);
  EXPECT_THAT(wrong.problems(), HasSubstr("`measure_share`"));
  EXPECT_THAT(wrong.problems(), HasSubstr("`score_points`"));
}

}  // namespace
}  // namespace techflow::rating
