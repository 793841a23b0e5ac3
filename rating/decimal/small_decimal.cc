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

// Of two words, which is one multiplication.
Coefficient Product(Coefficient a, Coefficient b) {
  return Coefficient{static_cast<uint64_t>(a)} * static_cast<uint64_t>(b);
}

// The same number with so many digits more in its coefficient, one at least;
// false where they may not fit.
inline bool Lengthen(DecimalParts& parts, int64_t count) {
  if (count > kCoefficientDigits ||
      parts.coefficient >=
          kPowersOfTen[static_cast<size_t>(kCoefficientDigits - count)]) {
    return false;
  }
  parts.coefficient *= kPowersOfTen[static_cast<size_t>(count)];
  parts.exponent -= count;
  return true;
}

// Gives both the lower exponent; false where that may not fit.
inline bool Align(DecimalParts& a, DecimalParts& b) {
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

// a * 10 ** scale against b, neither of which has more than 34 digits.
std::strong_ordering CompareScaled(Coefficient a, int64_t scale,
                                   Coefficient b) {
  if (a == 0 || b == 0) return a <=> b;
  if (scale >= kDecimalDigits) return std::strong_ordering::greater;
  const Coefficient unit = kPowersOfTen[static_cast<size_t>(scale)];
  const Coefficient quotient = b / unit;
  if (a != quotient) return a <=> quotient;
  return quotient * unit == b ? std::strong_ordering::equal
                              : std::strong_ordering::less;
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

std::strong_ordering Decimal::Compare(const Decimal& a, const Decimal& b) {
  const auto order = CompareSmall(a, b);
  if (order) return *order;
  // Of one sign, as CompareSmall left them.
  const DecimalParts left = DecimalKernel::Take(a);
  const DecimalParts right = DecimalKernel::Take(b);
  const std::strong_ordering magnitudes =
      left.exponent >= right.exponent
          ? CompareScaled(left.coefficient, left.exponent - right.exponent,
                          right.coefficient)
          : 0 <=> CompareScaled(right.coefficient,
                                right.exponent - left.exponent,
                                left.coefficient);
  return left.negative ? 0 <=> magnitudes : magnitudes;
}

std::optional<Decimal> AddInGeneral(const Decimal& a, const Decimal& b) {
  std::optional<Decimal> sum = AddSmall(a, b);
  if (!sum) sum = library::Add(a, b);
  return sum;
}

std::optional<Decimal> SubtractInGeneral(const Decimal& a, const Decimal& b) {
  std::optional<Decimal> difference = AddSmall(a, b.Negated());
  if (!difference) difference = library::Subtract(a, b);
  return difference;
}

std::optional<Decimal> MultiplyInGeneral(const Decimal& a, const Decimal& b) {
  std::optional<Decimal> product = MultiplySmall(a, b);
  if (!product) product = library::Multiply(a, b);
  return product;
}

std::optional<Decimal> Divide(const Decimal& a, const Decimal& b) {
  std::optional<Decimal> quotient = DivideSmall(a, b);
  if (!quotient) quotient = library::Divide(a, b);
  return quotient;
}

}  // namespace techflow
