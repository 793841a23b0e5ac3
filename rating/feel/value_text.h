#ifndef TECHFLOW_RATING_FEEL_VALUE_TEXT_H_
#define TECHFLOW_RATING_FEEL_VALUE_TEXT_H_

#include <cstddef>
#include <string>

#include "rating/feel/value.h"

namespace techflow::feel {

inline constexpr size_t kMaxTextBytes = 4096;

// The value as FEEL would write it, for traces and tests: `12.5`, `"a\"b"`,
// `[1, 2]`, `{a: 1, "b c": null}`, `@"2026-11-23"`, `[1..5)`, `null`. Equal
// values of one kind have one text, whatever their inner scale. Longer texts
// are cut at about `max_bytes` and end in `...`.
std::string ToText(const Value& value, size_t max_bytes = kMaxTextBytes);

// The value as FEEL's string() writes it: a string alone stands for itself,
// and temporal values have no @"".
std::string ToPlainText(const Value& value, size_t max_bytes = kMaxTextBytes);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_VALUE_TEXT_H_
