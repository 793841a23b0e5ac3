#include <algorithm>

#include "tests/rating/feel/reference/builtins.h"
#include "tests/rating/feel/reference/comparison.h"

namespace techflow::feel::reference {
namespace {

Value Count(const Arguments& call) {
  return Number(static_cast<int64_t>(call.ListAt(0).size()));
}

// The place that a position from either end means; nothing outside.
std::optional<size_t> Place(const Decimal& position, size_t size) {
  const std::optional<int64_t> number = position.ToInt64();
  const auto last = static_cast<int64_t>(size);
  if (!number || *number == 0 || *number > last || *number < -last) {
    return std::nullopt;
  }
  return static_cast<size_t>(*number > 0 ? *number - 1 : last + *number);
}

Value Sublist(const Arguments& call) {
  const List& list = call.ListAt(0);
  const std::optional<size_t> start = Place(call.NumberAt(1), list.size());
  if (!start) return Error();
  size_t length = list.size() - *start;
  if (call.size() > 2) {
    const std::optional<int64_t> given = call.NumberAt(2).ToInt64();
    if (!given || *given < 1 || *given > static_cast<int64_t>(length)) {
      return Error();
    }
    length = static_cast<size_t>(*given);
  }
  const auto first = list.begin() + static_cast<int64_t>(*start);
  return {List(first, first + static_cast<int64_t>(length))};
}

Value InsertBefore(const Arguments& call) {
  List list = call.ListAt(0);
  if (list.empty()) return call.evaluator.LeaveOpen("before nothing");
  const std::optional<size_t> place = Place(call.NumberAt(1), list.size());
  if (!place) return Error();
  list.insert(list.begin() + static_cast<int64_t>(*place), call[2]);
  return {list};
}

Value Remove(const Arguments& call) {
  List list = call.ListAt(0);
  const std::optional<size_t> place = Place(call.NumberAt(1), list.size());
  if (!place) return Error();
  list.erase(list.begin() + static_cast<int64_t>(*place));
  return {list};
}

Value Append(const Arguments& call) {
  const List& arguments = call.ListAt(0);
  if (arguments[0].IsNull()) return Error();
  List list =
      arguments[0].Is<List>() ? arguments[0].As<List>() : List{arguments[0]};
  list.insert(list.end(), arguments.begin() + 1, arguments.end());
  return {list};
}

Value Concatenate(const Arguments& call) {
  List list;
  for (const Value& part : call.ListAt(0)) {
    if (part.IsNull()) return Error();
    const List items = part.Is<List>() ? part.As<List>() : List{part};
    list.insert(list.end(), items.begin(), items.end());
  }
  return {list};
}

Value Reverse(const Arguments& call) {
  return {List(call.ListAt(0).rbegin(), call.ListAt(0).rend())};
}

Value IndexOf(const Arguments& call) {
  List positions;
  for (size_t i = 0; i < call.ListAt(0).size(); ++i) {
    if (Equal(call.ListAt(0)[i], call[1]).IsTrue()) {
      positions.push_back(Number(static_cast<int64_t>(i) + 1));
    }
  }
  return {positions};
}

List Distinct(const List& items) {
  List list;
  for (const Value& item : items) {
    if (!Contains(list, item)) list.push_back(item);
  }
  return list;
}

Value Union(const Arguments& call) {
  const Value all = Concatenate(call);
  return all.Is<List>() ? Value{Distinct(all.As<List>())} : all;
}

List Flat(const List& items) {
  List list;
  for (const Value& item : items) {
    const List inner = item.Is<List>() ? Flat(item.As<List>()) : List{item};
    list.insert(list.end(), inner.begin(), inner.end());
  }
  return list;
}

// Each item goes before the first that it precedes.
Value Sort(const Arguments& call) {
  List sorted;
  for (const Value& item : call.ListAt(0)) {
    size_t place = 0;
    for (; place < sorted.size(); ++place) {
      const Value precedes =
          call.evaluator.Call(call[1], {item, sorted[place]});
      if (!precedes.Is<bool>()) return Error();
      if (precedes.IsTrue()) break;
    }
    sorted.insert(sorted.begin() + static_cast<int64_t>(place), item);
  }
  return {sorted};
}

}  // namespace

std::vector<Builtin> ListBuiltins() {
  const Parameter list = {"list", "list"};
  const Parameter position = {"position", "number"};
  return {
      {"count", {list}, Count},
      {"list contains",
       {list, {"element", "Any"}},
       [](const Arguments& call) {
         return Boolean(Contains(call.ListAt(0), call[1]));
       }},
      {"sublist",
       {list, {"start position", "number"}, {"length", "number", true}},
       Sublist},
      {"insert before", {list, position, {"newItem", "Any"}}, InsertBefore},
      {"remove", {list, position}, Remove},
      {"reverse", {list}, Reverse},
      {"index of", {list, {"match", "Any"}}, IndexOf},
      {"distinct values",
       {list},
       [](const Arguments& call) { return Value{Distinct(call.ListAt(0))}; }},
      {"flatten",
       {list},
       [](const Arguments& call) { return Value{Flat(call.ListAt(0))}; }},
      {"sort", {list, {"precedes", "function"}}, Sort},
      {"append", {}, Append, Builtin::Arity::kItems},
      {"concatenate", {}, Concatenate, Builtin::Arity::kItems},
      {"union", {}, Union, Builtin::Arity::kItems},
  };
}

}  // namespace techflow::feel::reference
