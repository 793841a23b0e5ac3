#ifndef TECHFLOW_RATING_FEEL_COERCION_H_
#define TECHFLOW_RATING_FEEL_COERCION_H_

#include "rating/feel/arena.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// Whether the value belongs to the type; null belongs to Null and Any only.
bool IsInstance(const Value& value, const Type& type);

// The same, but that null may stand for anything: inside lists and contexts,
// and for Coerce(), which returns such a value as it is.
bool Conforms(const Value& value, const Type& type);

// The value as a parameter, an output or a variable of that type receives it
// (DMN 1.5, 10.3.2.9.4): itself where it conforms, or null; its one element
// where it is a list of one; a list of it where a list is asked for; midnight
// UTC where a date meets a date and time. Otherwise a null of cause kError that
// names both types.
Value Coerce(const Value& value, const Type& type, Arena& arena,
             const SourcePlace& place = {});

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_COERCION_H_
