#include "rating/decimal/integer_power.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "rating/decimal/decimal_kernel.h"
#include "rating/decimal/wide_decimal.h"

namespace techflow {
namespace {

// Why this many digits are enough, and why it ends
//
// 1. Work. A base other than 1 and -1 is at least 10 ** -34 away from them, so
//    its logarithm to base 10 is at least 4.3e-35, and every exponent from
//    2 ** 127 on leads out of the range of a Decimal: larger ones are treated
//    as 2 ** 127. That is at most 127 squarings and as many multiplications.
// 2. Error. With n as the exponent and u = 10 ** -(9 * (limbs - 1)), a factor
//    of the power m is too small by at most (2m - 1) * u of itself: at most u
//    for the base (a reciprocal may be inexact), and a product adds the errors
//    of its factors and one u. So the result is too small by less than 2n * u
//    of itself: of its digits, all but the last 9 and those of 4n are known.
// 3. Exactness. A result that is exactly a Decimal, or exactly a half between
//    two, has 35 digits or fewer. It is a power of the coefficient, or of its
//    reciprocal when that ends (a power of 2 or of 5, with 79 digits or fewer),
//    and then nothing is cut off in 15 limbs. All others lie off the half, and
//    are found there once the digits reach: with 15 limbs at least 78 digits
//    can be trusted, 43 behind the half.
constexpr size_t kFirstLimbs = 15;
// No known input needs even the second attempt. This one leaves more than 400
// digits behind the half, a chance of 10 ** -400 to be wrong, and takes a few
// milliseconds at the most; an attempt without end would be worse.
constexpr size_t kLastLimbs = 60;

constexpr Coefficient kLargestExponent = Coefficient{1} << 127;

// Once an intermediate power is out of these bounds, so is the result: powers
// of the same base only move further away from 1.
constexpr int64_t kOverflowBound = 6200;
constexpr int64_t kUnderflowBound = -6300;

// The exponent's absolute value, or 2 ** 127 if that is less.
Coefficient Magnitude(const Decimal& exponent) {
  const DecimalParts parts = DecimalKernel::Take(exponent);
  Coefficient magnitude = parts.coefficient;
  if (parts.exponent < 0) return magnitude / kPowersOfTen[-parts.exponent];
  for (int64_t i = 0; i < parts.exponent && magnitude < kLargestExponent; ++i) {
    if (magnitude > kLargestExponent / 10) return kLargestExponent;
    magnitude *= 10;
  }
  return std::min(magnitude, kLargestExponent);
}

// 2 ** 127 is even, and so is every integer that Magnitude() replaces with it:
// with 34 digits they end in zeros.
bool IsOdd(const Decimal& exponent) { return Magnitude(exponent) % 2 == 1; }

// The first `count` digits as a number.
Coefficient Leading(std::string_view digits, int64_t count) {
  Coefficient leading = 0;
  for (const char digit : digits.substr(0, static_cast<size_t>(count))) {
    leading = leading * 10 + static_cast<unsigned>(digit - '0');
  }
  return leading;
}

// Whether what follows the kept digits is more than a half of the last of
// them, or a half when that makes it even. The true value is above an inexact
// one, so digits that show just a half mean more.
bool RoundsUp(std::string_view rest, bool exact, bool last_kept_is_odd) {
  if (rest.empty() || rest.front() < '5') return false;
  if (rest.front() > '5' || !exact) return true;
  return last_kept_is_odd || rest.find_first_not_of('0', 1) != rest.npos;
}

// Only `trusted` digits are known to be those of the true value, or, when they
// are followed by nines, of one below. That matters where they show a half
// minus the smallest amount.
bool IsDecided(std::string_view rest, int64_t trusted) {
  if (trusted <= 0) return false;
  const std::string_view known = rest.substr(0, static_cast<size_t>(trusted));
  return known.front() != '4' || known.find_first_not_of('9', 1) != known.npos;
}

PowerAttempt RoundToDecimal(const WideDecimal& wide, bool negative,
                            int64_t untrusted) {
  const std::string digits = wide.Digits();
  const auto length = static_cast<int64_t>(digits.size());
  // Fewer than 34 where the last digit would be below 10 ** -6176.
  const int64_t kept =
      std::min({int64_t{kDecimalDigits}, length,
                wide.LeadingExponent() - kMinimumExponent + 1});
  if (kept < 0) return {.value = Decimal(), .decided = true};
  const std::string_view rest =
      std::string_view(digits).substr(static_cast<size_t>(kept));
  DecimalParts parts = {.negative = negative,
                        .coefficient = Leading(digits, kept),
                        .exponent = wide.exponent() + length - kept};
  if (RoundsUp(rest, wide.exact(), parts.coefficient % 2 == 1)) {
    ++parts.coefficient;
  }
  if (parts.coefficient == kPowersOfTen[kDecimalDigits]) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  // An exact power has one scale, whatever the limbs that it was found with.
  const bool exact = wide.exact() && rest.find_first_not_of('0') == rest.npos;
  while (exact && parts.coefficient != 0 && parts.coefficient % 10 == 0) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  return {
      .value = DecimalKernel::Build(parts),
      .decided = wide.exact() || IsDecided(rest, length - kept - untrusted)};
}

}  // namespace

PowerAttempt TryIntegerPower(const Decimal& base, const Decimal& exponent,
                             size_t limbs) {
  DecimalParts parts = DecimalKernel::Take(base);
  // Without zeros at the end, reciprocals that end can be told and stay short.
  while (parts.coefficient % 10 == 0) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  const WideDecimal factor =
      exponent.is_negative()
          ? WideDecimal::Reciprocal(parts.coefficient, parts.exponent, limbs)
          : WideDecimal(parts.coefficient, parts.exponent);
  const Coefficient magnitude = Magnitude(exponent);
  int bit = 127;
  while (bit > 0 && ((magnitude >> bit) & 1) == 0) --bit;
  WideDecimal power = factor;
  while (--bit >= 0) {
    power = WideDecimal::Product(power, power, limbs);
    if (((magnitude >> bit) & 1) != 0) {
      power = WideDecimal::Product(power, factor, limbs);
    }
    if (power.LeadingExponent() > kOverflowBound) {
      return {.value = std::nullopt, .decided = true};
    }
    if (power.LeadingExponent() < kUnderflowBound) {
      return {.value = Decimal(), .decided = true};
    }
  }
  // 4n has one digit more than n at the most.
  const int64_t untrusted =
      WideDecimal::kLimbDigits + CountDigits(magnitude) + 1;
  return RoundToDecimal(power, parts.negative && IsOdd(exponent), untrusted);
}

std::optional<Decimal> IntegerPower(const Decimal& base,
                                    const Decimal& exponent) {
  if (exponent.is_zero()) return Decimal(1);
  if (base.is_zero()) {
    return exponent.is_negative() ? std::nullopt : std::optional(base);
  }
  for (size_t limbs = kFirstLimbs;; limbs *= 2) {
    const PowerAttempt attempt = TryIntegerPower(base, exponent, limbs);
    if (attempt.decided || limbs >= kLastLimbs) return attempt.value;
  }
}

}  // namespace techflow
