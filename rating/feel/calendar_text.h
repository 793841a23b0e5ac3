#ifndef TECHFLOW_RATING_FEEL_CALENDAR_TEXT_H_
#define TECHFLOW_RATING_FEEL_CALENDAR_TEXT_H_

#include <optional>
#include <string>
#include <string_view>

#include "rating/feel/calendar.h"

namespace techflow::feel {

// Reading the text forms of XML Schema and XPath that FEEL uses. Each returns
// nothing when the whole text is not exactly one such value: a fraction of a
// nanosecond is not cut off, and a zone is in the tz database.
//
// 24:00:00 is the midnight at the end of a day: of a time 00:00:00, of a date
// and time the next day's.
std::optional<Date> ParseDate(std::string_view text);
std::optional<Time> ParseTime(std::string_view text);
// A date alone counts as its midnight without a zone only where
// `allow_date_only` says so.
std::optional<DateAndTime> ParseDateAndTime(std::string_view text,
                                            bool allow_date_only);
// "P1DT2H", "-PT0.5S".
std::optional<DaysDuration> ParseDaysDuration(std::string_view text);
// "P1Y2M".
std::optional<MonthsDuration> ParseMonthsDuration(std::string_view text);

// The shortest text that reads back to an equal value: "2026-11-23",
// "10:30:00.5+02:00", "2026-11-23T10:30:00@Asia/Shanghai", "P1DT2H", "P1Y2M".
std::string ToText(const Date& date);
std::string ToText(const Time& time);
std::string ToText(const DateAndTime& date_and_time);
std::string ToText(const DaysDuration& duration);
std::string ToText(const MonthsDuration& duration);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_CALENDAR_TEXT_H_
