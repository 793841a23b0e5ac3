#include "rating/insight/waterfall.h"

#include "gtest/gtest.h"
#include "tests/rating/insight/assessment_text.h"

namespace techflow::insight {
namespace {

google::protobuf::RepeatedPtrField<v1::WaterfallStep> Waterfall(
    const v1::Assessment& assessment) {
  google::protobuf::RepeatedPtrField<v1::WaterfallStep> steps;
  AddWaterfall(assessment, steps);
  return steps;
}

TEST(Waterfall, RunsFromZeroToTheScore) {
  const auto steps = Waterfall(Example());
  ASSERT_EQ(steps.size(), 3);
  EXPECT_EQ(steps[0].id(), "rd");
  EXPECT_EQ(steps[0].amount().value(), "45");
  EXPECT_EQ(steps[0].running().value(), "45");
  EXPECT_EQ(steps[1].id(), "patents");
  EXPECT_EQ(steps[1].running().value(), "51");
  EXPECT_EQ(steps[2].id(), "conversion");
  EXPECT_EQ(steps[2].amount().value(), "-5.1");
  EXPECT_EQ(steps[2].running().value(), "45.9");
  EXPECT_EQ(steps[2].title().zh(), "技术转化力");
}

TEST(Waterfall, StepsDownByWhatTheWeightSchemeTakesAway) {
  v1::Assessment assessment = Example();
  assessment.mutable_fold_adjustment()->set_value("-11");
  const auto steps = Waterfall(assessment);
  ASSERT_EQ(steps.size(), 4);
  EXPECT_EQ(steps[2].id(), "fold_adjustment");
  EXPECT_EQ(steps[2].title().zh(), "合成方式调整");
  EXPECT_EQ(steps[2].title().en(), "Effect of the weight scheme");
  EXPECT_EQ(steps[2].amount().value(), "-11");
  EXPECT_EQ(steps[2].running().value(), "40");
  EXPECT_EQ(steps[3].id(), "conversion");
}

TEST(Waterfall, IsEmptyWhereThereIsNoScore) {
  v1::Assessment assessment = Example();
  assessment.clear_score();
  EXPECT_TRUE(Waterfall(assessment).empty());
}

}  // namespace
}  // namespace techflow::insight
