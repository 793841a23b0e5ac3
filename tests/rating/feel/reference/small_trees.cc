#include "tests/rating/feel/reference/small_trees.h"

namespace techflow::feel::reference {
namespace {

using Form = Tree::Form;

Tree Typed(Form form, Trees parts, Type type,
           std::vector<std::string> names = {}) {
  Tree tree = Make(form, "", std::move(parts), std::move(names));
  tree.types = {std::move(type)};
  return tree;
}

Tree Small(int64_t number) { return Constant(Number(number)); }

// form(operands), as it stands.
Shape Plain(Form form, std::string word, size_t holes,
            std::vector<std::string> names = {}) {
  return {holes, [=](const Trees& operands) {
            return Make(form, word, operands, names);
          }};
}

Shape InstanceOf(const Type& type) {
  return {1, [=](const Trees& operands) {
            return Typed(Form::kInstanceOf, operands, type);
          }};
}

// (function(x) x)(_)
Shape Identity(const Type& type) {
  return {1, [=](const Trees& operands) {
            return Make(Form::kCall, "",
                        {Typed(Form::kFunction, {Name("x")}, type, {"x"}),
                         operands[0]});
          }};
}

// A form whose last part asks about each of the operand's items.
Shape OverItems(Form form, std::string variable, const Tree& last) {
  return {1, [=](const Trees& operands) {
            return Make(form, "", {operands[0], last}, {variable});
          }};
}

// _ in (< _), _ in [_.._] and so on.
Shape InTest(Form form, std::string word, size_t holes) {
  return {holes, [=](const Trees& operands) {
            return Make(
                Form::kIn, "",
                {operands[0],
                 Make(form, word, {operands.begin() + 1, operands.end()})});
          }};
}

void AddOperators(std::vector<Shape>& shapes) {
  for (const char* word : {"+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">",
                           ">=", "and", "or"}) {
    shapes.push_back(Plain(Form::kOperator, word, 2));
  }
  shapes.push_back(Plain(Form::kNegation, "", 1));
  shapes.push_back(Plain(Form::kBetween, "", 3));
  shapes.push_back(Plain(Form::kIf, "", 3));
}

void AddTests(std::vector<Shape>& shapes) {
  shapes.push_back(Plain(Form::kIn, "", 2));
  shapes.push_back(Plain(Form::kIn, "", 3));
  for (const char* word : {"<", ">=", "=", "!="}) {
    shapes.push_back(InTest(Form::kComparison, word, 2));
  }
  for (const char* word : {"[]", "()", "(]", "[)"}) {
    shapes.push_back(InTest(Form::kRange, word, 3));
  }
  const Type number{"number", {}, {}};
  shapes.push_back(InstanceOf(number));
  shapes.push_back(InstanceOf({"string", {}, {}}));
  shapes.push_back(InstanceOf({"list", {number}, {}}));
  shapes.push_back(InstanceOf({"list", {Type()}, {}}));
  shapes.push_back(InstanceOf({"context", {number}, {"a"}}));
}

void AddCollections(std::vector<Shape>& shapes) {
  shapes.push_back(Plain(Form::kList, "", 1));
  shapes.push_back(Plain(Form::kList, "", 2));
  shapes.push_back(Plain(Form::kContext, "", 2, {"a", "b"}));
  shapes.push_back(Plain(Form::kPath, "a", 1));
  for (const int64_t position : {0, 1, 2}) {
    shapes.push_back(
        {1, [=](const Trees& operands) {
           return Make(Form::kPosition, "", {operands[0], Small(position)});
         }});
  }
  // {a: _, b: [a, _]}
  shapes.push_back(
      {2, [](const Trees& operands) {
         const Tree list = Make(Form::kList, "", {Name("a"), operands[1]});
         return Make(Form::kContext, "", {operands[0], list}, {"a", "b"});
       }});
}

void AddLoops(std::vector<Shape>& shapes) {
  const Tree more = Make(Form::kOperator, ">", {Name("x"), Small(1)});
  shapes.push_back(OverItems(Form::kFor, "x", more));
  shapes.push_back(OverItems(Form::kSome, "x", more));
  shapes.push_back(OverItems(Form::kEvery, "x", more));
  for (const char* variable : {"item", "a"}) {
    const Tree test = Make(Form::kOperator, "<", {Name(variable), Small(2)});
    shapes.push_back({1, [=](const Trees& operands) {
                        return Make(Form::kFilter, "", {operands[0], test});
                      }});
  }
  // for x in _.._ return x
  shapes.push_back(
      {2, [](const Trees& operands) {
         return Make(Form::kFor, "",
                     {Make(Form::kIteration, "", operands), Name("x")}, {"x"});
       }});
}

void AddCalls(std::vector<Shape>& shapes) {
  shapes.push_back(Identity(Type()));
  shapes.push_back(Identity({"number", {}, {}}));
  for (const char* name :
       {"not", "count", "sum", "max", "reverse", "distinct values", "flatten",
        "string", "string length", "is defined", "abs", "floor", "all",
        "any"}) {
    shapes.push_back(Plain(Form::kBuiltin, name, 1));
  }
  for (const char* name : {"append", "concatenate", "list contains", "index of",
                           "min", "modulo", "substring", "contains"}) {
    shapes.push_back(Plain(Form::kBuiltin, name, 2));
  }
}

}  // namespace

std::vector<Shape> AllShapes() {
  std::vector<Shape> shapes;
  AddOperators(shapes);
  AddTests(shapes);
  AddCollections(shapes);
  AddLoops(shapes);
  AddCalls(shapes);
  return shapes;
}

Context SmallGlobals() {
  Context pair;
  pair.Put("a", Number(1));
  pair.Put("b", {std::string("b")});
  Context globals;
  globals.Put("n", Number(3));
  globals.Put("p", {pair});
  globals.Put("l", {List{Number(2), Number(1)}});
  globals.Put("q", {List{{pair}, {Context{}}}});
  return globals;
}

Trees Leaves() {
  return {Small(2),
          Constant(Boolean(true)),
          Name("l"),
          Constant(Explicit()),
          Constant({std::string("b")}),
          Small(0),
          Constant({*Decimal::Parse("1.5")}),
          Constant(Boolean(false)),
          Constant({Day{2024, 2, 29}}),
          Constant({Seconds{90'000}}),
          Constant({Months{13}}),
          Make(Form::kList, "", {}),
          Name("n"),
          Name("p"),
          Name("q")};
}

Trees LeavesFor(size_t holes) {
  Trees leaves = Leaves();
  if (holes > 1) leaves.resize(holes == 2 ? 5 : holes == 3 ? 3 : 2);
  return leaves;
}

Shape Within(const Shape& outer, size_t hole, const Shape& inner) {
  return {outer.holes - 1 + inner.holes, [=](const Trees& operands) {
            const auto rest =
                operands.begin() + static_cast<std::ptrdiff_t>(inner.holes);
            Trees of_outer(rest, operands.end());
            of_outer.insert(
                of_outer.begin() + static_cast<std::ptrdiff_t>(hole),
                inner.fill({operands.begin(), rest}));
            return outer.fill(of_outer);
          }};
}

void ForEachFilling(const Shape& shape, const Trees& operands,
                    const std::function<void(const Tree&)>& use) {
  std::vector<size_t> chosen(shape.holes, 0);
  while (true) {
    Trees filling;
    for (const size_t i : chosen) filling.push_back(operands[i]);
    use(shape.fill(filling));
    size_t hole = 0;
    while (hole < chosen.size() && ++chosen[hole] == operands.size()) {
      chosen[hole++] = 0;
    }
    if (hole == chosen.size()) return;
  }
}

}  // namespace techflow::feel::reference
