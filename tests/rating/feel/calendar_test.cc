#include "rating/feel/calendar.h"

#include "gtest/gtest.h"
#include "rating/feel/calendar_text.h"

namespace techflow::feel {
namespace {

TEST(Calendar, KnowsWhichDaysThereAre) {
  EXPECT_TRUE(MakeDate(2024, 2, 29));
  EXPECT_FALSE(MakeDate(2026, 2, 29));
  EXPECT_FALSE(MakeDate(1900, 2, 29));
  EXPECT_TRUE(MakeDate(-999'999'999, 1, 1));
  EXPECT_FALSE(MakeDate(1'000'000'000, 1, 1));
}

TEST(Calendar, NumbersDaysFromTheEpoch) {
  EXPECT_EQ(DayNumber({1970, 1, 1}), 0);
  EXPECT_EQ(DayNumber({2000, 3, 1}), 11'017);
  EXPECT_EQ(DayNumber({999'999'999, 12, 31}), 365'241'780'471);
  EXPECT_FALSE(DateFromDayNumber(365'241'780'472));
}

TEST(Calendar, ReadsDayNumbersBack) {
  for (int64_t day = -1'000'000; day < 1'000'000; day += 37) {
    const auto date = DateFromDayNumber(day);
    ASSERT_TRUE(date);
    ASSERT_EQ(DayNumber(*date), day);
  }
}

TEST(Calendar, CountsWeeksAsIso8601) {
  EXPECT_EQ(DayOfWeek({2026, 11, 23}), 1);
  EXPECT_EQ(WeekOfYear({2026, 11, 23}), 48);
  EXPECT_EQ(WeekOfYear({2021, 1, 3}), 53);
  EXPECT_EQ(WeekOfYear({2018, 12, 31}), 1);
  EXPECT_EQ(DayOfYear({2024, 12, 31}), 366);
}

TEST(Calendar, MovesToTheMonthsLastDay) {
  EXPECT_EQ(AddMonths({2026, 1, 31}, {1}), (Date{2026, 2, 28}));
  EXPECT_EQ(AddMonths({2026, 1, 31}, {-2}), (Date{2025, 11, 30}));
  EXPECT_FALSE(AddMonths({999'999'999, 12, 1}, {1}));
}

TEST(Calendar, CountsWholeMonthsTowardsZero) {
  EXPECT_EQ(MonthsBetween({2026, 1, 31}, {2026, 2, 28}).months, 0);
  EXPECT_EQ(MonthsBetween({2025, 1, 15}, {2026, 2, 15}).months, 13);
  EXPECT_EQ(MonthsBetween({2026, 2, 15}, {2025, 1, 16}).months, -12);
}

TEST(Calendar, KnowsTheOffsetsOfNamedZones) {
  const auto summer =
      ParseDateAndTime("2026-07-01T12:00:00@Europe/Paris", false);
  const auto winter =
      ParseDateAndTime("2026-12-01T12:00:00@Europe/Paris", false);
  ASSERT_TRUE(summer && winter);
  EXPECT_EQ(LocalSeconds(*summer) - UtcSeconds(*summer), 7200);
  EXPECT_EQ(LocalSeconds(*winter) - UtcSeconds(*winter), 3600);
}

TEST(CalendarText, ReadsWhatItWrites) {
  for (const std::string_view text :
       {"2026-11-23T10:30:00", "-0044-03-15T00:00:00.5Z",
        "999999999-12-31T23:59:59.999999999-11:30",
        "2026-01-01T00:00:00@Asia/Shanghai"}) {
    const auto instant = ParseDateAndTime(text, false);
    ASSERT_TRUE(instant) << text;
    EXPECT_EQ(ToText(*instant), text);
  }
  for (const std::string_view text : {"P1DT2H3M4.5S", "-PT0.001S", "PT0S"}) {
    const auto duration = ParseDaysDuration(text);
    ASSERT_TRUE(duration) << text;
    EXPECT_EQ(ToText(*duration), text);
  }
  EXPECT_EQ(ToText(*ParseMonthsDuration("-P14M")), "-P1Y2M");
}

TEST(CalendarText, RefusesWhatIsNotExactlyOneValue) {
  for (const std::string_view text :
       {"2026-1-1", "26-01-01", "2026-13-01", "02026-01-01", "2026-01-01 ",
        "+2026-01-01", ""}) {
    EXPECT_FALSE(ParseDate(text)) << text;
  }
  for (const std::string_view text :
       {"24:00:01", "24:00:00.1", "24:01:00", "10:30", "10:30:00+19:00",
        "10:30:00@Nowhere/Town", "10:30:00@", "10:30:00.", "1:00:00"}) {
    EXPECT_FALSE(ParseTime(text)) << text;
  }
  for (const std::string_view text :
       {"P", "PT", "P1Y", "P1D1H", "P1DT", "P1.5D", "1D", "PT1H1D"}) {
    EXPECT_FALSE(ParseDaysDuration(text)) << text;
  }
  for (const std::string_view text : {"P", "P1D", "P1M1Y", "PY", "P1Y1"}) {
    EXPECT_FALSE(ParseMonthsDuration(text)) << text;
  }
}

}  // namespace
}  // namespace techflow::feel
