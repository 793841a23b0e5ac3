#include <algorithm>

#include "rating/feel/arithmetic.h"
#include "rating/feel/builtins.h"
#include "rating/feel/comparison.h"
#include "rating/feel/value_builder.h"

// Functions that make one value of a list (DMN 1.5, table 75). A missing item
// makes the result missing; an empty list has no aggregate, which is null.
namespace techflow::feel {
namespace {

using enum TypeKind;

// What keeps the items from being aggregated, if anything does: an error
// before what is missing before an item of another kind.
std::optional<Value> Obstacle(const BuiltinCall& call, ValueKind kind) {
  const std::span<const Value> items = call[0].list();
  const bool are_of_kind =
      std::all_of(items.begin(), items.end(),
                  [kind](const Value& item) { return item.is(kind); });
  if (are_of_kind) return std::nullopt;
  std::optional<Value> obstacle;
  for (const Value& item : items) {
    if (item.is_error()) return item;
    if (item.is_missing() && !obstacle) obstacle = item;
  }
  if (obstacle) return obstacle;
  for (const Value& item : items) {
    if (!item.is(kind)) {
      return call.Error(item.is_null() ? "an item is null"
                                       : "the items are of different kinds");
    }
  }
  return std::nullopt;
}

ValueKind FirstKind(std::span<const Value> items) {
  for (const Value& item : items) {
    if (!item.is_null()) return item.kind();
  }
  return ValueKind::kNumber;
}

// The item that comes before all others, where all are numbers.
template <ComparisonOperator kSign>
const Value* ExtremeNumber(std::span<const Value> items) {
  const Value* extreme = &items[0];
  for (const Value& item : items) {
    if (!item.is(ValueKind::kNumber)) return nullptr;
    if (Fits(kSign, item.number() <=> extreme->number())) extreme = &item;
  }
  return extreme;
}

template <ComparisonOperator kSign>
Value Extreme(const BuiltinCall& call) {
  const std::span<const Value> items = call[0].list();
  if (items.empty()) return call.Nothing("the list is empty");
  if (items[0].is(ValueKind::kNumber)) {
    const Value* const extreme = ExtremeNumber<kSign>(items);
    if (extreme != nullptr) return *extreme;
  }
  if (const auto obstacle = Obstacle(call, FirstKind(items))) return *obstacle;
  const Value* extreme = &items[0];
  for (const Value& item : items) {
    if (const std::optional<bool> holds = HoldsAtOnce(kSign, item, *extreme)) {
      if (*holds) extreme = &item;
      continue;
    }
    const Value better =
        CompareValues(kSign, item, *extreme, call.evaluation, call.place);
    if (better.is_null()) return better;
    if (better.is_true()) extreme = &item;
  }
  return *extreme;
}

// Nothing where an item is no number, or the result is none.
std::optional<Decimal> AccumulateNumbers(std::span<const Value> items,
                                         ArithmeticOperator sign) {
  if (!items[0].is(ValueKind::kNumber)) return std::nullopt;
  std::optional<Decimal> total = items[0].number();
  for (const Value& item : items.subspan(1)) {
    if (!item.is(ValueKind::kNumber)) return std::nullopt;
    total = CalculateNumbers(sign, *total, item.number());
    if (!total) break;
  }
  return total;
}

// Numbers, and for sum() also durations of one kind.
Value Accumulate(const BuiltinCall& call, ArithmeticOperator sign,
                 ValueKind kind) {
  const std::span<const Value> items = call[0].list();
  if (const auto number = AccumulateNumbers(items, sign)) {
    return Value::Number(*number);
  }
  if (const auto obstacle = Obstacle(call, kind)) return *obstacle;
  Value total = items[0];
  for (const Value& item : items.subspan(1)) {
    total = Calculate(sign, total, item, call.evaluation, call.place);
    if (total.is_null()) break;
  }
  return total;
}

Value Sum(const BuiltinCall& call) {
  if (call[0].list().empty()) return call.Nothing("the list is empty");
  const ValueKind kind = FirstKind(call[0].list());
  const bool is_duration =
      kind == ValueKind::kDaysDuration || kind == ValueKind::kMonthsDuration;
  return Accumulate(call, ArithmeticOperator::kAdd,
                    is_duration ? kind : ValueKind::kNumber);
}

Value Product(const BuiltinCall& call) {
  if (call[0].list().empty()) return call.Nothing("the list is empty");
  return Accumulate(call, ArithmeticOperator::kMultiply, ValueKind::kNumber);
}

Value CountOf(std::span<const Value> items) {
  return Value::Number(Decimal(static_cast<int64_t>(items.size())));
}

Value Mean(const BuiltinCall& call) {
  const Value sum = Sum(call);
  if (sum.is_null()) return sum;
  return Calculate(ArithmeticOperator::kDivide, sum, CountOf(call[0].list()),
                   call.evaluation, call.place);
}

// A copy of the items in their order.
std::span<Value> Sorted(const BuiltinCall& call) {
  const std::span<const Value> items = call[0].list();
  const std::span<Value> sorted = call.arena().NewArray<Value>(items.size());
  std::copy(items.begin(), items.end(), sorted.begin());
  std::stable_sort(
      sorted.begin(), sorted.end(),
      [](const Value& a, const Value& b) { return a.number() < b.number(); });
  return sorted;
}

Value Median(const BuiltinCall& call) {
  if (call[0].list().empty()) return call.Nothing("the list is empty");
  if (const auto obstacle = Obstacle(call, ValueKind::kNumber)) {
    return *obstacle;
  }
  const std::span<Value> sorted = Sorted(call);
  const size_t middle = sorted.size() / 2;
  if (sorted.size() % 2 == 1) return sorted[middle];
  const Value sum = Calculate(ArithmeticOperator::kAdd, sorted[middle - 1],
                              sorted[middle], call.evaluation, call.place);
  return Calculate(ArithmeticOperator::kDivide, sum, Value::Number(Decimal(2)),
                   call.evaluation, call.place);
}

// The standard deviation of a sample: the divisor is one less than the count.
Value StandardDeviation(const BuiltinCall& call) {
  const std::span<const Value> items = call[0].list();
  if (items.empty()) return call.Nothing("the list is empty");
  if (const auto obstacle = Obstacle(call, ValueKind::kNumber)) {
    return *obstacle;
  }
  if (items.size() < 2) return call.Error("one number has no deviation");
  const Value mean = Mean(call);
  if (mean.is_null()) return mean;
  std::optional<Decimal> squares = Decimal(0);
  for (const Value& item : items) {
    const auto distance = Subtract(item.number(), mean.number());
    const auto square = distance ? Multiply(*distance, *distance) : distance;
    squares = square ? Add(*squares, *square) : square;
    if (!squares) return call.Number(squares);
  }
  const auto variance =
      Divide(*squares, Decimal(static_cast<int64_t>(items.size()) - 1));
  return call.Number(variance ? SquareRoot(*variance) : variance);
}

// The numbers that occur most often, in ascending order.
Value Mode(const BuiltinCall& call) {
  if (const auto obstacle = Obstacle(call, ValueKind::kNumber)) {
    return *obstacle;
  }
  const std::span<Value> sorted = Sorted(call);
  ListBuilder modes(call.arena());
  size_t most = 0;
  size_t run = 0;
  for (size_t i = 0; i < sorted.size(); ++i) {
    const bool repeats = i > 0 && sorted[i].number() == sorted[i - 1].number();
    run = repeats ? run + 1 : 1;
    if (run > most) modes = ListBuilder(call.arena());
    if (run >= most) modes.Add(sorted[i]);
    most = std::max(most, run);
  }
  return modes.Build();
}

// Three-valued: `all` is false when an item is, `any` true when one is.
template <bool kAll>
Value Decide(const BuiltinCall& call) {
  Value result = Value::Boolean(kAll);
  for (const Value& item : call[0].list()) {
    if (kAll ? item.is_false() : item.is_true()) {
      return Value::Boolean(!kAll);
    }
    if (item.is(ValueKind::kBoolean) || result.is_error()) continue;
    if (item.is_error() || item.is_missing()) {
      result = item;
    } else if (!result.is_missing()) {
      result = call.Error("an item is not a boolean");
    }
  }
  return result;
}

constexpr Builtin Aggregate(std::string_view name,
                            Value (*call)(const BuiltinCall&),
                            Type (*result)(std::span<const Type>)) {
  return {.name = name,
          .signatures = {Takes({"list", kList})},
          .call = call,
          .result = result,
          .variadic = Variadic::kListOrItems};
}

constexpr Builtin kAggregateBuiltins[] = {
    Aggregate("min", Extreme<ComparisonOperator::kLess>, ItemOfFirst),
    Aggregate("max", Extreme<ComparisonOperator::kGreater>, ItemOfFirst),
    Aggregate("sum", Sum, ItemOfFirst),
    Aggregate("mean", Mean, ItemOfFirst),
    Aggregate("product", Product, Always<kNumber>),
    Aggregate("median", Median, Always<kNumber>),
    Aggregate("stddev", StandardDeviation, Always<kNumber>),
    Aggregate("mode", Mode, ListLikeFirst),
    Aggregate("all", Decide<true>, Always<kBoolean>),
    Aggregate("any", Decide<false>, Always<kBoolean>),
};

}  // namespace

std::span<const Builtin> AggregateBuiltins() { return kAggregateBuiltins; }

}  // namespace techflow::feel
