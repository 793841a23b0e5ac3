#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "rating/decimal/decimal.h"
#include "rating/decimal/decimal_kernel.h"

namespace techflow {
namespace {

// A refused text may be of any length and any bytes; this much of it tells
// the reader which one it was.
constexpr size_t kQuotedBytes = 48;

// Far beyond every exponent that a text in memory could bring back into range
// with its own digits, and far from overflow.
constexpr int64_t kExponentLimit = int64_t{1} << 56;

absl::Status Refused(std::string_view text, const char* why) {
  const std::string start(text.substr(0, kQuotedBytes));
  const char* more = text.size() > kQuotedBytes ? "..." : "";
  return absl::InvalidArgumentError(
      absl::StrCat("\"", absl::CHexEscape(start), more, "\" ", why));
}

// Moves the digits at the front of `text` into the result.
std::string_view TakeDigits(std::string_view& text) {
  const char* const first = text.data();
  const char* const end = first + text.size();
  const char* last = first;
  while (last != end && static_cast<unsigned>(*last - '0') < 10) ++last;
  const auto length = static_cast<size_t>(last - first);
  text.remove_prefix(length);
  return {first, length};
}

bool TakeCharacter(std::string_view& text, char character) {
  if (text.empty() || text.front() != character) return false;
  text.remove_prefix(1);
  return true;
}

// `-12.50e3` is negative, "12", "50" and 3.
struct NumberText {
  bool negative = false;
  std::string_view integer;
  std::string_view fraction;
  int64_t exponent = 0;
};

// Nothing unless the whole of `text` is an exponent after its `e`.
std::optional<int64_t> ReadExponent(std::string_view text) {
  const bool negative = TakeCharacter(text, '-');
  if (!negative) TakeCharacter(text, '+');
  const std::string_view digits = TakeDigits(text);
  if (digits.empty() || !text.empty()) return {};
  int64_t exponent = 0;
  for (const char digit : digits) {
    exponent = std::min(exponent * 10 + (digit - '0'), kExponentLimit);
  }
  return negative ? -exponent : exponent;
}

std::optional<NumberText> Split(std::string_view text) {
  NumberText number;
  number.negative = TakeCharacter(text, '-');
  number.integer = TakeDigits(text);
  if (TakeCharacter(text, '.')) {
    number.fraction = TakeDigits(text);
    if (number.fraction.empty()) return {};
  }
  if (number.integer.empty() && number.fraction.empty()) return {};
  if (text.empty()) return number;
  if (!TakeCharacter(text, 'e') && !TakeCharacter(text, 'E')) return {};
  const std::optional<int64_t> exponent = ReadExponent(text);
  if (!exponent) return {};
  number.exponent = *exponent;
  return number;
}

// What a word holds of digits, whatever they are.
constexpr size_t kWordDigits = 18;

// Most numbers: digits that a word holds, with a point among them or without,
// and no exponent. Nothing for other texts, right or wrong.
std::optional<DecimalParts> ReadPlain(std::string_view text) {
  DecimalParts parts;
  parts.negative = TakeCharacter(text, '-');
  if (text.empty() || text.size() > kWordDigits) return {};
  uint64_t word = 0;
  const char* point = nullptr;
  for (const char& character : text) {
    const auto digit = static_cast<unsigned>(character - '0');
    if (digit < 10) {
      word = word * 10 + digit;
    } else if (character == '.' && point == nullptr) {
      point = &character;
    } else {
      return {};
    }
  }
  const char* const last = &text.back();
  if (point == last) return {};
  parts.coefficient = word;
  if (point != nullptr) parts.exponent = point - last;
  return parts;
}

// Appends digits to the coefficient. What comes after the 34th significant
// digit must be zeros, which go to the exponent; false otherwise.
bool AppendDigits(std::string_view digits, DecimalParts& parts) {
  for (const char digit : digits) {
    if (parts.coefficient < kPowersOfTen[kDecimalDigits - 1]) {
      parts.coefficient =
          parts.coefficient * 10 + static_cast<unsigned>(digit - '0');
    } else if (digit == '0') {
      ++parts.exponent;
    } else {
      return false;
    }
  }
  return true;
}

// "00", "01" and so on to "99", one behind the other.
constexpr std::array<char, 200> kPairs = [] {
  std::array<char, 200> pairs{};
  for (size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

// Writes the digits of a word so that they end at `end`; where they begin.
char* WriteDigits(uint64_t word, char* end) {
  for (; word >= 10; word /= 100) {
    const char* const pair = &kPairs[2 * (word % 100)];
    *--end = pair[1];
    *--end = pair[0];
  }
  if (word != 0) *--end = static_cast<char>('0' + word);
  return end;
}

// The same of a coefficient, of which one division leaves two words.
char* WriteDigits(Coefficient coefficient, char* end) {
  constexpr auto kWord = static_cast<uint64_t>(kPowersOfTen[kWordDigits]);
  if (coefficient < kWord) {
    return WriteDigits(static_cast<uint64_t>(coefficient), end);
  }
  const auto upper = static_cast<uint64_t>(coefficient / kWord);
  const auto lower = static_cast<uint64_t>(coefficient) - upper * kWord;
  char* const middle = end - kWordDigits;
  std::fill(middle, WriteDigits(lower, end), '0');
  return WriteDigits(upper, middle);
}

// Of a number with so many zeros between the point and its first digit, or
// fewer, all characters have room beside each other.
constexpr int64_t kMostZeros = 40;

// Any text; rare, so that it does not stand among what reads plain ones.
[[gnu::cold]] absl::StatusOr<Decimal> ReadGeneral(std::string_view text) {
  const std::optional<NumberText> number = Split(text);
  if (!number) return Refused(text, "is not a number");
  DecimalParts parts;
  parts.negative = number->negative;
  parts.exponent =
      number->exponent - static_cast<int64_t>(number->fraction.size());
  if (!AppendDigits(number->integer, parts) ||
      !AppendDigits(number->fraction, parts)) {
    return Refused(text, "has more than 34 significant digits");
  }
  const std::optional<Decimal> value = DecimalKernel::Build(parts);
  if (!value) return Refused(text, "is out of the range of a decimal");
  return *value;
}

}  // namespace

absl::StatusOr<Decimal> Decimal::Parse(std::string_view text) {
  if (const std::optional<DecimalParts> parts = ReadPlain(text)) {
    return *DecimalKernel::Build(*parts);
  }
  return ReadGeneral(text);
}

std::string Decimal::ToString() const {
  const DecimalParts parts = DecimalKernel::Take(*this);
  if (parts.coefficient == 0) return "0";
  std::array<char, kMostZeros + kDecimalDigits + 4> room;
  char* end = room.data() + room.size();
  char* begin = WriteDigits(parts.coefficient, end);
  int64_t exponent = parts.exponent;
  for (; exponent < 0 && end[-1] == '0'; ++exponent) --end;
  if (exponent >= 0) {
    if (parts.negative) *--begin = '-';
    std::string text(begin, end);
    text.append(static_cast<size_t>(exponent), '0');
    return text;
  }
  const int64_t zeros = -exponent - (end - begin);
  if (zeros > kMostZeros) {
    std::string text(parts.negative ? "-0." : "0.");
    text.append(static_cast<size_t>(zeros), '0').append(begin, end);
    return text;
  }
  if (zeros >= 0) {
    char* const first_digit = begin;
    begin -= zeros + 2;
    std::fill(begin, first_digit, '0');
    begin[1] = '.';
  } else {
    // The digits before the point make room for it.
    char* const point = end + exponent - 1;
    --begin;
    for (char* place = begin; place != point; ++place) *place = place[1];
    *point = '.';
  }
  if (parts.negative) *--begin = '-';
  return {begin, end};
}

}  // namespace techflow
