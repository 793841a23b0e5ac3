#include "tests/rating/feel/reference/evaluator.h"

#include "gtest/gtest.h"
#include "tests/rating/feel/reference/smaller_tree.h"
#include "tests/rating/feel/reference/tree_text.h"

namespace techflow::feel::reference {
namespace {

using Form = Tree::Form;

Tree N(int64_t number) { return Constant(Number(number)); }

Tree Operator(const std::string& word, const Tree& a, const Tree& b) {
  return Make(Form::kOperator, word, {a, b});
}

Tree ListOf(std::vector<Tree> items) {
  return Make(Form::kList, "", std::move(items));
}

std::string Evaluated(const Tree& tree) {
  Evaluator evaluator({});
  const std::optional<Value> value = evaluator.Evaluate(tree);
  return value ? Text(*value) : "open";
}

// {x: _, y: _}
Tree Point(const Tree& x, int64_t y) {
  return Make(Form::kContext, "", {x, N(y)}, {"x", "y"});
}

TEST(Reference, CalculatesAsTheStandardShows) {
  const Tree half = Operator("/", N(3), N(2));
  const Tree sum = Operator("+", N(1), Operator("*", half, N(2)));
  EXPECT_EQ(Evaluated(Operator("-", sum, Operator("**", N(2), N(3)))), "-4");
  EXPECT_EQ(Evaluated(Operator("/", N(1), N(3))),
            "0.3333333333333333333333333333333333");
}

TEST(Reference, FiltersAsTheStandardShows) {
  const Tree points = ListOf({Point(N(1), 2), Point(Constant(Explicit()), 3)});
  const Tree below = Operator("<", Name("x"), N(2));
  EXPECT_EQ(Evaluated(Make(Form::kFilter, "", {points, below})),
            "[{x: 1, y: 2}]");
  const Tree above = Operator(">", Name("item"), N(2));
  EXPECT_EQ(Evaluated(Make(Form::kFilter, "",
                           {ListOf({N(1), N(2), N(3), N(4)}), above})),
            "[3, 4]");
  EXPECT_EQ(Evaluated(Make(Form::kPath, "y", {points})), "[2, 3]");
}

TEST(Reference, LoopsAsTheStandardShows) {
  // for i in 0..4 return if i = 0 then 1 else i * partial[-1]
  const Tree last = Make(Form::kPosition, "",
                         {Name("partial"), Make(Form::kNegation, "", {N(1)})});
  const Tree body = Make(
      Form::kIf, "",
      {Operator("=", Name("i"), N(0)), N(1), Operator("*", Name("i"), last)});
  EXPECT_EQ(
      Evaluated(Make(Form::kFor, "",
                     {Make(Form::kIteration, "", {N(0), N(4)}), body}, {"i"})),
      "[1, 1, 2, 6, 24]");
}

TEST(Reference, AnswersWithThreeValues) {
  const Tree null = Constant(Explicit());
  const Tree yes = Constant(Boolean(true));
  const Tree no = Constant(Boolean(false));
  EXPECT_EQ(Evaluated(Operator("and", null, no)), "false");
  EXPECT_EQ(Evaluated(Operator("and", null, yes)), "null");
  EXPECT_EQ(Evaluated(Operator("or", Constant({std::string("x")}), yes)),
            "true");
  EXPECT_EQ(Evaluated(Operator("=", N(1), null)), "false");
  EXPECT_EQ(Evaluated(Operator("=", N(1), Constant({std::string("1")}))),
            "null");
}

TEST(Reference, LeavesOpenWhatTheStandardDoesNotSay) {
  const Tree filter = Make(Form::kFilter, "", {ListOf({N(1)}), Name("item")});
  EXPECT_EQ(Evaluated(filter), "open");
}

TEST(TreeText, HasParenthesesOnlyWhereTheyAreNeeded) {
  const Tree sum = Operator("+", Name("a"), Name("b"));
  EXPECT_EQ(Text(Operator("*", sum, sum)), "(a + b) * (a + b)");
  EXPECT_EQ(Text(Operator("-", sum, sum)), "a + b - (a + b)");
  EXPECT_EQ(Text(Make(Form::kNegation, "", {Operator("**", N(2), N(2))})),
            "-(2 ** 2)");
  EXPECT_EQ(Text(Operator("and", Operator("=", N(1), N(1)), Name("c"))),
            "1 = 1 and c");
  const Tree choice = Make(Form::kIf, "", {Name("c"), N(1), N(2)});
  EXPECT_EQ(Text(Operator("+", choice, N(3))), "(if c then 1 else 2) + 3");
  EXPECT_EQ(TextWithNamedConstants(ListOf({N(1), sum, N(2)})).text,
            "[c1, a + b, c2]");
}

TEST(SmallestTree, KeepsOnlyWhatIsWrong) {
  const Tree wrong = Operator("/", N(1), Name("a"));
  const Tree large =
      ListOf({Operator("+", N(1), ListOf({wrong, Name("b")})), Name("c")});
  const auto has_division = [](const Tree& tree) {
    return Text(tree).find('/') != std::string::npos;
  };
  EXPECT_EQ(Text(Smallest(large, has_division)), "1 / 1");
}

}  // namespace
}  // namespace techflow::feel::reference
