#include "rating/insight/near_threshold.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/rating/insight/model_text.h"

namespace techflow::insight {
namespace {

const std::string kBands =
    Bands({{"< 0", "0"}, {"[0..10)", "50"}, {">= 10", "100"}});

TestModel With(const std::string& measure, const std::string& scoring) {
  TestModel model;
  model.dimensions = {{"x", "1", {{"a", measure, scoring}}}};
  return model;
}

google::protobuf::RepeatedPtrField<v1::NearThreshold> Of(
    const TestModel& model) {
  const Rated rated(model);
  google::protobuf::RepeatedPtrField<v1::NearThreshold> thresholds;
  if (rated.model == nullptr) return thresholds;
  AddNearThresholds(*rated.model, rated.assessment, thresholds);
  return thresholds;
}

TEST(NearThresholds, SeeAMeasureJustBelowAnEdge) {
  const auto results = Of(With("9.8", kBands));
  ASSERT_EQ(results.size(), 1);
  EXPECT_EQ(results[0].id(), "a");
  EXPECT_EQ(results[0].value().value(), "9.8");
  EXPECT_EQ(results[0].edge().value(), "10");
  EXPECT_EQ(results[0].side(), v1::NearThreshold::SIDE_BELOW);
  EXPECT_EQ(results[0].text().zh(), "指标a为 9.8，略低于分界值 10");
  EXPECT_EQ(results[0].text().en(),
            "Measure a is 9.8, just below the edge at 10");
}

TEST(NearThresholds, SeeAMeasureOnAnEdgeAndJustAbove) {
  const auto on = Of(With("10", kBands));
  ASSERT_EQ(on.size(), 1);
  EXPECT_EQ(on[0].side(), v1::NearThreshold::SIDE_ABOVE);
  EXPECT_EQ(on[0].text().en(), "Measure a is 10, on the edge at 10");
  ASSERT_EQ(Of(With("10.2", kBands)).size(), 1);
}

TEST(NearThresholds, DoNotSeeWhatIsFurtherAway) {
  EXPECT_EQ(Of(With("9.79", kBands)).size(), 0);
  EXPECT_EQ(Of(With("10.21", kBands)).size(), 0);
}

TEST(NearThresholds, DoNotLookAtZero) {
  EXPECT_EQ(Of(With("0.001", kBands)).size(), 0);
}

TEST(NearThresholds, DoNotTakeABendForAnEdge) {
  EXPECT_EQ(
      Of(With("10", Curve({{"0", "0"}, {"10", "50"}, {"20", "100"}}))).size(),
      0);
}

TEST(NearThresholds, SeeAScoreNearAGrade) {
  const auto below = Of(With("59.5", Curve({{"0", "0"}, {"100", "100"}})));
  ASSERT_EQ(below.size(), 1);
  EXPECT_EQ(below[0].id(), "score");
  EXPECT_EQ(below[0].side(), v1::NearThreshold::SIDE_BELOW);
  EXPECT_EQ(below[0].text().en(),
            "The score is 59.5, just below the edge at 60 (B)");
  EXPECT_EQ(below[0].text().zh(), "得分为 59.5，略低于分界值 60（B）");
  EXPECT_EQ(Of(With("61", Curve({{"0", "0"}, {"100", "100"}}))).size(), 1);
  EXPECT_EQ(Of(With("61.1", Curve({{"0", "0"}, {"100", "100"}}))).size(), 0);
}

TEST(NearThresholds, FollowTheModelsRule) {
  TestModel model = With("9", kBands);
  model.more = "near_threshold { measure_share { value: '0.1' } }";
  EXPECT_EQ(Of(model).size(), 1);
  TestModel strict = With("59.5", Curve({{"0", "0"}, {"100", "100"}}));
  strict.more = "near_threshold { score_points { value: '0.4' } }";
  EXPECT_EQ(Of(strict).size(), 0);
}

TEST(NearThresholds, PutTheNearestFirst) {
  TestModel model;
  model.dimensions = {
      {"x", "1", {{"a", "9.9", kBands, "0.5"}, {"b", "9.95", kBands, "0.5"}}}};
  const auto results = Of(model);
  ASSERT_EQ(results.size(), 2);
  EXPECT_EQ(results[0].id(), "b");
  EXPECT_EQ(results[1].id(), "a");
}

TEST(NearThresholds, NameAnEdgeOfABandOfOneValueOnce) {
  EXPECT_EQ(
      Of(With("3", Bands({{"< 3", "0"}, {"3", "50"}, {"> 3", "90"}}))).size(),
      1);
}

}  // namespace
}  // namespace techflow::insight
