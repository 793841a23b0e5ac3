#include "rating/scorecard/score_arithmetic.h"

#include <cstdint>
#include <optional>

namespace techflow::scorecard {
namespace {

// 10 to the power of -decimals.
Decimal UnitOf(int decimals) {
  int64_t parts = 1;
  for (int i = 0; i < decimals; ++i) parts *= 10;
  return Certain(Divide(Decimal(1), Decimal(parts)));
}

}  // namespace

Decimal WithDecimals(const Decimal& a, int decimals) {
  // A sum has the smaller scale of the two.
  const Decimal unit = UnitOf(decimals);
  return Minus(Plus(a, unit), unit);
}

Decimal RoundTo(const Decimal& a, int decimals) {
  return Certain(Round(a, decimals, Rounding::kHalfEven));
}

Decimal DivideRounded(const Decimal& numerator, const Decimal& denominator,
                      int decimals) {
  if (denominator == Decimal(1)) return RoundTo(numerator, decimals);
  const Decimal quotient = Certain(Divide(numerator, denominator));
  const Decimal below = Certain(Round(quotient, decimals, Rounding::kDown));
  // Exact, so the comparison below sees a true half even where the quotient's
  // 34 digits do not.
  const Decimal rest = Minus(numerator, Times(below, denominator));
  const Decimal unit = UnitOf(decimals);
  const Decimal twice_rest = Plus(rest, rest);
  const Decimal one_more = Times(unit, denominator);
  if (twice_rest < one_more) return below;
  const Decimal above = Plus(below, unit);
  if (twice_rest > one_more) return above;
  const std::optional<Decimal> odd = Modulo(below, Plus(unit, unit));
  return Certain(odd).is_zero() ? below : above;
}

Decimal Bounded(const Decimal& a, const Decimal& low, const Decimal& high) {
  if (a < low) return low;
  return a > high ? high : a;
}

}  // namespace techflow::scorecard
