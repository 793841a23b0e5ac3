#include <algorithm>

#include "tests/rating/feel/reference/arithmetic.h"
#include "tests/rating/feel/reference/builtins.h"
#include "tests/rating/feel/reference/comparison.h"

namespace techflow::feel::reference {
namespace {

// The items one after another with the operation between them. Durations add
// up too, which the standard does not ask for.
Value Fold(const Arguments& call, std::string_view operation) {
  const List& list = call.ListAt(0);
  if (list.empty()) return Explicit();
  const bool is_duration = list[0].Is<Seconds>() || list[0].Is<Months>();
  if (!list[0].Is<Decimal>() && !(is_duration && operation == "+")) {
    return Error();
  }
  Value result = list[0];
  for (size_t i = 1; i < list.size(); ++i) {
    if (list[i].content.index() != list[0].content.index()) return Error();
    const auto next = Calculate(operation, result, list[i]);
    if (!next) return call.evaluator.LeaveOpen("the digits of the result");
    result = *next;
  }
  return result;
}

Value Mean(const Arguments& call) {
  const Value sum = Fold(call, "+");
  if (sum.IsNull()) return sum;
  const auto count = static_cast<int64_t>(call.ListAt(0).size());
  const auto mean = Calculate("/", sum, Number(count));
  return mean ? *mean : call.evaluator.LeaveOpen("the digits of the result");
}

// The first item that every other one is not `comparison` than.
Value Extreme(const Arguments& call, std::string_view comparison) {
  const List& list = call.ListAt(0);
  if (list.empty()) return Explicit();
  Value best = list[0];
  if (!Compare(">=", best, best).Is<bool>()) return Error();
  for (const Value& item : list) {
    const Value is_better = Compare(comparison, item, best);
    if (is_better.IsNull()) return Error();
    if (is_better.IsTrue()) best = item;
  }
  return best;
}

// One item that is `decisive` settles it. All others must be booleans; a null
// leaves the question unanswered.
Value Quantify(const Arguments& call, bool decisive) {
  bool is_settled = false;
  bool has_null = false;
  bool has_stranger = false;
  for (const Value& item : call.ListAt(0)) {
    is_settled = is_settled || (decisive ? item.IsTrue() : item.IsFalse());
    has_null = has_null || item.IsNull();
    has_stranger = has_stranger || !(item.IsNull() || item.Is<bool>());
  }
  if (has_stranger && is_settled) {
    return call.evaluator.LeaveOpen("a strange item beside a decisive one");
  }
  if (is_settled) return Boolean(decisive);
  return has_null || has_stranger ? Error() : Boolean(!decisive);
}

Builtin Aggregate(const std::string& name,
                  std::function<Value(const Arguments&)> call) {
  return {
      name, {{"list", "list"}}, std::move(call), Builtin::Arity::kListOrItems};
}

}  // namespace

std::vector<Builtin> AggregateBuiltins() {
  return {
      Aggregate("sum", [](const Arguments& call) { return Fold(call, "+"); }),
      Aggregate("product",
                [](const Arguments& call) { return Fold(call, "*"); }),
      Aggregate("mean", Mean),
      Aggregate("min",
                [](const Arguments& call) { return Extreme(call, "<"); }),
      Aggregate("max",
                [](const Arguments& call) { return Extreme(call, ">"); }),
      Aggregate("all",
                [](const Arguments& call) { return Quantify(call, false); }),
      Aggregate("any",
                [](const Arguments& call) { return Quantify(call, true); }),
  };
}

}  // namespace techflow::feel::reference
