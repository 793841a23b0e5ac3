#include "rating/insight/advice_text.h"

#include "gtest/gtest.h"
#include "tests/rating/insight/assessment_text.h"

namespace techflow::insight {
namespace {

v1::Model Model() {
  v1::Model model;
  *model.mutable_grade_scale() = Scale();
  return model;
}

TEST(DescribeChange, SaysFromWhereToWhere) {
  const v1::Assessment assessment = Example();
  ChangeableIndicator indicator;
  indicator.line = &assessment.dimensions(0).indicators(0);
  indicator.months = 12;
  const ChangeOption option{*Decimal::Parse("0.05"), Decimal(80), 0, 2};
  v1::AdvisedChange change;
  DescribeChange(indicator, option, change);
  EXPECT_EQ(change.indicator(), "intensity");
  EXPECT_EQ(change.display_factor().value(), "100");
  EXPECT_EQ(change.unit().en(), "%");
  EXPECT_EQ(change.effort(), 2);
  EXPECT_EQ(change.months(), 12);
  EXPECT_EQ(change.text().zh(),
            "研发投入强度由 3.25% 提高到 5%，得分由 60 分升到 80 分，至少需 12 "
            "个月");
  EXPECT_EQ(change.text().en(),
            "Raise R&D intensity from 3.25% to 5%, which earns 80 points "
            "instead of 60, in 12 months at least");
}

TEST(DescribeChange, SaysWhereLessIsBetter) {
  const v1::Assessment assessment = Example();
  ChangeableIndicator indicator;
  indicator.line = &assessment.dimensions(0).indicators(1);
  v1::AdvisedChange change;
  DescribeChange(indicator, {Decimal(9), Decimal(80), 0, 1}, change);
  EXPECT_EQ(change.text().en(),
            "Lower R&D staff from 12 people to 9 people, which earns 80 points "
            "instead of 75, in 0 months at least");
  EXPECT_EQ(
      change.text().zh(),
      "研发人员由 12人 降低到 9人，得分由 75 分升到 80 分，至少需 0 个月");
}

TEST(WhyNot, NamesWhatHoldsAndWhatIsUnknown) {
  v1::Assessment assessment = Example();
  assessment.add_missing();
  const v1::LocalizedText text =
      WhyNot(Model(), assessment, {"T2", 0, true, true});
  EXPECT_EQ(text.en(),
            "Negative list holds the grade at T3: it is listed; with all that "
            "can be changed at its best the score is 45.9 and the grade T3; 1 "
            "indicators are unknown and not counted on");
  EXPECT_EQ(
      text.zh(),
      "负面清单使等级停在 T3：在清单上；能够改变的指标全部达到最好时，得分 "
      "45.9，等级 T3；另有 1 项指标未知，不计在内");
}

TEST(WhyNot, SaysWhereTheSearchEnded) {
  v1::Assessment assessment = Example();
  assessment.clear_corrections();
  EXPECT_EQ(WhyNot(Model(), assessment, {"T2", 6, true, false}).en(),
            "with all that can be changed within 6 months at its best the "
            "score is 45.9 and the grade T3; the search found nothing else "
            "before its limit");
}

}  // namespace
}  // namespace techflow::insight
