#ifndef TECHFLOW_RATING_DECIMAL_DECIMAL_KERNEL_H_
#define TECHFLOW_RATING_DECIMAL_DECIMAL_KERNEL_H_

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "rating/decimal/decimal.h"

namespace techflow {

// Wide enough for a coefficient of 34 digits (113 bits) and four digits more.
__extension__ typedef unsigned __int128 Coefficient;

inline constexpr int kDecimalDigits = 34;
inline constexpr int kMinimumExponent = -6176;
inline constexpr int kMaximumExponent = 6111;

// 10 ** n for n from 0 to 38, all that a Coefficient can hold.
inline constexpr std::array<Coefficient, 39> kPowersOfTen = [] {
  std::array<Coefficient, 39> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i)
    powers[i] = powers[i - 1] * 10;
  return powers;
}();

// The number of decimal digits; 0 has none.
inline int CountDigits(Coefficient coefficient) {
  const auto upper = static_cast<uint64_t>(coefficient >> 64);
  const auto lower = static_cast<uint64_t>(coefficient);
  const auto bits = static_cast<int>(upper != 0 ? 64 + std::bit_width(upper)
                                                : std::bit_width(lower));
  // So many digits all numbers of one bit less have: bits * log10(2), as a
  // fraction that is right up to 128 bits.
  const int digits = bits * 1233 / 4096;
  return digits +
         (coefficient >= kPowersOfTen[static_cast<size_t>(digits)] ? 1 : 0);
}

// coefficient * 10 ** exponent, with a sign.
struct DecimalParts {
  bool negative = false;
  Coefficient coefficient = 0;
  int64_t exponent = 0;
};

// The inside of a Decimal, for the sources of this folder only.
//
// A Decimal is kept in the binary encoding of IEEE 754-2008 (BID). Of its two
// forms only the one for coefficients below 2 ** 113 occurs, because
// 10 ** 34 < 2 ** 113:
//
//   high word: | sign 1 | exponent + 6176, 14 bits | coefficient, upper 49 |
//   low word:  | coefficient, lower 64                                     |
class DecimalKernel {
 public:
  DecimalKernel() = delete;

  static DecimalParts Take(const Decimal& value);

  // The value of the parts, whose coefficient has 34 digits or fewer. Moves
  // zeros between coefficient and exponent where the exponent alone is out of
  // range; nothing when the value is not exactly a Decimal.
  static std::optional<Decimal> Build(DecimalParts parts);

  // The number in an encoding that arithmetic returned; nothing for a NaN or
  // an infinity. Every zero becomes the one plain zero.
  static std::optional<Decimal> FromWords(uint64_t low, uint64_t high);
  static uint64_t LowWord(const Decimal& value) { return value.low_; }
  static uint64_t HighWord(const Decimal& value) { return value.high_; }

 private:
  static constexpr uint64_t kExponentMask = 0x3FFF;
  static_assert(Decimal::kZeroExponentBits == uint64_t{-kMinimumExponent}
                                                  << Decimal::kExponentShift);
  static_assert(Decimal::kLargestExponentBits ==
                uint64_t{kMaximumExponent - kMinimumExponent}
                    << Decimal::kExponentShift);

  static Decimal Pack(const DecimalParts& parts);
  // Build() where the exponent is out of range.
  static std::optional<Decimal> BuildShifted(DecimalParts parts);
};

inline DecimalParts DecimalKernel::Take(const Decimal& value) {
  const uint64_t biased =
      (value.high_ >> Decimal::kExponentShift) & kExponentMask;
  const Coefficient upper = value.high_ & Decimal::kUpperCoefficientMask;
  return {.negative = (value.high_ & Decimal::kSignBit) != 0,
          .coefficient = (upper << 64) | value.low_,
          .exponent = static_cast<int64_t>(biased) + kMinimumExponent};
}

inline Decimal DecimalKernel::Pack(const DecimalParts& parts) {
  const auto biased = static_cast<uint64_t>(parts.exponent - kMinimumExponent);
  Decimal value;
  value.low_ = static_cast<uint64_t>(parts.coefficient);
  value.high_ = (parts.negative ? Decimal::kSignBit : 0) |
                (biased << Decimal::kExponentShift) |
                static_cast<uint64_t>(parts.coefficient >> 64);
  return value;
}

inline std::optional<Decimal> DecimalKernel::Build(DecimalParts parts) {
  assert(parts.coefficient < kPowersOfTen[kDecimalDigits]);
  if (parts.coefficient == 0) return Decimal();
  if (parts.exponent < kMinimumExponent || parts.exponent > kMaximumExponent) {
    return BuildShifted(parts);
  }
  return Pack(parts);
}

}  // namespace techflow

#endif  // TECHFLOW_RATING_DECIMAL_DECIMAL_KERNEL_H_
