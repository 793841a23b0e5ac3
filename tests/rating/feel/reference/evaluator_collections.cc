// Lists, contexts and ranges: how they are made, and what is taken out of them.

#include <algorithm>

#include "tests/rating/feel/reference/evaluator.h"
#include "tests/rating/feel/reference/properties.h"

namespace techflow::feel::reference {
namespace {

using Form = Tree::Form;

// The special context of a filter: `item`, and the entries of an item that is
// a context, which may hide `item`.
Context ItemContext(const Value& item) {
  Context context;
  context.Put("item", item);
  if (item.Is<Context>()) {
    for (const Entry& entry : item.As<Context>().entries) {
      context.Put(entry.key, entry.value);
    }
  }
  return context;
}

// Whether the item of a filter on `value`, the first where it is a list, may
// give another meaning to a name in the tree.
bool MayHideNamesOf(const Value& value, const Tree& tree) {
  if (value.Is<List>() && value.As<List>().empty()) {
    return tree.form != Form::kConstant;
  }
  const Context special =
      ItemContext(value.Is<List>() ? value.As<List>()[0] : value);
  return std::any_of(
      special.entries.begin(), special.entries.end(),
      [&tree](const Entry& entry) { return Mentions(tree, entry.key); });
}

}  // namespace

Value Evaluator::MakeRange(const Tree& tree, const Scope& scope) {
  Range range;
  range.low.value = Walk(tree.parts[0], scope);
  range.low.is_included = tree.word[0] == '[';
  range.high.value = Walk(tree.parts[1], scope);
  range.high.is_included = tree.word[1] == ']';
  const bool has_null = range.low.value.IsNull() || range.high.value.IsNull();
  if (!has_null &&
      range.low.value.content.index() != range.high.value.content.index()) {
    return Error();
  }
  return {std::make_shared<const Range>(range)};
}

// Entries see those before them.
Value Evaluator::MakeContext(const Tree& tree, const Scope& scope) {
  Context context;
  for (size_t i = 0; i < tree.parts.size(); ++i) {
    context.Put(tree.names[i], Walk(tree.parts[i], WithFirst(context, scope)));
  }
  return {context};
}

Value Evaluator::Path(const Value& value, const std::string& member) {
  if (!value.Is<List>()) return Property(value, member);
  List list;
  for (const Value& item : value.As<List>()) {
    list.push_back(item.Is<List>() ? LeaveOpen("a member of a list of lists")
                                   : Property(item, member));
  }
  return {list};
}

Value Evaluator::Position(const Tree& tree, const Scope& scope) {
  const Value value = Walk(tree.parts[0], scope);
  const Value position = Walk(tree.parts[1], scope);
  if (value.IsNull()) return value;
  if (position.Is<bool>()) return Filter(tree, scope);
  if (MayHideNamesOf(value, tree.parts[1])) {
    return LeaveOpen("whether the entries of items are names in a position");
  }
  if (position.IsNull()) return LeaveOpen("the item at null");
  const bool is_empty = value.Is<List>() && value.As<List>().empty();
  if (is_empty && !position.Is<Decimal>()) {
    return LeaveOpen("whether a filter is a condition where nobody asks it");
  }
  if (!position.Is<Decimal>()) return Error();
  const List list = value.Is<List>() ? value.As<List>() : List{value};
  const auto size = static_cast<int64_t>(list.size());
  const std::optional<int64_t> number = position.As<Decimal>().ToInt64();
  if (!number || *number == 0 || *number > size || *number < -size) {
    return Error();
  }
  return list[static_cast<size_t>(*number > 0 ? *number - 1 : size + *number)];
}

Value Evaluator::Filter(const Tree& tree, const Scope& scope) {
  const Value value = Walk(tree.parts[0], scope);
  if (value.IsNull()) return value;
  const List list = value.Is<List>() ? value.As<List>() : List{value};
  if (list.empty() && !IsCondition(tree.parts[1])) {
    return LeaveOpen("whether a filter is a condition where nobody asks it");
  }
  List kept;
  for (const Value& item : list) {
    const Value holds =
        Walk(tree.parts[1], WithFirst(ItemContext(item), scope));
    if (holds.Is<Decimal>()) return LeaveOpen("a position for each item");
    if (holds.IsNull() && !IsCondition(tree.parts[1])) {
      return LeaveOpen("a filter that is null and may be a position");
    }
    if (!holds.Is<bool>() && !holds.IsNull()) return Error();
    if (holds.IsError() && bad_condition_ == BadCondition::kIsTheResult) {
      return Error();
    }
    if (holds.IsTrue()) kept.push_back(item);
  }
  return {kept};
}

}  // namespace techflow::feel::reference
