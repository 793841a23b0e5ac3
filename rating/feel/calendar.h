#ifndef TECHFLOW_RATING_FEEL_CALENDAR_H_
#define TECHFLOW_RATING_FEEL_CALENDAR_H_

#include <compare>
#include <cstdint>
#include <optional>

#include "rating/feel/zone.h"

// FEEL's temporal kinds as plain values: proleptic Gregorian calendar, years
// to +-999,999,999, nanoseconds. Everything here is pure; any thread.
namespace techflow::feel {

inline constexpr int32_t kMaxYear = 999'999'999;
inline constexpr int64_t kNanosecondsPerSecond = 1'000'000'000;

struct Date {
  int32_t year = 1970;
  uint8_t month = 1;
  uint8_t day = 1;

  friend auto operator<=>(const Date&, const Date&) = default;
};

struct ClockTime {
  uint8_t hour = 0;
  uint8_t minute = 0;
  uint8_t second = 0;
  int32_t nanosecond = 0;

  friend auto operator<=>(const ClockTime&, const ClockTime&) = default;
};

struct Time {
  ClockTime clock;
  Zone zone;
};

struct DateAndTime {
  Date date;
  ClockTime clock;
  Zone zone;
};

// A days-and-time duration. `nanoseconds` has the sign of `seconds` or stands
// alone: -1.5 s is {-1, -500'000'000}. Every duration has a negative, so
// `seconds` is never the smallest integer, nor are `months` below.
struct DaysDuration {
  int64_t seconds = 0;
  int32_t nanoseconds = 0;

  friend auto operator<=>(const DaysDuration&, const DaysDuration&) = default;
};

// A years-and-months duration.
struct MonthsDuration {
  int64_t months = 0;

  friend auto operator<=>(const MonthsDuration&,
                          const MonthsDuration&) = default;
};

inline constexpr int64_t kSecondsPerDay = 86'400;

bool IsLeapYear(int32_t year);
// `month` is 1 to 12.
int DaysInMonth(int32_t year, int month);
// Nothing when there is no such day, as for 2026-02-29.
std::optional<Date> MakeDate(int64_t year, int64_t month, int64_t day);
// Whether MakeDate() makes one. Every month has the first 28.
inline bool IsDate(int64_t year, int64_t month, int64_t day) {
  return year >= -kMaxYear && year <= kMaxYear && month >= 1 && month <= 12 &&
         day >= 1 &&
         (day <= 28 || day <= DaysInMonth(static_cast<int32_t>(year),
                                          static_cast<int>(month)));
}
std::optional<ClockTime> MakeClockTime(int64_t hour, int64_t minute,
                                       int64_t second, int64_t nanosecond);

// Days since 1970-01-01, and back; nothing outside the years allowed.
int64_t DayNumber(const Date& date);
std::optional<Date> DateFromDayNumber(int64_t day_number);

// ISO 8601: Monday is 1, Sunday 7; weeks are counted as the week year has it.
int DayOfWeek(const Date& date);
int DayOfYear(const Date& date);
int WeekOfYear(const Date& date);

// The day moves to the month's last where the month is too short.
std::optional<Date> AddMonths(const Date& date, const MonthsDuration& months);
// Whole months from `from` to `to`, towards zero.
MonthsDuration MonthsBetween(const Date& from, const Date& to);

// The instant that is so much later, in the same zone: where a clock is set
// forward in between, it shows an hour more. A time that the clock of a named
// zone shows for the second time keeps its offset instead of the zone's name,
// because the name means the first. Nothing outside the years allowed.
std::optional<DateAndTime> AddDuration(const DateAndTime& instant,
                                       const DaysDuration& duration);
// Wraps around midnight.
Time AddDuration(const Time& time, const DaysDuration& duration);

// Seconds since 1970-01-01T00:00:00 of the instant's own clock, and in UTC
// (equal where there is no zone).
int64_t LocalSeconds(const DateAndTime& instant);
int64_t UtcSeconds(const DateAndTime& instant);
int64_t SecondOfDay(const ClockTime& clock);
// The second of the day in UTC, which may lie before or after that day.
int64_t UtcSeconds(const Time& time);
// Nothing where one has a zone and the other has not.
std::optional<DaysDuration> Difference(const DateAndTime& a,
                                       const DateAndTime& b);
std::optional<DaysDuration> Difference(const Time& a, const Time& b);

// Sums; nothing on overflow.
std::optional<DaysDuration> Add(const DaysDuration& a, const DaysDuration& b);
std::optional<MonthsDuration> Add(const MonthsDuration& a,
                                  const MonthsDuration& b);
DaysDuration Negated(const DaysDuration& duration);
MonthsDuration Negated(const MonthsDuration& duration);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_CALENDAR_H_
