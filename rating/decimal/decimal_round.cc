#include <limits>

#include "rating/decimal/decimal.h"
#include "rating/decimal/decimal_kernel.h"

namespace techflow {
namespace {

// Where what is discarded lies, measured in the last digit that is kept.
enum class Discarded { kNothing, kLessThanHalf, kHalf, kMoreThanHalf };

struct Shortened {
  Coefficient kept = 0;
  Discarded discarded = Discarded::kNothing;
};

// Most coefficients fit into a word, where a division is many times cheaper.
Coefficient Quotient(Coefficient coefficient, Coefficient unit) {
  constexpr Coefficient kLargestWord = std::numeric_limits<uint64_t>::max();
  if (coefficient > kLargestWord) return coefficient / unit;
  if (unit > kLargestWord) return 0;
  return static_cast<uint64_t>(coefficient) / static_cast<uint64_t>(unit);
}

Shortened DropDigits(Coefficient coefficient, int64_t count) {
  if (count == 0 || coefficient == 0) return {.kept = coefficient};
  // Half of 10 ** 35 is already more than any coefficient.
  if (count > kDecimalDigits) return {.discarded = Discarded::kLessThanHalf};
  const Coefficient unit = kPowersOfTen[count];
  const Coefficient half = unit / 2;
  Shortened shortened = {.kept = Quotient(coefficient, unit)};
  const Coefficient rest = coefficient - shortened.kept * unit;
  if (rest == 0) return shortened;
  shortened.discarded = rest < half    ? Discarded::kLessThanHalf
                        : rest == half ? Discarded::kHalf
                                       : Discarded::kMoreThanHalf;
  return shortened;
}

// Whether the kept digits, taken without their sign, grow by one.
bool GoesAwayFromZero(const Shortened& shortened, bool negative,
                      Rounding rounding) {
  const Discarded discarded = shortened.discarded;
  if (discarded == Discarded::kNothing) return false;
  switch (rounding) {
    case Rounding::kUp:
      return true;
    case Rounding::kDown:
      return false;
    case Rounding::kFloor:
      return negative;
    case Rounding::kCeiling:
      return !negative;
    case Rounding::kHalfEven:
    case Rounding::kHalfUp:
    case Rounding::kHalfDown:
      break;
  }
  if (discarded != Discarded::kHalf)
    return discarded == Discarded::kMoreThanHalf;
  if (rounding == Rounding::kHalfEven) return shortened.kept % 2 == 1;
  return rounding == Rounding::kHalfUp;
}

}  // namespace

std::optional<Decimal> Round(const Decimal& a, int scale, Rounding rounding) {
  if (scale < -kMaximumExponent || scale > -kMinimumExponent) return {};
  DecimalParts parts = DecimalKernel::Take(a);
  if (parts.coefficient == 0) return a;
  const int64_t added = parts.exponent + scale;
  if (added >= 0) {
    // The value stays, but the digits asked for must exist.
    if (CountDigits(parts.coefficient) + added > kDecimalDigits) return {};
    return a;
  }
  const Shortened shortened = DropDigits(parts.coefficient, -added);
  parts.coefficient = shortened.kept;
  if (GoesAwayFromZero(shortened, parts.negative, rounding)) {
    ++parts.coefficient;
  }
  parts.exponent = -scale;
  return DecimalKernel::Build(parts);
}

}  // namespace techflow
