#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_PROPERTIES_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_PROPERTIES_H_

#include <string_view>

#include "tests/rating/feel/reference/value.h"

namespace techflow::feel::reference {

// value.member of a context, a day, a duration or a range (DMN 1.5, tables 64
// to 67).
Value Property(const Value& value, std::string_view member);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_PROPERTIES_H_
