#ifndef TECHFLOW_RATING_FEEL_COMPARISON_H_
#define TECHFLOW_RATING_FEEL_COMPARISON_H_

#include <optional>

#include "rating/feel/value.h"

namespace techflow::feel {

// FEEL's `=`, deep: null equals null only; nothing where the kinds differ and
// neither is null. Contexts are equal whatever the order of their entries.
// Recursion is bounded because values are only as deep as an expression.
std::optional<bool> Equal(const Value& a, const Value& b);

// The order behind `<`: negative, zero or positive. Nothing where the two have
// no order: different kinds, kinds without order, one with a zone and one
// without.
std::optional<int> Compare(const Value& a, const Value& b);

// FEEL's is(): the same kind, the same value, and for times the same zone.
bool IsSame(const Value& a, const Value& b);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_COMPARISON_H_
