#include "tests/rating/feel/reference/arithmetic.h"
#include "tests/rating/feel/reference/builtins.h"

namespace techflow::feel::reference {
namespace {

Value Rounded(const Arguments& call, Rounding rounding) {
  int scale = 0;
  if (call.size() > 1) {
    const std::optional<int64_t> given = call.NumberAt(1).ToInt64();
    if (!given) return call.evaluator.LeaveOpen("a scale that is not whole");
    if (*given < -6111 || *given > 6176) return Error();
    scale = static_cast<int>(*given);
  }
  const auto number = Round(call.NumberAt(0), scale, rounding);
  return number ? Value{*number} : Error();
}

Builtin RoundingBuiltin(const std::string& name, Rounding rounding,
                        bool scale_is_optional) {
  return {
      name,
      {{"n", "number"}, {"scale", "number", scale_is_optional}},
      [rounding](const Arguments& call) { return Rounded(call, rounding); }};
}

Value AbsoluteValue(const Arguments& call) {
  const Value& n = call[0];
  const bool is_negative = (n.Is<Decimal>() && n.As<Decimal>().is_negative()) ||
                           (n.Is<Seconds>() && n.As<Seconds>().count < 0) ||
                           (n.Is<Months>() && n.As<Months>().count < 0);
  return is_negative ? Negate(n) : n;
}

Value Remainder(const Arguments& call) {
  const auto rest = Modulo(call.NumberAt(0), call.NumberAt(1));
  return rest ? Value{*rest} : Error();
}

Value IsEven(const Arguments& call, bool even) {
  const std::optional<int64_t> number = call.NumberAt(0).ToInt64();
  if (!number) return call.evaluator.LeaveOpen("whether 1.5 is odd");
  return Boolean((*number % 2 == 0) == even);
}

}  // namespace

std::vector<Builtin> NumberBuiltins() {
  return {
      RoundingBuiltin("decimal", Rounding::kHalfEven, false),
      RoundingBuiltin("floor", Rounding::kFloor, true),
      RoundingBuiltin("ceiling", Rounding::kCeiling, true),
      RoundingBuiltin("round up", Rounding::kUp, false),
      RoundingBuiltin("round down", Rounding::kDown, false),
      RoundingBuiltin("round half up", Rounding::kHalfUp, false),
      RoundingBuiltin("round half down", Rounding::kHalfDown, false),
      {"abs", {{"n", "magnitude"}}, AbsoluteValue},
      {"modulo", {{"dividend", "number"}, {"divisor", "number"}}, Remainder},
      {"even",
       {{"number", "number"}},
       [](const Arguments& call) { return IsEven(call, true); }},
      {"odd",
       {{"number", "number"}},
       [](const Arguments& call) { return IsEven(call, false); }},
  };
}

}  // namespace techflow::feel::reference
