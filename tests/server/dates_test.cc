#include "server/dates.h"

#include "gtest/gtest.h"

namespace techflow::server {
namespace {

TEST(Dates, AreNumbersThatSortAsDays) {
  const v1::Date day = FromNumber(20261123);
  EXPECT_EQ(day.year(), 2026);
  EXPECT_EQ(day.month(), 11);
  EXPECT_EQ(day.day(), 23);
  EXPECT_EQ(ToNumber(day), 20261123);
  EXPECT_LT(ToNumber(FromNumber(9991231)), ToNumber(FromNumber(10000101)));
}

TEST(Dates, TimestampsCountForwardBefore1970Too) {
  EXPECT_EQ(ToTimestamp(1'500'000).seconds(), 1);
  EXPECT_EQ(ToTimestamp(1'500'000).nanos(), 500'000'000);
  EXPECT_EQ(ToTimestamp(-1).seconds(), -1);
  EXPECT_EQ(ToTimestamp(-1).nanos(), 999'999'000);
}

}  // namespace
}  // namespace techflow::server
