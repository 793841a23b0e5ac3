#ifndef TECHFLOW_RATING_FEEL_COMPARISON_H_
#define TECHFLOW_RATING_FEEL_COMPARISON_H_

#include <cstddef>
#include <optional>

#include "rating/feel/syntax_tree.h"
#include "rating/feel/value.h"

namespace techflow::feel {

class Evaluation;

// So much text is compared in the time of a step.
inline constexpr size_t kBytesPerStep = 64;

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

// Whether an order of two values is one that `sign` asks for.
template <typename Order>
bool Fits(ComparisonOperator sign, Order order) {
  switch (sign) {
    case ComparisonOperator::kEqual:
      return order == 0;
    case ComparisonOperator::kNotEqual:
      return order != 0;
    case ComparisonOperator::kLess:
      return order < 0;
    case ComparisonOperator::kLessOrEqual:
      return order <= 0;
    case ComparisonOperator::kGreater:
      return order > 0;
    case ComparisonOperator::kGreaterOrEqual:
      return order >= 0;
  }
  return false;
}

// Whether `a sign b` holds, for the comparisons that rules are made of: two
// numbers, days, booleans or short strings, and a null that was written. What
// it does not know it leaves to CompareValues(), which says the same.
inline std::optional<bool> HoldsAtOnce(ComparisonOperator sign, const Value& a,
                                       const Value& b) {
  if (a.is(ValueKind::kNumber) && b.is(ValueKind::kNumber)) {
    return Fits(sign, a.number() <=> b.number());
  }
  const bool wants_equal = sign == ComparisonOperator::kEqual;
  const bool asks_equality =
      wants_equal || sign == ComparisonOperator::kNotEqual;
  if (a.kind() == b.kind()) {
    switch (a.kind()) {
      case ValueKind::kDate:
        return Fits(sign, a.date() <=> b.date());
      case ValueKind::kBoolean:
        if (!asks_equality) return std::nullopt;
        return (a.boolean() == b.boolean()) == wants_equal;
      case ValueKind::kString:
        // Longer ones count steps.
        if (!asks_equality || a.string().size() >= kBytesPerStep) {
          return std::nullopt;
        }
        return (a.string() == b.string()) == wants_equal;
      default:
        break;
    }
  }
  if (asks_equality && (a.is_explicit_null() || b.is_explicit_null())) {
    return (a.is_null() && b.is_null()) == wants_equal;
  }
  return std::nullopt;
}

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_COMPARISON_H_
