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

TEST(Dates, MicrosecondsComeBackFromTimestampsRoundedDown) {
  for (const int64_t time :
       {int64_t{0}, int64_t{1}, int64_t{-1}, int64_t{1'780'000'000'000'001}}) {
    google::protobuf::Timestamp timestamp = ToTimestamp(time);
    EXPECT_EQ(ToMicroseconds(timestamp), time);
    timestamp.set_nanos(timestamp.nanos() + 999);
    EXPECT_EQ(ToMicroseconds(timestamp), time);
  }
}

TEST(Dates, TimesAreOfTheYearsThatATimestampHas) {
  const auto is_time = [](int64_t seconds, int32_t nanos) {
    google::protobuf::Timestamp timestamp;
    timestamp.set_seconds(seconds);
    timestamp.set_nanos(nanos);
    return IsTime(timestamp);
  };
  constexpr int64_t kFirst = -62'135'596'800;
  constexpr int64_t kLast = 253'402'300'799;
  EXPECT_TRUE(is_time(kFirst, 0));
  EXPECT_TRUE(is_time(kLast, 999'999'999));
  EXPECT_FALSE(is_time(kFirst - 1, 0));
  EXPECT_FALSE(is_time(kLast + 1, 0));
  EXPECT_FALSE(is_time(0, -1));
  EXPECT_FALSE(is_time(0, 1'000'000'000));
}

}  // namespace
}  // namespace techflow::server
