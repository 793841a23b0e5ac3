#include "rating/feel/matching.h"

#include "rating/feel/arithmetic.h"
#include "rating/feel/comparison.h"

namespace techflow::feel {
namespace {

Value MatchesItem(const Value& input, std::span<const Value> items,
                  Evaluation& evaluation, const SourcePlace& place) {
  if (!evaluation.Step(static_cast<int64_t>(items.size()))) return {};
  Value undecided = Value::Boolean(false);
  for (const Value& item : items) {
    // What cannot be compared with an item is simply not that item.
    const bool is_range = item.is(ValueKind::kRange);
    if (is_range && !input.is(ValueKind::kRange)) {
      const Value within = IsWithin(input, item.range(), evaluation, place);
      if (within.is_true()) return within;
      if (within.is_missing()) undecided = within;
    } else if (input.is_missing() || item.is_missing()) {
      const Value equal = CompareValues(ComparisonOperator::kEqual, input, item,
                                        evaluation, place);
      if (equal.is_true()) return equal;
      if (equal.is_null() && !undecided.is_error()) undecided = equal;
    } else if (Equal(input, item, &evaluation).value_or(false)) {
      return Value::Boolean(true);
    }
  }
  return undecided;
}

}  // namespace

Value IsWithin(const Value& input, const Range& range, Evaluation& evaluation,
               const SourcePlace& place) {
  using enum ComparisonOperator;
  if (range.form != Range::Form::kInterval) {
    const auto sign = range.form == Range::Form::kPoint ? kEqual : kNotEqual;
    return CompareValues(sign, input, range.low, evaluation, place);
  }
  Value from_low = Value::Boolean(true);
  if (!range.low_unbounded) {
    from_low = CompareValues(range.low_closed ? kGreaterOrEqual : kGreater,
                             input, range.low, evaluation, place);
  }
  if (range.high_unbounded || from_low.is_null()) return from_low;
  const Value to_high = CompareValues(range.high_closed ? kLessOrEqual : kLess,
                                      input, range.high, evaluation, place);
  return to_high.is_null() || from_low.is_true() ? to_high : from_low;
}

Value Matches(const Value& input, const Value& tested, Evaluation& evaluation,
              const SourcePlace& place) {
  if (tested.is(ValueKind::kRange) && !input.is(ValueKind::kRange)) {
    return IsWithin(input, tested.range(), evaluation, place);
  }
  if (tested.is(ValueKind::kList)) {
    if (input.is(ValueKind::kList) &&
        Equal(input, tested, &evaluation).value_or(false)) {
      return Value::Boolean(true);
    }
    return MatchesItem(input, tested.list(), evaluation, place);
  }
  // A test that went wrong matches nothing, not even null.
  if (tested.is_error() || tested.is_missing()) return tested;
  return CompareValues(ComparisonOperator::kEqual, input, tested, evaluation,
                       place);
}

}  // namespace techflow::feel
