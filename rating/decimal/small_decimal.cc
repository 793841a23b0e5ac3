#include "rating/decimal/small_decimal.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "rating/decimal/decimal_kernel.h"

namespace techflow {
namespace {

constexpr Coefficient kLargestWord = std::numeric_limits<uint64_t>::max();

// So many digits a Coefficient holds, whatever they are; the sum of two such
// fits too.
constexpr int64_t kCoefficientDigits = 38;

// So many zeros behind the digits of any word still fit into a Coefficient.
constexpr int64_t kZerosAfterWord = 19;

// Of two words, which is one multiplication.
Coefficient Product(Coefficient a, Coefficient b) {
  return Coefficient{static_cast<uint64_t>(a)} * static_cast<uint64_t>(b);
}

// The same number with so many digits more in its coefficient; false where they
// may not fit.
bool Lengthen(DecimalParts& parts, int64_t count) {
  if (count <= kZerosAfterWord && parts.coefficient <= kLargestWord) {
    parts.coefficient =
        Product(parts.coefficient, kPowersOfTen[static_cast<size_t>(count)]);
  } else if (count < kCoefficientDigits &&
             CountDigits(parts.coefficient) + count <= kCoefficientDigits) {
    parts.coefficient *= kPowersOfTen[static_cast<size_t>(count)];
  } else {
    return false;
  }
  parts.exponent -= count;
  return true;
}

// Gives both the lower exponent; false where that may not fit.
bool Align(DecimalParts& a, DecimalParts& b) {
  const int64_t shift = a.exponent - b.exponent;
  if (shift == 0) return true;
  return shift > 0 ? Lengthen(a, shift) : Lengthen(b, -shift);
}

// Whether the digits left out make the last that is kept one more, half-even.
bool RoundsUp(Coefficient kept, Coefficient rest, Coefficient unit) {
  const Coefficient twice = rest * 2;
  return twice > unit || (twice == unit && kept % 2 == 1);
}

// A coefficient of more than 34 digits, shortened to those.
void ShortenToDecimal(DecimalParts& parts) {
  const int dropped = CountDigits(parts.coefficient) - kDecimalDigits;
  const Coefficient unit = kPowersOfTen[static_cast<size_t>(dropped)];
  const Coefficient kept = parts.coefficient / unit;
  const Coefficient rest = parts.coefficient - kept * unit;
  parts.coefficient = kept + (RoundsUp(kept, rest, unit) ? 1 : 0);
  parts.exponent += dropped;
  if (parts.coefficient == kPowersOfTen[kDecimalDigits]) {
    parts.coefficient = kPowersOfTen[kDecimalDigits - 1];
    ++parts.exponent;
  }
}

// Rounded to 34 digits; nothing where the exponent is out of range.
inline std::optional<Decimal> BuildRounded(DecimalParts parts) {
  if (parts.coefficient >= kPowersOfTen[kDecimalDigits]) {
    ShortenToDecimal(parts);
  }
  if (parts.exponent < kMinimumExponent || parts.exponent > kMaximumExponent) {
    return {};
  }
  return DecimalKernel::Build(parts);
}

// Takes away zeros at the end of the coefficient, `count` at most, which go to
// the exponent.
void DropZeros(Coefficient& coefficient, int count, int64_t& exponent) {
  for (int step = 16; step > 0; step /= 2) {
    while (count >= step) {
      const Coefficient unit = kPowersOfTen[static_cast<size_t>(step)];
      const Coefficient shorter =
          coefficient <= kLargestWord
              ? static_cast<uint64_t>(coefficient) / static_cast<uint64_t>(unit)
              : coefficient / unit;
      if (shorter * unit != coefficient) break;
      coefficient = shorter;
      exponent += step;
      count -= step;
    }
  }
}

// A quotient as far as it was computed, and what is left of the dividend.
struct LongDivision {
  Coefficient quotient;
  uint64_t rest;
  // Digits of the quotient after the point.
  int decimals;
};

// Digit after digit, as on paper, but 19 at a time, which keeps all in 128
// bits: until the quotient has 34 digits or nothing is left.
LongDivision DivideByWord(Coefficient dividend, uint64_t divisor) {
  const Coefficient whole = dividend <= kLargestWord
                                ? static_cast<uint64_t>(dividend) / divisor
                                : dividend / divisor;
  LongDivision division{
      whole,
      static_cast<uint64_t>(dividend) - static_cast<uint64_t>(whole) * divisor,
      0};
  int digits = CountDigits(division.quotient);
  while (division.rest != 0 && digits < kDecimalDigits) {
    const int count = std::min(kDecimalDigits - digits, 19);
    const Coefficient unit = kPowersOfTen[static_cast<size_t>(count)];
    const Coefficient scaled = division.rest * unit;
    const auto next = static_cast<uint64_t>(scaled / divisor);
    division.rest = static_cast<uint64_t>(scaled) - next * divisor;
    division.quotient = division.quotient * unit + next;
    division.decimals += count;
    digits = digits == 0 ? CountDigits(division.quotient) : digits + count;
  }
  return division;
}

}  // namespace

std::optional<std::strong_ordering> CompareSmall(const Decimal& a,
                                                 const Decimal& b) {
  DecimalParts left = DecimalKernel::Take(a);
  DecimalParts right = DecimalKernel::Take(b);
  // Zero has no sign, so different signs are different numbers.
  if (left.negative != right.negative) {
    return left.negative ? std::strong_ordering::less
                         : std::strong_ordering::greater;
  }
  if (!Align(left, right)) return {};
  return left.negative ? right.coefficient <=> left.coefficient
                       : left.coefficient <=> right.coefficient;
}

std::optional<Decimal> AddSmall(const Decimal& a, const Decimal& b) {
  DecimalParts left = DecimalKernel::Take(a);
  DecimalParts right = DecimalKernel::Take(b);
  if (!Align(left, right)) return {};
  if (left.negative == right.negative) {
    left.coefficient += right.coefficient;
    return BuildRounded(left);
  }
  if (left.coefficient < right.coefficient) std::swap(left, right);
  left.coefficient -= right.coefficient;
  return BuildRounded(left);
}

std::optional<Decimal> MultiplySmall(const Decimal& a, const Decimal& b) {
  const DecimalParts left = DecimalKernel::Take(a);
  const DecimalParts right = DecimalKernel::Take(b);
  const bool are_words =
      left.coefficient <= kLargestWord && right.coefficient <= kLargestWord;
  if (!are_words &&
      CountDigits(left.coefficient) + CountDigits(right.coefficient) >
          kCoefficientDigits) {
    return {};
  }
  const int64_t exponent = left.exponent + right.exponent;
  if (exponent < kMinimumExponent || exponent > kMaximumExponent) return {};
  const Coefficient product = are_words
                                  ? Product(left.coefficient, right.coefficient)
                                  : left.coefficient * right.coefficient;
  return BuildRounded({left.negative != right.negative, product, exponent});
}

std::optional<Decimal> DivideSmall(const Decimal& a, const Decimal& b) {
  const DecimalParts left = DecimalKernel::Take(a);
  const DecimalParts right = DecimalKernel::Take(b);
  if (right.coefficient == 0 || right.coefficient > kLargestWord) return {};
  const auto divisor = static_cast<uint64_t>(right.coefficient);
  LongDivision division = DivideByWord(left.coefficient, divisor);
  int64_t exponent = left.exponent - right.exponent - division.decimals;
  if (division.rest == 0) {
    // Exact: the exponent is as near to that of the operands as it can be.
    DropZeros(division.quotient, division.decimals, exponent);
  } else {
    if (RoundsUp(division.quotient, division.rest, divisor)) {
      ++division.quotient;
    }
    if (division.quotient == kPowersOfTen[kDecimalDigits]) {
      division.quotient = kPowersOfTen[kDecimalDigits - 1];
      ++exponent;
    }
  }
  if (exponent < kMinimumExponent || exponent > kMaximumExponent) return {};
  return DecimalKernel::Build(
      {left.negative != right.negative, division.quotient, exponent});
}

}  // namespace techflow
