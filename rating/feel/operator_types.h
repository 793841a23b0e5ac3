#ifndef TECHFLOW_RATING_FEEL_OPERATOR_TYPES_H_
#define TECHFLOW_RATING_FEEL_OPERATOR_TYPES_H_

#include <optional>

#include "rating/feel/syntax_tree.h"
#include "rating/feel/type.h"

namespace techflow::feel {

// What operators take and give, as far as types tell (DMN 1.5, tables 50 to
// 61).

// Whether values of the type have an order; those of an unknown type may.
bool HasOrder(const Type& type);
// Any, or the type of null: nothing can be said before it is evaluated.
bool IsUnknown(const Type& type);
bool IsDuration(const Type& type);

// The type of the result; nothing where there can be none.
std::optional<Type> ArithmeticType(ArithmeticOperator sign, const Type& a,
                                   const Type& b);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_OPERATOR_TYPES_H_
