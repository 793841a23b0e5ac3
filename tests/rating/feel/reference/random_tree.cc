#include "tests/rating/feel/reference/random_tree.h"

#include <set>

namespace techflow::feel::reference {
namespace {

using Form = Tree::Form;

Value Fraction(const char* text) { return {*Decimal::Parse(text)}; }

Value Person(int64_t a, const char* b, List c) {
  Context person;
  person.Put("a", Number(a));
  person.Put("b", {std::string(b)});
  person.Put("c", {std::move(c)});
  return {person};
}

}  // namespace

Context RandomGlobals() {
  Context globals;
  globals.Put("n", Number(3));
  globals.Put("rd spend", Fraction("12.5"));
  globals.Put("t", {std::string("ab")});
  globals.Put("flag", Boolean(true));
  globals.Put("day", {Day{2024, 2, 29}});
  globals.Put("numbers", {List{Number(2), Number(-1), Number(3)}});
  globals.Put("words", {List{{std::string("b")}, {std::string("研发")}}});
  globals.Put("p", Person(1, "b", {Number(5)}));
  globals.Put("people", {List{Person(1, "b", {Number(5)}), Person(4, "ab", {}),
                              Person(2, "c", {Number(7), Number(0)})}});
  globals.Put("gap", Explicit());
  return globals;
}

RandomTree::RandomTree(std::mt19937& random)
    : random_(random),
      names_({{"n", Kind::kNumber},
              {"rd spend", Kind::kNumber},
              {"t", Kind::kText},
              {"flag", Kind::kBoolean},
              {"day", Kind::kDay},
              {"numbers", Kind::kNumbers},
              {"words", Kind::kTexts},
              {"p", Kind::kPerson},
              {"people", Kind::kPeople},
              {"gap", Kind::kNumber}}) {}

Tree RandomTree::Generate(int depth) { return Of(AnyKind(), depth); }

std::string RandomTree::OneOf(const std::vector<std::string>& words) {
  return words[Pick(words.size())];
}

std::vector<std::string> RandomTree::NamesOf(Kind kind) const {
  std::vector<std::string> found;
  std::set<std::string> hidden;
  for (auto named = names_.rbegin(); named != names_.rend(); ++named) {
    if (!hidden.insert(named->name).second) continue;
    if (named->kind == kind) found.push_back(named->name);
  }
  return found;
}

Type RandomTree::TypeOf(Kind kind) {
  switch (kind) {
    case Kind::kNumber:
      return {"number", {}, {}};
    case Kind::kText:
      return {"string", {}, {}};
    case Kind::kBoolean:
      return {"boolean", {}, {}};
    case Kind::kDay:
      return {"date", {}, {}};
    case Kind::kSeconds:
      return {"days and time duration", {}, {}};
    case Kind::kMonths:
      return {"years and months duration", {}, {}};
    case Kind::kNumbers:
      return {"list", {TypeOf(Kind::kNumber)}, {}};
    case Kind::kTexts:
      return {"list", {TypeOf(Kind::kText)}, {}};
    case Kind::kPerson:
      return {
          "context", {TypeOf(Kind::kNumber), TypeOf(Kind::kText)}, {"a", "b"}};
    case Kind::kPeople:
      return {"list", {TypeOf(Kind::kPerson)}, {}};
  }
  return {};
}

Tree RandomTree::Of(Kind kind, int depth) {
  if (OneIn(40)) kind = AnyKind();
  if (depth <= 0) return Leaf(kind);
  if (OneIn(5)) return AnyForm(kind, depth - 1);
  switch (kind) {
    case Kind::kNumber:
      return NumberForm(depth - 1);
    case Kind::kText:
      return TextForm(depth - 1);
    case Kind::kBoolean:
      return BooleanForm(depth - 1);
    case Kind::kDay:
      return DayForm(depth - 1);
    case Kind::kSeconds:
      return SecondsForm(depth - 1);
    case Kind::kMonths:
      return MonthsForm(depth - 1);
    case Kind::kNumbers:
      return NumbersForm(depth - 1);
    case Kind::kTexts:
      return TextsForm(depth - 1);
    case Kind::kPerson:
      return PersonForm(depth - 1);
    case Kind::kPeople:
      return PeopleForm(depth - 1);
  }
  return Leaf(kind);
}

Tree RandomTree::Leaf(Kind kind) {
  const std::vector<std::string> names = NamesOf(kind);
  if (!names.empty() && !OneIn(3)) return Name(OneOf(names));
  if (OneIn(30)) return Constant(Explicit());
  return ConstantOf(kind);
}

Tree RandomTree::Small(size_t count) {
  return Constant(Number(static_cast<int64_t>(Pick(count))));
}

Tree RandomTree::Index() {
  if (OneIn(6)) return Of(Kind::kNumber, 1);
  const Tree position = Small(4);
  return OneIn(4) ? Make(Form::kNegation, "", {position}) : position;
}

Tree RandomTree::ConstantOf(Kind kind) {
  const auto list = [this](Kind item) {
    std::vector<Tree> items;
    for (size_t i = Pick(4); i > 0; --i) items.push_back(ConstantOf(item));
    return Make(Form::kList, "", items);
  };
  switch (kind) {
    case Kind::kNumber:
      return OneIn(3) ? Constant(Fraction(
                            OneOf({"0.5", "2.25", "0.1", "100"}).c_str()))
                      : Small(6);
    case Kind::kText:
      return Constant({OneOf({"", "a", "ab", "b", "Ab c", "研发"})});
    case Kind::kBoolean:
      return Constant(Boolean(OneIn(2)));
    case Kind::kDay:
      return Constant(
          {Day{2023 + static_cast<int>(Pick(3)), 1 + static_cast<int>(Pick(3)),
               1 + static_cast<int>(Pick(28))}});
    case Kind::kSeconds:
      return Constant({Seconds{static_cast<int64_t>(Pick(5)) * 43'200}});
    case Kind::kMonths:
      return Constant({Months{static_cast<int64_t>(Pick(15))}});
    case Kind::kNumbers:
      return list(Kind::kNumber);
    case Kind::kTexts:
      return list(Kind::kText);
    case Kind::kPerson:
      return Make(Form::kContext, "",
                  {ConstantOf(Kind::kNumber), ConstantOf(Kind::kText),
                   ConstantOf(Kind::kNumbers)},
                  {"a", "b", "c"});
    case Kind::kPeople:
      return list(Kind::kPerson);
  }
  return {};
}

Tree RandomTree::Operation(const std::string& word, Kind a, Kind b, int depth) {
  Tree left = Of(a, depth);
  return Make(Form::kOperator, word, {std::move(left), Of(b, depth)});
}

Tree RandomTree::Call(const std::string& name, const std::vector<Kind>& kinds,
                      int depth) {
  std::vector<Tree> arguments;
  for (const Kind kind : kinds) arguments.push_back(Of(kind, depth));
  return Make(Form::kBuiltin, name, std::move(arguments));
}

}  // namespace techflow::feel::reference
