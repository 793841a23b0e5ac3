// Forms that declare names or give a value of whatever kind is asked for.

#include "tests/rating/feel/reference/random_tree.h"

namespace techflow::feel::reference {
namespace {

using Form = Tree::Form;

Tree Function(std::vector<std::string> names, std::vector<Type> types,
              Tree body) {
  Tree function =
      Make(Form::kFunction, "", {std::move(body)}, std::move(names));
  function.types = std::move(types);
  return function;
}

}  // namespace

Tree RandomTree::AnyForm(Kind kind, int depth) {
  switch (Pick(5)) {
    case 0: {
      Tree condition = Of(Kind::kBoolean, depth);
      Tree then = Of(kind, depth);
      return Make(Form::kIf, "",
                  {std::move(condition), std::move(then), Of(kind, depth)});
    }
    case 1:
      return LambdaCall(kind, depth);
    case 2:
      return NamedFunctionCall(kind, depth);
    case 3:
      return EntryOfContext(kind, depth);
    default:
      return Make(Form::kPosition, "",
                  {Make(Form::kList, "", {Of(kind, depth), Of(kind, 0)}),
                   Constant(Number(OneIn(3) ? 2 : 1))});
  }
}

// (function(x, y: number) ...)(1, 2)
Tree RandomTree::LambdaCall(Kind kind, int depth) {
  const Kind first = AnyKind();
  const Kind second = AnyKind();
  std::vector<Type> types = {OneIn(2) ? TypeOf(first) : Type(), Type()};
  std::vector<Tree> parts(1);
  parts.push_back(Of(first, depth));
  parts.push_back(Of(second, depth));
  if (OneIn(20)) parts.pop_back();
  Names names(*this);
  names.Add("x", first);
  names.Add("y", second);
  parts[0] = Function({"x", "y"}, std::move(types), Of(kind, depth));
  return Make(Form::kCall, "", std::move(parts));
}

// {f: function(x, y) ..., r: f(y: 1, x: 2)}.r
Tree RandomTree::NamedFunctionCall(Kind kind, int depth) {
  const Kind first = AnyKind();
  const Kind second = AnyKind();
  Tree function;
  {
    Names names(*this);
    names.Add("x", first);
    names.Add("y", second);
    function = Function({"x", "y"}, {Type(), TypeOf(second)}, Of(kind, depth));
  }
  Tree call = Make(Form::kCall, "", {Name("f")});
  if (OneIn(2)) {
    call.names = {"y", "x"};
    call.parts.push_back(Of(second, depth));
    call.parts.push_back(Of(first, depth));
    if (OneIn(10)) {
      call.names.pop_back();
      call.parts.pop_back();
    }
  } else {
    call.parts.push_back(Of(first, depth));
    call.parts.push_back(Of(second, depth));
  }
  return Make(Form::kPath, "r",
              {Make(Form::kContext, "", {std::move(function), std::move(call)},
                    {"f", "r"})});
}

// {x: ..., r: ...}.r
Tree RandomTree::EntryOfContext(Kind kind, int depth) {
  const Kind first = AnyKind();
  const std::string name = NewName();
  Tree entry = Of(first, depth);
  Names names(*this);
  names.Add(name, first);
  return Make(Form::kPath, "r",
              {Make(Form::kContext, "", {std::move(entry), Of(kind, depth)},
                    {name, "r"})});
}

// A function that is handed itself, since no function sees its own name:
// (function(f, x) f(f, x))(function(f, x) if x <= 0 then _ else _ + f(f, x -
// 1), 3)
Tree RandomTree::Recursion(int depth) {
  const Tree f = Name("f");
  const Tree x = Name("x");
  const Tree zero = Constant(Number(0));
  const Tree less = Make(Form::kOperator, "-", {x, Constant(Number(1))});
  Tree times = Small(4);
  Names names(*this);
  names.Add("x", Kind::kNumber);
  Tree last = Of(Kind::kNumber, depth - 1);
  Tree sum =
      Make(Form::kOperator, OneOf({"+", "-", "*"}),
           {Of(Kind::kNumber, depth - 1), Make(Form::kCall, "", {f, f, less})});
  const Tree body = Make(Form::kIf, "",
                         {Make(Form::kOperator, "<=", {x, zero}),
                          std::move(last), std::move(sum)});
  const std::vector<std::string> parameters = {"f", "x"};
  return Make(
      Form::kCall, "",
      {Function(parameters, {Type(), Type()}, Make(Form::kCall, "", {f, f, x})),
       Function(parameters, {Type(), Type()}, body), std::move(times)});
}

Tree RandomTree::Comparison(int depth) {
  const Kind kind = AnyKind();
  if (OneIn(4)) {
    return Make(Form::kBetween, "",
                {Of(kind, depth), Of(kind, 0), Of(kind, 0)});
  }
  return Operation(OneOf({"=", "!=", "<", "<=", ">", ">="}), kind, kind, depth);
}

Tree RandomTree::InTests(int depth) {
  const Kind kind = AnyKind();
  std::vector<Tree> parts = {Of(kind, depth)};
  for (size_t i = 1 + Pick(3); i > 0; --i) {
    parts.push_back(TestFor(kind, depth - 1));
  }
  return Make(Form::kIn, "", std::move(parts));
}

Tree RandomTree::TestFor(Kind kind, int depth) {
  switch (Pick(5)) {
    case 0:
      return Make(Form::kComparison, OneOf({"<", "<=", ">", ">=", "=", "!="}),
                  {Of(kind, depth)});
    case 1:
      return Make(Form::kRange, OneOf({"[]", "()", "(]", "[)", "]["}),
                  {Of(kind, 0), Of(kind, 0)});
    case 2:
      return Make(Form::kList, "", {Of(kind, depth), Of(kind, 0)});
    case 3:
      return Make(Form::kOperator, OneOf({"<", "!=", ">="}),
                  {Name("?"), Of(kind, depth)});
    default:
      return Of(kind, depth);
  }
}

Tree RandomTree::InstanceOf(int depth) {
  Tree tree = Make(Form::kInstanceOf, "", {Of(AnyKind(), depth)});
  tree.types = {TypeOf(AnyKind())};
  return tree;
}

// A list, or a range of numbers; `variable` becomes the kind of the items.
Tree RandomTree::Iteration(int depth, Kind& variable) {
  switch (Pick(4)) {
    case 0:
      variable = Kind::kNumber;
      return Make(Form::kIteration, "", {Small(4), Small(4)});
    case 1:
      variable = Kind::kText;
      return Of(Kind::kTexts, depth);
    case 2:
      variable = Kind::kPerson;
      return Of(Kind::kPeople, depth);
    default:
      variable = Kind::kNumber;
      return Of(Kind::kNumbers, depth);
  }
}

Tree RandomTree::Quantified(int depth) {
  Kind variable;
  std::vector<Tree> parts = {Iteration(depth, variable)};
  if (parts[0].form == Form::kIteration) parts[0] = Of(Kind::kNumbers, depth);
  const std::string name = NewName();
  Names names(*this);
  names.Add(name, variable);
  parts.push_back(Of(Kind::kBoolean, depth));
  return Make(OneIn(2) ? Form::kSome : Form::kEvery, "", std::move(parts),
              {name});
}

Tree RandomTree::LoopOf(Kind result, int depth) {
  std::vector<Tree> parts;
  std::vector<std::string> variables;
  Names names(*this);
  for (size_t i = OneIn(3) ? 2 : 1; i > 0; --i) {
    Kind variable;
    parts.push_back(Iteration(depth - 1, variable));
    const std::string name = i == 1 ? NewName() : "z";
    variables.push_back(name);
    names.Add(name, variable);
  }
  if (result == Kind::kNumber) names.Add("partial", Kind::kNumbers);
  parts.push_back(Of(result, depth));
  return Make(Form::kFor, "", std::move(parts), std::move(variables));
}

Tree RandomTree::FilterOf(Kind list, int depth) {
  Tree filtered = Of(list, depth);
  Names names(*this);
  if (list == Kind::kPeople) {
    names.Add("item", Kind::kPerson);
    names.Add("a", Kind::kNumber);
    names.Add("b", Kind::kText);
    names.Add("c", Kind::kNumbers);
  } else {
    names.Add("item", list == Kind::kNumbers ? Kind::kNumber : Kind::kText);
  }
  return Make(Form::kFilter, "",
              {std::move(filtered), Of(Kind::kBoolean, depth)});
}

Tree RandomTree::Sorted(Kind item, int depth) {
  const Kind list = item == Kind::kNumber ? Kind::kNumbers : Kind::kPeople;
  const auto key = [&](const char* name) {
    return item == Kind::kNumber ? Name(name)
                                 : Make(Form::kPath, "a", {Name(name)});
  };
  return Make(
      Form::kBuiltin, "sort",
      {Of(list, depth), Function({"x", "y"}, {Type(), Type()},
                                 Make(Form::kOperator, OneOf({"<", ">"}),
                                      {key("x"), key("y")}))});
}

}  // namespace techflow::feel::reference
