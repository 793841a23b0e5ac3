#include "rating/insight/cheapest_changes.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/insight/model_text.h"

namespace techflow::insight {
namespace {

using testing::ElementsAre;

// 0.5 × 50 + 0.5 × 50 = 50, which is C.
TestModel TwoIndicators() {
  const std::string bands =
      Bands({{"< 5", "0"}, {"[5..10)", "50"}, {">= 10", "100"}});
  TestModel model;
  model.dimensions = {
      {"x",
       "1",
       {{"a", "7", bands, "0.5", "can_change: true months: 9"},
        {"b", "7", bands, "0.5", "can_change: true months: 6"}}}};
  return model;
}

CheapestChanges Find(const Rated& rated, int target_rank) {
  const Rerating rerating(*rated.model, rated.view, rated.day,
                          rated.assessment);
  const auto changeable = FindChanges(rerating, 0, {});
  EXPECT_TRUE(changeable.ok()) << changeable.status();
  const auto found = FindCheapest(rerating, *changeable, target_rank, 100);
  EXPECT_TRUE(found.ok()) << found.status();
  return *found;
}

TEST(FindCheapest, PrefersTheFasterOfEqualEfforts) {
  const Rated rated(TwoIndicators());
  ASSERT_TRUE(rated.ok());
  const CheapestChanges found = Find(rated, 2);
  ASSERT_TRUE(found.changes.has_value());
  EXPECT_THAT(*found.changes, ElementsAre(0, 1));
  EXPECT_TRUE(found.is_proved);
}

TEST(FindCheapest, ProvesThatNothingReachesTheGrade) {
  TestModel model = TwoIndicators();
  model.more = CorrectionText("k", "cap", "", "\"B\"");
  const Rated rated(model);
  ASSERT_TRUE(rated.ok());
  const CheapestChanges found = Find(rated, 1);
  EXPECT_FALSE(found.changes.has_value());
  EXPECT_TRUE(found.is_proved);
}

TEST(HasReached, TakesABetterGradeToo) {
  rating::Grading grading;
  EXPECT_FALSE(HasReached(grading, 3));
  grading.grade_rank = 2;
  EXPECT_TRUE(HasReached(grading, 3));
  EXPECT_TRUE(HasReached(grading, 2));
  EXPECT_FALSE(HasReached(grading, 1));
}

}  // namespace
}  // namespace techflow::insight
