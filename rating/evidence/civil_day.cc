#include "rating/evidence/civil_day.h"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <system_error>

namespace techflow::evidence {
namespace {

constexpr std::string_view kPattern = "YYYY-MM-DD";

// Nothing unless all of `text` is digits.
std::optional<int> ParseDigits(std::string_view text) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value < 0) return std::nullopt;
  return value;
}

}  // namespace

bool IsRealDay(const v1::Date& date) {
  if (date.year() < 1 || date.year() > kLastYear || date.month() < 1 ||
      date.month() > 12 || date.day() < 1 || date.day() > 31) {
    return false;
  }
  // CivilDay carries 31 April over to 1 May, which is how it is found out.
  return ToCivilDay(date).day() == date.day();
}

absl::CivilDay ToCivilDay(const v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

v1::Date ToDate(const absl::CivilDay& day) {
  v1::Date date;
  date.set_year(static_cast<int>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

absl::CivilDay AddYears(const absl::CivilDay& day, int years) {
  return absl::CivilDay(day.year() + years, day.month(), day.day());
}

std::string DayText(const v1::Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(),
                     date.day());
}

std::optional<v1::Date> ParseDay(std::string_view text) {
  if (text.size() != kPattern.size() || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const std::optional<int> year = ParseDigits(text.substr(0, 4));
  const std::optional<int> month = ParseDigits(text.substr(5, 2));
  const std::optional<int> day = ParseDigits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  v1::Date date;
  date.set_year(*year);
  date.set_month(*month);
  date.set_day(*day);
  if (!IsRealDay(date)) return std::nullopt;
  return date;
}

}  // namespace techflow::evidence
