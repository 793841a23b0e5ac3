#include <algorithm>

#include "rating/feel/builtins.h"
#include "rating/feel/comparison.h"
#include "rating/feel/function.h"
#include "rating/feel/invocation.h"

// sort() (DMN 1.5, table 80).
namespace techflow::feel {
namespace {

using enum TypeKind;

// Whether one item stands before another, by the caller's function or by their
// own order. The first answer that is no boolean is kept and ends the sort.
class Order {
 public:
  explicit Order(const BuiltinCall& call)
      : call_(call),
        precedes_(call[1].is_null() ? nullptr : &call[1].function()) {}

  bool Precedes(const Value& a, const Value& b) {
    if (problem_.is_null() || !call_.evaluation.Step()) return false;
    if (precedes_ == nullptr) {
      const std::optional<int> order = Compare(a, b);
      if (!order) problem_ = NoOrder(a, b);
      return order.value_or(0) < 0;
    }
    const Value arguments[] = {a, b};
    const Value answer =
        Invoke(call_.evaluation, *precedes_, arguments, call_.place);
    if (answer.is(ValueKind::kBoolean)) return answer.boolean();
    problem_ = answer.is_null() ? answer
                                : call_.Error("`precedes` is not a condition");
    return false;
  }

  // Null when the items could not be sorted.
  const Value& problem() const { return problem_; }

 private:
  // What is not known has a place that is not known.
  Value NoOrder(const Value& a, const Value& b) const {
    for (const Value* item : {&a, &b}) {
      if (item->is_missing() || item->is_error()) return *item;
    }
    return call_.Error("the items have no order");
  }

  const BuiltinCall& call_;
  const Function* precedes_;
  Value problem_ = Value::Boolean(true);
};

// A merge sort of our own: it is stable, and unlike the library's it stays
// within its bounds when a model's function contradicts itself.
void MergeSort(std::span<Value> items, std::span<Value> spare, Order& order) {
  if (items.size() < 2) return;
  const size_t middle = items.size() / 2;
  const std::span<Value> left = items.first(middle);
  const std::span<Value> right = items.subspan(middle);
  MergeSort(left, spare.first(middle), order);
  MergeSort(right, spare.subspan(middle), order);
  size_t from_left = 0;
  size_t from_right = 0;
  for (Value& next : spare) {
    const bool takes_right =
        from_left == left.size() ||
        (from_right < right.size() &&
         order.Precedes(right[from_right], left[from_left]));
    next = takes_right ? right[from_right++] : left[from_left++];
  }
  std::copy(spare.begin(), spare.end(), items.begin());
}

Value Sort(const BuiltinCall& call) {
  const std::span<const Value> items = call[0].list();
  const std::span<Value> sorted = call.arena().NewArray<Value>(items.size());
  const std::span<Value> spare = call.arena().NewArray<Value>(items.size());
  std::copy(items.begin(), items.end(), sorted.begin());
  Order order(call);
  MergeSort(sorted, spare, order);
  return order.problem().is_null() ? order.problem() : Value::List(sorted);
}

constexpr Builtin kSortBuiltins[] = {
    {"sort",
     {Takes({"list", kList}, {"precedes", kFunction, true})},
     Sort,
     ListLikeFirst},
};

}  // namespace

std::span<const Builtin> SortBuiltins() { return kSortBuiltins; }

}  // namespace techflow::feel
