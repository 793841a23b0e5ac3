#include "rating/feel/calendar_text.h"

#include <fmt/format.h>

#include <cstdlib>
#include <limits>

#include "absl/strings/ascii.h"

namespace techflow::feel {
namespace {

// Eats a text from its front.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char next() const { return rest_.empty() ? '\0' : rest_.front(); }
  std::string_view rest() const { return rest_; }

  bool Skip(char expected) {
    if (next() != expected || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // A run of digits; nothing unless its length is within the bounds. At most
  // 18 digits fit.
  std::optional<int64_t> Digits(size_t least, size_t most) {
    size_t count = 0;
    int64_t number = 0;
    while (count < rest_.size() && absl::ascii_isdigit(Byte(count))) {
      if (count == most) return std::nullopt;
      number = number * 10 + (rest_[count] - '0');
      ++count;
    }
    if (count < least) return std::nullopt;
    rest_.remove_prefix(count);
    return number;
  }

  // ".5" as nanoseconds, and 0 when there is no point. Nothing where digits
  // beyond the ninth say something; a duration's seconds may have none,
  // "PT0.S".
  std::optional<int64_t> Fraction() {
    if (!Skip('.')) return 0;
    int64_t nanoseconds = 0;
    size_t count = 0;
    for (; !rest_.empty() && absl::ascii_isdigit(Byte(0)); ++count) {
      if (count < 9) {
        nanoseconds = nanoseconds * 10 + (rest_[0] - '0');
      } else if (rest_[0] != '0') {
        return std::nullopt;
      }
      rest_.remove_prefix(1);
    }
    if (count == 0 && next() != 'S') return std::nullopt;
    for (; count < 9; ++count) nanoseconds *= 10;
    return nanoseconds;
  }

 private:
  unsigned char Byte(size_t i) const {
    return static_cast<unsigned char>(rest_[i]);
  }

  std::string_view rest_;
};

std::optional<Date> ReadDate(Reader& reader) {
  const bool negative = reader.Skip('-');
  const bool padded = reader.next() == '0';
  const size_t length_before = reader.rest().size();
  const std::optional<int64_t> year = reader.Digits(4, 9);
  // XML Schema forbids leading zeros in years of more than four digits.
  if (!year || (padded && length_before - reader.rest().size() > 4)) {
    return std::nullopt;
  }
  if (!reader.Skip('-')) return std::nullopt;
  const std::optional<int64_t> month = reader.Digits(2, 2);
  if (!month || !reader.Skip('-')) return std::nullopt;
  const std::optional<int64_t> day = reader.Digits(2, 2);
  if (!day) return std::nullopt;
  return MakeDate(negative ? -*year : *year, *month, *day);
}

struct DayTime {
  ClockTime clock;
  // The midnight is the next day's, "24:00:00".
  bool is_days_end = false;
};

std::optional<DayTime> ReadDayTime(Reader& reader) {
  const std::optional<int64_t> hour = reader.Digits(2, 2);
  if (!hour || !reader.Skip(':')) return std::nullopt;
  const std::optional<int64_t> minute = reader.Digits(2, 2);
  if (!minute || !reader.Skip(':')) return std::nullopt;
  const std::optional<int64_t> second = reader.Digits(2, 2);
  if (!second) return std::nullopt;
  const std::optional<int64_t> nanosecond = reader.Fraction();
  if (!nanosecond) return std::nullopt;
  const bool is_days_end = *hour == 24;
  const auto clock =
      MakeClockTime(is_days_end ? 0 : *hour, *minute, *second, *nanosecond);
  if (!clock || (is_days_end && *clock != ClockTime{})) return std::nullopt;
  return DayTime{*clock, is_days_end};
}

// Takes all that is left: nothing, Z, +hh:mm, +hh:mm:ss or @Area/City. XML
// Schema has no z, but the examples of DMN do.
std::optional<Zone> ReadZone(Reader& reader) {
  if (reader.at_end()) return Zone();
  if (reader.Skip('Z') || reader.Skip('z')) {
    return reader.at_end() ? std::optional(Zone::Utc()) : std::nullopt;
  }
  if (reader.Skip('@')) {
    const NamedZone* named = FindNamedZone(reader.rest());
    return named != nullptr ? std::optional(Zone::Named(named)) : std::nullopt;
  }
  const bool west = reader.next() == '-';
  if (!reader.Skip('+') && !reader.Skip('-')) return std::nullopt;
  const std::optional<int64_t> hours = reader.Digits(2, 2);
  if (!hours || !reader.Skip(':')) return std::nullopt;
  const std::optional<int64_t> minutes = reader.Digits(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::optional<int64_t> seconds = 0;
  if (reader.Skip(':')) seconds = reader.Digits(2, 2);
  if (!seconds || *seconds > 59 || !reader.at_end()) return std::nullopt;
  const int64_t offset = *hours * 3600 + *minutes * 60 + *seconds;
  if (offset > kMaxOffset) return std::nullopt;
  return Zone::Offset(static_cast<int32_t>(west ? -offset : offset));
}

std::string ToText(const ClockTime& clock) {
  std::string text =
      fmt::format("{:02}:{:02}:{:02}", clock.hour, clock.minute, clock.second);
  if (clock.nanosecond == 0) return text;
  std::string fraction = fmt::format("{:09}", clock.nanosecond);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return text + "." + fraction;
}

std::string ToText(const Zone& zone) {
  switch (zone.kind()) {
    case Zone::Kind::kNone:
      return "";
    case Zone::Kind::kNamed:
      return fmt::format("@{}", zone.name());
    case Zone::Kind::kOffset:
      break;
  }
  const int offset = zone.OffsetAtUtc(0);
  if (offset == 0) return "Z";
  const int size = std::abs(offset);
  std::string text = fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+',
                                 size / 3600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format(":{:02}", size % 60);
  return text;
}

// Adds `count` units of `unit` each; false on overflow.
bool AddUnits(int64_t count, int64_t unit, int64_t& total) {
  int64_t product;
  return !__builtin_mul_overflow(count, unit, &product) &&
         !__builtin_add_overflow(total, product, &total);
}

}  // namespace

std::optional<Date> ParseDate(std::string_view text) {
  Reader reader(text);
  const std::optional<Date> date = ReadDate(reader);
  return reader.at_end() ? date : std::nullopt;
}

std::optional<Time> ParseTime(std::string_view text) {
  Reader reader(text);
  const std::optional<DayTime> time = ReadDayTime(reader);
  const std::optional<Zone> zone = time ? ReadZone(reader) : std::nullopt;
  if (!zone) return std::nullopt;
  return Time{time->clock, *zone};
}

std::optional<DateAndTime> ParseDateAndTime(std::string_view text,
                                            bool allow_date_only) {
  Reader reader(text);
  const std::optional<Date> date = ReadDate(reader);
  if (!date) return std::nullopt;
  if (reader.at_end() && allow_date_only) return DateAndTime{*date, {}, {}};
  if (!reader.Skip('T')) return std::nullopt;
  const std::optional<DayTime> time = ReadDayTime(reader);
  const std::optional<Zone> zone = time ? ReadZone(reader) : std::nullopt;
  if (!zone) return std::nullopt;
  const std::optional<Date> day =
      time->is_days_end ? DateFromDayNumber(DayNumber(*date) + 1) : date;
  if (!day) return std::nullopt;
  return DateAndTime{*day, time->clock, *zone};
}

std::optional<DaysDuration> ParseDaysDuration(std::string_view text) {
  struct Unit {
    char letter;
    int64_t seconds;
  };
  constexpr Unit kUnits[] = {{'D', 86'400}, {'H', 3'600}, {'M', 60}, {'S', 1}};
  Reader reader(text);
  const bool negative = reader.Skip('-');
  if (!reader.Skip('P') || reader.at_end()) return std::nullopt;
  int64_t seconds = 0;
  int64_t nanoseconds = 0;
  size_t next_unit = 0;
  while (!reader.at_end()) {
    if (next_unit <= 1 && reader.Skip('T')) next_unit = 1;
    const std::optional<int64_t> count = reader.Digits(1, 18);
    if (!count) return std::nullopt;
    const bool has_fraction = reader.next() == '.';
    const std::optional<int64_t> fraction = reader.Fraction();
    if (!fraction) return std::nullopt;
    // Days stand before the T, all others behind it.
    const size_t last_unit = next_unit == 0 ? 1 : 4;
    while (next_unit < last_unit && kUnits[next_unit].letter != reader.next()) {
      ++next_unit;
    }
    if (next_unit == last_unit || (has_fraction && next_unit != 3) ||
        !AddUnits(*count, kUnits[next_unit].seconds, seconds)) {
      return std::nullopt;
    }
    reader.Skip(kUnits[next_unit++].letter);
    nanoseconds += *fraction;
    if (next_unit == 1 && !reader.at_end() && reader.next() != 'T') {
      return std::nullopt;
    }
  }
  const DaysDuration duration{seconds, static_cast<int32_t>(nanoseconds)};
  return negative ? Negated(duration) : duration;
}

std::optional<MonthsDuration> ParseMonthsDuration(std::string_view text) {
  Reader reader(text);
  const bool negative = reader.Skip('-');
  if (!reader.Skip('P') || reader.at_end()) return std::nullopt;
  int64_t months = 0;
  std::optional<int64_t> count = reader.Digits(1, 18);
  if (count && reader.Skip('Y')) {
    if (!AddUnits(*count, 12, months)) return std::nullopt;
    if (reader.at_end()) return MonthsDuration{negative ? -months : months};
    count = reader.Digits(1, 18);
  }
  if (!count || !reader.Skip('M') || !reader.at_end() ||
      !AddUnits(*count, 1, months)) {
    return std::nullopt;
  }
  return MonthsDuration{negative ? -months : months};
}

std::string ToText(const Date& date) {
  const int64_t year = date.year;
  return fmt::format("{}{:04}-{:02}-{:02}", year < 0 ? "-" : "",
                     year < 0 ? -year : year, date.month, date.day);
}

std::string ToText(const Time& time) {
  return ToText(time.clock) + ToText(time.zone);
}

std::string ToText(const DateAndTime& date_and_time) {
  return ToText(date_and_time.date) + "T" + ToText(date_and_time.clock) +
         ToText(date_and_time.zone);
}

std::string ToText(const DaysDuration& duration) {
  if (duration == DaysDuration{}) return "PT0S";
  const bool negative = duration.seconds < 0 || duration.nanoseconds < 0;
  const int64_t seconds = std::abs(duration.seconds);
  const int32_t nanoseconds = std::abs(duration.nanoseconds);
  std::string text = negative ? "-P" : "P";
  if (seconds >= 86'400) text += fmt::format("{}D", seconds / 86'400);
  if (seconds % 86'400 == 0 && nanoseconds == 0) return text;
  text += 'T';
  if (seconds / 3600 % 24 != 0) {
    text += fmt::format("{}H", seconds / 3600 % 24);
  }
  if (seconds / 60 % 60 != 0) text += fmt::format("{}M", seconds / 60 % 60);
  if (seconds % 60 == 0 && nanoseconds == 0) return text;
  text += fmt::format("{}", seconds % 60);
  if (nanoseconds != 0) {
    std::string fraction = fmt::format("{:09}", nanoseconds);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text += "." + fraction;
  }
  return text + "S";
}

std::string ToText(const MonthsDuration& duration) {
  if (duration.months == 0) return "P0M";
  const int64_t months = std::abs(duration.months);
  std::string text = duration.months < 0 ? "-P" : "P";
  if (months >= 12) text += fmt::format("{}Y", months / 12);
  if (months % 12 != 0) text += fmt::format("{}M", months % 12);
  return text;
}

}  // namespace techflow::feel
