#include "rating/insight/sensitivity.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/rating/insight/model_text.h"

namespace techflow::insight {
namespace {

const std::string kBands =
    Bands({{"< 5", "0"}, {"[5..10)", "50"}, {">= 10", "100"}});

// 0.5 × 50 + 0.3 × 50 + 0.2 × 100 = 60, which is B.
TestModel ThreeIndicators() {
  TestModel model;
  model.dimensions = {
      {"x",
       "1",
       {{"a", "7", kBands, "0.5"},
        {"b", "7", kBands, "0.3"},
        {"c", "20", Curve({{"0", "0"}, {"20", "100"}}), "0.2"}}}};
  return model;
}

google::protobuf::RepeatedPtrField<v1::MeasureSensitivity> Of(
    const Rated& rated) {
  const auto result = MeasureSensitivities(
      Rerating(*rated.model, rated.view, rated.day, rated.assessment));
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok()
             ? *result
             : google::protobuf::RepeatedPtrField<v1::MeasureSensitivity>();
}

TEST(MeasureSensitivities, RateEachMeasureAtItsWorstAndBest) {
  const Rated rated(ThreeIndicators());
  ASSERT_TRUE(rated.ok());
  const auto results = Of(rated);
  ASSERT_EQ(results.size(), 3);
  EXPECT_EQ(results[0].indicator(), "a");
  EXPECT_EQ(results[0].title().en(), "Measure a");
  EXPECT_EQ(results[0].score_per_point().value(), "0.5");
  EXPECT_EQ(results[0].lowest_score().value(), "35");
  EXPECT_EQ(results[0].lowest_grade(), "D");
  EXPECT_EQ(results[0].highest_score().value(), "85");
  EXPECT_EQ(results[0].highest_grade(), "A");
}

TEST(MeasureSensitivities, FindTheEdgesAtWhichTheGradeTurns) {
  const Rated rated(ThreeIndicators());
  ASSERT_TRUE(rated.ok());
  const auto results = Of(rated);
  ASSERT_EQ(results.size(), 3);
  EXPECT_EQ(results[0].grade_falls_at().value(), "5");
  EXPECT_EQ(results[0].grade_rises_at().value(), "10");
  EXPECT_EQ(results[1].grade_falls_at().value(), "5");
  EXPECT_FALSE(results[1].has_grade_rises_at());
  EXPECT_EQ(results[2].grade_falls_at().value(), "0");
  EXPECT_FALSE(results[2].has_grade_rises_at());
}

TEST(MeasureSensitivities, TakeTheSecondEdgeWhereTheFirstIsNotEnough) {
  TestModel model = ThreeIndicators();
  model.dimensions[0].indicators[0].measure = "2";
  model.dimensions[0].indicators[1].measure = "2";
  const Rated rated(model);
  ASSERT_TRUE(rated.ok());
  // 20 points; B needs 40 more, a brings 25 at 5 and 50 at 10.
  EXPECT_EQ(rated.assessment.grade(), "D");
  const auto results = Of(rated);
  ASSERT_EQ(results.size(), 3);
  EXPECT_EQ(results[0].grade_rises_at().value(), "5");
  EXPECT_EQ(results[0].highest_grade(), "B");
  EXPECT_FALSE(results[1].has_grade_falls_at());
  EXPECT_EQ(results[1].grade_rises_at().value(), "10");
}

TEST(MeasureSensitivities, SeeTheGradeThatCorrectionsLeave) {
  TestModel model = ThreeIndicators();
  model.more = CorrectionText("k", "cap", "", "\"B\"");
  const Rated rated(model);
  ASSERT_TRUE(rated.ok());
  const auto results = Of(rated);
  ASSERT_EQ(results.size(), 3);
  EXPECT_EQ(results[0].highest_score().value(), "85");
  EXPECT_EQ(results[0].highest_grade(), "B");
  EXPECT_FALSE(results[0].has_grade_rises_at());
}

TEST(MeasureSensitivities, LeaveOutWhatIsUnknown) {
  TestModel model = ThreeIndicators();
  model.dimensions[0].indicators[1].measure = "null";
  const Rated rated(model);
  ASSERT_TRUE(rated.ok());
  const auto results = Of(rated);
  ASSERT_EQ(results.size(), 2);
  EXPECT_EQ(results[1].indicator(), "c");
  // 0.5 / 0.7 of the weight.
  EXPECT_EQ(results[0].score_per_point().value(), "0.714285714286");
}

TEST(MeasureSensitivities, AreNoneWithoutAScore) {
  TestModel model = ThreeIndicators();
  for (TestIndicator& indicator : model.dimensions[0].indicators) {
    indicator.measure = "null";
  }
  const Rated rated(model);
  EXPECT_FALSE(rated.ok());
  EXPECT_EQ(Of(rated).size(), 0);
}

}  // namespace
}  // namespace techflow::insight
