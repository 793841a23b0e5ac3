#ifndef TECHFLOW_RATING_DECIMAL_DECIMAL_H_
#define TECHFLOW_RATING_DECIMAL_DECIMAL_H_

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace techflow {

// An exact decimal number: IEEE 754-2008 decimal128, 34 significant digits,
// rounding half-even. Always finite: there is no NaN, no infinity and no
// negative zero. A value, 16 bytes, trivially copyable; any thread.
//
// Two decimals that are numerically equal compare equal and print the same,
// whatever their inner scale (1.0 == 1.00).
class Decimal {
 public:
  // Zero.
  constexpr Decimal() = default;
  Decimal(int64_t integer);  // NOLINT(google-explicit-constructor): exact.

  // A binary fraction is not the decimal it looks like, and would lose its
  // digits after the point on the way to the constructor above.
  template <std::floating_point T>
  Decimal(T) = delete;

  // Reads `-12.5`, `.5`, `1.2e-7`, `1E+3`; no leading plus, no spaces, and a
  // point has a digit behind it. Never rounds: INVALID_ARGUMENT when the text
  // is not a number, has more than 34 significant digits (zeros at the end do
  // not count), or is out of range.
  static absl::StatusOr<Decimal> Parse(std::string_view text);

  // Plain digits without an exponent and without trailing zeros after the
  // point: "12.5", "-0.007", "0". Parse() reads it back to an equal value.
  std::string ToString() const;

  bool is_zero() const;
  bool is_negative() const;
  bool is_integer() const;
  // The value where it is an integer that fits; otherwise nothing.
  std::optional<int64_t> ToInt64() const;

  Decimal Negated() const;
  Decimal Absolute() const;

  friend bool operator==(const Decimal& a, const Decimal& b);
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);

 private:
  friend class DecimalKernel;
  friend std::optional<Decimal> Add(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> Subtract(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> Multiply(const Decimal& a, const Decimal& b);
  // Whatever their signs and scales.
  static std::strong_ordering Compare(const Decimal& a, const Decimal& b);

  // The parts of the high word; DecimalKernel draws it.
  static constexpr int kExponentShift = 49;
  static constexpr uint64_t kSignBit = uint64_t{1} << 63;
  static constexpr uint64_t kUpperCoefficientMask =
      (uint64_t{1} << kExponentShift) - 1;
  static constexpr uint64_t kZeroExponentBits = uint64_t{6176}
                                                << kExponentShift;
  static constexpr uint64_t kLargestExponentBits = uint64_t{12287}
                                                   << kExponentShift;

  // The BID encoding, low word first. Only this folder looks inside.
  uint64_t low_ = 0;
  uint64_t high_ = kZeroExponentBits;
};

inline Decimal::Decimal(int64_t integer)
    : low_(static_cast<uint64_t>(integer)) {
  if (integer >= 0) return;
  low_ = -low_;  // Unsigned, so that the lowest integer has a magnitude too.
  high_ |= kSignBit;
}

inline bool operator==(const Decimal& a, const Decimal& b) {
  return (a <=> b) == 0;
}

// Two decimals with the same high word have the same sign and scale, so that
// the low words tell: most comparisons of money.
inline std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.high_ != b.high_) return Decimal::Compare(a, b);
  return (a.high_ & Decimal::kSignBit) == 0 ? a.low_ <=> b.low_
                                            : b.low_ <=> a.low_;
}

// Each is correctly rounded to 34 digits; nothing when the result overflows
// (or, for Divide and Modulo, when the divisor is zero). A result too small for
// 34 digits has fewer, and below 5e-6177 it is zero, as IEEE 754 says.
std::optional<Decimal> Add(const Decimal& a, const Decimal& b);
std::optional<Decimal> Subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> Multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> Divide(const Decimal& a, const Decimal& b);
// The same in the general way; for the functions of these names alone.
std::optional<Decimal> AddInGeneral(const Decimal& a, const Decimal& b);
std::optional<Decimal> SubtractInGeneral(const Decimal& a, const Decimal& b);
std::optional<Decimal> MultiplyInGeneral(const Decimal& a, const Decimal& b);
// FEEL's modulo: a - b * floor(a / b), the sign of the divisor. Rounded once,
// at the end, and exact unless the signs differ and the scales are far apart.
std::optional<Decimal> Modulo(const Decimal& a, const Decimal& b);
// Exact for integer exponents (rounded once), however large, in less than a
// millisecond or so; x ** 0 is 1 for every x. Other exponents use the power of
// the kernel, which like its exp and ln is pinned by the engine version but not
// correctly rounded. Nothing where the result is not a finite real number.
std::optional<Decimal> Power(const Decimal& base, const Decimal& exponent);
std::optional<Decimal> SquareRoot(const Decimal& a);
std::optional<Decimal> Exponential(const Decimal& a);
std::optional<Decimal> NaturalLogarithm(const Decimal& a);

// One sign and one scale, and coefficients in a word: most sums of a rating.
inline std::optional<Decimal> Add(const Decimal& a, const Decimal& b) {
  Decimal sum = a;
  if (a.high_ != b.high_ || (a.high_ & Decimal::kUpperCoefficientMask) != 0 ||
      __builtin_add_overflow(a.low_, b.low_, &sum.low_)) {
    return AddInGeneral(a, b);
  }
  return sum;
}

// The same for differences, of which there is one zero.
inline std::optional<Decimal> Subtract(const Decimal& a, const Decimal& b) {
  if (a.high_ != b.high_ || (a.high_ & Decimal::kUpperCoefficientMask) != 0) {
    return SubtractInGeneral(a, b);
  }
  Decimal difference = a;
  if (a.low_ > b.low_) {
    difference.low_ = a.low_ - b.low_;
  } else if (a.low_ < b.low_) {
    difference.low_ = b.low_ - a.low_;
    difference.high_ ^= Decimal::kSignBit;
  } else {
    difference = Decimal();
  }
  return difference;
}

// Coefficients in a word, and so is their product: most products of a rating.
inline std::optional<Decimal> Multiply(const Decimal& a, const Decimal& b) {
  // Wraps around where it would be below the smallest exponent.
  const uint64_t exponent_bits = (a.high_ & ~Decimal::kSignBit) +
                                 (b.high_ & ~Decimal::kSignBit) -
                                 Decimal::kZeroExponentBits;
  Decimal product;
  if (((a.high_ | b.high_) & Decimal::kUpperCoefficientMask) != 0 ||
      exponent_bits > Decimal::kLargestExponentBits ||
      __builtin_mul_overflow(a.low_, b.low_, &product.low_)) {
    return MultiplyInGeneral(a, b);
  }
  // There is one zero.
  if (product.low_ != 0) {
    product.high_ = exponent_bits | ((a.high_ ^ b.high_) & Decimal::kSignBit);
  }
  return product;
}

// How a discarded half is treated, and where the rest goes.
enum class Rounding {
  kHalfEven,
  kHalfUp,    // Half away from zero.
  kHalfDown,  // Half towards zero.
  kUp,        // Away from zero.
  kDown,      // Towards zero.
  kFloor,
  kCeiling,
};

// `a` with `scale` digits after the point (negative: before it). Nothing when
// the result needs more than 34 digits or the scale is outside [-6111, 6176].
std::optional<Decimal> Round(const Decimal& a, int scale, Rounding rounding);

}  // namespace techflow

#endif  // TECHFLOW_RATING_DECIMAL_DECIMAL_H_
