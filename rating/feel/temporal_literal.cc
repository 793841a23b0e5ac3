#include "rating/feel/temporal_literal.h"

#include "rating/feel/calendar_text.h"

namespace techflow::feel {

std::optional<Value> ParseTemporal(std::string_view text, Arena& arena) {
  if (const auto date = ParseDate(text)) return Value::OfDate(*date);
  if (const auto time = ParseTime(text)) return Value::OfTime(*time);
  if (const auto instant = ParseDateAndTime(text, false)) {
    return Value::OfDateAndTime(arena.New<DateAndTime>(*instant));
  }
  if (const auto duration = ParseDaysDuration(text)) {
    return Value::OfDaysDuration(*duration);
  }
  if (const auto duration = ParseMonthsDuration(text)) {
    return Value::OfMonthsDuration(*duration);
  }
  return std::nullopt;
}

}  // namespace techflow::feel
