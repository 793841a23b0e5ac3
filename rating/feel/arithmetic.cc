#include "rating/feel/arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

#include "rating/feel/calendar.h"
#include "rating/feel/comparison.h"
#include "rating/feel/value_text.h"

namespace techflow::feel {
namespace {

// How much of a number a message shows.
constexpr size_t kShownBytes = 40;

Value FromInstant(const std::optional<DateAndTime>& instant, Arena& arena) {
  if (!instant) return {};
  return Value::OfDateAndTime(arena.New<DateAndTime>(*instant));
}

// A date counts as its midnight in UTC.
DateAndTime AsInstant(const Value& value) {
  if (value.is(ValueKind::kDateAndTime)) return value.date_and_time();
  return {value.date(), ClockTime{}, Zone::Utc()};
}

bool IsDay(const Value& value) {
  return value.is(ValueKind::kDate) || value.is(ValueKind::kDateAndTime);
}

template <typename T>
Value Wrap(const std::optional<T>& result, Value (*wrap)(const T&)) {
  return result ? wrap(*result) : Value();
}

// The functions below return a null without a reason where the operands do
// not fit or the result is out of range; Calculate() gives it one.
Value AddMonthsTo(const Value& a, const MonthsDuration& months, Arena& arena) {
  if (a.is(ValueKind::kDate)) {
    return Wrap(AddMonths(a.date(), months), Value::OfDate);
  }
  if (!a.is(ValueKind::kDateAndTime)) return {};
  DateAndTime instant = a.date_and_time();
  const std::optional<Date> date = AddMonths(instant.date, months);
  if (!date) return {};
  instant.date = *date;
  return FromInstant(instant, arena);
}

Value AddDaysTo(const Value& a, const DaysDuration& days, Arena& arena) {
  switch (a.kind()) {
    case ValueKind::kTime:
      return Value::OfTime(AddDuration(a.time(), days));
    case ValueKind::kDateAndTime:
      return FromInstant(AddDuration(a.date_and_time(), days), arena);
    case ValueKind::kDate: {
      const auto moved = AddDuration(AsInstant(a), days);
      return moved ? Value::OfDate(moved->date) : Value();
    }
    default:
      return {};
  }
}

Value AddDurations(const Value& a, const Value& b) {
  if (a.is(ValueKind::kDaysDuration) && b.is(ValueKind::kDaysDuration)) {
    return Wrap(Add(a.days_duration(), b.days_duration()),
                Value::OfDaysDuration);
  }
  if (a.is(ValueKind::kMonthsDuration) && b.is(ValueKind::kMonthsDuration)) {
    return Wrap(Add(a.months_duration(), b.months_duration()),
                Value::OfMonthsDuration);
  }
  return {};
}

Value AddTemporal(const Value& a, const Value& b, Arena& arena) {
  if (b.is(ValueKind::kMonthsDuration) && IsDay(a)) {
    return AddMonthsTo(a, b.months_duration(), arena);
  }
  if (b.is(ValueKind::kDaysDuration) && !a.is(ValueKind::kDaysDuration)) {
    return AddDaysTo(a, b.days_duration(), arena);
  }
  return AddDurations(a, b);
}

Value AddValues(const Value& a, const Value& b, Evaluation& evaluation) {
  if (a.is(ValueKind::kString) && b.is(ValueKind::kString)) {
    const size_t bytes = a.string().size() + b.string().size();
    if (!evaluation.AcceptStringLength(bytes)) return {};
    std::string joined;
    joined.reserve(bytes);
    joined.append(a.string()).append(b.string());
    return Value::String(evaluation.arena().Copy(joined));
  }
  const Value sum = AddTemporal(a, b, evaluation.arena());
  if (!sum.is_null()) return sum;
  const bool starts_with_duration =
      a.is(ValueKind::kDaysDuration) || a.is(ValueKind::kMonthsDuration);
  return starts_with_duration ? AddTemporal(b, a, evaluation.arena()) : sum;
}

Value SubtractValues(const Value& a, const Value& b, Arena& arena) {
  switch (b.kind()) {
    case ValueKind::kDaysDuration:
      return AddTemporal(a, Value::OfDaysDuration(Negated(b.days_duration())),
                         arena);
    case ValueKind::kMonthsDuration:
      return AddTemporal(
          a, Value::OfMonthsDuration(Negated(b.months_duration())), arena);
    case ValueKind::kTime:
      if (!a.is(ValueKind::kTime)) return {};
      return Wrap(Difference(a.time(), b.time()), Value::OfDaysDuration);
    default:
      if (!IsDay(a) || !IsDay(b)) return {};
      return Wrap(Difference(AsInstant(a), AsInstant(b)),
                  Value::OfDaysDuration);
  }
}

// What is left after cutting off the fraction, where it has a negative too.
std::optional<int64_t> Whole(const Decimal& number) {
  const std::optional<Decimal> whole = Round(number, 0, Rounding::kDown);
  const auto integer = whole ? whole->ToInt64() : std::optional<int64_t>();
  const bool has_negative = integer != std::numeric_limits<int64_t>::min();
  return has_negative ? integer : std::nullopt;
}

std::optional<MonthsDuration> WholeMonths(const std::optional<Decimal>& exact) {
  const auto months = exact ? Whole(*exact) : std::optional<int64_t>();
  if (!months) return std::nullopt;
  return MonthsDuration{*months};
}

using BinaryFunction = std::optional<Decimal> (*)(const Decimal&,
                                                  const Decimal&);

// A duration times or by a number.
Value ScaleDuration(const Value& duration, const Decimal& number,
                    BinaryFunction operation) {
  if (duration.is(ValueKind::kMonthsDuration)) {
    return Wrap(WholeMonths(operation(
                    Decimal(duration.months_duration().months), number)),
                Value::OfMonthsDuration);
  }
  if (!duration.is(ValueKind::kDaysDuration)) return {};
  const std::optional<Decimal> seconds =
      operation(InSeconds(duration.days_duration()), number);
  return seconds ? Wrap(DurationOfSeconds(*seconds), Value::OfDaysDuration)
                 : Value();
}

Value MultiplyValues(const Value& a, const Value& b) {
  if (b.is(ValueKind::kNumber)) return ScaleDuration(a, b.number(), Multiply);
  if (a.is(ValueKind::kNumber)) return ScaleDuration(b, a.number(), Multiply);
  return {};
}

Value DivideValues(const Value& a, const Value& b) {
  if (b.is(ValueKind::kNumber)) return ScaleDuration(a, b.number(), Divide);
  if (a.kind() != b.kind()) return {};
  if (a.is(ValueKind::kMonthsDuration)) {
    return Wrap(Divide(Decimal(a.months_duration().months),
                       Decimal(b.months_duration().months)),
                Value::Number);
  }
  if (!a.is(ValueKind::kDaysDuration)) return {};
  return Wrap(
      Divide(InSeconds(a.days_duration()), InSeconds(b.days_duration())),
      Value::Number);
}

Value CalculateOthers(ArithmeticOperator sign, const Value& a, const Value& b,
                      Evaluation& evaluation) {
  switch (sign) {
    case ArithmeticOperator::kAdd:
      return AddValues(a, b, evaluation);
    case ArithmeticOperator::kSubtract:
      return SubtractValues(a, b, evaluation.arena());
    case ArithmeticOperator::kMultiply:
      return MultiplyValues(a, b);
    case ArithmeticOperator::kDivide:
      return DivideValues(a, b);
    case ArithmeticOperator::kPower:
      return {};
  }
  return {};
}

bool IsZero(const Value& value) {
  return (value.is(ValueKind::kNumber) && value.number().is_zero()) ||
         (value.is(ValueKind::kDaysDuration) &&
          value.days_duration() == DaysDuration{}) ||
         (value.is(ValueKind::kMonthsDuration) &&
          value.months_duration() == MonthsDuration{});
}

[[gnu::cold]] Value CalculationError(ArithmeticOperator sign, const Value& a,
                                     const Value& b, Evaluation& evaluation,
                                     const SourcePlace& place) {
  if (sign == ArithmeticOperator::kDivide && IsZero(b)) {
    return Value::Error(evaluation.arena(), "division by zero", place);
  }
  if (a.is(ValueKind::kNumber) && b.is(ValueKind::kNumber)) {
    return Value::Error(
        evaluation.arena(),
        fmt::format("{} {} {} has no result that is a number of 34 digits",
                    ToText(a, kShownBytes), OperatorText(sign),
                    ToText(b, kShownBytes)),
        place);
  }
  return Value::Error(
      evaluation.arena(),
      fmt::format("`{}` has no result for {} and {}", OperatorText(sign),
                  KindName(a.kind()), KindName(b.kind())),
      place);
}

}  // namespace

Value NullOf(const Value& a, const Value& b, std::string_view operation,
             Evaluation& evaluation, const SourcePlace& place) {
  if (a.is_error()) return a;
  if (b.is_error()) return b;
  if (a.is_missing()) return a;
  if (b.is_missing()) return b;
  return Value::Error(evaluation.arena(),
                      fmt::format("`{}` has a null operand", operation), place);
}

Value Calculate(ArithmeticOperator sign, const Value& a, const Value& b,
                Evaluation& evaluation, const SourcePlace& place) {
  if (a.is(ValueKind::kNumber) && b.is(ValueKind::kNumber)) {
    const auto number = CalculateNumbers(sign, a.number(), b.number());
    if (number) return Value::Number(*number);
    return CalculationError(sign, a, b, evaluation, place);
  }
  if (a.is_null() || b.is_null()) {
    return NullOf(a, b, OperatorText(sign), evaluation, place);
  }
  const Value result = CalculateOthers(sign, a, b, evaluation);
  if (!result.is_null()) return result;
  return CalculationError(sign, a, b, evaluation, place);
}

Value Negate(const Value& value, Evaluation& evaluation,
             const SourcePlace& place) {
  switch (value.kind()) {
    case ValueKind::kNumber:
      return Value::Number(value.number().Negated());
    case ValueKind::kDaysDuration:
      return Value::OfDaysDuration(Negated(value.days_duration()));
    case ValueKind::kMonthsDuration:
      return Value::OfMonthsDuration(Negated(value.months_duration()));
    case ValueKind::kNull:
      return NullOf(value, value, "-", evaluation, place);
    default:
      return Value::Error(
          evaluation.arena(),
          fmt::format("a {} has no negative", KindName(value.kind())), place);
  }
}

Value CompareValues(ComparisonOperator sign, const Value& a, const Value& b,
                    Evaluation& evaluation, const SourcePlace& place) {
  if (const std::optional<bool> holds = HoldsAtOnce(sign, a, b)) {
    return Value::Boolean(*holds);
  }
  const bool asks_equality = sign == ComparisonOperator::kEqual ||
                             sign == ComparisonOperator::kNotEqual;
  if (a.is_null() || b.is_null()) {
    const bool is_missing = a.is_missing() || b.is_missing();
    const bool is_error = a.is_error() || b.is_error();
    const bool asks_for_null = a.is_null() && b.is_null() && !is_error &&
                               !(a.is_missing() && b.is_missing());
    if (!asks_equality || (is_missing && !asks_for_null)) {
      return NullOf(a, b, OperatorText(sign), evaluation, place);
    }
  }
  if (a.is(ValueKind::kString) && b.is(ValueKind::kString)) {
    const size_t bytes = std::min(a.string().size(), b.string().size());
    evaluation.Step(static_cast<int64_t>(bytes / kBytesPerStep));
  }
  if (asks_equality) {
    if (const std::optional<bool> equal = Equal(a, b, &evaluation)) {
      return Value::Boolean(*equal == (sign == ComparisonOperator::kEqual));
    }
  } else if (const std::optional<int> order = Compare(a, b)) {
    return Value::Boolean(Fits(sign, *order));
  }
  return Value::Error(
      evaluation.arena(),
      fmt::format("{} and {} cannot be compared by `{}`", KindName(a.kind()),
                  KindName(b.kind()), OperatorText(sign)),
      place);
}

Decimal InSeconds(const DaysDuration& duration) {
  if (duration.nanoseconds == 0) return Decimal(duration.seconds);
  const std::optional<Decimal> fraction =
      Divide(Decimal(duration.nanoseconds), Decimal(kNanosecondsPerSecond));
  return *Add(Decimal(duration.seconds), *fraction);
}

std::optional<DaysDuration> DurationOfSeconds(const Decimal& seconds) {
  const std::optional<int64_t> whole = Whole(seconds);
  if (!whole) return std::nullopt;
  const std::optional<Decimal> rest = Subtract(seconds, Decimal(*whole));
  const std::optional<Decimal> nanoseconds =
      rest ? Multiply(*rest, Decimal(kNanosecondsPerSecond)) : rest;
  if (!nanoseconds) return std::nullopt;
  return DaysDuration{*whole,
                      static_cast<int32_t>(Whole(*nanoseconds).value_or(0))};
}

}  // namespace techflow::feel
