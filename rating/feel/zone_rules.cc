#include "rating/feel/zone_rules.h"

#include <algorithm>

#include "rating/feel/calendar.h"

namespace techflow::feel {
namespace {

// Dates, leap years and weekdays repeat every 400 years.
constexpr int64_t kSecondsPerCycle = 146'097 * kSecondsPerDay;

// The same time of the calendar in a year from 2370 to 2769, for which
// arithmetic cannot leave the years allowed.
int64_t InCycle(int64_t seconds) {
  const int64_t rest = seconds % kSecondsPerCycle;
  return kSecondsPerCycle + (rest < 0 ? rest + kSecondsPerCycle : rest);
}

int32_t YearOf(int64_t seconds) {
  return DateFromDayNumber(seconds / kSecondsPerDay)->year;
}

// By the clock before the change.
int64_t SecondOf(const YearlyChange& change, int32_t year) {
  const Date first = {year, change.month, 1};
  const int weekday_of_first = DayOfWeek(first) % 7;
  int day = 1 + (change.weekday - weekday_of_first + 7) % 7;
  day += 7 * (change.week - 1);
  while (day > DaysInMonth(year, change.month)) day -= 7;
  return (DayNumber(first) + day - 1) * kSecondsPerDay + change.second_of_day;
}

bool IsBetween(int64_t seconds, int64_t start, int64_t end) {
  // Summer south of the equator goes over the end of the year.
  return start < end ? start <= seconds && seconds < end
                     : start <= seconds || seconds < end;
}

int32_t YearlyOffsetAtUtc(const YearlyRule& rule, int64_t utc_seconds) {
  const int64_t utc = InCycle(utc_seconds);
  const int32_t year = YearOf(utc + rule.standard_offset);
  const int64_t start =
      SecondOf(rule.summer_starts, year) - rule.standard_offset;
  const int64_t end = SecondOf(rule.summer_ends, year) - rule.summer_offset;
  return IsBetween(utc, start, end) ? rule.summer_offset : rule.standard_offset;
}

// What is added to the time by the clock before a change for the time by which
// OffsetAtLocal() takes the new offset.
int64_t Skipped(int32_t offset_before, int32_t offset_after) {
  return std::max(0, offset_after - offset_before);
}

int32_t YearlyOffsetAtLocal(const YearlyRule& rule, int64_t local_seconds) {
  const int64_t local = InCycle(local_seconds);
  const int32_t year = YearOf(local);
  const int64_t start = SecondOf(rule.summer_starts, year) +
                        Skipped(rule.standard_offset, rule.summer_offset);
  const int64_t end = SecondOf(rule.summer_ends, year) +
                      Skipped(rule.summer_offset, rule.standard_offset);
  return IsBetween(local, start, end) ? rule.summer_offset
                                      : rule.standard_offset;
}

}  // namespace

int32_t ZoneRules::OffsetAtUtc(int64_t utc_seconds) const {
  const auto after = std::partition_point(
      transitions.begin(), transitions.end(),
      [=](const Transition& t) { return t.at <= utc_seconds; });
  if (after == transitions.end() && yearly.exists()) {
    return YearlyOffsetAtUtc(yearly, utc_seconds);
  }
  return after == transitions.begin() ? first_offset : after[-1].offset;
}

int32_t ZoneRules::OffsetAtLocal(int64_t local_seconds) const {
  const Transition* first = transitions.data();
  const auto offset_before = [=, this](const Transition* transition) {
    return transition == first ? first_offset : transition[-1].offset;
  };
  const auto after = std::partition_point(
      transitions.begin(), transitions.end(), [&](const Transition& t) {
        const int32_t before = offset_before(&t);
        return t.at + before + Skipped(before, t.offset) <= local_seconds;
      });
  if (after == transitions.end() && yearly.exists()) {
    return YearlyOffsetAtLocal(yearly, local_seconds);
  }
  return after == transitions.begin() ? first_offset : after[-1].offset;
}

int32_t ZoneRules::LastWinterOffset() const {
  if (yearly.exists()) {
    return std::min(yearly.standard_offset, yearly.summer_offset);
  }
  return transitions.empty() ? first_offset : transitions.back().offset;
}

}  // namespace techflow::feel
