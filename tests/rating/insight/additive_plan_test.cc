#include "rating/insight/additive_plan.h"

#include <map>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::insight {
namespace {

using testing::ElementsAre;

ChangeableIndicator Indicator(int dimension, int months,
                              const std::vector<std::pair<int, int>>& options) {
  ChangeableIndicator indicator;
  indicator.dimension = dimension;
  indicator.months = months;
  for (const auto& [effort, gain] : options) {
    indicator.options.push_back({Decimal(), Decimal(), gain, effort});
  }
  return indicator;
}

TEST(AdditivePlan, TakesTheBestForEachEffort) {
  const std::vector<ChangeableIndicator> changeable = {
      Indicator(0, 6, {{1, 5}, {2, 9}}), Indicator(0, 12, {{1, 7}})};
  const AdditivePlan plan(changeable, {DimensionRoom()}, std::nullopt);
  ASSERT_EQ(plan.steps().size(), 4u);
  EXPECT_EQ(plan.steps()[1].gain, 7);
  EXPECT_THAT(plan.ChangesOf(plan.steps()[1]), ElementsAre(0, 1));
  EXPECT_EQ(plan.steps()[2].gain, 12);
  EXPECT_THAT(plan.ChangesOf(plan.steps()[3]), ElementsAre(2, 1));
}

TEST(AdditivePlan, LeavesOutWhatTakesTooLong) {
  const std::vector<ChangeableIndicator> changeable = {
      Indicator(0, 6, {{1, 5}}), Indicator(0, 12, {{1, 7}})};
  const AdditivePlan plan(changeable, {DimensionRoom()}, 6);
  ASSERT_EQ(plan.steps().size(), 2u);
  EXPECT_THAT(plan.ChangesOf(plan.steps()[1]), ElementsAre(1, 0));
}

TEST(AdditivePlan, HonoursTheCapOfADimension) {
  const std::vector<ChangeableIndicator> changeable = {
      Indicator(0, 6, {{1, 8}, {2, 20}}), Indicator(1, 6, {{2, 6}})};
  // 4 of room in the first dimension.
  const AdditivePlan plan(changeable, {{10, 14}, {0, std::nullopt}},
                          std::nullopt);
  ASSERT_EQ(plan.steps().size(), 4u);
  EXPECT_EQ(plan.steps()[1].gain, 4);
  EXPECT_EQ(plan.steps()[2].gain, 6);
  EXPECT_EQ(plan.steps()[3].gain, 10);
  EXPECT_EQ(plan.steps()[3].effort, 3);
  EXPECT_THAT(plan.ChangesOf(plan.steps()[3]), ElementsAre(1, 1));
}

TEST(AdditivePlan, IsWhatAllCombinationsGive) {
  std::mt19937 random(4);
  const auto below = [&random](unsigned limit) {
    return static_cast<int>(random() % limit);
  };
  for (int round = 0; round < 100; ++round) {
    std::vector<ChangeableIndicator> changeable;
    for (int i = 0; i < 5; ++i) {
      int effort = 0;
      int gain = 0;
      std::vector<std::pair<int, int>> options;
      for (int j = below(3); j >= 0; --j) {
        effort += 1 + below(4);
        gain += below(10);
        options.emplace_back(effort, gain);
      }
      changeable.push_back(Indicator(below(2), 6, options));
    }
    const std::vector<DimensionRoom> rooms = {{5, 12}, {0, std::nullopt}};
    std::map<int, int64_t> best;
    ChangeSet changes(5, 0);
    for (size_t at = 0; at < 5;) {
      int64_t sums[2] = {0, 0};
      for (size_t i = 0; i < 5; ++i) {
        if (changes[i] == 0) continue;
        sums[changeable[i].dimension] +=
            changeable[i].options[static_cast<size_t>(changes[i] - 1)].gain;
      }
      const int64_t gain = std::min<int64_t>(12, 5 + sums[0]) - 5 + sums[1];
      int64_t& known = best[EffortOf(changeable, changes)];
      known = std::max(known, gain);
      for (at = 0; at < 5; ++at) {
        if (static_cast<size_t>(++changes[at]) <=
            changeable[at].options.size()) {
          break;
        }
        changes[at] = 0;
      }
    }
    const AdditivePlan plan(changeable, rooms, std::nullopt);
    size_t next = 0;
    int64_t highest = -1;
    for (const auto& [effort, gain] : best) {
      if (gain <= highest) continue;
      highest = gain;
      ASSERT_LT(next, plan.steps().size());
      EXPECT_EQ(plan.steps()[next].effort, effort);
      EXPECT_EQ(plan.steps()[next].gain, gain);
      const ChangeSet taken = plan.ChangesOf(plan.steps()[next]);
      EXPECT_EQ(EffortOf(changeable, taken), effort);
      ++next;
    }
    EXPECT_EQ(next, plan.steps().size());
  }
}

}  // namespace
}  // namespace techflow::insight
