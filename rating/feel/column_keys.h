#ifndef TECHFLOW_RATING_FEEL_COLUMN_KEYS_H_
#define TECHFLOW_RATING_FEEL_COLUMN_KEYS_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "rating/feel/calendar.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// The values of a column in a form in which all are compared with another value
// in one go: each of a few words is asked once, and days are numbers. Whoever
// reads the column knows them on the way. What they point to lives as long as
// the column.
struct ColumnKeys {
  enum class Form : uint8_t {
    kNone,   // What the column holds is neither of these.
    kWords,  // A few texts, booleans and nulls that are no errors.
    kDays,   // Days, and nulls of one cause that are no errors.
  };

  static constexpr size_t kMostWords = 64;
  static constexpr int32_t kNoDay = std::numeric_limits<int32_t>::min();

  // A number for each day, in their order; nothing for years far away.
  static std::optional<int32_t> KeyOf(const Date& day) {
    constexpr int32_t kFarthestYear = 1'000'000;
    if (day.year < -kFarthestYear || day.year > kFarthestYear) return {};
    return day.year * 512 + day.month * 32 + day.day;
  }

  Form form = Form::kNone;
  // Of kWords: kMostWords or fewer, and for each row the place among them of
  // the one that it holds. Of nulls any stands for all of its cause.
  std::span<const Value> words;
  const uint8_t* places = nullptr;
  // Of kDays: for each row its key or kNoDay, and one of the nulls.
  const int32_t* days = nullptr;
  Value no_day;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_COLUMN_KEYS_H_
