#include "rating/dmn/boxed_expression.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/dmn/dmn_text.h"
#include "tests/rating/dmn/run_model.h"

namespace techflow::dmn {
namespace {

using feel::TypeKind;
using ::testing::HasSubstr;

Compiled CompileLogic(const std::string& logic, const std::string& type = "",
                      feel::Dialect dialect = feel::Dialect::kStrict) {
  return CompileModel(Model(InputXml("a", "number") +
                            DecisionXml("d", {{"a"}, {}, {}}, logic, type)),
                      {{"a", TypeKind::kNumber}}, dialect);
}

std::string RunLogic(const std::string& logic, const std::string& type = "") {
  const Compiled compiled = CompileLogic(logic, type);
  if (compiled.graph == nullptr) return compiled.diagnostics;
  return RunDecision(*compiled.graph, "d", {{"a", "3"}}).result;
}

std::string Entry(const std::string& name, const std::string& value) {
  const std::string variable =
      name.empty() ? "" : "<variable name=\"" + name + "\"/>";
  return "<contextEntry>" + variable + value + "</contextEntry>";
}

TEST(BoxedExpression, LiteralsAreEvaluated) {
  EXPECT_EQ(RunLogic(LiteralXml("a * 2")), "6");
}

TEST(BoxedExpression, ContextEntriesSeeThoseBeforeThem) {
  EXPECT_EQ(RunLogic("<context>" + Entry("b", LiteralXml("a + 1")) +
                     Entry("c d", LiteralXml("b * 2")) + "</context>"),
            "{b: 4, c d: 8}");
}

TEST(BoxedExpression, AContextMayEndInItsResult) {
  EXPECT_EQ(RunLogic("<context>" + Entry("b", LiteralXml("a + 1")) +
                     Entry("", LiteralXml("b * b")) + "</context>"),
            "16");
}

TEST(BoxedExpression, AnInnerNameHidesTheOuterOneOnlyInside) {
  EXPECT_EQ(RunLogic("<context>" +
                     Entry("inner",
                           "<context>" + Entry("a", LiteralXml("100")) +
                               Entry("b", LiteralXml("a + 1")) + "</context>") +
                     Entry("outer", LiteralXml("a")) + "</context>"),
            "{inner: {a: 100, b: 101}, outer: 3}");
}

TEST(BoxedExpression, EntryNamesMustDiffer) {
  EXPECT_THAT(RunLogic("<context>" + Entry("b", LiteralXml("1")) +
                       Entry("b", LiteralXml("2")) + "</context>"),
              HasSubstr("the entry `b` is there twice"));
}

TEST(BoxedExpression, ListsAndRelationsAreLists) {
  EXPECT_EQ(
      RunLogic("<list>" + LiteralXml("a") + LiteralXml("a + 1") + "</list>"),
      "[3, 4]");
  EXPECT_EQ(
      RunLogic("<relation><column name=\"x\"/><column name=\"y\"/>"
               "<row>" +
               LiteralXml("1") + LiteralXml("a") + "</row><row>" +
               LiteralXml("2") + LiteralXml("a + a") + "</row></relation>"),
      "[{x: 1, y: 3}, {x: 2, y: 6}]");
}

TEST(BoxedExpression, FunctionsKeepTheNamesAroundThem) {
  const std::string function =
      "<functionDefinition><formalParameter name=\"x\" typeRef=\"number\"/>" +
      LiteralXml("x * a") + "</functionDefinition>";
  EXPECT_EQ(
      RunLogic("<context>" + Entry("times", function) +
               Entry("", LiteralXml("[times(2), times(x: 5)]")) + "</context>"),
      "[6, 15]");
}

TEST(BoxedExpression, InvocationsBindByName) {
  const std::string function =
      "<functionDefinition><formalParameter name=\"x\" typeRef=\"number\"/>"
      "<formalParameter name=\"y\" typeRef=\"number\"/>" +
      LiteralXml("x - y") + "</functionDefinition>";
  const auto call = [&](const std::string& parameter) {
    return RunLogic(
        "<context>" + Entry("minus", function) +
        Entry("", "<invocation>" + LiteralXml("minus") +
                      "<binding><parameter name=\"y\"/>" + LiteralXml("1") +
                      "</binding><binding><parameter name=\"" + parameter +
                      "\"/>" + LiteralXml("10") + "</binding></invocation>") +
        "</context>");
  };
  EXPECT_EQ(call("x"), "9");
  EXPECT_THAT(call("z"), HasSubstr("the function has no parameter `z`"));
}

TEST(BoxedExpression, ConditionalsTakeOneBranch) {
  const Compiled compiled =
      CompileLogic("<conditional><if>" + LiteralXml("a > 2") + "</if><then>" +
                   LiteralXml("\"large\"") + "</then><else>" +
                   LiteralXml("\"small\"") + "</else></conditional>");
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"a", "3"}}).result,
            "\"large\"");
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"a", "2"}}).result,
            "\"small\"");
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"a", "?"}}).null_reason,
            "a is not known");
}

TEST(BoxedExpression, JavaAndPmmlAreRefused) {
  EXPECT_THAT(RunLogic("<functionDefinition kind=\"Java\">" +
                       LiteralXml("{class: \"x\"}") + "</functionDefinition>"),
              HasSubstr("Java functions are refused"));
  EXPECT_THAT(RunLogic("<functionDefinition kind=\"PMML\"/>"),
              HasSubstr("PMML functions are refused"));
}

std::string FilterXml(const std::string& list, const std::string& match) {
  return "<filter><in>" + LiteralXml(list) + "</in><match>" +
         LiteralXml(match) + "</match></filter>";
}

std::string LoopXml(const std::string& kind, const std::string& list,
                    const std::string& body) {
  const std::string role = kind == "for" ? "return" : "satisfies";
  return "<" + kind + " iteratorVariable=\"x\"><in>" + LiteralXml(list) +
         "</in><" + role + ">" + LiteralXml(body) + "</" + role + "></" + kind +
         ">";
}

TEST(BoxedExpression, FiltersKeepWhatMatches) {
  EXPECT_EQ(RunLogic(FilterXml("[1, 2, 3]", "item > 1")), "[2, 3]");
  EXPECT_EQ(RunLogic(FilterXml("[1, 2, 3]", "item > a")), "[]");
  EXPECT_EQ(RunLogic(FilterXml("[5, 6, 7]", "-1")), "7");
}

TEST(BoxedExpression, FiltersKnowTheEntriesOfTheirItems) {
  EXPECT_EQ(RunLogic(FilterXml("[{in force: 1}, {in force: 5}]",
                               "in force > a and item.in force < 9")),
            "[{in force: 5}]");
  const Compiled untyped = CompileLogic(
      "<context><contextEntry><variable name=\"list\" typeRef=\"list\"/>" +
          LiteralXml("[{b: 1}, {b: 5}]") + "</contextEntry><contextEntry>" +
          FilterXml("list", "b > a") + "</contextEntry></context>",
      "", feel::Dialect::kConformance);
  ASSERT_NE(untyped.graph, nullptr) << untyped.diagnostics;
  EXPECT_EQ(RunDecision(*untyped.graph, "d", {{"a", "3"}}).result, "[{b: 5}]");
}

TEST(BoxedExpression, AFilterAsksForAConditionOrAPosition) {
  EXPECT_THAT(RunLogic(FilterXml("[1, 2]", "\"x\"")),
              HasSubstr("what stands in a filter must be a boolean"));
}

TEST(BoxedExpression, IterationsAreThoseOfFeel) {
  EXPECT_EQ(RunLogic(LoopXml("for", "[1, 2]", "x * a")), "[3, 6]");
  EXPECT_EQ(RunLogic(LoopXml("for", "[1..3]", "x + count(partial)")),
            "[1, 3, 5]");
  EXPECT_EQ(RunLogic(LoopXml("some", "[1, 2]", "x > 1")), "true");
  EXPECT_EQ(RunLogic(LoopXml("every", "[1, 2]", "x > 1")), "false");
  EXPECT_EQ(RunLogic(LoopXml("every", "[]", "x > 1")), "true");
}

TEST(BoxedExpression, InvocationsBindEveryParameterAndNoOther) {
  const auto invoke = [](const std::string& parameter) {
    return RunLogic(
        "<context><contextEntry><variable name=\"f\"/><functionDefinition>"
        "<formalParameter name=\"p\" typeRef=\"number\"/>" +
        LiteralXml("p") +
        "</functionDefinition></contextEntry><contextEntry><invocation>" +
        LiteralXml("f") + "<binding><parameter name=\"" + parameter + "\"/>" +
        LiteralXml("a") + "</binding></invocation></contextEntry></context>");
  };
  EXPECT_EQ(invoke("p"), "3");
  EXPECT_THAT(invoke("q"), HasSubstr("the function has no parameter `q`"));
  EXPECT_THAT(invoke("q"), HasSubstr("the parameter `p` is not given"));
}

std::string ConditionalXml(const std::string& condition) {
  return "<conditional><if>" + LiteralXml(condition) + "</if><then>" +
         LiteralXml("1") + "</then><else>" + LiteralXml("2") +
         "</else></conditional>";
}

TEST(BoxedExpression, AStrictErrorAsAConditionChoosesNoSide) {
  const auto run = [](feel::Dialect dialect) {
    const Compiled compiled =
        CompileLogic(ConditionalXml("1 / (a - a) > 0"), "", dialect);
    EXPECT_NE(compiled.graph, nullptr) << compiled.diagnostics;
    return RunDecision(*compiled.graph, "d", {{"a", "3"}});
  };
  const Outcome strict = run(feel::Dialect::kStrict);
  EXPECT_EQ(strict.result, "null");
  EXPECT_EQ(strict.status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(run(feel::Dialect::kConformance).result, "2");
}

TEST(BoxedExpression, AStrictConditionMustBeABoolean) {
  EXPECT_THAT(RunLogic(ConditionalXml("a + 1")),
              HasSubstr("the condition must be a boolean, not number"));
}

TEST(BoxedExpression, AConditionThatIsNoBooleanIsAnError) {
  const Compiled compiled =
      CompileLogic("<conditional><if>" + LiteralXml("\"yes\"") + "</if><then>" +
                       LiteralXml("1") + "</then><else>" + LiteralXml("2") +
                       "</else></conditional>",
                   "", feel::Dialect::kConformance);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {}).null_reason,
            "a condition cannot be a string");
}

TEST(BoxedExpression, ADeclaredTypeIsKept) {
  EXPECT_EQ(RunLogic(LiteralXml("[a]"), "number"), "3");
  EXPECT_THAT(RunLogic(LiteralXml("a > 1"), "number"),
              HasSubstr("this is a boolean, and a number is declared"));
  EXPECT_THAT(RunLogic(LiteralXml("a"), "money"),
              HasSubstr("there is no type `money`"));
}

TEST(BoxedExpression, AWrongExpressionIsNullInTheConformanceDialect) {
  const Compiled compiled =
      CompileLogic(LiteralXml("a +"), "", feel::Dialect::kConformance);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_THAT(compiled.diagnostics, HasSubstr("warning"));
  const Outcome outcome = RunDecision(*compiled.graph, "d", {{"a", "3"}});
  EXPECT_EQ(outcome.null_cause, feel::NullReason::Cause::kError);
  EXPECT_TRUE(outcome.status.ok());
}

}  // namespace
}  // namespace techflow::dmn
