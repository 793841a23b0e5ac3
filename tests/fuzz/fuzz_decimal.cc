// The number parser and arithmetic: whatever is accepted, its own text gives
// the same number, zeros in front change nothing, and what must hold for two
// numbers, of one text each around a space, holds.

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "rating/decimal/decimal.h"

namespace {

using techflow::Decimal;
using techflow::Rounding;

void Require(bool holds) {
  if (!holds) std::abort();
}

std::optional<Decimal> Parse(std::string_view text) {
  const auto number = Decimal::Parse(text);
  return number.ok() ? std::optional(*number) : std::nullopt;
}

std::optional<Decimal> Read(std::string_view text) {
  const std::optional<Decimal> number = Parse(text);
  const bool negative = !text.empty() && text.front() == '-';
  const std::string digits(text.substr(negative ? 1 : 0));
  if (!negative) Require(Parse("-" + digits).has_value() == number.has_value());
  if (!number) return std::nullopt;
  Require(Parse(number->ToString()) == number);
  Require(Parse((negative ? "-00" : "00") + digits) == number);
  Require(Parse((negative ? "" : "-") + digits) == number->Negated());
  return number;
}

void CheckRounding(const Decimal& a, int scale) {
  const auto floor = Round(a, scale, Rounding::kFloor);
  const auto ceiling = Round(a, scale, Rounding::kCeiling);
  if (!floor || !ceiling) return;
  Require(*floor <= a && a <= *ceiling);
  for (const Rounding rounding :
       {Rounding::kHalfEven, Rounding::kHalfUp, Rounding::kHalfDown,
        Rounding::kUp, Rounding::kDown}) {
    const auto rounded = Round(a, scale, rounding);
    Require(rounded == floor || rounded == ceiling);
    Require(Round(*rounded, scale, Rounding::kUp) == rounded);
  }
}

void CheckPair(const Decimal& a, const Decimal& b) {
  Require(Add(a, b) == Add(b, a));
  Require(Multiply(a, b) == Multiply(b, a));
  const auto difference = Subtract(a, b);
  // Gradual underflow keeps every difference of different numbers.
  if (difference) {
    Require((*difference <=> Decimal()) == (a <=> b));
  }
  if (!b.is_zero()) {
    const auto rest = Modulo(a, b);
    Require(rest && rest->Absolute() <= b.Absolute());
    Require(rest->is_zero() || rest->is_negative() == b.is_negative());
  }
  Power(a, b);
  CheckRounding(a, static_cast<int>(b.ToInt64().value_or(2)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const size_t space = text.find(' ');
  const std::optional<Decimal> a = Read(text.substr(0, space));
  if (space == text.npos) return 0;
  const std::optional<Decimal> b = Read(text.substr(space + 1));
  if (a && b) CheckPair(*a, *b);
  return 0;
}
