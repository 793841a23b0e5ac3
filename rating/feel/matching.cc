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

// Whether the input is on the right side of an end that is not given or known;
// nothing where it takes more to say.
std::optional<bool> FitsAtOnce(const Value& input, ComparisonOperator sign,
                               const Value& end, bool is_unbounded) {
  if (is_unbounded) return true;
  if (input.kind() != end.kind()) return std::nullopt;
  return HoldsAtOnce(sign, input, end);
}

}  // namespace

Value IsWithin(const Value& input, const Range& range, Evaluation& evaluation,
               const SourcePlace& place) {
  using enum ComparisonOperator;
  if (range.form != Range::Form::kInterval) {
    const auto sign = range.form == Range::Form::kPoint ? kEqual : kNotEqual;
    return CompareValues(sign, input, range.low, evaluation, place);
  }
  const auto low_sign = range.low_closed ? kGreaterOrEqual : kGreater;
  const auto high_sign = range.high_closed ? kLessOrEqual : kLess;
  const std::optional<bool> fits_low =
      FitsAtOnce(input, low_sign, range.low, range.low_unbounded);
  const std::optional<bool> fits_high =
      FitsAtOnce(input, high_sign, range.high, range.high_unbounded);
  if (fits_low && fits_high) return Value::Boolean(*fits_low && *fits_high);
  Value from_low = Value::Boolean(true);
  if (!range.low_unbounded) {
    from_low = CompareValues(low_sign, input, range.low, evaluation, place);
  }
  if (range.high_unbounded || from_low.is_null()) return from_low;
  const Value to_high =
      CompareValues(high_sign, input, range.high, evaluation, place);
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
