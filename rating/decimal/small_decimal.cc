#include "rating/decimal/small_decimal.h"

#include <algorithm>
#include <limits>

#include "rating/decimal/decimal_kernel.h"

namespace techflow {
namespace {

constexpr Coefficient kLargestWord = std::numeric_limits<uint64_t>::max();

// A word times 10 ** 14 is below 10 ** 34 / 5, so that also the sum of two
// such has 34 digits at most.
constexpr int64_t kMaxShift = 14;

// Two operands with one exponent, the lower of theirs.
struct Aligned {
  Coefficient a;
  Coefficient b;
  int64_t exponent;
};

bool AreWords(const DecimalParts& a, const DecimalParts& b) {
  return a.coefficient <= kLargestWord && b.coefficient <= kLargestWord;
}

std::optional<Aligned> Align(const DecimalParts& a, const DecimalParts& b) {
  const int64_t shift = a.exponent - b.exponent;
  if (!AreWords(a, b) || shift > kMaxShift || shift < -kMaxShift) return {};
  if (shift >= 0) {
    return Aligned{a.coefficient * kPowersOfTen[static_cast<size_t>(shift)],
                   b.coefficient, b.exponent};
  }
  return Aligned{a.coefficient,
                 b.coefficient * kPowersOfTen[static_cast<size_t>(-shift)],
                 a.exponent};
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
LongDivision DivideWords(uint64_t dividend, uint64_t divisor) {
  LongDivision division{dividend / divisor, dividend % divisor, 0};
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
  const DecimalParts left = DecimalKernel::Take(a);
  const DecimalParts right = DecimalKernel::Take(b);
  // Zero has no sign, so different signs are different numbers.
  if (left.negative != right.negative) {
    return left.negative ? std::strong_ordering::less
                         : std::strong_ordering::greater;
  }
  const std::optional<Aligned> aligned = Align(left, right);
  if (!aligned) return {};
  return left.negative ? aligned->b <=> aligned->a : aligned->a <=> aligned->b;
}

std::optional<Decimal> AddSmall(const Decimal& a, const Decimal& b) {
  const DecimalParts left = DecimalKernel::Take(a);
  const DecimalParts right = DecimalKernel::Take(b);
  const std::optional<Aligned> aligned = Align(left, right);
  if (!aligned) return {};
  if (left.negative == right.negative) {
    return DecimalKernel::Build(
        {left.negative, aligned->a + aligned->b, aligned->exponent});
  }
  if (aligned->a >= aligned->b) {
    return DecimalKernel::Build(
        {left.negative, aligned->a - aligned->b, aligned->exponent});
  }
  return DecimalKernel::Build(
      {right.negative, aligned->b - aligned->a, aligned->exponent});
}

std::optional<Decimal> MultiplySmall(const Decimal& a, const Decimal& b) {
  const DecimalParts left = DecimalKernel::Take(a);
  const DecimalParts right = DecimalKernel::Take(b);
  if (!AreWords(left, right)) return {};
  const Coefficient product = left.coefficient * right.coefficient;
  const int64_t exponent = left.exponent + right.exponent;
  if (product >= kPowersOfTen[kDecimalDigits] || exponent < kMinimumExponent ||
      exponent > kMaximumExponent) {
    return {};
  }
  return DecimalKernel::Build(
      {left.negative != right.negative, product, exponent});
}

std::optional<Decimal> DivideSmall(const Decimal& a, const Decimal& b) {
  const DecimalParts left = DecimalKernel::Take(a);
  const DecimalParts right = DecimalKernel::Take(b);
  if (!AreWords(left, right) || right.coefficient == 0) return {};
  const auto divisor = static_cast<uint64_t>(right.coefficient);
  LongDivision division =
      DivideWords(static_cast<uint64_t>(left.coefficient), divisor);
  int64_t exponent = left.exponent - right.exponent - division.decimals;
  if (division.rest == 0) {
    // Exact: the exponent is as near to that of the operands as it can be.
    DropZeros(division.quotient, division.decimals, exponent);
  } else {
    const Coefficient twice = Coefficient{division.rest} * 2;
    const bool is_odd = division.quotient % 2 == 1;
    if (twice > divisor || (twice == divisor && is_odd)) ++division.quotient;
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
