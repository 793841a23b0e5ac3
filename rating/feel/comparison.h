#ifndef TECHFLOW_RATING_FEEL_COMPARISON_H_
#define TECHFLOW_RATING_FEEL_COMPARISON_H_

#include <optional>

#include "rating/feel/value.h"

namespace techflow::feel {

class Evaluation;

// FEEL's `=`, deep: null equals null only; nothing where the kinds differ and
// neither is null, or the values nest too deep. Contexts are equal whatever
// the order of their entries. The work counts as steps of `evaluation`;
// without one, nothing also where it takes more than a million steps.
std::optional<bool> Equal(const Value& a, const Value& b,
                          Evaluation* evaluation = nullptr);

// The order behind `<`: negative, zero or positive. Nothing where the two have
// no order: different kinds, kinds without order. Of two times, one without a
// zone counts as if it had the offset of the other.
std::optional<int> Compare(const Value& a, const Value& b);

// FEEL's is(): the same kind, the same value, and for times the same zone.
bool IsSame(const Value& a, const Value& b, Evaluation& evaluation);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_COMPARISON_H_
