#include "rating/insight/change_option.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/insight/model_text.h"

namespace techflow::insight {
namespace {

using testing::ElementsAre;

const std::string kBands =
    Bands({{"< 5", "0"}, {"[5..10)", "50"}, {">= 10", "100"}});

// "a 5 50+25000000 e2": indicator, measure, points, gain, effort.
std::vector<std::string> Found(const TestModel& model, int within_months = 0,
                               const std::vector<std::string>& fixed = {}) {
  const Rated rated(model);
  std::vector<std::string> texts;
  if (!rated.ok()) return texts;
  const Rerating rerating(*rated.model, rated.view, rated.day,
                          rated.assessment);
  const auto changeable = FindChanges(rerating, within_months, fixed);
  EXPECT_TRUE(changeable.ok()) << changeable.status();
  if (!changeable.ok()) return texts;
  for (const ChangeableIndicator& indicator : *changeable) {
    for (const ChangeOption& option : indicator.options) {
      texts.push_back(
          indicator.definition->id() + " " + option.measure.ToString() + " " +
          option.points.ToString() + "+" + std::to_string(option.gain) + " e" +
          std::to_string(option.effort));
    }
  }
  return texts;
}

TestModel With(const std::vector<TestIndicator>& indicators) {
  TestModel model;
  model.dimensions = {{"x", "1", indicators}};
  return model;
}

TEST(FindChanges, CountsStepsAndGains) {
  EXPECT_THAT(
      Found(With({{"a", "3", kBands, "0.5", "can_change: true effort: 3"},
                  {"b", "15", Curve({{"0", "0"}, {"10", "40"}, {"20", "80"}}),
                   "0.5"}})),
      ElementsAre("a 5 50+25000000 e3", "a 10 100+50000000 e6",
                  "b 20 80+10000000 e1"));
}

TEST(FindChanges, LooksForLessWhereLessIsBetter) {
  EXPECT_THAT(
      Found(
          With({{"a", "12",
                 Bands({{"< 5", "100"}, {"[5..10)", "50"}, {">= 10", "0"}})}})),
      ElementsAre("a 9 50+50000000 e1", "a 4 100+100000000 e2"));
}

TEST(FindChanges, LeavesOutWhatIsDearerAndNoBetter) {
  // Up: 60 in one step. Down: 50 in one step, 70 in two.
  EXPECT_THAT(Found(With({{"a", "12",
                           Bands({{"< 5", "70"},
                                  {"[5..10)", "50"},
                                  {"[10..20)", "0"},
                                  {">= 20", "60"}})}})),
              ElementsAre("a 20 60+60000000 e1", "a 4 70+70000000 e2"));
}

TEST(FindChanges, HonoursWhatCannotChangeOrNotInTimeOrShallNot) {
  const TestModel model =
      With({{"a", "3", kBands, "0.3", "can_change: false"},
            {"b", "7", kBands, "0.3", "can_change: true months: 12"},
            {"c", "7", kBands, "0.2", "can_change: true months: 6"},
            {"d", "null", kBands, "0.1", "can_change: true months: 6"},
            {"e", "10", kBands, "0.1", "can_change: true months: 6"}});
  EXPECT_EQ(Found(model).size(), 2u);
  EXPECT_EQ(Found(model, 6).size(), 1u);
  EXPECT_EQ(Found(model, 12, {"b"}).size(), 1u);
  EXPECT_EQ(Found(model, 6, {"c"}).size(), 0u);
}

TEST(AllChanges, TakesTheMostPointsAndOfThoseTheCheapest) {
  ChangeableIndicator indicator;
  indicator.options = {{Decimal(), Decimal(40), 0, 1},
                       {Decimal(), Decimal(90), 0, 2},
                       {Decimal(), Decimal(90), 0, 3},
                       {Decimal(), Decimal(60), 0, 4}};
  EXPECT_THAT(AllChanges({indicator}), ElementsAre(2));
}

TEST(AssumptionsOf, TakesTheOptions) {
  const Rated rated(
      With({{"a", "3", kBands, "0.5", "can_change: true months: 4"},
            {"b", "3", kBands, "0.5", "can_change: true months: 9"}}));
  ASSERT_TRUE(rated.ok());
  const Rerating rerating(*rated.model, rated.view, rated.day,
                          rated.assessment);
  const auto changeable = FindChanges(rerating, 0, {});
  ASSERT_TRUE(changeable.ok()) << changeable.status();
  EXPECT_EQ(rerating.With(AssumptionsOf(*changeable, {2, 1}))->score,
            Decimal(75));
  EXPECT_EQ(EffortOf(*changeable, {2, 1}), 3);
  EXPECT_EQ(MonthsOf(*changeable, {2, 1}), 9);
  EXPECT_EQ(MonthsOf(*changeable, {2, 0}), 4);
  EXPECT_EQ(MonthsOf(*changeable, {0, 0}), 0);
}

}  // namespace
}  // namespace techflow::insight
