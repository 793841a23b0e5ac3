#include "tests/rating/feel/reference/properties.h"

namespace techflow::feel::reference {
namespace {

Value DayProperty(const Day& day, std::string_view member) {
  if (member == "year") return Number(day.year);
  if (member == "month") return Number(day.month);
  if (member == "day") return Number(day.day);
  return Error();
}

Value SecondsProperty(int64_t count, std::string_view member) {
  if (member == "days") return Number(count / 86400);
  if (member == "hours") return Number(count / 3600 % 24);
  if (member == "minutes") return Number(count / 60 % 60);
  if (member == "seconds") return Number(count % 60);
  return Error();
}

Value MonthsProperty(int64_t count, std::string_view member) {
  if (member == "years") return Number(count / 12);
  if (member == "months") return Number(count % 12);
  return Error();
}

Value RangeProperty(const Range& range, std::string_view member) {
  if (member == "start") return range.low.value;
  if (member == "end") return range.high.value;
  if (member == "start included") return Boolean(range.low.is_included);
  if (member == "end included") return Boolean(range.high.is_included);
  return Error();
}

}  // namespace

Value Property(const Value& value, std::string_view member) {
  if (value.Is<Context>()) {
    const Value* found = value.As<Context>().Find(member);
    return found == nullptr ? Error() : *found;
  }
  if (value.Is<Day>()) return DayProperty(value.As<Day>(), member);
  if (value.Is<Seconds>()) {
    return SecondsProperty(value.As<Seconds>().count, member);
  }
  if (value.Is<Months>()) {
    return MonthsProperty(value.As<Months>().count, member);
  }
  if (value.IsRange()) return RangeProperty(value.AsRange(), member);
  return value.IsNull() ? Error() : Error();
}

}  // namespace techflow::feel::reference
