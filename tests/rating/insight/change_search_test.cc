#include "rating/insight/change_search.h"

#include <set>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::insight {
namespace {

using testing::ElementsAre;

ChangeableIndicator Indicator(int months, const std::vector<int>& efforts) {
  ChangeableIndicator indicator;
  indicator.months = months;
  for (const int effort : efforts) {
    indicator.options.push_back({Decimal(), Decimal(effort), 0, effort});
  }
  return indicator;
}

const std::vector<ChangeableIndicator> kChangeable = {
    Indicator(6, {2, 4}), Indicator(3, {1, 5, 6}), Indicator(3, {2})};

TEST(SearchCheapest, TriesEverySetOnceTheCheapestFirst) {
  std::set<ChangeSet> seen;
  std::vector<std::pair<int, int>> costs;
  const auto result =
      SearchCheapest(kChangeable, 1000, [&](const ChangeSet& changes) {
        EXPECT_TRUE(seen.insert(changes).second);
        costs.emplace_back(EffortOf(kChangeable, changes),
                           MonthsOf(kChangeable, changes));
        return absl::StatusOr<bool>(false);
      });
  ASSERT_TRUE(result.ok());
  EXPECT_FALSE(result->changes.has_value());
  EXPECT_TRUE(result->is_complete);
  // 3 × 4 × 2 without the empty one.
  EXPECT_EQ(seen.size(), 23u);
  EXPECT_TRUE(std::is_sorted(costs.begin(), costs.end()));
}

TEST(SearchCheapest, EndsWhereTheGradeIsReached) {
  const auto result =
      SearchCheapest(kChangeable, 1000, [&](const ChangeSet& changes) {
        return absl::StatusOr<bool>(EffortOf(kChangeable, changes) >= 2);
      });
  ASSERT_TRUE(result.ok());
  // The third is as cheap as the first and faster.
  EXPECT_THAT(*result->changes, ElementsAre(0, 0, 1));
  EXPECT_TRUE(result->is_complete);
}

TEST(SearchCheapest, EndsAtItsLimit) {
  int tries = 0;
  const auto result = SearchCheapest(kChangeable, 22, [&](const ChangeSet&) {
    ++tries;
    return absl::StatusOr<bool>(false);
  });
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(tries, 22);
  EXPECT_FALSE(result->is_complete);
}

TEST(SearchCheapest, PassesErrorsOn) {
  const auto result = SearchCheapest(kChangeable, 22, [](const ChangeSet&) {
    return absl::StatusOr<bool>(absl::FailedPreconditionError("no"));
  });
  EXPECT_EQ(result.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(Thin, TakesBackWhatIsNotNeeded) {
  const auto changes = Thin(kChangeable, [](const ChangeSet& tried) {
    return absl::StatusOr<bool>(tried[0] >= 1 && tried[1] >= 2);
  });
  ASSERT_TRUE(changes.ok());
  EXPECT_THAT(*changes, ElementsAre(1, 2, 0));
}

}  // namespace
}  // namespace techflow::insight
