#ifndef TECHFLOW_RATING_DECIMAL_WIDE_DECIMAL_H_
#define TECHFLOW_RATING_DECIMAL_WIDE_DECIMAL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "rating/decimal/decimal_kernel.h"

namespace techflow {

// A positive decimal with many more digits than a Decimal, for results in
// between. It is cut off, never rounded up, to a number of limbs of nine digits
// each, so an inexact one lies below the true value, by less than
// 10 ** -(9 * (limbs - 1)) of it for each operation.
class WideDecimal {
 public:
  static constexpr int kLimbDigits = 9;

  // coefficient * 10 ** exponent, exact. The coefficient is not zero.
  WideDecimal(Coefficient coefficient, int64_t exponent);

  // 1 / (coefficient * 10 ** exponent), of a coefficient between 1 and
  // 10 ** 34. An inexact result has exactly `limbs` limbs.
  static WideDecimal Reciprocal(Coefficient coefficient, int64_t exponent,
                                size_t limbs);

  // a * b, of factors with at most `limbs` limbs each. An inexact result, and
  // that includes one with an inexact factor, has exactly `limbs` limbs.
  static WideDecimal Product(const WideDecimal& a, const WideDecimal& b,
                             size_t limbs);

  // Whether nothing was ever cut off.
  bool exact() const { return exact_; }
  // The power of ten of the last digit, and that of the first one.
  int64_t exponent() const { return exponent_; }
  int64_t LeadingExponent() const;
  // All digits, the first of which is not 0.
  std::string Digits() const;

 private:
  WideDecimal() = default;
  // Cuts off low limbs until there are `limbs`, and drops zeros at the top.
  void Shorten(size_t limbs);

  std::vector<uint32_t> limbs_;  // Base 10 ** 9, lowest first, top not zero.
  int64_t exponent_ = 0;
  bool exact_ = true;
};

}  // namespace techflow

#endif  // TECHFLOW_RATING_DECIMAL_WIDE_DECIMAL_H_
