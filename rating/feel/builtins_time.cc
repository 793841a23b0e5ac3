#include <cstdlib>

#include "rating/feel/arithmetic.h"
#include "rating/feel/builtins.h"
#include "rating/feel/calendar_text.h"

// Dates, times and durations (DMN 1.5, tables 72, 77 and 79).
namespace techflow::feel {
namespace {

using enum TypeKind;

Value OfInstant(const BuiltinCall& call, const DateAndTime& instant) {
  return Value::OfDateAndTime(call.arena().New<DateAndTime>(instant));
}

std::optional<Date> DateOf(const Value& value) {
  if (value.is(ValueKind::kDate)) return value.date();
  if (value.is(ValueKind::kDateAndTime)) return value.date_and_time().date;
  return std::nullopt;
}

// The number where it is whole and fits; parts of dates have no fractions.
int64_t Whole(const Value& number, int64_t otherwise) {
  return number.number().ToInt64().value_or(otherwise);
}

Value DateFromParts(const BuiltinCall& call) {
  constexpr int64_t kNever = -1;
  const auto date = MakeDate(Whole(call[0], int64_t{kMaxYear} + 1),
                             Whole(call[1], kNever), Whole(call[2], kNever));
  if (date) return Value::OfDate(*date);
  return call.Error("there is no such day");
}

Value ToDate(const BuiltinCall& call) {
  if (call.signature == 1) return DateFromParts(call);
  if (call[0].is_null()) return call.Error("`from` is null");
  if (const auto date = DateOf(call[0])) return Value::OfDate(*date);
  if (!call[0].is(ValueKind::kString)) {
    return call.Error("`from` is no string and has no day");
  }
  if (const auto date = ParseDate(call[0].string())) {
    return Value::OfDate(*date);
  }
  return call.Error("`from` is not a day as in 2026-11-23");
}

Value TimeFromParts(const BuiltinCall& call) {
  const std::optional<Decimal> second =
      Round(call[2].number(), 0, Rounding::kFloor);
  if (!second) return call.Error("there is no such time");
  const auto fraction = DurationOfSeconds(
      Subtract(call[2].number(), *second).value_or(Decimal()));
  const auto clock = MakeClockTime(Whole(call[0], -1), Whole(call[1], -1),
                                   second->ToInt64().value_or(-1),
                                   fraction ? fraction->nanoseconds : 0);
  if (!clock) return call.Error("there is no such time");
  Zone zone;
  if (!call[3].is_null()) {
    const DaysDuration& offset = call[3].days_duration();
    if (offset.nanoseconds != 0 || std::abs(offset.seconds) > kMaxOffset) {
      return call.Error("`offset` is not whole seconds up to 18 hours");
    }
    zone = Zone::Offset(static_cast<int32_t>(offset.seconds));
  }
  return Value::OfTime({*clock, zone});
}

Value ToTime(const BuiltinCall& call) {
  if (call.signature == 1) return TimeFromParts(call);
  const Value& from = call[0];
  switch (from.kind()) {
    case ValueKind::kTime:
      return from;
    case ValueKind::kDateAndTime:
      return Value::OfTime(
          {from.date_and_time().clock, from.date_and_time().zone});
    case ValueKind::kDate:
      return Value::OfTime({ClockTime{}, Zone::Utc()});
    case ValueKind::kString:
      if (const auto time = ParseTime(from.string())) {
        return Value::OfTime(*time);
      }
      return call.Error("`from` is not a time as in 10:30:00");
    default:
      return call.Error("`from` is no string and has no time");
  }
}

Value ToDateAndTime(const BuiltinCall& call) {
  if (call.signature == 1) {
    const std::optional<Date> date = DateOf(call[0]);
    if (!date) return call.Error("`date` is not a date");
    return OfInstant(call, {*date, call[1].time().clock, call[1].time().zone});
  }
  const Value& from = call[0];
  if (from.is(ValueKind::kDateAndTime)) return from;
  if (from.is(ValueKind::kDate)) {
    return OfInstant(call, {from.date(), ClockTime{}, Zone{}});
  }
  if (!from.is(ValueKind::kString)) {
    return call.Error("`from` is no string and has no day");
  }
  const auto instant =
      ParseDateAndTime(from.string(), /*allow_date_only=*/true);
  if (instant) return OfInstant(call, *instant);
  return call.Error("`from` is not as in 2026-11-23T10:30:00");
}

Value ToDuration(const BuiltinCall& call) {
  const Value& from = call[0];
  if (from.is(ValueKind::kDaysDuration) ||
      from.is(ValueKind::kMonthsDuration)) {
    return from;
  }
  if (!from.is(ValueKind::kString)) {
    return call.Error("`from` must be a string");
  }
  if (const auto duration = ParseDaysDuration(from.string())) {
    return Value::OfDaysDuration(*duration);
  }
  if (const auto duration = ParseMonthsDuration(from.string())) {
    return Value::OfMonthsDuration(*duration);
  }
  return call.Error("`from` is not as in P1DT2H or P1Y2M");
}

Value MonthsFromTo(const BuiltinCall& call) {
  const std::optional<Date> from = DateOf(call[0]);
  const std::optional<Date> to = DateOf(call[1]);
  if (!from || !to) return call.Error("`from` and `to` must have days");
  return Value::OfMonthsDuration(MonthsBetween(*from, *to));
}

Value Today(const BuiltinCall& call) {
  return Value::OfDate(call.evaluation.as_of().date);
}

Value Now(const BuiltinCall& call) {
  return OfInstant(call, call.evaluation.as_of());
}

template <int (*kFunction)(const Date&)>
Value DatePart(const BuiltinCall& call) {
  const std::optional<Date> date = DateOf(call[0]);
  if (!date) return call.Error("`date` is not a date");
  return Value::Number(Decimal(kFunction(*date)));
}

Value NameOfDay(const BuiltinCall& call) {
  constexpr std::string_view kNames[] = {"Monday",   "Tuesday", "Wednesday",
                                         "Thursday", "Friday",  "Saturday",
                                         "Sunday"};
  const std::optional<Date> date = DateOf(call[0]);
  if (!date) return call.Error("`date` is not a date");
  return Value::String(kNames[DayOfWeek(*date) - 1]);
}

Value NameOfMonth(const BuiltinCall& call) {
  constexpr std::string_view kNames[] = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const std::optional<Date> date = DateOf(call[0]);
  if (!date) return call.Error("`date` is not a date");
  return Value::String(kNames[date->month - 1]);
}

constexpr BuiltinParameter Single(std::string_view name) {
  return {.name = name, .is_single = true};
}

constexpr BuiltinSignature kFrom = Takes(Single("from"));
constexpr BuiltinSignature kDateOnly = Takes(Single("date"));

constexpr Builtin kTimeBuiltins[] = {
    {"date",
     {kFrom, Takes({"year", kNumber}, {"month", kNumber}, {"day", kNumber})},
     ToDate,
     Always<kDate>},
    {"time",
     {kFrom, Takes({"hour", kNumber}, {"minute", kNumber}, {"second", kNumber},
                   {"offset", kDaysDuration, true, true})},
     ToTime,
     Always<kTime>},
    {"date and time",
     {kFrom, Takes(Single("date"), {"time", kTime})},
     ToDateAndTime,
     Always<kDateAndTime>},
    {"duration", {kFrom}, ToDuration, Always<kAny>},
    {"years and months duration",
     {Takes(Single("from"), Single("to"))},
     MonthsFromTo,
     Always<kMonthsDuration>},
    {.name = "today",
     .signatures = {},
     .call = Today,
     .result = Always<kDate>,
     .reads_clock = true},
    {.name = "now",
     .signatures = {},
     .call = Now,
     .result = Always<kDateAndTime>,
     .reads_clock = true},
    {"day of year", {kDateOnly}, DatePart<DayOfYear>, Always<kNumber>},
    {"day of week", {kDateOnly}, NameOfDay, Always<kString>},
    {"month of year", {kDateOnly}, NameOfMonth, Always<kString>},
    {"week of year", {kDateOnly}, DatePart<WeekOfYear>, Always<kNumber>},
};

}  // namespace

std::span<const Builtin> TimeBuiltins() { return kTimeBuiltins; }

}  // namespace techflow::feel
