#include "tests/rating/feel/reference/arithmetic.h"

#include <algorithm>
#include <string>

namespace techflow::feel::reference {
namespace {

bool IsLeap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// Days since the first of January of the year 1, counted year by year.
int64_t DayNumber(const Day& day) {
  int64_t number = day.day - 1;
  for (int year = 1; year < day.year; ++year)
    number += IsLeap(year) ? 366 : 365;
  for (int month = 1; month < day.month; ++month) {
    number += DaysInMonth(day.year, month);
  }
  return number;
}

std::optional<Value> DayFrom(int64_t number) {
  if (number < 0 || number > 3'650'000) return std::nullopt;
  Day day;
  while (number >= (IsLeap(day.year) ? 366 : 365)) {
    number -= IsLeap(day.year) ? 366 : 365;
    ++day.year;
  }
  while (number >= DaysInMonth(day.year, day.month)) {
    number -= DaysInMonth(day.year, day.month);
    ++day.month;
  }
  day.day = static_cast<int>(number) + 1;
  return Value{day};
}

int64_t FloorDivide(int64_t a, int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

std::optional<Value> AddMonths(const Day& day, int64_t months) {
  const int64_t count = day.year * int64_t{12} + day.month - 1 + months;
  const int64_t year = FloorDivide(count, 12);
  if (year < 1 || year > 9999) return std::nullopt;
  Day moved{static_cast<int>(year), static_cast<int>(count - year * 12) + 1, 1};
  moved.day = std::min(day.day, DaysInMonth(moved.year, moved.month));
  return Value{moved};
}

// A day stands for its midnight; what is added to it is then cut to a day.
std::optional<Value> AddSeconds(const Day& day, int64_t seconds) {
  return DayFrom(DayNumber(day) + FloorDivide(seconds, 86400));
}

std::optional<Value> OfNumber(const std::optional<Decimal>& number) {
  return number ? Value{*number} : Error();
}

std::optional<Value> Repeated(const Decimal& base, const Decimal& exponent) {
  const std::optional<int64_t> times = exponent.ToInt64();
  if (!times || *times < 0 || *times > 6) return std::nullopt;
  Decimal power = 1;
  for (int64_t i = 0; i < *times; ++i) {
    const std::optional<Decimal> next = Multiply(power, base);
    if (!next) return std::nullopt;
    power = *next;
  }
  // Rounding at every step is not rounding once.
  if (power.ToString().size() > 34) return std::nullopt;
  return Value{power};
}

std::optional<Value> CalculateNumbers(std::string_view operation,
                                      const Decimal& a, const Decimal& b) {
  if (operation == "+") return OfNumber(Add(a, b));
  if (operation == "-") return OfNumber(Subtract(a, b));
  if (operation == "*") return OfNumber(Multiply(a, b));
  if (operation == "/") return OfNumber(Divide(a, b));
  return Repeated(a, b);
}

std::optional<int64_t> Whole(const std::optional<Decimal>& number) {
  return number ? number->ToInt64() : std::nullopt;
}

template <typename Duration>
std::optional<Value> Scaled(const Duration& duration,
                            std::string_view operation, const Decimal& by) {
  if (operation == "/" && by.is_zero()) return Error();
  const std::optional<int64_t> count =
      Whole(operation == "*" ? Multiply(duration.count, by)
                             : Divide(duration.count, by));
  return count ? std::optional(Value{Duration{*count}}) : std::nullopt;
}

template <typename Duration>
std::optional<Value> CalculateDurations(std::string_view operation,
                                        const Duration& a, const Duration& b) {
  if (operation == "+") return Value{Duration{a.count + b.count}};
  if (operation == "-") return Value{Duration{a.count - b.count}};
  if (operation == "/") return OfNumber(Divide(a.count, b.count));
  return Error();
}

template <typename Duration>
std::optional<Value> CalculateWithDuration(std::string_view operation,
                                           const Value& a, const Value& b) {
  if (a.Is<Duration>() && b.Is<Duration>()) {
    return CalculateDurations(operation, a.As<Duration>(), b.As<Duration>());
  }
  const bool scales = operation == "*" || operation == "/";
  if (a.Is<Duration>() && b.Is<Decimal>() && scales) {
    return Scaled(a.As<Duration>(), operation, b.As<Decimal>());
  }
  if (a.Is<Decimal>() && b.Is<Duration>() && operation == "*") {
    return Scaled(b.As<Duration>(), operation, a.As<Decimal>());
  }
  return Error();
}

std::optional<Value> CalculateWithDay(std::string_view operation,
                                      const Value& a, const Value& b) {
  if (a.Is<Day>() && b.Is<Day>() && operation == "-") {
    return Value{
        Seconds{(DayNumber(a.As<Day>()) - DayNumber(b.As<Day>())) * 86400}};
  }
  if (operation != "+" && operation != "-") return Error();
  if (!a.Is<Day>()) {
    const bool moves = a.Is<Months>() || a.Is<Seconds>();
    return moves && operation == "+" ? CalculateWithDay("+", b, a) : Error();
  }
  const int sign = operation == "+" ? 1 : -1;
  if (b.Is<Months>()) {
    return AddMonths(a.As<Day>(), sign * b.As<Months>().count);
  }
  if (b.Is<Seconds>()) {
    return AddSeconds(a.As<Day>(), sign * b.As<Seconds>().count);
  }
  return Error();
}

}  // namespace

int DaysInMonth(int year, int month) {
  if (month == 2) return IsLeap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<Value> Calculate(std::string_view operation, const Value& a,
                               const Value& b) {
  if (a.Is<Decimal>() && b.Is<Decimal>()) {
    return CalculateNumbers(operation, a.As<Decimal>(), b.As<Decimal>());
  }
  if (a.Is<std::string>() && b.Is<std::string>() && operation == "+") {
    return Value{a.As<std::string>() + b.As<std::string>()};
  }
  if (a.Is<Day>() || b.Is<Day>()) return CalculateWithDay(operation, a, b);
  if (a.Is<Seconds>() || b.Is<Seconds>()) {
    return CalculateWithDuration<Seconds>(operation, a, b);
  }
  if (a.Is<Months>() || b.Is<Months>()) {
    return CalculateWithDuration<Months>(operation, a, b);
  }
  return Error();
}

Value Negate(const Value& a) {
  if (a.Is<Decimal>()) return {a.As<Decimal>().Negated()};
  if (a.Is<Seconds>()) return {Seconds{-a.As<Seconds>().count}};
  if (a.Is<Months>()) return {Months{-a.As<Months>().count}};
  return Error();
}

}  // namespace techflow::feel::reference
