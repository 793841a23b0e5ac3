#include "rating/evidence/identifiers.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace techflow::evidence {
namespace {

// GB 32100-2015; the place of a character is its value. I, O, S, V and Z are
// left out because they look like digits or other letters.
constexpr std::string_view kCreditCodeAlphabet =
    "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr size_t kCreditCodeLength = 18;
constexpr size_t kOrganisationCodeStart = 8;
constexpr size_t kOrganisationCodeLength = 9;

// GB 11714-1997.
constexpr std::array<int, 8> kOrganisationWeights = {3, 7, 9, 10, 5, 8, 4, 2};

// ZC 0006-2003; the older, shorter number uses the first eight.
constexpr std::array<int, 12> kApplicationWeights = {2, 3, 4, 5, 6, 7,
                                                     8, 9, 2, 3, 4, 5};
constexpr size_t kLongNumberDigits = 12;
constexpr size_t kShortNumberDigits = 8;
constexpr int kFirstYearOfShortNumbers = 1985;
constexpr int kFirstYearOfLongNumbers = 2003;

bool AreDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= '0' && c <= '9';
  });
}

bool AreCapitals(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c >= 'A' && c <= 'Z';
  });
}

int DigitsValue(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

// A digit is itself, A is 10 and Z is 35; -1 for anything else.
int OrganisationValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return -1;
}

// The fifth digit (the third of the older form) says what was applied for; 8
// and 9 came through the Patent Cooperation Treaty.
v1::PatentType TypeOfDigit(char digit) {
  switch (digit) {
    case '1':
    case '8':
      return v1::PATENT_TYPE_INVENTION;
    case '2':
    case '9':
      return v1::PATENT_TYPE_UTILITY_MODEL;
    case '3':
      return v1::PATENT_TYPE_DESIGN;
    default:
      return v1::PATENT_TYPE_UNSPECIFIED;
  }
}

// The year that a number's digits begin with; 0 where there is no such year.
int YearOfNumber(std::string_view digits) {
  if (digits.size() == kLongNumberDigits) {
    const int year = DigitsValue(digits.substr(0, 4));
    return year >= kFirstYearOfLongNumbers ? year : 0;
  }
  const int two_digits = DigitsValue(digits.substr(0, 2));
  const int year = two_digits + (two_digits >= 85 ? 1900 : 2000);
  return year >= kFirstYearOfShortNumbers && year <= kFirstYearOfLongNumbers
             ? year
             : 0;
}

}  // namespace

bool IsOrganisationCode(std::string_view text) {
  if (text.size() != kOrganisationCodeLength) return false;
  int sum = 0;
  for (size_t i = 0; i < kOrganisationWeights.size(); ++i) {
    const int value = OrganisationValue(text[i]);
    if (value < 0) return false;
    sum += value * kOrganisationWeights[i];
  }
  const int check = 11 - sum % 11;
  const char expected = check == 10   ? 'X'
                        : check == 11 ? '0'
                                      : static_cast<char>('0' + check);
  return text.back() == expected;
}

CreditCode ReadCreditCode(std::string_view text) {
  CreditCode code;
  if (text.size() != kCreditCodeLength || !AreDigits(text.substr(2, 6))) {
    return code;
  }
  int sum = 0;
  int weight = 1;
  for (size_t i = 0; i < kCreditCodeLength; ++i) {
    const size_t value = kCreditCodeAlphabet.find(text[i]);
    if (value == std::string_view::npos) return code;
    if (i + 1 == kCreditCodeLength) break;
    sum += static_cast<int>(value) * weight;
    weight = weight * 3 % 31;
  }
  code.expected_check =
      kCreditCodeAlphabet[static_cast<size_t>((31 - sum % 31) % 31)];
  code.state = text.back() == code.expected_check
                   ? IdentifierState::kOk
                   : IdentifierState::kCheckDiffers;
  code.organisation_code_agrees = IsOrganisationCode(
      text.substr(kOrganisationCodeStart, kOrganisationCodeLength));
  return code;
}

ChineseApplicationNumber ReadChineseApplicationNumber(std::string_view text) {
  ChineseApplicationNumber number;
  if (text.starts_with("CN") || text.starts_with("ZL")) text.remove_prefix(2);
  if (text.size() < kShortNumberDigits + 1) return number;
  const char check = text.back();
  if (check != 'X' && !AreDigits({&check, 1})) return number;
  std::string_view digits = text.substr(0, text.size() - 1);
  if (digits.ends_with('.')) digits.remove_suffix(1);
  const bool is_long = digits.size() == kLongNumberDigits;
  if (!is_long && digits.size() != kShortNumberDigits) return number;
  if (!AreDigits(digits)) return number;
  number.year = YearOfNumber(digits);
  number.type = TypeOfDigit(digits[is_long ? 4 : 2]);
  if (number.year == 0 || number.type == v1::PATENT_TYPE_UNSPECIFIED) {
    return number;
  }
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    sum += (digits[i] - '0') * kApplicationWeights[i];
  }
  number.expected_check =
      sum % 11 == 10 ? 'X' : static_cast<char>('0' + sum % 11);
  number.state = check == number.expected_check
                     ? IdentifierState::kOk
                     : IdentifierState::kCheckDiffers;
  number.canonical = digits;
  number.canonical += {'.', check};
  return number;
}

bool IsIpcClass(std::string_view text) {
  if (text.size() < 4 || text[0] < 'A' || text[0] > 'H' ||
      !AreDigits(text.substr(1, 2)) || !AreCapitals(text.substr(3, 1))) {
    return false;
  }
  text.remove_prefix(4);
  if (text.empty()) return true;
  while (text.starts_with(' ')) text.remove_prefix(1);
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view group = text.substr(0, slash);
  const std::string_view subgroup = text.substr(slash + 1);
  return AreDigits(group) && group.size() <= 4 && AreDigits(subgroup) &&
         subgroup.size() >= 2 && subgroup.size() <= 6;
}

bool IsIndustryCode(std::string_view text) {
  if (text.empty() || text[0] < 'A' || text[0] > 'T') return false;
  return text.size() == 1 || (text.size() <= 5 && AreDigits(text.substr(1)));
}

bool IsForeignIndustryCode(std::string_view text) {
  const size_t colon = text.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         colon + 1 < text.size() && text.find(' ') == std::string_view::npos;
}

bool IsCurrencyCode(std::string_view text) {
  return text.size() == 3 && AreCapitals(text);
}

bool IsCountryOrOfficeCode(std::string_view text) {
  return text.size() == 2 && AreCapitals(text);
}

bool IsRegionCode(std::string_view text) {
  return text.size() == 6 && AreDigits(text) && text[0] != '0';
}

}  // namespace techflow::evidence
