#include "rating/decimal/decimal_kernel.h"

#include <algorithm>
#include <cassert>

namespace techflow {
namespace {

constexpr uint64_t kSignBit = uint64_t{1} << 63;
// All of these bits are set in an infinity or a NaN and in no number.
constexpr uint64_t kSpecialBits = uint64_t{0x78} << 56;
constexpr int kExponentShift = 49;
constexpr uint64_t kExponentMask = 0x3FFF;
constexpr uint64_t kUpperCoefficientMask = (uint64_t{1} << kExponentShift) - 1;

}  // namespace

int CountDigits(Coefficient coefficient) {
  const auto above =
      std::upper_bound(kPowersOfTen.begin(), kPowersOfTen.end(), coefficient);
  return static_cast<int>(above - kPowersOfTen.begin());
}

DecimalParts DecimalKernel::Take(const Decimal& value) {
  const uint64_t biased = (value.high_ >> kExponentShift) & kExponentMask;
  const Coefficient upper = value.high_ & kUpperCoefficientMask;
  return {.negative = (value.high_ & kSignBit) != 0,
          .coefficient = (upper << 64) | value.low_,
          .exponent = static_cast<int64_t>(biased) + kMinimumExponent};
}

std::optional<Decimal> DecimalKernel::Build(DecimalParts parts) {
  assert(parts.coefficient < kPowersOfTen[kDecimalDigits]);
  if (parts.coefficient == 0) return Decimal();
  while (parts.exponent > kMaximumExponent) {
    if (parts.coefficient >= kPowersOfTen[kDecimalDigits - 1]) return {};
    parts.coefficient *= 10;
    --parts.exponent;
  }
  while (parts.exponent < kMinimumExponent) {
    if (parts.coefficient % 10 != 0) return {};
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  const auto biased = static_cast<uint64_t>(parts.exponent - kMinimumExponent);
  Decimal value;
  value.low_ = static_cast<uint64_t>(parts.coefficient);
  value.high_ = (parts.negative ? kSignBit : 0) | (biased << kExponentShift) |
                static_cast<uint64_t>(parts.coefficient >> 64);
  return value;
}

std::optional<Decimal> DecimalKernel::FromWords(uint64_t low, uint64_t high) {
  if ((high & kSpecialBits) == kSpecialBits) return {};
  if (low == 0 && (high & kUpperCoefficientMask) == 0) return Decimal();
  Decimal value;
  value.low_ = low;
  value.high_ = high;
  return value;
}

}  // namespace techflow
