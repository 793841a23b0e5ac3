// The forms that give a value of one kind.

#include "tests/rating/feel/reference/random_tree.h"

namespace techflow::feel::reference {
namespace {

using Form = Tree::Form;

}  // namespace

Tree RandomTree::NumberForm(int depth) {
  switch (Pick(16)) {
    case 0:
    case 1:
    case 2:
      return Operation(OneOf({"+", "-", "*", "/"}), Kind::kNumber,
                       Kind::kNumber, depth);
    case 3:
      return Make(Form::kOperator, "**", {Of(Kind::kNumber, depth), Small(4)});
    case 4:
      return Make(Form::kNegation, "", {Of(Kind::kNumber, depth)});
    case 5:
      return Make(Form::kPath, "a", {Of(Kind::kPerson, depth)});
    case 6:
      return Make(Form::kPosition, "", {Of(Kind::kNumbers, depth), Index()});
    case 7:
    case 8:
      return Call(OneOf({"sum", "min", "max", "mean", "product", "count"}),
                  {Kind::kNumbers}, depth);
    case 9:
      return Call(OneOf({"min", "max", "sum"}), {Kind::kNumber, Kind::kNumber},
                  depth);
    case 10:
      return Call(OneOf({"abs", "floor", "ceiling"}), {Kind::kNumber}, depth);
    case 11:
      return Make(Form::kBuiltin,
                  OneOf({"decimal", "round up", "round half up", "floor"}),
                  {Of(Kind::kNumber, depth), Small(3)});
    case 12:
      return Call("modulo", {Kind::kNumber, Kind::kNumber}, depth);
    case 13:
      return Call("string length", {Kind::kText}, depth);
    case 14:
      return Make(Form::kPath, OneOf({"year", "month", "day"}),
                  {Of(Kind::kDay, depth)});
    default:
      return Recursion(depth);
  }
}

Tree RandomTree::TextForm(int depth) {
  switch (Pick(8)) {
    case 0:
      return Operation("+", Kind::kText, Kind::kText, depth);
    case 1:
      return Call(OneOf({"upper case", "lower case"}), {Kind::kText}, depth);
    case 2:
      return Make(Form::kBuiltin, "substring",
                  {Of(Kind::kText, depth), Index()});
    case 3:
      return Call(OneOf({"substring before", "substring after"}),
                  {Kind::kText, Kind::kText}, depth);
    case 4:
      return Call("string join", {Kind::kTexts, Kind::kText}, depth);
    case 5:
      return Call("string", {OneIn(2) ? Kind::kNumber : Kind::kBoolean}, depth);
    case 6:
      return Make(Form::kPath, "b", {Of(Kind::kPerson, depth)});
    default:
      return Make(Form::kPosition, "", {Of(Kind::kTexts, depth), Index()});
  }
}

Tree RandomTree::BooleanForm(int depth) {
  switch (Pick(12)) {
    case 0:
    case 1:
      return Operation(OneOf({"and", "or"}), Kind::kBoolean, Kind::kBoolean,
                       depth);
    case 2:
    case 3:
    case 4:
      return Comparison(depth);
    case 5:
      return Call("not", {Kind::kBoolean}, depth);
    case 6:
      return InTests(depth);
    case 7:
      return Quantified(depth);
    case 8:
      return InstanceOf(depth);
    case 9:
      return Call(OneOf({"contains", "starts with", "ends with"}),
                  {Kind::kText, Kind::kText}, depth);
    case 10:
      return Call("list contains", {Kind::kNumbers, Kind::kNumber}, depth);
    default:
      return Call("is defined", {AnyKind()}, depth);
  }
}

Tree RandomTree::DayForm(int depth) {
  const bool in_months = OneIn(2);
  return Operation(OneOf({"+", "-"}), Kind::kDay,
                   in_months ? Kind::kMonths : Kind::kSeconds, depth);
}

Tree RandomTree::SecondsForm(int depth) {
  switch (Pick(4)) {
    case 0:
      return Operation("-", Kind::kDay, Kind::kDay, depth);
    case 1:
      return Operation(OneOf({"+", "-"}), Kind::kSeconds, Kind::kSeconds,
                       depth);
    case 2:
      return Operation("*", Kind::kSeconds, Kind::kNumber, depth);
    default:
      return Call("abs", {Kind::kSeconds}, depth);
  }
}

Tree RandomTree::MonthsForm(int depth) {
  switch (Pick(3)) {
    case 0:
      return Operation(OneOf({"+", "-"}), Kind::kMonths, Kind::kMonths, depth);
    case 1:
      return Operation("*", Kind::kNumber, Kind::kMonths, depth);
    default:
      return Make(Form::kNegation, "", {Of(Kind::kMonths, depth)});
  }
}

Tree RandomTree::NumbersForm(int depth) {
  switch (Pick(12)) {
    case 0:
    case 1:
      return LoopOf(Kind::kNumber, depth);
    case 2:
    case 3:
      return FilterOf(Kind::kNumbers, depth);
    case 4:
      return Call("append", {Kind::kNumbers, Kind::kNumber}, depth);
    case 5:
      return Call(OneOf({"concatenate", "union"}),
                  {Kind::kNumbers, Kind::kNumbers}, depth);
    case 6:
      return Call(OneOf({"reverse", "distinct values", "flatten"}),
                  {Kind::kNumbers}, depth);
    case 7:
      return Make(Form::kBuiltin, OneOf({"sublist", "remove"}),
                  {Of(Kind::kNumbers, depth), Small(4)});
    case 8:
      return Call("index of", {Kind::kNumbers, Kind::kNumber}, depth);
    case 9:
      return Make(Form::kPath, "a", {Of(Kind::kPeople, depth)});
    case 10:
      return Sorted(Kind::kNumber, depth);
    default: {
      std::vector<Tree> items;
      for (size_t i = Pick(4); i > 0; --i) {
        items.push_back(Of(Kind::kNumber, depth));
      }
      return Make(Form::kList, "", items);
    }
  }
}

Tree RandomTree::TextsForm(int depth) {
  switch (Pick(4)) {
    case 0:
      return LoopOf(Kind::kText, depth);
    case 1:
      return FilterOf(Kind::kTexts, depth);
    case 2:
      return Make(Form::kPath, "b", {Of(Kind::kPeople, depth)});
    default:
      return Call(OneOf({"concatenate", "union", "append"}),
                  {Kind::kTexts, Kind::kTexts}, depth);
  }
}

Tree RandomTree::PersonForm(int depth) {
  switch (Pick(4)) {
    case 0:
      return Make(Form::kPosition, "", {Of(Kind::kPeople, depth), Index()});
    case 1:
      return Make(Form::kBuiltin, "context put",
                  {Of(Kind::kPerson, depth), Constant({OneOf({"a", "d"})}),
                   Of(Kind::kNumber, depth)});
    case 2:
      return Make(Form::kBuiltin, "context merge",
                  {Make(Form::kList, "",
                        {Of(Kind::kPerson, depth), Of(Kind::kPerson, depth)})});
    default: {
      // The later entries see the first.
      Names names(*this);
      Tree first = Of(Kind::kNumber, depth);
      names.Add("a", Kind::kNumber);
      Tree second = Of(Kind::kText, depth);
      names.Add("b", Kind::kText);
      return Make(
          Form::kContext, "",
          {std::move(first), std::move(second), Of(Kind::kNumbers, depth)},
          {"a", "b", "c"});
    }
  }
}

Tree RandomTree::PeopleForm(int depth) {
  switch (Pick(4)) {
    case 0:
      return LoopOf(Kind::kPerson, depth);
    case 1:
    case 2:
      return FilterOf(Kind::kPeople, depth);
    default:
      return Sorted(Kind::kPerson, depth);
  }
}

}  // namespace techflow::feel::reference
