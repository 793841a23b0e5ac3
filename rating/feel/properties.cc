#include "rating/feel/properties.h"

#include "rating/feel/arithmetic.h"
#include "rating/feel/calendar.h"

namespace techflow::feel {
namespace {

Value Integer(int64_t integer) { return Value::Number(Decimal(integer)); }

Value Seconds(int64_t seconds, int32_t nanoseconds) {
  return Value::Number(InSeconds({seconds, nanoseconds}));
}

std::optional<Value> DateProperty(const Date& date, std::string_view property) {
  const DayProperty read = FindDayProperty(property);
  return read == nullptr ? std::nullopt : std::optional(read(date));
}

// `offset` is the zone's, in seconds.
std::optional<Value> ClockProperty(const ClockTime& clock, const Zone& zone,
                                   int32_t offset, std::string_view property) {
  if (property == "hour") return Integer(clock.hour);
  if (property == "minute") return Integer(clock.minute);
  if (property == "second") return Seconds(clock.second, clock.nanosecond);
  if (property == "time offset") {
    if (zone.is_none()) return Value();
    return Value::OfDaysDuration({offset, 0});
  }
  if (property == "timezone") {
    if (zone.kind() != Zone::Kind::kNamed) return Value();
    return Value::String(zone.name());
  }
  return std::nullopt;
}

std::optional<Value> DaysProperty(const DaysDuration& duration,
                                  std::string_view property) {
  if (property == "days") return Integer(duration.seconds / 86'400);
  if (property == "hours") return Integer(duration.seconds / 3'600 % 24);
  if (property == "minutes") return Integer(duration.seconds / 60 % 60);
  if (property != "seconds") return std::nullopt;
  return Seconds(duration.seconds % 60, duration.nanoseconds);
}

std::optional<Value> MonthsProperty(const MonthsDuration& duration,
                                    std::string_view property) {
  if (property == "years") return Integer(duration.months / 12);
  if (property == "months") return Integer(duration.months % 12);
  return std::nullopt;
}

std::optional<Value> RangeProperty(const Range& range,
                                   std::string_view property) {
  if (property == "start") return range.low_unbounded ? Value() : range.low;
  if (property == "end") return range.high_unbounded ? Value() : range.high;
  if (property == "start included") return Value::Boolean(range.low_closed);
  if (property == "end included") return Value::Boolean(range.high_closed);
  return std::nullopt;
}

}  // namespace

DayProperty FindDayProperty(std::string_view property) {
  if (property == "year") {
    return [](const Date& day) { return Integer(day.year); };
  }
  if (property == "month") {
    return [](const Date& day) { return Integer(day.month); };
  }
  if (property == "day") {
    return [](const Date& day) { return Integer(day.day); };
  }
  if (property == "weekday") {
    return [](const Date& day) { return Integer(DayOfWeek(day)); };
  }
  return nullptr;
}

std::optional<Type> PropertyType(const Type& type, std::string_view property) {
  const auto is_one_of = [property](auto... names) {
    return ((property == names) || ...);
  };
  const bool has_clock =
      type.is(TypeKind::kTime) || type.is(TypeKind::kDateAndTime);
  const bool has_date =
      type.is(TypeKind::kDate) || type.is(TypeKind::kDateAndTime);
  if (has_clock && property == "time offset") return TypeKind::kDaysDuration;
  if (has_clock && property == "timezone") return TypeKind::kString;
  const bool is_number =
      (has_clock && is_one_of("hour", "minute", "second")) ||
      (has_date && is_one_of("year", "month", "day", "weekday")) ||
      (type.is(TypeKind::kDaysDuration) &&
       is_one_of("days", "hours", "minutes", "seconds")) ||
      (type.is(TypeKind::kMonthsDuration) && is_one_of("years", "months"));
  if (is_number) return TypeKind::kNumber;
  if (!type.is(TypeKind::kRange)) return std::nullopt;
  if (is_one_of("start", "end")) return type.element();
  if (is_one_of("start included", "end included")) return TypeKind::kBoolean;
  return std::nullopt;
}

std::optional<Value> PropertyOf(const Value& value, std::string_view property) {
  switch (value.kind()) {
    case ValueKind::kDate:
      return DateProperty(value.date(), property);
    case ValueKind::kTime: {
      const Time& time = value.time();
      return ClockProperty(time.clock, time.zone, time.zone.OffsetWithoutDay(),
                           property);
    }
    case ValueKind::kDateAndTime: {
      const DateAndTime& instant = value.date_and_time();
      const std::optional<Value> found = DateProperty(instant.date, property);
      if (found) return found;
      return ClockProperty(instant.clock, instant.zone,
                           instant.zone.OffsetAtLocal(LocalSeconds(instant)),
                           property);
    }
    case ValueKind::kDaysDuration:
      return DaysProperty(value.days_duration(), property);
    case ValueKind::kMonthsDuration:
      return MonthsProperty(value.months_duration(), property);
    case ValueKind::kRange:
      return RangeProperty(value.range(), property);
    default:
      return std::nullopt;
  }
}

}  // namespace techflow::feel
