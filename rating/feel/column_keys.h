#ifndef TECHFLOW_RATING_FEEL_COLUMN_KEYS_H_
#define TECHFLOW_RATING_FEEL_COLUMN_KEYS_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "rating/feel/arena.h"
#include "rating/feel/calendar.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// The values of a column in a form in which all are compared with another value
// in one go: each of a few words is asked once, and days are numbers. Lives in
// an arena, with the column.
struct ColumnKeys {
  enum class Form : uint8_t {
    kNone,   // What the column holds is neither of these.
    kWords,  // A few texts, booleans and nulls that are no errors.
    kDays,   // Days, and nulls of one cause that are no errors.
  };

  static constexpr size_t kMostWords = 16;
  static constexpr int32_t kNoDay = std::numeric_limits<int32_t>::min();

  static ColumnKeys Of(std::span<const Value> column, Arena& arena);

  // A number for each day, in their order; nothing for years far away.
  static std::optional<int32_t> KeyOf(const Date& day);

  Form form = Form::kNone;
  // Of kWords: what the column holds, each once, texts by where they lie and
  // nulls by their cause; and for each row the place of its value among them.
  std::span<const Value> words;
  std::span<const uint8_t> places;
  // Of kDays: for each row its key or kNoDay, one of the days and one of the
  // nulls, if there is one.
  std::span<const int32_t> days;
  Value day;
  Value no_day;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_COLUMN_KEYS_H_
