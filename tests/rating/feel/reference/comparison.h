#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_COMPARISON_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_COMPARISON_H_

#include <string_view>

#include "tests/rating/feel/reference/value.h"

// What comparing means (DMN 1.5, tables 50 to 55). Each answer is true, false
// or null.
namespace techflow::feel::reference {

Value And(const Value& a, const Value& b);
Value Or(const Value& a, const Value& b);
Value Not(const Value& a);

Value Equal(const Value& a, const Value& b);
// `comparison` is one of < <= > >=.
Value Compare(std::string_view comparison, const Value& a, const Value& b);
Value Within(const Value& value, const Range& range);

// Whether one of the items is equal to the value for sure.
bool Contains(const List& list, const Value& value);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_COMPARISON_H_
