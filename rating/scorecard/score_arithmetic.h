#ifndef TECHFLOW_RATING_SCORECARD_SCORE_ARITHMETIC_H_
#define TECHFLOW_RATING_SCORECARD_SCORE_ARITHMETIC_H_

#include <cassert>
#include <optional>

#include "rating/decimal/decimal.h"

// Arithmetic on points (0 to 100) and weights (0 to 1). Numbers of that size
// cannot overflow a decimal128, so these return a plain Decimal where the
// functions of rating/decimal return an optional. Pure; any thread.
namespace techflow::scorecard {

// Points, contributions and scores have at most this many digits after the
// point; what would have more is rounded half-even.
inline constexpr int kScoreDecimals = 6;

// Weights in a model have at most this many. With it every product below,
// weight × weight × weight × weight × points, fits into 34 digits and is exact.
inline constexpr int kWeightDecimals = 6;

// Weights of the score (dimension × indicator) are shown with this many, which
// is exact for those of the model and rounds half-even after reallocation.
inline constexpr int kShownWeightDecimals = 2 * kWeightDecimals;

inline Decimal Certain(const std::optional<Decimal>& result) {
  assert(result.has_value());
  return result.value_or(Decimal());
}
inline Decimal Plus(const Decimal& a, const Decimal& b) {
  return Certain(Add(a, b));
}
inline Decimal Minus(const Decimal& a, const Decimal& b) {
  return Certain(Subtract(a, b));
}
inline Decimal Times(const Decimal& a, const Decimal& b) {
  return Certain(Multiply(a, b));
}

// The same number, written with at least so many digits after the point.
// Numbers of one scale are added and compared like integers, which is why
// points and weights of a model are kept so.
Decimal WithDecimals(const Decimal& a, int decimals);

// `a` half-even with that many digits after the point.
Decimal RoundTo(const Decimal& a, int decimals);

// numerator / denominator, half-even with that many digits after the point,
// in a single rounding: the quotient is never rounded to 34 digits first.
// Neither is negative, the denominator is not zero, quotient × denominator
// fits into 34 digits, and there are at most 18 decimals.
Decimal DivideRounded(const Decimal& numerator, const Decimal& denominator,
                      int decimals);

// `a`, or the end of [low, high] that is nearer.
Decimal Bounded(const Decimal& a, const Decimal& low, const Decimal& high);

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_SCORE_ARITHMETIC_H_
