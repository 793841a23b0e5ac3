// Every line of calendar_vectors.txt, which make_calendar_vectors.py writes
// with Python's datetime, and of calendar_vectors_far.txt, which
// MakeCalendarVectors.java writes with java.time.

#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/calendar.h"
#include "rating/feel/calendar_text.h"

namespace techflow::feel {
namespace {

using Arguments = std::span<const std::string>;

Date ReadDate(const std::string& text) {
  const std::optional<Date> date = ParseDate(text);
  EXPECT_TRUE(date) << text;
  return date.value_or(Date());
}

DateAndTime ReadInstant(const std::string& text) {
  const std::optional<DateAndTime> instant = ParseDateAndTime(text, false);
  EXPECT_TRUE(instant) << text;
  return instant.value_or(DateAndTime());
}

DaysDuration ReadDuration(const std::string& text) {
  const std::optional<DaysDuration> duration = ParseDaysDuration(text);
  EXPECT_TRUE(duration) << text;
  return duration.value_or(DaysDuration());
}

template <typename T>
std::string Shown(const std::optional<T>& value) {
  return value ? ToText(*value) : "null";
}

// The answers, where numbers and durations have one text only.
std::string Answer(const std::string& question, Arguments arguments) {
  if (question == "duration") return ToText(ReadDuration(arguments[0]));
  if (question == "difference") {
    return Shown(
        Difference(ReadInstant(arguments[0]), ReadInstant(arguments[1])));
  }
  if (question == "add_duration") {
    return Shown(
        AddDuration(ReadInstant(arguments[0]), ReadDuration(arguments[1])));
  }
  const Date date = ReadDate(arguments[0]);
  if (question == "day_number") return std::to_string(DayNumber(date));
  if (question == "weekday") return std::to_string(DayOfWeek(date));
  if (question == "day_of_year") return std::to_string(DayOfYear(date));
  if (question == "week_of_year") return std::to_string(WeekOfYear(date));
  if (question == "add_months") {
    return Shown(AddMonths(date, {std::stoll(arguments[1])}));
  }
  EXPECT_EQ(question, "months_between");
  return std::to_string(MonthsBetween(date, ReadDate(arguments[1])).months);
}

void CheckFile(const std::string& name, int least_lines) {
  std::ifstream file(TECHFLOW_SOURCE_DIR "/tests/rating/feel/" + name);
  std::map<std::string, int> counts;
  int line_number = 0;
  for (std::string line; std::getline(file, line);) {
    ++line_number;
    SCOPED_TRACE(testing::Message() << name << ":" << line_number);
    const std::vector<std::string> fields = absl::StrSplit(line, ' ');
    ASSERT_GE(fields.size(), 3u);
    ++counts[fields[0]];
    std::string expected = fields.back();
    if (fields[0] == "add_duration" && expected != "null") {
      // Fractions and offsets may be written in more than one way.
      expected = ToText(ReadInstant(expected));
    }
    const Arguments arguments(&fields[1], fields.size() - 2);
    EXPECT_EQ(Answer(fields[0], arguments), expected) << line;
    if (fields[0] == "day_number") {
      EXPECT_EQ(DateFromDayNumber(std::stoll(expected)), ReadDate(fields[1]));
    }
  }
  // A file cut short must not pass.
  EXPECT_GE(line_number, least_lines);
  EXPECT_THAT(counts, testing::SizeIs(9));
}

TEST(CalendarVectors, AgreeWithPython) {
  CheckFile("calendar_vectors.txt", 2'300);
}

TEST(CalendarVectors, AgreeWithJavaInAllYears) {
  CheckFile("calendar_vectors_far.txt", 3'400);
}

}  // namespace
}  // namespace techflow::feel
