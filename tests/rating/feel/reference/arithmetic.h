#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_ARITHMETIC_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_ARITHMETIC_H_

#include <optional>
#include <string_view>

#include "tests/rating/feel/reference/value.h"

namespace techflow::feel::reference {

// a `operation` b for + - * / ** (DMN 1.5, tables 56 to 60). Nothing where the
// standard leaves the digits open: durations that are not whole, years outside
// 1 to 9999, powers that are not small integers.
std::optional<Value> Calculate(std::string_view operation, const Value& a,
                               const Value& b);

Value Negate(const Value& a);

int DaysInMonth(int year, int month);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_ARITHMETIC_H_
