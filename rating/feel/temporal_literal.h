#ifndef TECHFLOW_RATING_FEEL_TEMPORAL_LITERAL_H_
#define TECHFLOW_RATING_FEEL_TEMPORAL_LITERAL_H_

#include <optional>
#include <string_view>

#include "rating/feel/arena.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// The value of `@"text"`: a date, time, date and time or duration, whichever
// form the text has; nothing where it has none of them.
std::optional<Value> ParseTemporal(std::string_view text, Arena& arena);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_TEMPORAL_LITERAL_H_
