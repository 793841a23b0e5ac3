#include "rating/decimal/decimal_kernel.h"

namespace techflow {
namespace {

// All of these bits are set in an infinity or a NaN and in no number.
constexpr uint64_t kSpecialBits = uint64_t{0x78} << 56;

}  // namespace

std::optional<Decimal> DecimalKernel::BuildShifted(DecimalParts parts) {
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
  return Pack(parts);
}

std::optional<Decimal> DecimalKernel::FromWords(uint64_t low, uint64_t high) {
  if ((high & kSpecialBits) == kSpecialBits) return {};
  if (low == 0 && (high & Decimal::kUpperCoefficientMask) == 0)
    return Decimal();
  Decimal value;
  value.low_ = low;
  value.high_ = high;
  return value;
}

}  // namespace techflow
