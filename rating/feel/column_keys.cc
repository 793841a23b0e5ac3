#include "rating/feel/column_keys.h"

#include <array>

namespace techflow::feel {
namespace {

// Far from overflow, and from any day that evidence has.
constexpr int32_t kFarthestYear = 1'000'000;

// Whether two nulls that are no errors answer every comparison alike.
bool AreAlike(const Value& a, const Value& b) {
  return a.is_missing() == b.is_missing();
}

// Whether two words are the same one; not always where they are equal.
bool AreOneWord(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::kString:
      return a.string().data() == b.string().data() &&
             a.string().size() == b.string().size();
    case ValueKind::kBoolean:
      return a.boolean() == b.boolean();
    default:
      return AreAlike(a, b);
  }
}

bool IsWord(const Value& value) {
  return value.is(ValueKind::kString) || value.is(ValueKind::kBoolean) ||
         (value.is_null() && !value.is_error());
}

std::optional<ColumnKeys> AsWords(std::span<const Value> column, Arena& arena) {
  std::array<Value, ColumnKeys::kMostWords> words;
  size_t count = 0;
  const std::span<uint8_t> places = arena.NewRoom<uint8_t>(column.size());
  size_t place = 0;  // That of the row before, which most rows share.
  for (size_t row = 0; row < column.size(); ++row) {
    const Value& value = column[row];
    if (!IsWord(value)) return std::nullopt;
    if (count == 0 || !AreOneWord(words[place], value)) {
      place = 0;
      while (place < count && !AreOneWord(words[place], value)) ++place;
      if (place == words.size()) return std::nullopt;
      if (place == count) words[count++] = value;
    }
    places[row] = static_cast<uint8_t>(place);
  }
  ColumnKeys keys;
  keys.form = ColumnKeys::Form::kWords;
  const std::span<Value> kept = arena.NewRoom<Value>(count);
  std::copy_n(words.begin(), count, kept.begin());
  keys.words = kept;
  keys.places = places;
  return keys;
}

std::optional<ColumnKeys> AsDays(std::span<const Value> column, Arena& arena) {
  ColumnKeys keys;
  bool has_null = false;
  const std::span<int32_t> days = arena.NewRoom<int32_t>(column.size());
  for (size_t row = 0; row < column.size(); ++row) {
    const Value& value = column[row];
    if (value.is(ValueKind::kDate)) {
      const std::optional<int32_t> key = ColumnKeys::KeyOf(value.date());
      if (!key) return std::nullopt;
      days[row] = *key;
      keys.day = value;
      continue;
    }
    if (!value.is_null() || value.is_error()) return std::nullopt;
    if (has_null && !AreAlike(keys.no_day, value)) return std::nullopt;
    days[row] = ColumnKeys::kNoDay;
    keys.no_day = value;
    has_null = true;
  }
  keys.form = ColumnKeys::Form::kDays;
  keys.days = days;
  return keys;
}

}  // namespace

std::optional<int32_t> ColumnKeys::KeyOf(const Date& day) {
  if (day.year < -kFarthestYear || day.year > kFarthestYear) return {};
  return day.year * 512 + day.month * 32 + day.day;
}

ColumnKeys ColumnKeys::Of(std::span<const Value> column, Arena& arena) {
  // The first value that is not null tells which of the two it may be.
  for (const Value& value : column) {
    if (value.is_null()) continue;
    const auto keys = value.is(ValueKind::kDate) ? AsDays(column, arena)
                                                 : AsWords(column, arena);
    return keys.value_or(ColumnKeys());
  }
  return AsWords(column, arena).value_or(ColumnKeys());
}

}  // namespace techflow::feel
