// The texts of dates, times and durations: whatever is accepted, its own text
// gives the same value. The second line, if there is one, is a duration that
// the first is moved by, and back again.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rating/feel/calendar.h"
#include "rating/feel/calendar_text.h"

namespace {

namespace feel = techflow::feel;

void Require(bool holds) {
  if (!holds) std::abort();
}

bool IsSame(const feel::Time& a, const feel::Time& b) {
  return a.clock == b.clock && a.zone == b.zone;
}

bool IsSame(const feel::DateAndTime& a, const feel::DateAndTime& b) {
  return a.date == b.date && a.clock == b.clock && a.zone == b.zone;
}

void CheckDate(const feel::Date& date) {
  Require(feel::ParseDate(ToText(date)) == date);
  Require(feel::DateFromDayNumber(DayNumber(date)) == date);
  const int week = WeekOfYear(date);
  Require(week >= 1 && week <= 53);
}

void CheckTime(const feel::Time& time) {
  const auto again = feel::ParseTime(ToText(time));
  Require(again && IsSame(*again, time));
  const feel::Time moved = AddDuration(time, {-86'400, 0});
  Require(IsSame(moved, time));
}

void CheckInstant(const feel::DateAndTime& instant) {
  const auto again = feel::ParseDateAndTime(ToText(instant), false);
  Require(again && IsSame(*again, instant));
  CheckDate(instant.date);
}

void CheckMove(const feel::DateAndTime& instant,
               const feel::DaysDuration& duration) {
  const auto moved = AddDuration(instant, duration);
  if (!moved) return;
  CheckInstant(*moved);
  Require(Difference(*moved, instant) == duration);
  // It may come back to the same instant by another name or offset.
  const auto back = AddDuration(*moved, Negated(duration));
  if (back) {
    Require(Difference(*back, instant) == feel::DaysDuration{});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const size_t line_end = text.find('\n');
  const std::string_view first = text.substr(0, line_end);
  const auto instant = feel::ParseDateAndTime(first, /*allow_date_only=*/true);
  if (const auto date = feel::ParseDate(first)) CheckDate(*date);
  if (const auto time = feel::ParseTime(first)) CheckTime(*time);
  if (instant) CheckInstant(*instant);

  const std::string_view second =
      line_end == text.npos ? text : text.substr(line_end + 1);
  if (const auto months = feel::ParseMonthsDuration(second)) {
    Require(feel::ParseMonthsDuration(ToText(*months)) == months);
    if (instant) AddMonths(instant->date, *months);
  }
  if (const auto days = feel::ParseDaysDuration(second)) {
    Require(feel::ParseDaysDuration(ToText(*days)) == days);
    Require(Negated(Negated(*days)) == *days);
    if (instant) CheckMove(*instant, *days);
  }
  return 0;
}
