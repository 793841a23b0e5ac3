#include "rating/feel/unary_tests.h"

#include <string>

#include "gtest/gtest.h"
#include "rating/feel/value_text.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

std::string Outcome(std::string_view tests, const Value& input,
                    const Type& type = Type()) {
  Diagnostics diagnostics;
  Scope scope;
  const int limit = scope.Add("limit", TypeKind::kNumber);
  const auto compiled = UnaryTests::Compile(
      tests, scope, type, {Dialect::kConformance, {}}, diagnostics);
  if (compiled == nullptr) return diagnostics.ToString();
  Evaluation evaluation(TestInstant());
  const Evaluation::Frame frame(evaluation, scope.size());
  evaluation.Set(limit, Value::Number(10));
  const TestOutcome outcome = compiled->Evaluate(evaluation, input);
  if (outcome.match == Match::kYes) return "yes";
  if (outcome.match == Match::kNo) return "no";
  return std::string(outcome.reason->message);
}

TEST(UnaryTests, MatchesComparisonsIntervalsAndValues) {
  const Value seven = Value::Number(7);
  EXPECT_EQ(Outcome("< 10", seven), "yes");
  EXPECT_EQ(Outcome("[1..7)", seven), "no");
  EXPECT_EQ(Outcome("1, 7", seven), "yes");
  EXPECT_EQ(Outcome("< limit", seven), "yes");
  EXPECT_EQ(Outcome("> 8, < 3", seven), "no");
  EXPECT_EQ(Outcome("? > 5 and ? < limit", seven), "yes");
  EXPECT_EQ(Outcome("[1, 7]", seven), "yes");
  EXPECT_EQ(Outcome("-7", Value::Number(-7)), "yes");
  EXPECT_EQ(Outcome("\"a\", \"b\"", Value::String("b")), "yes");
  EXPECT_EQ(Outcome("true", Value::Boolean(true)), "yes");
}

TEST(UnaryTests, NegatesWholeCells) {
  EXPECT_EQ(Outcome("not(1, 2)", Value::Number(3)), "yes");
  EXPECT_EQ(Outcome("not(< 5)", Value::Number(3)), "no");
  EXPECT_EQ(Outcome("not(? > 2)", Value::Number(3)), "no");
  EXPECT_EQ(Outcome("not(? > 5) and ? > 2", Value::Number(3)), "yes");
  EXPECT_EQ(Outcome("not(null)", Value::Number(3)), "yes");
}

TEST(UnaryTests, ADashMatchesNullToo) {
  EXPECT_EQ(Outcome("-", Value()), "yes");
  EXPECT_EQ(Outcome(" - ", Value::Number(1)), "yes");
}

TEST(UnaryTests, DoNotKnowWhetherMissingEvidenceMatches) {
  Arena arena;
  const Value missing = Value::Missing(arena, "age is not known");
  for (const std::string_view tests :
       {"< 5", "5", "[1..2]", "not(5)", "5, 6", "? > 5", "[5, 6]"}) {
    EXPECT_EQ(Outcome(tests, missing), "age is not known") << tests;
  }
  EXPECT_EQ(Outcome("null", missing), "yes");
  EXPECT_EQ(Outcome("-", missing), "yes");
}

TEST(UnaryTests, AnErrorIsNoMatchWithItsReason) {
  EXPECT_EQ(Outcome("< 1 / 0", Value::Number(1)), "division by zero");
}

std::string Intervals(std::string_view tests) {
  Diagnostics diagnostics;
  const auto compiled = UnaryTests::Compile(
      tests, Scope(), Type(), {Dialect::kConformance, {}}, diagnostics);
  if (!compiled->intervals()) return "none";
  std::string text;
  for (const Interval& interval : *compiled->intervals()) {
    text += interval.low_closed ? '[' : '(';
    if (interval.low) text += ToText(*interval.low);
    text += "..";
    if (interval.high) text += ToText(*interval.high);
    text += interval.high_closed ? ']' : ')';
  }
  return text;
}

TEST(UnaryTests, ShowsItsIntervalsWhereItComparesWithConstants) {
  EXPECT_EQ(Intervals("-"), "(..)");
  EXPECT_EQ(Intervals("< 5"), "(..5)");
  EXPECT_EQ(Intervals(">= -0.5"), "[-0.5..)");
  EXPECT_EQ(Intervals("[1..2 * 3), 7"), "[1..6)[7..7]");
  EXPECT_EQ(Intervals("\"a\", \"b\""), "[\"a\"..\"a\"][\"b\"..\"b\"]");
  EXPECT_EQ(Intervals("!= 5"), "(..5)(5..)");
  EXPECT_EQ(Intervals("> date(\"2026-11-23\")"), "(@\"2026-11-23\"..)");
  EXPECT_EQ(Intervals("(> 5), [1, 2]"), "(5..)[1..1][2..2]");
}

TEST(UnaryTests, ShowsNoIntervalsWhereItAsksMore) {
  EXPECT_EQ(Intervals("? > 5"), "none");
  EXPECT_EQ(Intervals("not(5)"), "none");
  EXPECT_EQ(Intervals("null"), "none");
  EXPECT_EQ(Intervals("[today()..@\"2030-01-01\"]"), "none");
}

TEST(UnaryTests, ChecksTheTypeOfTheInput) {
  Diagnostics diagnostics;
  EXPECT_EQ(
      UnaryTests::Compile("< 5, \"a\"", Scope(), TypeKind::kNumber,
                          {Dialect::kStrict, {"t.dmn", 4, 10}}, diagnostics),
      nullptr);
  EXPECT_EQ(diagnostics.ToString(),
            "t.dmn:4:15: error: number and string are never equal\n");
}

}  // namespace
}  // namespace techflow::feel
