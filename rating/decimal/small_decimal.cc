#include "rating/decimal/small_decimal.h"

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

}  // namespace techflow
