#include "rating/feel/calendar.h"

#include <limits>

namespace techflow::feel {
namespace {

int64_t FloorDivide(int64_t a, int64_t b) {
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}

ClockTime ClockTimeFromSecond(int64_t second_of_day, int32_t nanosecond) {
  return {static_cast<uint8_t>(second_of_day / 3600),
          static_cast<uint8_t>(second_of_day / 60 % 60),
          static_cast<uint8_t>(second_of_day % 60), nanosecond};
}

int DaysInYear(int32_t year) { return IsLeapYear(year) ? 366 : 365; }

// Brings nanoseconds into (-1 s, 1 s) with the sign of the seconds.
std::optional<DaysDuration> Normalized(int64_t seconds, int64_t nanoseconds) {
  const int64_t carry = nanoseconds / kNanosecondsPerSecond;
  int64_t rest = nanoseconds % kNanosecondsPerSecond;
  if (__builtin_add_overflow(seconds, carry, &seconds) ||
      seconds == std::numeric_limits<int64_t>::min()) {
    return std::nullopt;
  }
  if (seconds > 0 && rest < 0) {
    --seconds;
    rest += kNanosecondsPerSecond;
  } else if (seconds < 0 && rest > 0) {
    ++seconds;
    rest -= kNanosecondsPerSecond;
  }
  return DaysDuration{seconds, static_cast<int32_t>(rest)};
}

// Where the clock of a named zone is set back and shows a time twice, the
// second time is told by its offset instead of the zone's name: the name alone
// means the first.
std::optional<DateAndTime> InstantFromUtc(int64_t utc_seconds,
                                          int32_t nanosecond, Zone zone) {
  const int32_t offset = zone.OffsetAtUtc(utc_seconds);
  int64_t local;
  if (__builtin_add_overflow(utc_seconds, offset, &local)) return std::nullopt;
  const int64_t day = FloorDivide(local, kSecondsPerDay);
  const std::optional<Date> date = DateFromDayNumber(day);
  if (!date) return std::nullopt;
  if (zone.OffsetAtLocal(local) != offset) zone = Zone::Offset(offset);
  return DateAndTime{
      *date, ClockTimeFromSecond(local - day * kSecondsPerDay, nanosecond),
      zone};
}

}  // namespace

bool IsLeapYear(int32_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int DaysInMonth(int32_t year, int month) {
  if (month == 2) return IsLeapYear(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<Date> MakeDate(int64_t year, int64_t month, int64_t day) {
  if (!IsDate(year, month, day)) return std::nullopt;
  return Date{static_cast<int32_t>(year), static_cast<uint8_t>(month),
              static_cast<uint8_t>(day)};
}

std::optional<ClockTime> MakeClockTime(int64_t hour, int64_t minute,
                                       int64_t second, int64_t nanosecond) {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 59 || nanosecond < 0 || nanosecond >= kNanosecondsPerSecond) {
    return std::nullopt;
  }
  return ClockTime{static_cast<uint8_t>(hour), static_cast<uint8_t>(minute),
                   static_cast<uint8_t>(second),
                   static_cast<int32_t>(nanosecond)};
}

// Both directions count in eras of 400 years that begin on 1 March, so that
// the leap day is the last of its year (H. Hinnant, "chrono-compatible
// low-level date algorithms").
int64_t DayNumber(const Date& date) {
  const int64_t year = int64_t{date.year} - (date.month <= 2 ? 1 : 0);
  const int64_t era = FloorDivide(year, 400);
  const int64_t year_of_era = year - era * 400;
  const int64_t month_from_march = (date.month + 9) % 12;
  const int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

std::optional<Date> DateFromDayNumber(int64_t day_number) {
  // A little beyond the years allowed; MakeDate decides exactly.
  constexpr int64_t kFarthest = int64_t{kMaxYear} * 366;
  if (day_number < -kFarthest || day_number > kFarthest) return std::nullopt;
  const int64_t shifted = day_number + 719'468;
  const int64_t era = FloorDivide(shifted, 146'097);
  const int64_t day_of_era = shifted - era * 146'097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 +
                               day_of_era / 36'524 - day_of_era / 146'096) /
                              365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int64_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const int64_t month = (month_from_march + 2) % 12 + 1;
  return MakeDate(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

int DayOfWeek(const Date& date) {
  // 1970-01-01 was a Thursday.
  const int64_t from_monday = DayNumber(date) + 3;
  return static_cast<int>(from_monday - FloorDivide(from_monday, 7) * 7) + 1;
}

int DayOfYear(const Date& date) {
  return static_cast<int>(DayNumber(date) - DayNumber({date.year, 1, 1})) + 1;
}

int WeekOfYear(const Date& date) {
  // A week belongs to the year of its Thursday.
  int thursday = DayOfYear(date) + 4 - DayOfWeek(date);
  if (thursday > DaysInYear(date.year)) return 1;
  if (thursday < 1) thursday += DaysInYear(date.year - 1);
  return (thursday - 1) / 7 + 1;
}

std::optional<Date> AddMonths(const Date& date, const MonthsDuration& months) {
  int64_t total;
  if (__builtin_add_overflow(int64_t{date.year} * 12 + date.month - 1,
                             months.months, &total)) {
    return std::nullopt;
  }
  const int64_t year = FloorDivide(total, 12);
  if (year < -kMaxYear || year > kMaxYear) return std::nullopt;
  const auto month = static_cast<int>(total - year * 12) + 1;
  const int last_day = DaysInMonth(static_cast<int32_t>(year), month);
  return MakeDate(year, month, date.day < last_day ? date.day : last_day);
}

MonthsDuration MonthsBetween(const Date& from, const Date& to) {
  int64_t months = (int64_t{to.year} - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) --months;
  if (months < 0 && to.day > from.day) ++months;
  return {months};
}

std::optional<DateAndTime> AddDuration(const DateAndTime& instant,
                                       const DaysDuration& duration) {
  int64_t nanosecond = int64_t{instant.clock.nanosecond} + duration.nanoseconds;
  const int64_t carry = FloorDivide(nanosecond, kNanosecondsPerSecond);
  nanosecond -= carry * kNanosecondsPerSecond;
  int64_t utc;
  if (__builtin_add_overflow(UtcSeconds(instant) + carry, duration.seconds,
                             &utc)) {
    return std::nullopt;
  }
  return InstantFromUtc(utc, static_cast<int32_t>(nanosecond), instant.zone);
}

Time AddDuration(const Time& time, const DaysDuration& duration) {
  int64_t nanosecond = int64_t{time.clock.nanosecond} + duration.nanoseconds;
  const int64_t carry = FloorDivide(nanosecond, kNanosecondsPerSecond);
  nanosecond -= carry * kNanosecondsPerSecond;
  const int64_t seconds =
      SecondOfDay(time.clock) + duration.seconds % kSecondsPerDay + carry;
  const int64_t second_of_day =
      seconds - FloorDivide(seconds, kSecondsPerDay) * kSecondsPerDay;
  return {ClockTimeFromSecond(second_of_day, static_cast<int32_t>(nanosecond)),
          time.zone};
}

int64_t SecondOfDay(const ClockTime& clock) {
  return clock.hour * 3600 + clock.minute * 60 + clock.second;
}

int64_t LocalSeconds(const DateAndTime& instant) {
  return DayNumber(instant.date) * kSecondsPerDay + SecondOfDay(instant.clock);
}

int64_t UtcSeconds(const DateAndTime& instant) {
  const int64_t local = LocalSeconds(instant);
  return local - instant.zone.OffsetAtLocal(local);
}

int64_t UtcSeconds(const Time& time) {
  return SecondOfDay(time.clock) - time.zone.OffsetWithoutDay();
}

std::optional<DaysDuration> Difference(const DateAndTime& a,
                                       const DateAndTime& b) {
  if (a.zone.is_none() != b.zone.is_none()) return std::nullopt;
  return Normalized(UtcSeconds(a) - UtcSeconds(b),
                    int64_t{a.clock.nanosecond} - b.clock.nanosecond);
}

std::optional<DaysDuration> Difference(const Time& a, const Time& b) {
  if (a.zone.is_none() != b.zone.is_none()) return std::nullopt;
  return Normalized(UtcSeconds(a) - UtcSeconds(b),
                    int64_t{a.clock.nanosecond} - b.clock.nanosecond);
}

std::optional<DaysDuration> Add(const DaysDuration& a, const DaysDuration& b) {
  int64_t seconds;
  if (__builtin_add_overflow(a.seconds, b.seconds, &seconds)) {
    return std::nullopt;
  }
  return Normalized(seconds, int64_t{a.nanoseconds} + b.nanoseconds);
}

std::optional<MonthsDuration> Add(const MonthsDuration& a,
                                  const MonthsDuration& b) {
  int64_t months;
  if (__builtin_add_overflow(a.months, b.months, &months) ||
      months == std::numeric_limits<int64_t>::min()) {
    return std::nullopt;
  }
  return MonthsDuration{months};
}

DaysDuration Negated(const DaysDuration& duration) {
  return {-duration.seconds, -duration.nanoseconds};
}

MonthsDuration Negated(const MonthsDuration& duration) {
  return {-duration.months};
}

}  // namespace techflow::feel
