#ifndef TECHFLOW_RATING_FEEL_RANGE_TEXT_H_
#define TECHFLOW_RATING_FEEL_RANGE_TEXT_H_

#include <optional>
#include <string_view>

#include "rating/feel/evaluation.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// Reads the text of a range as range() takes it (DMN 1.5, table 72):
// `[18..21)`,
// `]"a".."c"]`, `[@"2026-01-01"..date("2026-12-31")]`. Each end is a number, a
// string, `@"..."`, or a date, time, date and time or duration made from a
// string. An open end may be left out: `(..5]`. Nothing where the text is no
// such range, the ends are of different kinds, or they descend.
std::optional<Range> ParseRange(std::string_view text, Evaluation& evaluation);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_RANGE_TEXT_H_
