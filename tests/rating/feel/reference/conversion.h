#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_CONVERSION_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_CONVERSION_H_

#include "rating/feel/arena.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"
#include "tests/rating/feel/reference/value.h"

namespace techflow::feel::reference {

// The engine's value for one of the reference; functions become null.
feel::Value ToEngine(const Value& value, Arena& arena);

// The most that the engine may be told about a value before it sees it.
feel::Type TypeOf(const Value& value);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_CONVERSION_H_
