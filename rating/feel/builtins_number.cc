#include "rating/feel/builtins.h"

// Numbers (DMN 1.5, table 76) and not().
namespace techflow::feel {
namespace {

using enum TypeKind;

// The scale that rounding functions accept; decimal128 has no other.
constexpr int64_t kLeastScale = -6111;
constexpr int64_t kGreatestScale = 6176;

template <Rounding kRounding>
Value RoundTo(const BuiltinCall& call) {
  std::optional<Decimal> scale = Decimal(0);
  if (!call[1].is_null()) {
    scale = Round(call[1].number(), 0, Rounding::kDown);
  }
  const std::optional<int64_t> digits =
      scale ? scale->ToInt64() : std::optional<int64_t>();
  if (!digits || *digits < kLeastScale || *digits > kGreatestScale) {
    return call.Error("the scale is outside [-6111, 6176]");
  }
  const Decimal& number = call[0].number();
  // Where 34 digits cannot show so many decimals, the number has fewer of its
  // own, and rounding does not change it.
  return Value::Number(
      Round(number, static_cast<int>(*digits), kRounding).value_or(number));
}

using UnaryFunction = std::optional<Decimal> (*)(const Decimal&);

template <UnaryFunction kFunction>
Value Unary(const BuiltinCall& call) {
  return call.Number(kFunction(call[0].number()));
}

Value Absolute(const BuiltinCall& call) {
  const Value& value = call[0];
  switch (value.kind()) {
    case ValueKind::kNumber:
      return Value::Number(value.number().Absolute());
    case ValueKind::kDaysDuration:
      return value.days_duration() < DaysDuration{}
                 ? Value::OfDaysDuration(Negated(value.days_duration()))
                 : value;
    case ValueKind::kMonthsDuration:
      return value.months_duration().months < 0
                 ? Value::OfMonthsDuration({-value.months_duration().months})
                 : value;
    default:
      return call.Error("`n` must be a number or a duration");
  }
}

Value ModuloOf(const BuiltinCall& call) {
  if (call[1].number().is_zero()) return call.Error("division by zero");
  return call.Number(Modulo(call[0].number(), call[1].number()));
}

template <bool kOdd>
Value HasParity(const BuiltinCall& call) {
  const Decimal& number = call[0].number();
  const std::optional<Decimal> rest = Modulo(number, Decimal(2));
  if (!rest) return call.Number(rest);
  return Value::Boolean(*rest == Decimal(kOdd ? 1 : 0));
}

Value Not(const BuiltinCall& call) {
  if (call[0].is_null()) return call[0];
  return Value::Boolean(!call[0].boolean());
}

constexpr BuiltinSignature kRounding =
    Takes({"n", kNumber}, {"scale", kNumber});
constexpr BuiltinSignature kOptionalRounding =
    Takes({"n", kNumber}, {"scale", kNumber, true});
constexpr BuiltinSignature kOne = Takes({"number", kNumber});
constexpr auto kToNumber = Always<kNumber>;
constexpr auto kToBoolean = Always<kBoolean>;

constexpr Builtin kNumberBuiltins[] = {
    {"decimal", {kRounding}, RoundTo<Rounding::kHalfEven>, kToNumber},
    {"floor", {kOptionalRounding}, RoundTo<Rounding::kFloor>, kToNumber},
    {"ceiling", {kOptionalRounding}, RoundTo<Rounding::kCeiling>, kToNumber},
    {"round up", {kRounding}, RoundTo<Rounding::kUp>, kToNumber},
    {"round down", {kRounding}, RoundTo<Rounding::kDown>, kToNumber},
    {"round half up", {kRounding}, RoundTo<Rounding::kHalfUp>, kToNumber},
    {"round half down", {kRounding}, RoundTo<Rounding::kHalfDown>, kToNumber},
    {"abs", {Takes({.name = "n", .is_single = true})}, Absolute, ItemOfFirst},
    {"modulo",
     {Takes({"dividend", kNumber}, {"divisor", kNumber})},
     ModuloOf,
     kToNumber},
    {"sqrt", {kOne}, Unary<SquareRoot>, kToNumber},
    {"log", {kOne}, Unary<NaturalLogarithm>, kToNumber},
    {"exp", {kOne}, Unary<Exponential>, kToNumber},
    {"odd", {kOne}, HasParity<true>, kToBoolean},
    {"even", {kOne}, HasParity<false>, kToBoolean},
    {.name = "not",
     .signatures = {Takes({"negand", kBoolean})},
     .call = Not,
     .result = kToBoolean,
     .accepts_null = true},
};

}  // namespace

std::span<const Builtin> NumberBuiltins() { return kNumberBuiltins; }

}  // namespace techflow::feel
