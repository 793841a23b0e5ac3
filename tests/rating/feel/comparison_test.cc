#include "rating/feel/comparison.h"

#include <optional>

#include "gtest/gtest.h"
#include "tests/rating/feel/expect_all.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

TEST(Equal, HasNoAnswerForDifferentKinds) {
  EXPECT_EQ(Equal(Value::Number(1), Value::String("1")), std::nullopt);
  EXPECT_EQ(Equal(Value::Number(1), Value()), false);
  EXPECT_EQ(Equal(Value(), Value()), true);
}

TEST(Equal, ComparesInstantsNotClocks) {
  ExpectAll({
      {R"(@"2026-11-23T10:30:00Z" = @"2026-11-23T18:30:00@Asia/Shanghai")",
       "true"},
      {R"(@"2026-07-01T12:00:00@Europe/Paris" = @"2026-07-01T10:00:00Z")",
       "true"},
      {R"(@"10:30:00Z" = @"11:30:00+01:00")", "true"},
      {R"(@"10:30:00@Europe/London" = @"10:30:00Z")", "true"},
      {R"(@"2026-11-23T10:30:00" = @"2026-11-23T10:30:00Z")", "false"},
      {R"(@"10:30:00" = @"10:30:00Z")", "false"},
      {R"(@"2026-11-23" = @"2026-11-23T00:00:00Z")", "null"},
  });
}

TEST(Equal, LeavesOutFractionsOfTimesButNotOfDurations) {
  ExpectAll({
      {R"(@"10:30:00.1" = @"10:30:00.2")", "true"},
      {R"(@"2026-11-23T10:30:00.1" = @"2026-11-23T10:30:00.2")", "true"},
      {R"(@"PT0.1S" = @"PT0.2S")", "false"},
  });
}

TEST(Compare, OrdersStringsByCodePoint) {
  // In UTF-16 the first would come after the second.
  EXPECT_GT(Compare(Value::String("🐎"), Value::String("\uFFFD")).value(), 0);
  EXPECT_EQ(Compare(Value::Boolean(true), Value::Boolean(false)), std::nullopt);
}

TEST(Compare, OrdersTimesInUtcToTheNanosecond) {
  ExpectAll({
      {R"(@"10:30:00Z" < @"10:30:00-01:00")", "true"},
      {R"(@"2026-11-23T10:30:00Z" > @"2026-11-23T10:30:00@Asia/Shanghai")",
       "true"},
      {R"(@"10:30:00.1" < @"10:30:00.2")", "true"},
      {R"(@"2026-11-23T10:30:00.1Z" < @"2026-11-23T10:30:00.2Z")", "true"},
      {R"(@"2026-11-23" < @"2026-11-24")", "true"},
      {R"(@"2026-11-23" < @"2026-11-24T00:00:00")", "null"},
      {R"(@"-PT1.5S" < @"-PT1.4S")", "true"},
      {R"(@"P1M" < @"P31D")", "null"},
  });
}

// DMN 1.5, table 54.
TEST(Compare, LendsTheOffsetOfOneTimeToTheOther) {
  ExpectAll({
      {R"(@"10:30:00" < @"10:30:01+05:00")", "true"},
      {R"(@"10:30:00-05:00" < @"10:30:01")", "true"},
      {R"(@"2026-11-23T10:30:00" > @"2026-11-23T10:29:59@Asia/Shanghai")",
       "true"},
      {R"(@"2026-11-23T10:30:00Z" <= @"2026-11-23T10:30:00")", "true"},
      {R"(@"10:30:00" in [@"10:00:00Z"..@"11:00:00Z"])", "true"},
  });
}

TEST(IsSame, AsksForTheSameZoneAndFraction) {
  ExpectAll({
      {R"(is(@"10:30:00Z", @"10:30:00+00:00"))", "true"},
      {R"(is(@"10:30:00Z", @"10:30:00@Etc/UTC"))", "false"},
      {R"(is(@"10:30:00Z", @"11:30:00+01:00"))", "false"},
      {R"(is(@"10:30:00", @"10:30:00Z"))", "false"},
      {R"(is(@"10:30:00.1", @"10:30:00.2"))", "false"},
      {R"(is(@"2026-11-23T10:30:00@Asia/Shanghai",
             @"2026-11-23T10:30:00@Asia/Chongqing"))",
       "false"},
      {R"(is(@"2026-11-23", @"2026-11-23T00:00:00Z"))", "false"},
      {R"(is(@"P1D", @"PT24H"))", "true"},
      {R"(is(@"P0M", @"P0D"))", "false"},
  });
}

}  // namespace
}  // namespace techflow::feel
