#include "rating/feel/expression.h"

#include "gtest/gtest.h"
#include "rating/feel/value_builder.h"
#include "rating/feel/value_text.h"
#include "tests/rating/feel/expect_all.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

TEST(Expression, ReadsLiterals) {
  ExpectAll({
      {"1", "1"},
      {".5", "0.5"},
      {"1.50", "1.5"},
      {"1.2e3", "1200"},
      {"true", "true"},
      {"null", "null"},
      {R"("a\"b\u0041\U01F40E")", "\"a\\\"bA🐎\""},
      {R"("\uD83D\uDC0E")", "\"🐎\""},
      {R"(@"2026-11-23")", R"(@"2026-11-23")"},
      {R"(@"10:30:00+08:00")", R"(@"10:30:00+08:00")"},
      {R"(@"2026-11-23T10:30:00@Asia/Shanghai")",
       R"(@"2026-11-23T10:30:00@Asia/Shanghai")"},
      {R"(@"P1DT2H")", R"(@"P1DT2H")"},
      {R"(@"P13M")", R"(@"P1Y1M")"},
      {"[1, [2], []]", "[1, [2], []]"},
      {R"({a: 1, "b c": {}})", R"({a: 1, b c: {}})"},
      {"[1..5)", "[1..5)"},
      {"]1..5[", "(1..5)"},
      {"(<= 5)", "(<= 5)"},
      {"1 // one\n + /* two */ 2", "3"},
  });
}

TEST(Expression, CalculatesExactly) {
  ExpectAll({
      {"0.1 + 0.2", "0.3"},
      {"1 / 3", "0.3333333333333333333333333333333333"},
      {"2 + 3 * 4", "14"},
      {"(2 + 3) * 4", "20"},
      {"10 - 2 - 3", "5"},
      {"2 ** 3 ** 2", "64"},
      {"-2 ** 2", "4"},
      {"2 ** -1", "0.5"},
      {"--1", "1"},
      {R"("a" + "b")", R"("ab")"},
      {R"(@"2026-01-31" + @"P1M")", R"(@"2026-02-28")"},
      {R"(@"2026-11-23" - @"2026-11-20")", R"(@"P3D")"},
      {R"(@"P1D" * 1.5)", R"(@"P1DT12H")"},
      {R"(@"P1Y" / @"P5M")", "2.4"},
      {R"(@"23:30:00" + @"PT1H")", R"(@"00:30:00")"},
  });
}

TEST(Expression, SaysWhyAnOperationIsNull) {
  EXPECT_EQ(Reason("1 / 0"), "division by zero");
  EXPECT_EQ(Reason("1 + \"a\""), "`+` has no result for number and string");
  EXPECT_EQ(Reason("1 + null"), "`+` has a null operand");
  EXPECT_EQ(Reason("1 < \"a\""), "number and string cannot be compared by `<`");
  EXPECT_EQ(Reason("9e6144 * 10"),
            "9" + std::string(39, '0') +
                "... * 10 has no result that is a number of 34 digits");
}

TEST(Expression, PlacesAnErrorInItsFile) {
  Diagnostics diagnostics;
  const auto expression = Expression::Compile(
      "1 +\n  2 / 0", Scope(), {Dialect::kStrict, {"rules.dmn", 12, 7}},
      diagnostics);
  ASSERT_NE(expression, nullptr);
  Evaluation evaluation(TestInstant());
  const Value value = expression->Evaluate(evaluation);
  ASSERT_TRUE(value.is_error());
  EXPECT_EQ(value.reason().place.file, "rules.dmn");
  EXPECT_EQ(value.reason().place.line, 13);
  EXPECT_EQ(value.reason().place.column, 5);
}

TEST(Expression, ComparesValuesOfOneKind) {
  ExpectAll({
      {"1 = 1.0", "true"},
      {"1 = null", "false"},
      {"null = null", "true"},
      {"1 = \"1\"", "null"},
      {"[1, {a: 2}] = [1, {a: 2.0}]", "true"},
      {"{a: 1, b: 2} = {b: 2, a: 1}", "true"},
      {"\"a\" < \"b\"", "true"},
      {"true < false", "null"},
      {"2 between 1 and 3 and true", "true"},
      {"5 between 1 and 3", "false"},
      {R"(@"2026-11-23" < @"2026-11-24")", "true"},
      {R"(@"10:30:00Z" = @"11:30:00+01:00")", "true"},
  });
}

TEST(Expression, DecidesWithThreeValues) {
  ExpectAll({
      {"true and null", "null"},
      {"false and null", "false"},
      {"null and false", "false"},
      {"true or \"x\"", "true"},
      {"false or \"x\"", "null"},
      {"null or true", "true"},
      {"not(null)", "null"},
      {"not(false)", "true"},
      {"if null then 1 else 2", "2"},
      {"if 1 < 2 then \"a\" else \"b\"", "\"a\""},
  });
}

TEST(Expression, TestsWithIn) {
  ExpectAll({
      {"1 in [2, 3, 1]", "true"},
      {"1 in [[2..4], [1..3]]", "true"},
      {"5 in (1, 3, > 4)", "true"},
      {"2 in (2..4]", "false"},
      {"4 in (2..4]", "true"},
      {"10 in (!= 10)", "false"},
      {"null in [1..10]", "null"},
      {"5 in [1..null]", "null"},
      {"[1, 2] in [[1, 2], [3]]", "true"},
      {"1 in (2, 3) or true", "true"},
      {"3 in (? > 2)", "true"},
  });
}

TEST(Expression, WalksListsAndContexts) {
  ExpectAll({
      {"{a: 1, b: a + 1}.b", "2"},
      {"[{a: 1}, {a: 2}].a", "[1, 2]"},
      {"[1, 2, 3][1]", "1"},
      {"[1, 2, 3][-1]", "3"},
      {"[1, 2, 3][4]", "null"},
      {"[1, 2, 3][item > 1]", "[2, 3]"},
      {"[{x: 1, y: 2}, {x: 2, y: 3}][x = 1].y", "[2]"},
      {"[{x: 1}, {y: 2}][y > 1]", "[{y: 2}]"},
      {"[{x: 1}, {x: 1, y: 2}][y > 1]", "[{x: 1, y: 2}]"},
      {"[{item: 1}, {item: 5}][item > 2]", "[{item: 5}]"},
      {"100[1]", "100"},
      {"100[item > 5]", "[100]"},
      {"{first name: \"a\"}.first name", "\"a\""},
      {R"(@"2026-11-23".month)", "11"},
      {R"(@"P1DT2H".hours)", "2"},
      {"[1..5].end", "5"},
  });
}

TEST(Expression, CallsBuiltinsInFiltersOfUnknownItems) {
  ExpectAll({
      {"(function(l) l[min(item, 2) = 1])([1, 5])", "[1]"},
      {"(function(l) l[floor(item) = 1])([1.5, 5])", "[1.5]"},
      {"(function(l) l[substring(string: item, start position: 2) = \"b\"])"
       "([\"ab\"])",
       "[\"ab\"]"},
  });
}

TEST(Expression, Loops) {
  ExpectAll({
      {"for i in 1..3 return i * 2", "[2, 4, 6]"},
      {"for i in 3..1 return i", "[3, 2, 1]"},
      {"for i in [1, 2], j in [i, 10] return i + j", "[2, 11, 4, 12]"},
      {"for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]",
       "[1, 1, 2, 3, 5]"},
      {"some x in [1, 2] satisfies x > 1", "true"},
      {"every x in [1, 2] satisfies x > 1", "false"},
      {"every x in [] satisfies x > 1", "true"},
      {"some x in [1, null] satisfies x > 1", "null"},
      {R"(for d in @"2026-02-28"..@"2026-03-01" return d.day)", "[28, 1]"},
  });
}

TEST(Expression, CallsFunctions) {
  ExpectAll({
      {"(function(x: number) x + 1)(2)", "3"},
      {"{f: function(a, b) a - b, r: f(b: 1, a: 5)}.r", "4"},
      {"{n: 10, f: function(x) x * n, r: f(3)}.r", "30"},
      {"(for i in 1..3 return function(x) x + i)[2](10)", "12"},
      {"(function(a) function(b) a * b)(6)(7)", "42"},
      {"sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"},
      {"(function(f) f(-5))(abs)", "5"},
      {"(function(f) f(1, 2, 3))(max)", "3"},
      {"(function(f) f(\"abc\", 2))(substring)", "\"bc\""},
      {"(function(f) f(start position: 2, string: \"abc\"))(substring)",
       "\"bc\""},
      {"(function(x: string) x)(1)", "null"},
      {"(function(x: string) 1)(2)", "null"},
      {"(function(x: string) 1)([null])", "1"},
      {"(function(x) x)(1, 2)", "null"},
  });
}

TEST(Expression, KnowsInstances) {
  ExpectAll({
      {"1 instance of number", "true"},
      {"null instance of Any", "false"},
      {"[1, 2] instance of list<number>", "true"},
      {"{a: 1} instance of context<a: number, b: string>", "false"},
      {R"(@"P1D" instance of days and time duration)", "true"},
      {"(function(a: number) \"x\") instance of function<number>->string",
       "true"},
      {"[1..2] instance of range<number>", "true"},
  });
}

TEST(Expression, PrefersTheLongestName) {
  Scope scope;
  scope.Add("a", TypeKind::kNumber);
  scope.Add("b", TypeKind::kNumber);
  scope.Add("a-b", TypeKind::kNumber);
  scope.Add("fiscal years", TypeKind::kNumber);
  scope.Add("研发强度", TypeKind::kNumber);
  // The strict dialect refuses to guess; see Checker.
  const auto evaluate = [&scope](std::string_view text) {
    Trial trial(text, scope, Dialect::kConformance);
    trial.Set("a", Value::Number(7));
    trial.Set("b", Value::Number(2));
    trial.Set("a-b", Value::Number(100));
    trial.Set("fiscal years", Value::Number(3));
    trial.Set("研发强度", Value::Number(8));
    return trial.Text();
  };
  EXPECT_EQ(evaluate("a - b"), "100");
  EXPECT_EQ(evaluate("(a) - b"), "5");
  EXPECT_EQ(evaluate("fiscal   years + 研发强度"), "11");
}

Scope EvidenceScope() {
  Scope scope;
  scope.Add("fiscal years",
            Type::List(Type::Context({{"year", TypeKind::kNumber},
                                      {"rd spend", TypeKind::kNumber},
                                      {"in force", TypeKind::kBoolean}})));
  scope.Add("headcount", TypeKind::kNumber);
  return scope;
}

// Two years; the second one's spend is not known, and neither is headcount.
void SetEvidence(Trial& trial) {
  Arena& arena = trial.evaluation().arena();
  ListBuilder years(arena);
  for (const int year : {2024, 2025}) {
    ContextBuilder entry(arena);
    entry.Add("year", Value::Number(year));
    entry.Add("rd spend",
              year == 2024
                  ? Value::Number(100)
                  : Value::Missing(arena,
                                   "fiscal years[2025].rd spend is not known"));
    entry.Add("in force", Value::Boolean(true));
    years.Add(entry.Build());
  }
  trial.Set("fiscal years", years.Build());
  trial.Set("headcount", Value::Missing(arena, "headcount is not known"));
}

TEST(Expression, KeepsSayingWhichEvidenceIsMissing) {
  const Scope scope = EvidenceScope();
  for (const std::string_view text :
       {"sum(fiscal years.rd spend)", "max(fiscal years.rd spend) / 2",
        "fiscal years[2].rd spend > 10", "fiscal years[2].rd spend = 10",
        "-fiscal years[2].rd spend", "mean(fiscal years.rd spend) + 1",
        "if fiscal years[2].rd spend > 1 then 1 else 0",
        "every y in fiscal years satisfies y.rd spend > 1",
        "fiscal years[2].rd spend in [1..5]"}) {
    Trial trial(text, scope, Dialect::kStrict);
    ASSERT_TRUE(trial.compiled()) << text << trial.diagnostics.ToString();
    SetEvidence(trial);
    const Value value = trial.Evaluate();
    ASSERT_TRUE(value.is_missing()) << text << " " << ToText(value);
    EXPECT_EQ(value.reason().message,
              "fiscal years[2025].rd spend is not known");
  }
}

TEST(Expression, NeverCountsWhatIsMissing) {
  Trial trial("count(headcount)", EvidenceScope(), Dialect::kStrict);
  SetEvidence(trial);
  EXPECT_TRUE(trial.Evaluate().is_missing());
}

TEST(Expression, AnswersWhetherSomethingIsMissing) {
  for (const std::string_view text :
       {"headcount = null", "not(is defined(headcount))",
        "count(fiscal years[rd spend = null]) = 1",
        "count(fiscal years[in force]) = 2"}) {
    Trial trial(text, EvidenceScope(), Dialect::kStrict);
    ASSERT_TRUE(trial.compiled()) << trial.diagnostics.ToString();
    SetEvidence(trial);
    EXPECT_EQ(trial.Text(), "true") << text;
  }
}

TEST(Expression, AnErrorOutweighsWhatIsMissing) {
  for (const std::string_view text :
       {"headcount + 1 / 0", "headcount = 1 / 0", "sqrt(-1) != headcount",
        "headcount in [1, 1 / 0]", "1 / 0 in [headcount]"}) {
    Trial trial(text, EvidenceScope(), Dialect::kStrict);
    SetEvidence(trial);
    EXPECT_TRUE(trial.Evaluate().is_error()) << text;
  }
}

TEST(Expression, DoesNotTakeWhatIsMissingTwiceForEqual) {
  for (const std::string_view text :
       {"headcount = fiscal years[2].rd spend",
        "headcount in [fiscal years[2].rd spend]"}) {
    Trial trial(text, EvidenceScope(), Dialect::kStrict);
    SetEvidence(trial);
    EXPECT_TRUE(trial.Evaluate().is_missing()) << text;
  }
}

TEST(Expression, AggregatesOfNothingAreNullWithoutBlame) {
  Trial trial("sum([])");
  const Value value = trial.Evaluate();
  ASSERT_TRUE(value.is_null());
  EXPECT_EQ(value.reason().cause, NullReason::Cause::kExplicit);
}

TEST(Expression, ListsTheNamesItUses) {
  Trial trial("headcount + count(fiscal years) + headcount", EvidenceScope(),
              Dialect::kStrict);
  ASSERT_TRUE(trial.compiled());
  const auto references = trial.expression().references();
  ASSERT_EQ(references.size(), 2u);
  EXPECT_EQ(references[0].name, "headcount");
  EXPECT_EQ(references[1].name, "fiscal years");
  EXPECT_EQ(references[1].slot, 0);
}

TEST(Expression, InfersItsType) {
  const auto type = [](std::string_view text) {
    return Trial(text, EvidenceScope()).expression().type().ToString();
  };
  EXPECT_EQ(type("headcount > 1"), "boolean");
  EXPECT_EQ(type("fiscal years.rd spend"), "list<number>");
  EXPECT_EQ(type("fiscal years[1]"),
            "context<year: number, rd spend: number, in force: boolean>");
  EXPECT_EQ(type("fiscal years[year > 1].year"), "list<number>");
  EXPECT_EQ(type("if headcount = 1 then 1 else \"a\""), "Any");
  EXPECT_EQ(type("function(x: number) x > 1"), "function<number>->boolean");
  EXPECT_EQ(type("sum(fiscal years.year)"), "number");
}

TEST(Expression, TakesTheClockFromTheEvaluation) {
  EXPECT_EQ(Evaluated("today()"), R"(@"2026-11-23")");
  EXPECT_EQ(Evaluated("now()"), R"(@"2026-11-23T10:30:00Z")");
}

// What a condition that is an error leads to, in each dialect.
TEST(Expression, AStrictErrorChoosesNoSide) {
  Scope scope;
  scope.Add("x", Type());
  const auto evaluated = [&scope](std::string_view text, Dialect dialect) {
    Trial trial(text, scope, dialect);
    trial.Set("x", Value::String("not a number"));
    return trial.Text();
  };
  EXPECT_EQ(evaluated("if x < 1 then 1 else 2", Dialect::kConformance), "2");
  EXPECT_EQ(evaluated("if x < 1 then 1 else 2", Dialect::kStrict), "null");
  EXPECT_EQ(evaluated("if x then 1 else 2", Dialect::kConformance), "2");
  EXPECT_EQ(evaluated("if x then 1 else 2", Dialect::kStrict), "null");
  EXPECT_EQ(evaluated("[1, 2][x < item]", Dialect::kConformance), "[]");
  EXPECT_EQ(evaluated("[1, 2][x < item]", Dialect::kStrict), "null");
  // Nothing that was written is an error.
  EXPECT_EQ(evaluated("if null then 1 else 2", Dialect::kStrict), "2");
}

}  // namespace
}  // namespace techflow::feel
