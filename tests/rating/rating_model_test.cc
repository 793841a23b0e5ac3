#include "rating/rating_model.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/evidence/view.h"
#include "tests/rating/small_package.h"

namespace techflow::rating {
namespace {

using testing::HasSubstr;

const v1::Date kDay = Day(2026, 6, 30);

struct Compiled {
  explicit Compiled(const v1::ModelPackage& package = SmallPackage())
      : model(RatingModel::Compile(package, scorecard::BuildStandardCatalog(),
                                   diagnostics)) {}
  std::string problems() const { return diagnostics.ToString(); }

  feel::Diagnostics diagnostics;
  std::shared_ptr<const RatingModel> model;
};

v1::Evidence View(const v1::Evidence& evidence = SmallEvidence()) {
  return evidence::ViewAsOf(evidence, kDay);
}

TEST(RatingModel, RatesEvidence) {
  const Compiled compiled;
  ASSERT_NE(compiled.model, nullptr) << compiled.problems();
  const auto assessment = compiled.model->Assess(View(), kDay);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  // 0.6 × 60 + 0.4 × 33.333333
  EXPECT_EQ(assessment->base_score().value(), "49.333333");
  EXPECT_EQ(assessment->grade(), "B");
  EXPECT_EQ(assessment->status(), v1::RATING_STATUS_RATED);
  EXPECT_EQ(assessment->dimensions(0).indicators(0).measure().value(), "0.04");
  EXPECT_EQ(assessment->valid_until().year(), 2027);
  EXPECT_EQ(assessment->valid_until().month(), 6);
  EXPECT_EQ(compiled.model->indicator_count(), 2);
  EXPECT_EQ(compiled.model->definition().id(), "small-model");
}

TEST(RatingModel, EvaluatesThePolicyAfterTheGrade) {
  const Compiled compiled;
  const auto assessment = compiled.model->Assess(View(), kDay);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->policy_outputs(0).value(), "\"refuse\"");
  EXPECT_EQ(assessment->policy_outputs(1).value(), "49.333333");
}

TEST(RatingModel, LeavesPolicyAndFlagsOutWhereOnlyTheScoreIsAsked) {
  const Compiled compiled;
  scorecard::Assumptions assumptions;
  assumptions.score_only = true;
  const auto assessment =
      compiled.model->Assess(View(), kDay, nullptr, &assumptions);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->base_score().value(), "49.333333");
  EXPECT_EQ(assessment->policy_outputs_size(), 0);
  EXPECT_EQ(assessment->flags_size(), 0);
}

TEST(RatingModel, FindsHowAMeasureIsScored) {
  const Compiled compiled;
  const scorecard::ScoringFunction* const scoring =
      compiled.model->FindScoring("rd_intensity");
  ASSERT_NE(scoring, nullptr);
  EXPECT_EQ(scoring->lowest_points(), Decimal(20));
  EXPECT_EQ(compiled.model->FindScoring("research"), nullptr);
}

TEST(RatingModel, KnowsWhatCorrectionsUse) {
  const Compiled compiled;
  const auto uses = [](const Compiled& model, std::string_view name) {
    return model.model->CorrectionsUse(std::span(&name, 1));
  };
  EXPECT_TRUE(uses(compiled, "profile"));
  EXPECT_FALSE(uses(compiled, "patents"));
  EXPECT_FALSE(uses(compiled, "no such name"));
  const Compiled through_a_decision(Changed(SmallPackage(),
                                            "when: 'profile.on negative list'",
                                            "when: 'inventions > 3'"));
  ASSERT_NE(through_a_decision.model, nullptr) << through_a_decision.problems();
  EXPECT_TRUE(uses(through_a_decision, "inventions"));
  EXPECT_TRUE(uses(through_a_decision, "patents"));
  EXPECT_FALSE(uses(through_a_decision, "profile"));
}

// A decision is made once for each rating, so one that was made too early
// would keep what it saw then.
TEST(RatingModel, KeepsTheScoreFromMeasuresThroughDecisionsToo) {
  for (const std::string name : {"base score", "score", "verdict"}) {
    v1::ModelPackage package = Changed(
        SmallPackage(), "<inputData id=\"i3\" name=\"grade rank\">",
        "<inputData id=\"i4\" name=\"" + name + "\"><variable name=\"" + name +
            "\"/></inputData>\n<inputData id=\"i3\" name=\"grade "
            "rank\">");
    package = Changed(std::move(package), "<requiredInput href=\"#i2\"/>",
                      "<requiredInput href=\"#i4\"/>");
    package = Changed(
        std::move(package),
        "count(patents[type = \"invention\" and status = \"in force\"])",
        name == "verdict" ? "string length(verdict)" : name);
    const Compiled compiled(package);
    EXPECT_EQ(compiled.model, nullptr) << name;
    EXPECT_THAT(
        compiled.problems(),
        HasSubstr("the measure of indicator `inventions_held` uses `" + name +
                  "` through `inventions`, which is known only "
                  "after grading"));
  }
}

TEST(RatingModel, LetsCorrectionsLookAtThePoints) {
  const v1::ModelPackage package =
      Changed(SmallPackage(), "when: 'profile.on negative list'",
              "when: 'base score < 50 and dimension points.research = 60 and "
              "completeness = 1'");
  const Compiled compiled(package);
  ASSERT_NE(compiled.model, nullptr) << compiled.problems();
  const auto assessment = compiled.model->Assess(View(), kDay);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_TRUE(assessment->corrections(0).applied());
  v1::Evidence unknown = SmallEvidence();
  unknown.clear_fiscal_years();
  const auto open = compiled.model->Assess(View(unknown), kDay);
  ASSERT_TRUE(open.ok()) << open.status();
  EXPECT_FALSE(open->corrections(0).applied());

  const Compiled too_early(Changed(SmallPackage(),
                                   "when: 'profile.on negative list'",
                                   "when: 'score < 50'"));
  EXPECT_EQ(too_early.model, nullptr);
  EXPECT_THAT(too_early.problems(),
              HasSubstr("the condition of correction `negative_list` uses "
                        "`score`, which is known only after grading"));
}

TEST(RatingModel, SaysWhyADimensionHasNoPoints) {
  v1::ModelPackage package =
      Changed(SmallPackage(), "'if status = \"rated\" then score else null'",
              "'dimension points.patents'");
  const Compiled compiled(package);
  ASSERT_NE(compiled.model, nullptr) << compiled.problems();
  v1::Evidence unknown = SmallEvidence();
  unknown.clear_patents();
  const auto assessment = compiled.model->Assess(View(unknown), kDay);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->policy_outputs(1).value(), "");
  EXPECT_EQ(assessment->policy_outputs(1).missing_reason(),
            "the dimension `patents` has no points: too little is known");
  const Compiled misspelt(
      Changed(SmallPackage(), "'if status = \"rated\" then score else null'",
              "'dimension points.patent'"));
  EXPECT_EQ(misspelt.model, nullptr);
}

TEST(RatingModel, RaisesFlags) {
  const Compiled compiled;
  const auto assessment = compiled.model->Assess(View(), kDay);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  ASSERT_EQ(assessment->flags_size(), 1);
  EXPECT_EQ(assessment->flags(0).text().en(), "Few inventions");
}

TEST(RatingModel, TellsUnknownFromZero) {
  const Compiled compiled;
  v1::Evidence evidence = SmallEvidence();
  evidence.clear_patents();
  const auto assessment = compiled.model->Assess(View(evidence), kDay);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->status(), v1::RATING_STATUS_PROVISIONAL);
  EXPECT_EQ(assessment->score().value(), "60");
  EXPECT_EQ(assessment->completeness().value(), "0.6");
  ASSERT_EQ(assessment->missing_size(), 1);
  EXPECT_THAT(assessment->missing(0).reason(), HasSubstr("patents"));
  EXPECT_TRUE(assessment->policy_outputs(1).value().empty());

  v1::Coverage& coverage = *evidence.add_coverage();
  coverage.set_section(v1::SECTION_PATENTS);
  *coverage.mutable_source() = evidence.profile().source();
  const auto covered = compiled.model->Assess(View(evidence), kDay);
  ASSERT_TRUE(covered.ok()) << covered.status();
  EXPECT_EQ(covered->score().value(), "36");
  EXPECT_EQ(covered->status(), v1::RATING_STATUS_RATED);
}

TEST(RatingModel, GivesNoGradeWhereNothingIsKnown) {
  const Compiled compiled;
  const auto assessment = compiled.model->Assess(v1::Evidence(), kDay);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->status(), v1::RATING_STATUS_UNRATABLE);
  EXPECT_FALSE(assessment->has_score());
  EXPECT_EQ(assessment->missing_size(), 2);
  EXPECT_EQ(assessment->policy_outputs(0).value(), "");
  EXPECT_THAT(assessment->policy_outputs(0).missing_reason(),
              HasSubstr("there is no grade"));
  EXPECT_EQ(assessment->lowest_base_score().value(), "0");
  EXPECT_EQ(assessment->highest_base_score().value(), "100");
}

TEST(RatingModel, VetoesWhatIsOnTheNegativeList) {
  const Compiled compiled;
  v1::Evidence evidence = SmallEvidence();
  evidence.mutable_fiscal_years(0)->mutable_rd_spend()->set_value("90");
  EXPECT_EQ(compiled.model->Assess(View(evidence), kDay)->grade(), "A");
  evidence.mutable_profile()->set_on_negative_list(true);
  EXPECT_EQ(compiled.model->Assess(View(evidence), kDay)->grade(), "B");
}

TEST(RatingModel, GivesTheSameBytesWithATraceAsWithout) {
  const Compiled compiled;
  v1::Explanation explanation;
  const auto traced = compiled.model->Assess(View(), kDay, &explanation);
  const auto untraced = compiled.model->Assess(View(), kDay);
  ASSERT_TRUE(traced.ok() && untraced.ok());
  EXPECT_EQ(traced->SerializeAsString(), untraced->SerializeAsString());
  std::vector<std::string> steps;
  for (const v1::TraceStep& step : explanation.trace()) {
    steps.push_back(step.decision());
  }
  EXPECT_THAT(steps,
              testing::ElementsAre(
                  "intensity", "the measure of indicator `rd_intensity`",
                  "inventions", "the measure of indicator `inventions_held`",
                  "the condition of correction `negative_list`",
                  "the condition of flag `few_inventions`", "admission",
                  "policy output `admission`", "policy output `score_shown`"));
  EXPECT_EQ(explanation.trace(0).result(), "0.04");
  EXPECT_THAT(explanation.trace(6).matched_rules(),
              testing::ElementsAre("poor"));
  EXPECT_EQ(explanation.trace(6).unmatched_rules(0).rule(), "good");
}

TEST(RatingModel, GivesTheSameBytesOnEightThreadsAndInAnyOrder) {
  const Compiled compiled;
  v1::Evidence reordered = SmallEvidence();
  reordered.mutable_patents()->SwapElements(0, 1);
  const std::string expected =
      compiled.model->Assess(View(), kDay)->SerializeAsString();
  std::vector<std::string> bytes(8);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < bytes.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 50; ++round) {
        const v1::Evidence view = i % 2 == 0 ? View() : View(reordered);
        bytes[i] = compiled.model->Assess(view, kDay)->SerializeAsString();
        if (bytes[i] != expected) return;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& each : bytes) EXPECT_EQ(each, expected);
}

TEST(RatingModel, StopsWhereARuleIsWrongAndSaysWhichOne) {
  const Compiled compiled;
  v1::Evidence evidence = SmallEvidence();
  evidence.mutable_fiscal_years(0)->mutable_revenue()->set_value("0");
  const auto assessment = compiled.model->Assess(View(evidence), kDay);
  EXPECT_EQ(assessment.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(assessment.status().message()),
              HasSubstr("rules.dmn:"));
  EXPECT_THAT(std::string(assessment.status().message()),
              HasSubstr("division by zero"));
}

TEST(RatingModel, RefusesADayThatIsNone) {
  const Compiled compiled;
  EXPECT_EQ(compiled.model->Assess(View(), Day(2026, 2, 30)).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(RatingModel, ReportsProblemsOfBothFiles) {
  v1::ModelPackage package =
      Changed(SmallPackage(), "measure: 'inventions'", "measure: 'inventoins'");
  package = Changed(package, "validity_months: 12", "validity_months: 0");
  package = Changed(package, "condition: 'inventions < 3'",
                    "condition: 'grade = \"A\"'");
  const Compiled compiled(package);
  EXPECT_EQ(compiled.model, nullptr);
  EXPECT_THAT(compiled.problems(), HasSubstr("model.txtpb:31:15: error"));
  EXPECT_THAT(compiled.problems(), HasSubstr("expected 1 to 120"));
  EXPECT_THAT(compiled.problems(), HasSubstr("uses `grade`"));

  const Compiled wrong_rules(
      Changed(SmallPackage(), "fiscal years[-1].revenue", "turnover"));
  EXPECT_EQ(wrong_rules.model, nullptr);
  EXPECT_THAT(wrong_rules.problems(), HasSubstr("rules.dmn:9:58"));
}

TEST(RatingModel, RefusesFilesThatAreNoModel) {
  v1::ModelPackage package = SmallPackage();
  package.mutable_files(0)->set_path("../model.txtpb");
  package.add_files()->set_path("notes.doc");
  const Compiled compiled(package);
  EXPECT_EQ(compiled.model, nullptr);
  EXPECT_THAT(compiled.problems(), HasSubstr("no relative path"));
  EXPECT_THAT(compiled.problems(), HasSubstr("`notes.doc` is no file"));
  EXPECT_THAT(compiled.problems(), HasSubstr("has no model.txtpb"));
}

TEST(RatingModel, MayHaveNoRules) {
  v1::ModelPackage package = SmallPackage();
  package.mutable_files()->RemoveLast();
  package = Changed(package, "measure: 'intensity'", "measure: '0.07'");
  package = Changed(package, "measure: 'inventions'", "measure: '1'");
  package = Changed(package, "'inventions < 3'", "'false'");
  package = Changed(package, "expression: 'admission'", "expression: 'grade'");
  const Compiled compiled(package);
  ASSERT_NE(compiled.model, nullptr) << compiled.problems();
  const auto assessment = compiled.model->Assess(View(), kDay);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->policy_outputs(0).value(), "\"A\"");
}

}  // namespace
}  // namespace techflow::rating
