#include "rating/insight/reasons.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/insight/assessment_text.h"

namespace techflow::insight {
namespace {

using testing::ElementsAre;

// The model of Example(), as far as reasons look at it.
v1::Model Rater() {
  v1::Model model;
  *model.mutable_grade_scale() = Scale();
  model.mutable_weight_scheme()->set_kind("weighted_mean");
  return model;
}

google::protobuf::RepeatedPtrField<v1::Reason> Reasons(
    const v1::Assessment& assessment, const v1::Model& model,
    size_t max_reasons = kMaxReasons) {
  google::protobuf::RepeatedPtrField<v1::Reason> reasons;
  AddReasons(assessment, model, reasons, max_reasons);
  return reasons;
}

TEST(Reasons, NameTheCostliestFirstAndLeaveOutWhatCostNothing) {
  std::vector<std::string> ids;
  std::vector<std::string> lost;
  for (const v1::Reason& reason : Reasons(Example(), Rater())) {
    ids.push_back(reason.id());
    lost.push_back(reason.points_lost().value());
  }
  EXPECT_THAT(ids, ElementsAre("listed", "intensity", "inventions", "citations",
                               "conversion"));
  EXPECT_THAT(lost, ElementsAre("0", "20", "14", "10", "5.1"));
}

TEST(Reasons, SayMeasureBandAndGapInBothLanguages) {
  const auto reasons = Reasons(Example(), Rater());
  EXPECT_EQ(reasons[1].text().zh(),
            "研发投入强度为 3.25%，处于区间 [0.03..0.05)（中等），得 60 分，"
            "最高 100 分；到 5% 可得 80 分");
  EXPECT_EQ(reasons[1].text().en(),
            "R&D intensity is 3.25%, in the band [0.03..0.05) (middling), "
            "which earns 60 of 100 points; 5% would earn 80");
  EXPECT_EQ(reasons[2].text().en(),
            "Inventions in force is 2 patents, in the band [1..3), which earns "
            "30 of 100 points; 3 patents would earn 50");
}

TEST(Reasons, CarryTheirNumbersAsFields) {
  const auto reasons = Reasons(Example(), Rater());
  EXPECT_EQ(reasons[1].measure().value(), "0.0324999");
  EXPECT_EQ(reasons[1].band(), "[0.03..0.05)");
  EXPECT_EQ(reasons[1].next_at().value(), "0.05");
  EXPECT_EQ(reasons[1].gap().value(), "0.0175001");
}

TEST(Reasons, HaveANegativeGapWhereLessIsBetter) {
  v1::Assessment assessment = Example();
  assessment.mutable_dimensions(0)
      ->mutable_indicators(0)
      ->mutable_next_at()
      ->set_value("0.02");
  EXPECT_EQ(Reasons(assessment, Rater())[1].gap().value(), "-0.0124999");
}

TEST(Reasons, HaveNoNumbersForWhatIsUnknownOrACorrection) {
  const auto reasons = Reasons(Example(), Rater());
  EXPECT_FALSE(reasons[3].has_measure());
  EXPECT_FALSE(reasons[3].has_gap());
  EXPECT_FALSE(reasons[0].has_measure());
  EXPECT_TRUE(reasons[0].band().empty());
}

TEST(Reasons, SayWhatIsNotKnown) {
  const auto reasons = Reasons(Example(), Rater());
  EXPECT_EQ(reasons[3].text().en(),
            "Citations is unknown and counts as 0 points: citations of patent "
            "1 is not known");
}

TEST(Reasons, SayWhatACorrectionChanged) {
  const auto reasons = Reasons(Example(), Rater());
  EXPECT_EQ(reasons[0].text().en(),
            "Negative list: it is listed; the grade went from T2 to T3");
  EXPECT_EQ(reasons[4].text().zh(), "技术转化力：成果少；得分由 51 变为 45.9");
}

TEST(Reasons, AreNoMoreThanAskedFor) {
  EXPECT_EQ(Reasons(Example(), Rater(), 2).size(), 2);
}

TEST(Reasons, DoNotBlameACorrectionThatHelped) {
  v1::Assessment assessment = Example();
  assessment.mutable_corrections(2)->set_grade_before("T3");
  assessment.mutable_corrections(2)->set_grade_after("T2");
  EXPECT_EQ(Reasons(assessment, Rater())[0].id(), "intensity");
}

// A dimension of two indicators of 20 points each at most, which have 6 and 9.
v1::Assessment PointsAssessment(const std::string& contribution) {
  return FromText<v1::Assessment>(
      "score { value: '" + contribution + "' } base_score { value: '" +
      contribution + "' }\n" + "dimensions { id: 'd' contribution { value: '" +
      contribution + "' }\n" + R"pb(
        indicators {
          id: 'first'
          points { value: '6' }
          highest_points { value: '20' }
          effective_weight { value: '0.5' }
        }
        indicators {
          id: 'second'
          points { value: '9' }
          highest_points { value: '20' }
          effective_weight { value: '0.5' }
        }
      })pb");
}

std::vector<std::string> LostInSum(const std::string& contribution,
                                   const std::string& dimension) {
  const v1::Model model = FromText<v1::Model>(
      "weight_scheme { kind: 'sum_of_points' } dimensions { id: 'd' " +
      dimension + "}");
  std::vector<std::string> lost;
  for (const v1::Reason& reason :
       Reasons(PointsAssessment(contribution), model)) {
    lost.push_back(reason.id() + " " + reason.points_lost().value());
  }
  return lost;
}

TEST(Reasons, CountPointsAsTheyAreInASumOfPoints) {
  EXPECT_THAT(LostInSum("15", ""), ElementsAre("first 14", "second 11"));
}

TEST(Reasons, ClaimNoMoreThanACapLeaves) {
  EXPECT_THAT(LostInSum("15", "cap { value: '27' }"),
              ElementsAre("first 12", "second 11"));
  EXPECT_THAT(LostInSum("14", "cap { value: '14' }"), ElementsAre());
}

TEST(Reasons, ClaimWhatGoesBeyondTheBestWhereOnlyThatCounts) {
  EXPECT_THAT(LostInSum("9", "best_only: true"),
              ElementsAre("first 11", "second 11"));
  EXPECT_THAT(LostInSum("9", "best_only: true cap { value: '10' }"),
              ElementsAre("first 1", "second 1"));
}

TEST(Reasons, NameWhatTheWeightSchemeTakesAway) {
  v1::Assessment assessment = Example();
  assessment.mutable_fold_adjustment()->set_value("-15");
  assessment.mutable_base_score()->set_value("36");
  const auto reasons = Reasons(assessment, Rater());
  EXPECT_EQ(reasons[2].id(), "fold_adjustment");
  EXPECT_EQ(reasons[2].points_lost().value(), "15");
  EXPECT_EQ(reasons[2].text().zh(),
            "合成方式调整：弱项不能由强项完全弥补；得分由 51 变为 36");
  EXPECT_EQ(reasons[2].text().en(),
            "Effect of the weight scheme: strong parts do not fully make up "
            "for weak ones; the score went from 51 to 36");
}

TEST(Reasons, SpeakOfWordsAndFormulasWithoutABand) {
  v1::Assessment assessment = Example();
  v1::IndicatorResult& word =
      *assessment.mutable_dimensions(0)->mutable_indicators(0);
  word.clear_measure();
  word.clear_next_at();
  word.set_measure_text("省级");
  word.set_band("省级");
  v1::IndicatorResult& formula =
      *assessment.mutable_dimensions(1)->mutable_indicators(0);
  formula.clear_band();
  const auto reasons = Reasons(assessment, Rater());
  EXPECT_EQ(reasons[1].text().zh(),
            "研发投入强度为 省级（中等），得 60 分，最高 100 分");
  EXPECT_EQ(reasons[1].text().en(),
            "R&D intensity is 省级 (middling), which earns 60 of 100 points");
  EXPECT_FALSE(reasons[1].has_measure());
  EXPECT_EQ(reasons[2].text().en(),
            "Inventions in force is 2 patents, which earns 30 of 100 points; 3 "
            "patents would earn 50");
}

}  // namespace
}  // namespace techflow::insight
