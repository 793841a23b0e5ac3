#include "rating/feel/parser.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

// What is reported where the text cannot be read.
std::string Problem(std::string_view text) {
  std::string problem = Trial(text).diagnostics.ToString();
  if (!problem.empty()) problem.pop_back();
  return problem;
}

TEST(Parser, SaysWhatShouldStandWhere) {
  EXPECT_EQ(Problem("1 +"),
            "1:4: error: expected an expression, found the end");
  EXPECT_EQ(Problem("(1"), "1:3: error: expected `)`, found the end");
  EXPECT_EQ(Problem("if true then 1"),
            "1:15: error: expected `else`, found the end");
  EXPECT_EQ(Problem("1 2"),
            "1:3: error: expected an operator or the end, found `2`");
  EXPECT_EQ(Problem("[1..2"),
            "1:6: error: expected `]`, `)` or `[` at the end of the range, "
            "found the end");
  EXPECT_EQ(Problem("{a 1}"), "1:2: error: expected a key, found `a`");
  EXPECT_EQ(Problem("for in [1] return 1"),
            "1:5: error: expected a variable and `in`, found `in`");
  EXPECT_EQ(Problem("function() external {}"),
            "1:1: error: external functions are refused");
}

TEST(Parser, BindsUnaryMinusTighterThanThePower) {
  EXPECT_EQ(Evaluated("-2 ** 2"), "4");
  EXPECT_EQ(Evaluated("-[1][1]"), "-1");
}

TEST(Parser, LetsFormsSwallowWhatFollows) {
  EXPECT_EQ(Evaluated("1 + if false then 1 else 2 + 3"), "6");
  EXPECT_EQ(Evaluated("some x in [1] satisfies x = 1 and true"), "true");
}

TEST(Parser, TellsRangesListsAndFilters) {
  EXPECT_EQ(Evaluated("[1..5[ = [1..5)"), "true");
  EXPECT_EQ(Evaluated("[[1, 3][1]..[1, 3][2]]"), "[1..3]");
  EXPECT_EQ(Evaluated("]1..[1, 3][2]["), "(1..3)");
  EXPECT_EQ(Evaluated("1 in ]0..1["), "false");
}

TEST(Parser, KeywordsMayBePartsOfNames) {
  Scope scope;
  scope.Add("profit and loss", TypeKind::kNumber);
  Trial trial("profit and loss + 1", scope);
  trial.Set("profit and loss", Value::Number(1));
  EXPECT_EQ(trial.Text(), "2");
  EXPECT_EQ(Evaluated("[{in force: true}][in force]"), "[{in force: true}]");
  EXPECT_EQ(Evaluated("{in force: 1}.in force"), "1");
}

TEST(Parser, ReadsNamesOfContextsAsTheyComeUp) {
  EXPECT_EQ(Evaluated("{a-b: 5, c: a - b + 1}.c"), "6");
  EXPECT_EQ(Evaluated("{string length: 1, x: string length}.x"), "1");
}

TEST(Parser, RefusesWhatIsNestedTooDeep) {
  const std::string deep(100'000, '(');
  EXPECT_EQ(Problem(deep), "1:201: error: this is nested too deep");
  EXPECT_EQ(Problem(std::string(100'000, '-') + "1"),
            "1:201: error: this is nested too deep");
  EXPECT_EQ(Problem(std::string(100'000, '[')),
            "1:201: error: this is nested too deep");
}

TEST(Parser, RefusesTreesThatGrowTooHigh) {
  std::string sum = "1";
  for (int i = 0; i < 100'000; ++i) sum += "+1";
  EXPECT_EQ(Problem(sum), "1:1000: error: this is nested too deep");
}

}  // namespace
}  // namespace techflow::feel
