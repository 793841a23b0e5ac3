#include "clients/cli/exact_number.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace techflow::cli {
namespace {

int Digit(char c) { return c - '0'; }
char Character(int digit) { return static_cast<char>('0' + digit); }

// Takes the zeros in front away.
std::string Stripped(std::string digits) {
  digits.erase(0, digits.find_first_not_of('0'));
  return digits;
}

bool IsSmaller(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::string Sum(const std::string& a, const std::string& b) {
  std::string sum;
  int carry = 0;
  for (size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
    int digit = carry;
    if (i < a.size()) digit += Digit(a[a.size() - 1 - i]);
    if (i < b.size()) digit += Digit(b[b.size() - 1 - i]);
    sum.push_back(Character(digit % 10));
    carry = digit / 10;
  }
  std::reverse(sum.begin(), sum.end());
  return sum;
}

// a - b, where a is not smaller.
std::string Difference(const std::string& a, const std::string& b) {
  std::string difference = a;
  int borrow = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    char& place = difference[a.size() - 1 - i];
    int digit = Digit(place) - borrow;
    if (i < b.size()) digit -= Digit(b[b.size() - 1 - i]);
    borrow = digit < 0 ? 1 : 0;
    place = Character(digit + 10 * borrow);
  }
  return Stripped(difference);
}

std::string Product(const std::string& a, const std::string& b) {
  std::vector<int> places(a.size() + b.size(), 0);
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;) {
      const int value = places[i + j + 1] + Digit(a[i]) * Digit(b[j]);
      places[i + j + 1] = value % 10;
      places[i + j] += value / 10;
    }
  }
  std::string product;
  for (const int place : places) product.push_back(Character(place));
  return Stripped(product);
}

// Moves the digits of "12.5" into `digits` and counts those after the point.
bool ReadDigits(std::string_view text, std::string& digits, int& decimals) {
  bool has_point = false;
  for (const char c : text) {
    if (c == '.' && !has_point) {
      has_point = true;
    } else if (absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      digits.push_back(c);
      if (has_point) ++decimals;
    } else {
      return false;
    }
  }
  return !digits.empty();
}

}  // namespace

ExactNumber::ExactNumber(bool negative, std::string digits, int decimals)
    : negative_(negative),
      digits_(Stripped(std::move(digits))),
      decimals_(decimals) {
  if (digits_.empty()) negative_ = false;
}

std::optional<ExactNumber> ExactNumber::Parse(std::string_view text) {
  if (text.size() > kMaxDigits) return std::nullopt;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  int exponent = 0;
  if (const size_t e = text.find_first_of("eE"); e != text.npos) {
    std::string_view power = text.substr(e + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    if (!absl::SimpleAtoi(absl::string_view(power.data(), power.size()),
                          &exponent) ||
        exponent > kMaxDigits || exponent < -kMaxDigits) {
      return std::nullopt;
    }
    text = text.substr(0, e);
  }
  std::string digits;
  int decimals = 0;
  if (!ReadDigits(text, digits, decimals)) return std::nullopt;
  decimals -= exponent;
  if (decimals < 0) {
    digits.append(static_cast<size_t>(-decimals), '0');
    decimals = 0;
  }
  if (decimals > kMaxDigits || digits.size() > kMaxDigits) return std::nullopt;
  return ExactNumber(negative, std::move(digits), decimals);
}

std::string ExactNumber::DigitsWith(int decimals) const {
  if (digits_.empty()) return "";
  return digits_ + std::string(static_cast<size_t>(decimals - decimals_), '0');
}

ExactNumber ExactNumber::operator-() const {
  return ExactNumber(!negative_, digits_, decimals_);
}

ExactNumber ExactNumber::operator+(const ExactNumber& other) const {
  const int decimals = std::max(decimals_, other.decimals_);
  const std::string a = DigitsWith(decimals);
  const std::string b = other.DigitsWith(decimals);
  if (negative_ == other.negative_) {
    return ExactNumber(negative_, Sum(a, b), decimals);
  }
  return IsSmaller(a, b)
             ? ExactNumber(other.negative_, Difference(b, a), decimals)
             : ExactNumber(negative_, Difference(a, b), decimals);
}

ExactNumber ExactNumber::operator-(const ExactNumber& other) const {
  return *this + -other;
}

ExactNumber ExactNumber::operator*(const ExactNumber& other) const {
  return ExactNumber(negative_ != other.negative_,
                     Product(digits_, other.digits_),
                     decimals_ + other.decimals_);
}

ExactNumber ExactNumber::Rounded(int decimals) const {
  if (decimals >= decimals_) {
    return ExactNumber(negative_, DigitsWith(decimals), decimals);
  }
  const size_t dropped = static_cast<size_t>(decimals_ - decimals);
  // A zero in front, so that there is always a digit before the cut.
  std::string digits = digits_;
  if (digits.size() <= dropped) {
    digits.insert(0, dropped + 1 - digits.size(), '0');
  }
  std::string kept = digits.substr(0, digits.size() - dropped);
  const std::string rest = digits.substr(digits.size() - dropped);
  std::string half(dropped, '0');
  half.front() = '5';
  const bool is_odd = Digit(kept.back()) % 2 == 1;
  if (rest > half || (rest == half && is_odd)) kept = Sum(kept, "1");
  return ExactNumber(negative_, std::move(kept), decimals);
}

ExactNumber ExactNumber::Trimmed() const {
  ExactNumber trimmed = *this;
  while (trimmed.decimals_ > 0 &&
         (trimmed.digits_.empty() || trimmed.digits_.back() == '0')) {
    if (!trimmed.digits_.empty()) trimmed.digits_.pop_back();
    --trimmed.decimals_;
  }
  return trimmed;
}

std::string ExactNumber::ToString() const {
  std::string text = digits_;
  const size_t decimals = static_cast<size_t>(decimals_);
  if (text.size() <= decimals) {
    text.insert(0, decimals + 1 - text.size(), '0');
  }
  if (decimals > 0) text.insert(text.size() - decimals, 1, '.');
  if (negative_) text.insert(0, 1, '-');
  return text;
}

std::string WithThousands(const std::string& number) {
  const size_t start = number.find_first_of("0123456789");
  if (start == std::string::npos || start > 1) return number;
  size_t end = number.find_first_not_of("0123456789", start);
  if (end == std::string::npos) end = number.size();
  std::string text = number;
  for (size_t place = end; place > start + 3;) {
    place -= 3;
    text.insert(place, 1, ',');
  }
  return text;
}

}  // namespace techflow::cli
