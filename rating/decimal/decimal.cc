#include "rating/decimal/decimal.h"

// How libbidgcc000.a was compiled: arguments by value, and the rounding mode
// and the flags as arguments instead of globals.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

#include <limits>

#include "rating/decimal/decimal_kernel.h"
#include "rating/decimal/integer_power.h"
#include "rating/decimal/small_decimal.h"

namespace techflow {
namespace {

constexpr _IDEC_round kHalfEvenMode = 0;

BID_UINT128 ToBid(const Decimal& value) {
  BID_UINT128 bid;
  bid.w[0] = DecimalKernel::LowWord(value);
  bid.w[1] = DecimalKernel::HighWord(value);
  return bid;
}

// The flags of an operation say nothing that its result does not: overflow,
// a zero divisor and an invalid operation all end in an infinity or a NaN.
std::optional<Decimal> FromBid(const BID_UINT128& bid) {
  return DecimalKernel::FromWords(bid.w[0], bid.w[1]);
}

template <typename Operation, typename... Operands>
std::optional<Decimal> Rounded(Operation operation,
                               const Operands&... operands) {
  _IDEC_flags flags = 0;
  return FromBid(operation(ToBid(operands)..., kHalfEvenMode, &flags));
}

}  // namespace

bool Decimal::is_zero() const {
  return DecimalKernel::Take(*this).coefficient == 0;
}

bool Decimal::is_negative() const {
  return DecimalKernel::Take(*this).negative;
}

bool Decimal::is_integer() const {
  const DecimalParts parts = DecimalKernel::Take(*this);
  if (parts.exponent >= 0 || parts.coefficient == 0) return true;
  if (parts.exponent < -kDecimalDigits) return false;
  return parts.coefficient % kPowersOfTen[-parts.exponent] == 0;
}

std::optional<int64_t> Decimal::ToInt64() const {
  if (is_zero()) return 0;
  if (!is_integer()) return {};
  DecimalParts parts = DecimalKernel::Take(*this);
  // A nonzero integer times 10 ** 19 is beyond any int64_t.
  if (parts.exponent >= 19) return {};
  const bool scaled_up = parts.exponent >= 0;
  const Coefficient scale =
      kPowersOfTen[scaled_up ? parts.exponent : -parts.exponent];
  constexpr Coefficient kMost = std::numeric_limits<int64_t>::max();
  const Coefficient limit = kMost + (parts.negative ? 1 : 0);
  if (scaled_up && parts.coefficient > limit / scale) return {};
  const Coefficient magnitude =
      scaled_up ? parts.coefficient * scale : parts.coefficient / scale;
  if (magnitude > limit) return {};
  const auto word = static_cast<uint64_t>(magnitude);
  return static_cast<int64_t>(parts.negative ? -word : word);
}

Decimal Decimal::Negated() const {
  if (is_zero()) return *this;
  Decimal negated = *this;
  negated.high_ ^= uint64_t{1} << 63;
  return negated;
}

Decimal Decimal::Absolute() const { return is_negative() ? Negated() : *this; }

namespace library {

std::strong_ordering Compare(const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  if (bid128_quiet_equal(ToBid(a), ToBid(b), &flags) != 0) {
    return std::strong_ordering::equal;
  }
  return bid128_quiet_less(ToBid(a), ToBid(b), &flags) != 0
             ? std::strong_ordering::less
             : std::strong_ordering::greater;
}

std::optional<Decimal> Add(const Decimal& a, const Decimal& b) {
  return Rounded(bid128_add, a, b);
}

std::optional<Decimal> Subtract(const Decimal& a, const Decimal& b) {
  return Rounded(bid128_sub, a, b);
}

std::optional<Decimal> Multiply(const Decimal& a, const Decimal& b) {
  return Rounded(bid128_mul, a, b);
}

std::optional<Decimal> Divide(const Decimal& a, const Decimal& b) {
  return Rounded(bid128_div, a, b);
}

}  // namespace library

std::optional<Decimal> Modulo(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return {};
  _IDEC_flags flags = 0;
  // Exact, with the sign of `a`.
  const std::optional<Decimal> remainder =
      FromBid(bid128_fmod(ToBid(a), ToBid(b), &flags));
  if (!remainder || remainder->is_zero()) return remainder;
  if (remainder->is_negative() == b.is_negative()) return remainder;
  return Add(*remainder, b);
}

std::optional<Decimal> Power(const Decimal& base, const Decimal& exponent) {
  if (exponent.is_integer()) return IntegerPower(base, exponent);
  if (base.is_negative()) return {};
  return Rounded(bid128_pow, base, exponent);
}

std::optional<Decimal> SquareRoot(const Decimal& a) {
  return Rounded(bid128_sqrt, a);
}

std::optional<Decimal> Exponential(const Decimal& a) {
  return Rounded(bid128_exp, a);
}

std::optional<Decimal> NaturalLogarithm(const Decimal& a) {
  return Rounded(bid128_log, a);
}

}  // namespace techflow
