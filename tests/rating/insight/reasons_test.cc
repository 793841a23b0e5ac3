#include "rating/insight/reasons.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/insight/assessment_text.h"

namespace techflow::insight {
namespace {

using testing::ElementsAre;

TEST(Reasons, NameTheCostliestFirstAndLeaveOutWhatCostNothing) {
  std::vector<std::string> ids;
  std::vector<std::string> lost;
  for (const v1::Reason& reason : Reasons(Example(), Scale())) {
    ids.push_back(reason.id());
    lost.push_back(reason.points_lost().value());
  }
  EXPECT_THAT(ids, ElementsAre("listed", "intensity", "inventions", "citations",
                               "conversion"));
  EXPECT_THAT(lost, ElementsAre("0", "20", "14", "10", "5.1"));
}

TEST(Reasons, SayMeasureBandAndGapInBothLanguages) {
  const auto reasons = Reasons(Example(), Scale());
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
  const auto reasons = Reasons(Example(), Scale());
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
  EXPECT_EQ(Reasons(assessment, Scale())[1].gap().value(), "-0.0124999");
}

TEST(Reasons, HaveNoNumbersForWhatIsUnknownOrACorrection) {
  const auto reasons = Reasons(Example(), Scale());
  EXPECT_FALSE(reasons[3].has_measure());
  EXPECT_FALSE(reasons[3].has_gap());
  EXPECT_FALSE(reasons[0].has_measure());
  EXPECT_TRUE(reasons[0].band().empty());
}

TEST(Reasons, SayWhatIsNotKnown) {
  const auto reasons = Reasons(Example(), Scale());
  EXPECT_EQ(reasons[3].text().en(),
            "Citations is unknown and counts as 0 points: citations of patent "
            "1 is not known");
}

TEST(Reasons, SayWhatACorrectionChanged) {
  const auto reasons = Reasons(Example(), Scale());
  EXPECT_EQ(reasons[0].text().en(),
            "Negative list: it is listed; the grade went from T2 to T3");
  EXPECT_EQ(reasons[4].text().zh(), "技术转化力：成果少；得分由 51 变为 45.9");
}

TEST(Reasons, AreNoMoreThanAskedFor) {
  EXPECT_EQ(Reasons(Example(), Scale(), 2).size(), 2);
}

TEST(Reasons, DoNotBlameACorrectionThatHelped) {
  v1::Assessment assessment = Example();
  assessment.mutable_corrections(2)->set_grade_before("T3");
  assessment.mutable_corrections(2)->set_grade_after("T2");
  EXPECT_EQ(Reasons(assessment, Scale())[0].id(), "intensity");
}

}  // namespace
}  // namespace techflow::insight
