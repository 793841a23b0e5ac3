#ifndef TECHFLOW_RATING_FEEL_PROPERTIES_H_
#define TECHFLOW_RATING_FEEL_PROPERTIES_H_

#include <optional>
#include <string_view>

#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// The properties of dates, times, durations and ranges: `.year`, `.days`,
// `.start included` (DMN 1.5, tables 65 to 67).

// Nothing where values of that type have no such property.
std::optional<Type> PropertyType(const Type& type, std::string_view property);

// Nothing where the value has no such property; null where it has one that is
// not set, as the offset of a local time.
std::optional<Value> PropertyOf(const Value& value, std::string_view property);

// How such a property of a day is read; a null pointer where days have none of
// that name. Whoever asks many days finds it once.
using DayProperty = Value (*)(const Date& day);
DayProperty FindDayProperty(std::string_view property);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_PROPERTIES_H_
