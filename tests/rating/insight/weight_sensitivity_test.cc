#include "rating/insight/weight_sensitivity.h"

#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/insight/shown_number.h"
#include "tests/rating/insight/model_text.h"

namespace techflow::insight {
namespace {

using testing::ElementsAre;

Decimal Number(const std::string& text) { return *Decimal::Parse(text); }

std::vector<Decimal> Numbers(const std::vector<std::string>& texts) {
  std::vector<Decimal> numbers;
  for (const std::string& text : texts) numbers.push_back(Number(text));
  return numbers;
}

std::string Line(const std::string& points) {
  return Curve({{"0", "0"}, {"100", points}});
}

google::protobuf::RepeatedPtrField<v1::WeightSensitivity> Of(
    const Rated& rated) {
  const auto result = WeightSensitivities(
      Rerating(*rated.model, rated.view, rated.day, rated.assessment));
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok()
             ? *result
             : google::protobuf::RepeatedPtrField<v1::WeightSensitivity>();
}

// 0.6 × 90 + 0.4 × (0.5 × 10 + 0.5 × 30) = 62
TestModel TwoDimensions() {
  TestModel model;
  model.dimensions = {
      {"x", "0.6", {{"a", "90", Line("100")}}},
      {"y",
       "0.4",
       {{"b", "10", Line("100"), "0.5"}, {"c", "30", Line("100"), "0.5"}}}};
  return model;
}

TEST(Reweighed, KeepsTheRatioOfTheOthers) {
  EXPECT_THAT(Reweighed(Numbers({"0.2", "0.2", "0.6"}), 0, Number("0.6")),
              ElementsAre(Number("0.6"), Number("0.1"), Number("0.3")));
}

TEST(Reweighed, GivesTheHeaviestWhatRoundingLeaves) {
  EXPECT_THAT(Reweighed(Numbers({"0.1", "0.3", "0.3", "0.3"}), 0, Number("0")),
              ElementsAre(Number("0"), Number("0.333334"), Number("0.333333"),
                          Number("0.333333")));
}

TEST(Reweighed, SharesAlikeWhereTheOthersWeighNothing) {
  EXPECT_THAT(Reweighed(Numbers({"1", "0", "0"}), 0, Number("0.5")),
              ElementsAre(Number("0.5"), Number("0.25"), Number("0.25")));
}

TEST(WeightSensitivities, TellWhatAHundredthMoves) {
  const Rated rated(TwoDimensions());
  ASSERT_TRUE(rated.ok());
  const auto results = Of(rated);
  // The only indicator of x has none.
  ASSERT_EQ(results.size(), 4);
  EXPECT_EQ(results[0].id(), "x");
  EXPECT_EQ(results[0].weight().value(), "0.6");
  EXPECT_EQ(results[0].score_change().value(), "0.7");
  EXPECT_EQ(results[1].id(), "y");
  EXPECT_EQ(results[1].score_change().value(), "-0.7");
  EXPECT_EQ(results[2].id(), "b");
  EXPECT_EQ(results[2].weight().value(), "0.5");
  EXPECT_EQ(results[2].score_change().value(), "-0.08");
}

TEST(WeightSensitivities, FindTheNearestWeightOfAnotherGrade) {
  const Rated rated(TwoDimensions());
  ASSERT_TRUE(rated.ok());
  const auto results = Of(rated);
  ASSERT_EQ(results.size(), 4);
  // 20 + 70 w: B from 60 to 80, so w from 0.571… to 0.857…
  EXPECT_EQ(results[0].grade_changes_below().value(), "0.57");
  EXPECT_EQ(results[0].grade_changes_above().value(), "0.86");
  // 54 + 0.4 × (30 − 20 w) stays above 60 up to 0.75.
  EXPECT_FALSE(results[2].has_grade_changes_below());
  EXPECT_EQ(results[2].grade_changes_above().value(), "0.76");
}

TEST(WeightSensitivities, AreNoneForASchemeWithoutWeightsOrAScore) {
  TestModel model = TwoDimensions();
  model.dimensions[0].indicators[0].measure = "null";
  model.dimensions[0].indicators[0].missing = "UNRATABLE";
  EXPECT_EQ(Of(Rated(model)).size(), 0);
}

// Every hundredth, one after the other.
std::string FirstOtherGrade(const Rated& rated,
                            const std::vector<std::string>& ids,
                            const std::vector<Decimal>& weights, size_t item,
                            int step) {
  const Decimal hundredth = Number("0.01");
  Decimal weight = weights[item];
  while (true) {
    weight = *(step > 0 ? Add(weight, hundredth) : Subtract(weight, hundredth));
    if (weight.is_negative() || weight > Decimal(1)) return "";
    scorecard::Assumptions assumptions;
    const std::vector<Decimal> all = Reweighed(weights, item, weight);
    for (size_t i = 0; i < ids.size(); ++i) {
      assumptions.weights.emplace(ids[i], all[i]);
    }
    const auto then =
        rated.model->Assess(rated.view, rated.day, nullptr, &assumptions);
    EXPECT_TRUE(then.ok()) << then.status();
    if (then->grade() != rated.assessment.grade()) return weight.ToString();
  }
}

TEST(WeightSensitivities, AreWhatWalkingEveryStepFinds) {
  std::mt19937 random(20260630);
  const auto below = [&random](int limit) {
    return std::to_string(random() % static_cast<unsigned>(limit));
  };
  for (int round = 0; round < 30; ++round) {
    TestModel model;
    TestDimension x{"x", "0.37", {}};
    const std::vector<std::string> ids = {"a", "b", "c"};
    const std::vector<std::string> weights = {"0.211", "0.389", "0.4"};
    for (size_t i = 0; i < ids.size(); ++i) {
      const bool is_unknown = round % 3 == 0 && i == 1;
      x.indicators.push_back({ids[i], is_unknown ? "null" : below(100),
                              Line("97"), weights[i], "can_change: false",
                              round % 6 == 0 ? "ZERO" : "REALLOCATE"});
    }
    model.dimensions = {x, {"y", "0.63", {{"d", below(100), Line("93")}}}};
    const Rated rated(model);
    ASSERT_TRUE(rated.ok());
    const auto results = Of(rated);
    ASSERT_EQ(results.size(), 5);
    for (size_t i = 0; i < ids.size(); ++i) {
      const v1::WeightSensitivity& result = results[static_cast<int>(i) + 1];
      ASSERT_EQ(result.id(), ids[i]);
      EXPECT_EQ(result.grade_changes_below().value(),
                FirstOtherGrade(rated, ids, Numbers(weights), i, -1))
          << round << ids[i];
      EXPECT_EQ(result.grade_changes_above().value(),
                FirstOtherGrade(rated, ids, Numbers(weights), i, 1))
          << round << ids[i];
    }
    EXPECT_EQ(
        results[0].grade_changes_below().value(),
        FirstOtherGrade(rated, {"x", "y"}, Numbers({"0.37", "0.63"}), 0, -1));
    EXPECT_EQ(
        results[0].grade_changes_above().value(),
        FirstOtherGrade(rated, {"x", "y"}, Numbers({"0.37", "0.63"}), 0, 1));
  }
}

}  // namespace
}  // namespace techflow::insight
