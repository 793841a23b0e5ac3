#include <algorithm>

#include "rating/feel/arithmetic.h"
#include "rating/feel/builtins.h"
#include "rating/feel/comparison.h"
#include "rating/feel/invocation.h"
#include "rating/feel/value_builder.h"

// Lists as they are (DMN 1.5, table 75); builtins_aggregate.cc has the
// functions that make one value of a list, builtins_sort.cc the sorting ones.
namespace techflow::feel {
namespace {

using enum TypeKind;

bool AreSame(const Value& a, const Value& b, Evaluation& evaluation) {
  if (a.kind() == b.kind() && !a.is_null()) {
    const auto equal = HoldsAtOnce(ComparisonOperator::kEqual, a, b);
    if (equal) return *equal;
  }
  return Equal(a, b, &evaluation).value_or(false);
}

bool Holds(std::span<const Value> items, const Value& item,
           Evaluation& evaluation) {
  return std::any_of(items.begin(), items.end(), [&](const Value& other) {
    return AreSame(other, item, evaluation);
  });
}

// The first item that is not known; null pointer where all are.
const Value* FirstMissing(std::span<const Value> items) {
  for (const Value& item : items) {
    if (item.is_missing()) return &item;
  }
  return nullptr;
}

Value Finish(const BuiltinCall& call, ListBuilder& list) {
  return call.evaluation.AcceptList(list.items());
}

void AddAll(std::span<const Value> items, ListBuilder& list) {
  for (const Value& item : items) list.Add(item);
}

Value Count(const BuiltinCall& call) {
  return Value::Number(Decimal(static_cast<int64_t>(call[0].list().size())));
}

Value ListContains(const BuiltinCall& call) {
  if (call[0].is_null()) return call.Error("`list` is null");
  const std::span<const Value> items = call[0].list();
  if (Holds(items, call[1], call.evaluation)) return Value::Boolean(true);
  // An item that is not known may be the element.
  const Value* missing = FirstMissing(items);
  return missing == nullptr ? Value::Boolean(false) : *missing;
}

// Position 1 is the first and -1 the last; `room` is 1 where a position behind
// the last item is allowed. Nothing when it lies outside.
std::optional<size_t> PositionIn(const Value& position, size_t size,
                                 size_t room) {
  const std::optional<int64_t> n = position.number().ToInt64();
  const auto last = static_cast<int64_t>(size);
  if (!n || *n == 0 || *n < -last || *n > last + static_cast<int64_t>(room)) {
    return std::nullopt;
  }
  return static_cast<size_t>(*n > 0 ? *n - 1 : last + *n);
}

Value Sublist(const BuiltinCall& call) {
  const std::span<const Value> list = call[0].list();
  const std::optional<size_t> start = PositionIn(call[1], list.size(), 0);
  if (!start) return call.Error("`start position` lies outside the list");
  size_t count = list.size() - *start;
  if (!call[2].is_null()) {
    const std::optional<int64_t> wanted = call[2].number().ToInt64();
    if (!wanted || *wanted < 1 || static_cast<size_t>(*wanted) > count) {
      return call.Error("`length` reaches beyond the list");
    }
    count = static_cast<size_t>(*wanted);
  }
  return Value::List(list.subspan(*start, count));
}

// append(list, item, item...): the call sees all arguments as one list.
Value Append(const BuiltinCall& call) {
  const std::span<const Value> all = call[0].list();
  if (all[0].is_missing() || all[0].is_error()) return all[0];
  if (all[0].is_null()) return call.Error("`list` is null");
  ListBuilder list(call.arena());
  if (all[0].is(ValueKind::kList)) {
    AddAll(all[0].list(), list);
  } else {
    list.Add(all[0]);
  }
  AddAll(all.subspan(1), list);
  return Finish(call, list);
}

Value Concatenate(const BuiltinCall& call) {
  ListBuilder list(call.arena());
  for (const Value& part : call[0].list()) {
    if (part.is_missing() || part.is_error()) return part;
    if (part.is_null()) return call.Error("a list is null");
    if (part.is(ValueKind::kList)) {
      AddAll(part.list(), list);
    } else {
      list.Add(part);
    }
  }
  return Finish(call, list);
}

void AddDistinct(std::span<const Value> items, Evaluation& evaluation,
                 ListBuilder& list) {
  for (const Value& item : items) {
    if (!evaluation.Step(static_cast<int64_t>(list.size()) + 1)) return;
    if (!Holds(list.items(), item, evaluation)) list.Add(item);
  }
}

Value Union(const BuiltinCall& call) {
  ListBuilder list(call.arena());
  for (const Value& part : call[0].list()) {
    if (part.is_missing() || part.is_error()) return part;
    if (part.is_null()) return call.Error("a list is null");
    const Value single[] = {part};
    AddDistinct(part.is(ValueKind::kList) ? part.list()
                                          : std::span<const Value>(single),
                call.evaluation, list);
  }
  return Finish(call, list);
}

Value DistinctValues(const BuiltinCall& call) {
  ListBuilder list(call.arena());
  AddDistinct(call[0].list(), call.evaluation, list);
  return Finish(call, list);
}

Value InsertBefore(const BuiltinCall& call) {
  if (call[0].is_null()) return call.Error("`list` is null");
  if (call[1].is_null()) return call.Error("`position` is null");
  const std::span<const Value> items = call[0].list();
  const std::optional<size_t> position =
      PositionIn(call[1], items.size(), items.empty() ? 1 : 0);
  if (!position) return call.Error("`position` lies outside the list");
  ListBuilder list(call.arena(), items.size() + 1);
  AddAll(items.first(*position), list);
  list.Add(call[2]);
  AddAll(items.subspan(*position), list);
  return Finish(call, list);
}

Value Remove(const BuiltinCall& call) {
  const std::span<const Value> items = call[0].list();
  const std::optional<size_t> position = PositionIn(call[1], items.size(), 0);
  if (!position) return call.Error("`position` lies outside the list");
  ListBuilder list(call.arena(), items.size());
  AddAll(items.first(*position), list);
  AddAll(items.subspan(*position + 1), list);
  return Finish(call, list);
}

Value ReplaceAt(const BuiltinCall& call) {
  const std::span<const Value> items = call[0].list();
  const auto whole = Round(call[1].number(), 0, Rounding::kDown);
  const std::optional<size_t> position =
      whole ? PositionIn(Value::Number(*whole), items.size(), 0) : std::nullopt;
  if (!position) return call.Error("`position` lies outside the list");
  ListBuilder list(call.arena(), items.size());
  AddAll(items, list);
  list.items()[*position] = call[2];
  return Finish(call, list);
}

// list replace(list, position, newItem) or list replace(list, match, newItem),
// where match(item, newItem) says which items are replaced.
Value ListReplace(const BuiltinCall& call) {
  if (call[0].is_null()) return call.Error("`list` is null");
  if (call.signature == 0) return ReplaceAt(call);
  ListBuilder list(call.arena(), call[0].list().size());
  for (const Value& item : call[0].list()) {
    if (!call.evaluation.Step()) return {};
    const Value arguments[] = {item, call[2]};
    const Value matches =
        Invoke(call.evaluation, call[1].function(), arguments, call.place);
    if (matches.is_null()) return matches;
    if (!matches.is(ValueKind::kBoolean)) {
      return call.Error("`match` is not a condition");
    }
    list.Add(matches.boolean() ? call[2] : item);
  }
  return Finish(call, list);
}

Value Reverse(const BuiltinCall& call) {
  ListBuilder list(call.arena(), call[0].list().size());
  AddAll(call[0].list(), list);
  std::reverse(list.items().begin(), list.items().end());
  return Finish(call, list);
}

Value IndexOf(const BuiltinCall& call) {
  if (call[0].is_null()) return call.Error("`list` is null");
  if (const Value* missing = FirstMissing(call[0].list())) return *missing;
  ListBuilder list(call.arena());
  int64_t position = 0;
  for (const Value& item : call[0].list()) {
    ++position;
    if (AreSame(item, call[1], call.evaluation))
      list.Add(Value::Number(Decimal(position)));
  }
  return Finish(call, list);
}

// False when the lists nest too deep, as a loop can make them.
bool AddFlat(std::span<const Value> items, int depth, Evaluation& evaluation,
             ListBuilder& list) {
  constexpr int kMaxDepth = 1'000;
  if (depth > kMaxDepth) return false;
  for (const Value& item : items) {
    if (!evaluation.Step()) return true;
    if (!item.is(ValueKind::kList)) {
      list.Add(item);
    } else if (!AddFlat(item.list(), depth + 1, evaluation, list)) {
      return false;
    }
  }
  return true;
}

Value Flatten(const BuiltinCall& call) {
  ListBuilder list(call.arena());
  if (!AddFlat(call[0].list(), 0, call.evaluation, list)) {
    return call.Error("the lists nest too deep");
  }
  return Finish(call, list);
}

constexpr BuiltinSignature kOneList = Takes({"list", kList});
constexpr BuiltinSignature kElement = Takes({"list", kList}, {"element", kAny});

constexpr Builtin kListBuiltins[] = {
    {"count", {kOneList}, Count, Always<kNumber>},
    {"list contains", {kElement}, ListContains, Always<kBoolean>},
    {"sublist",
     {Takes({"list", kList}, {"start position", kNumber},
            {"length", kNumber, true})},
     Sublist,
     ListLikeFirst},
    {.name = "append",
     .signatures = {Takes({"list", kList})},
     .call = Append,
     .result = ListOfAny,
     .variadic = Variadic::kArguments},
    {.name = "concatenate",
     .signatures = {Takes({"list", kList})},
     .call = Concatenate,
     .result = ListOfAny,
     .variadic = Variadic::kArguments},
    {.name = "union",
     .signatures = {Takes({"list", kList})},
     .call = Union,
     .result = ListOfAny,
     .variadic = Variadic::kArguments},
    {"distinct values", {kOneList}, DistinctValues, ListLikeFirst},
    {"insert before",
     {Takes({"list", kList}, {"position", kNumber}, {"newItem", kAny})},
     InsertBefore,
     ListOfAny},
    {"remove",
     {Takes({"list", kList}, {"position", kNumber})},
     Remove,
     ListLikeFirst},
    {"list replace",
     {Takes({"list", kList}, {"position", kNumber}, {"newItem", kAny}),
      Takes({"list", kList}, {"match", kFunction}, {"newItem", kAny})},
     ListReplace,
     ListOfAny},
    {"reverse", {kOneList}, Reverse, ListLikeFirst},
    {"index of", {Takes({"list", kList}, {"match", kAny})}, IndexOf, ListOfAny},
    {"flatten", {kOneList}, Flatten, ListOfAny},
};

}  // namespace

std::span<const Builtin> ListBuiltins() { return kListBuiltins; }

}  // namespace techflow::feel
