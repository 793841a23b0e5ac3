#ifndef TECHFLOW_RATING_DECIMAL_INTEGER_POWER_H_
#define TECHFLOW_RATING_DECIMAL_INTEGER_POWER_H_

#include <cstddef>
#include <optional>

#include "rating/decimal/decimal.h"

namespace techflow {

// base ** exponent, correctly rounded, for an exponent that is an integer.
// Nothing when the result is too large, and for a negative power of zero.
std::optional<Decimal> IntegerPower(const Decimal& base,
                                    const Decimal& exponent);

// One attempt with intermediate results of `limbs` limbs (see WideDecimal).
struct PowerAttempt {
  // What the digits at hand round to.
  std::optional<Decimal> value;
  // Whether the digits that are not at hand could not change it.
  bool decided = false;
};

// Of a base that is not zero. IntegerPower() calls this until it is decided;
// apart only so that tests can see an undecided attempt.
PowerAttempt TryIntegerPower(const Decimal& base, const Decimal& exponent,
                             size_t limbs);

}  // namespace techflow

#endif  // TECHFLOW_RATING_DECIMAL_INTEGER_POWER_H_
