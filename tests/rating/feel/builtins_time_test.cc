#include "gtest/gtest.h"
#include "tests/rating/feel/expect_all.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

TEST(TimeBuiltins, MakeDates) {
  ExpectAll({
      {"date(2026, 11, 23)", R"(@"2026-11-23")"},
      {"date(month: 11, day: 23, year: 2026)", R"(@"2026-11-23")"},
      {"date(-999999999, 1, 1)", R"(@"-999999999-01-01")"},
      {"date(1000000000, 1, 1)", "null"},
      {"date(2026, 2, 29)", "null"},
      {"date(2026.5, 1, 1)", "null"},
      {R"(date("2026-11-23"))", R"(@"2026-11-23")"},
      {R"(date("2026-11-23T10:30:00"))", "null"},
      {R"(date(@"2026-11-23T23:59:59-05:00"))", R"(@"2026-11-23")"},
      {R"(date(@"10:30:00"))", "null"},
  });
}

TEST(TimeBuiltins, MakeTimes) {
  ExpectAll({
      {R"(time(10, 30, 1.5, @"PT8H"))", R"(@"10:30:01.5+08:00")"},
      {R"(time(10, 30, 1.5, null))", R"(@"10:30:01.5")"},
      {R"(time(hour: 10, minute: 30, second: 59.999999999))",
       R"(@"10:30:59.999999999")"},
      {R"(time(10, 30, 0, @"-PT18H"))", R"(@"10:30:00-18:00")"},
      {R"(time(10, 30, 0, @"PT18H1S"))", "null"},
      {R"(time(10, 30, 0, @"PT0.5S"))", "null"},
      {"time(10, 30, 60, null)", "null"},
      {"time(10, 30, -0.5, null)", "null"},
      {"time(10.5, 30, 0, null)", "null"},
      {R"(time("24:00:00"))", R"(@"00:00:00")"},
      {R"(time("24:00:00.000Z"))", R"(@"00:00:00Z")"},
      {R"(time("24:00:01"))", "null"},
      {R"(time("23:59:00z") + @"PT2M")", R"(@"00:01:00Z")"},
      {R"(time("10:30:00.1234567891"))", "null"},
      {R"(time("10:30:00.1234567890"))", R"(@"10:30:00.123456789")"},
      {R"(time(@"2026-11-23T10:30:00@Asia/Shanghai"))",
       R"(@"10:30:00@Asia/Shanghai")"},
      {R"(time(@"2026-11-23"))", R"(@"00:00:00Z")"},
  });
}

TEST(TimeBuiltins, MakeDatesAndTimes) {
  ExpectAll({
      {R"(date and time("2026-11-23"))", R"(@"2026-11-23T00:00:00")"},
      {R"(date and time("2026-11-23T24:00:00Z"))",
       R"(@"2026-11-24T00:00:00Z")"},
      {R"(date and time("999999999-12-31T24:00:00"))", "null"},
      {R"(date and time("2026-11-23T24:00:00.1"))", "null"},
      {R"(date and time(@"2026-11-23", @"10:30:00@Asia/Shanghai"))",
       R"(@"2026-11-23T10:30:00@Asia/Shanghai")"},
      {R"(date and time(time: @"10:30:00", date: @"2026-11-23T00:00:00Z"))",
       R"(@"2026-11-23T10:30:00")"},
      {R"(date and time("2026-11-23T10:30:00+08:00@Asia/Shanghai"))", "null"},
      {R"(date and time("2026-11-23T10:30:00@asia/shanghai"))", "null"},
  });
}

TEST(TimeBuiltins, MakeDurations) {
  ExpectAll({
      {R"(duration("P1DT2H3M4.5S"))", R"(@"P1DT2H3M4.5S")"},
      {R"(duration("-PT36H"))", R"(@"-P1DT12H")"},
      {R"(duration("P14M"))", R"(@"P1Y2M")"},
      {R"(duration("P1Y1D"))", "null"},
      {R"(duration("+P1D"))", "null"},
      {R"(duration("PT0.1234567891S"))", "null"},
      {R"(years and months duration(@"2024-02-29", @"2026-02-28"))",
       R"(@"P1Y11M")"},
      {R"(years and months duration(@"2026-01-31T23:00:00Z", @"2025-12-31"))",
       R"(@"-P1M")"},
      {R"(years and months duration(@"10:30:00", @"2025-12-31"))", "null"},
  });
}

TEST(TimeBuiltins, CountDaysAndWeeks) {
  ExpectAll({
      {R"(day of year(@"2024-12-31"))", "366"},
      {R"(day of week(@"2026-11-23T23:59:59-12:00"))", "\"Monday\""},
      {R"(month of year(@"2026-11-23"))", "\"November\""},
      {R"(week of year(@"2027-01-01"))", "53"},
      {R"(week of year(@"2027-01-04"))", "1"},
      {R"(day of year("2026-11-23"))", "null"},
      {R"(week of year(@"10:30:00"))", "null"},
  });
}

TEST(TimeBuiltins, AnswerFromTheClockOfTheEvaluation) {
  ExpectAll({
      {"now()", R"(@"2026-11-23T10:30:00Z")"},
      {"today()", R"(@"2026-11-23")"},
      {"now() - now()", R"(@"PT0S")"},
      {"now(1)", "null"},
  });
}

}  // namespace
}  // namespace techflow::feel
