#include "rating/statistics/grade_migration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace techflow::statistics {
namespace {

using testing::ElementsAre;

TEST(GradeMigration, CountsMovesByGradeBeforeAndAfter) {
  GradeMigration migration(3);
  migration.Add(1, 1);
  migration.Add(1, 2);
  migration.Add(3, 1);
  migration.Add(1, 2);
  EXPECT_THAT(migration.counts(),
              ElementsAre(ElementsAre(1, 2, 0), ElementsAre(0, 0, 0),
                          ElementsAre(1, 0, 0)));
  EXPECT_EQ(migration.total(), 4);
}

TEST(GradeMigration, TellsTheShareWithinSoManyNotches) {
  GradeMigration migration(3);
  migration.Add(1, 1);
  migration.Add(2, 3);
  migration.Add(3, 2);
  migration.Add(3, 1);
  EXPECT_EQ(migration.ShareWithin(0)->ToString(), "0.25");
  EXPECT_EQ(migration.ShareWithin(1)->ToString(), "0.75");
  EXPECT_EQ(migration.ShareWithin(2)->ToString(), "1");
}

TEST(GradeMigration, HasNoShareWithoutMoves) {
  EXPECT_EQ(GradeMigration(10).ShareWithin(1), std::nullopt);
}

}  // namespace
}  // namespace techflow::statistics
