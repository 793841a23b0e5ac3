#include "rating/dmn/decision_table.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/dmn/dmn_text.h"
#include "tests/rating/dmn/run_model.h"

namespace techflow::dmn {
namespace {

using feel::TypeKind;
using ::testing::HasSubstr;
using Cause = feel::NullReason::Cause;

// One decision `d` with one table over the numbers `a` and `b`.
Compiled CompileTable(const TableText& table,
                      feel::Dialect dialect = feel::Dialect::kStrict) {
  return CompileModel(
      Model(InputXml("a", "number") + InputXml("b", "number") +
            DecisionXml("d", {{"a", "b"}, {}, {}}, TableXml(table))),
      {{"a", TypeKind::kNumber}, {"b", TypeKind::kNumber}}, dialect);
}

Outcome RunTable(const TableText& table, const std::string& a,
                 const std::string& b = "0",
                 feel::Dialect dialect = feel::Dialect::kStrict) {
  const Compiled compiled = CompileTable(table, dialect);
  EXPECT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  if (compiled.graph == nullptr) return {};
  return RunDecision(*compiled.graph, "d", {{"a", a}, {"b", b}});
}

TableText Grades(const std::string& policy) {
  TableText table;
  table.attributes = "hitPolicy=\"" + policy + "\"";
  table.inputs = {"a"};
  table.rules = {
      {"< 10", "\"low\""}, {"[10..20)", "\"middle\""}, {">= 20", "\"high\""}};
  return table;
}

TEST(DecisionTable, UniqueGivesTheOneRuleThatMatches) {
  EXPECT_EQ(RunTable(Grades("UNIQUE"), "9").result, "\"low\"");
  EXPECT_EQ(RunTable(Grades("UNIQUE"), "10").result, "\"middle\"");
  EXPECT_EQ(RunTable(Grades("UNIQUE"), "20").result, "\"high\"");
}

TEST(DecisionTable, UniqueWithTwoMatchesIsAnErrorThatNamesThem) {
  TableText table = Grades("UNIQUE");
  table.rules[2][0] = "> 15";
  const Outcome outcome =
      RunTable(table, "16", "0", feel::Dialect::kConformance);
  EXPECT_EQ(outcome.result, "null");
  EXPECT_THAT(outcome.null_reason, HasSubstr("rules 2 and 3 both match"));
  EXPECT_EQ(outcome.null_cause, Cause::kError);
}

TEST(DecisionTable, NothingMatchingIsAnExplicitNull) {
  TableText table = Grades("UNIQUE");
  table.rules.pop_back();
  const Outcome outcome =
      RunTable(table, "30", "0", feel::Dialect::kConformance);
  EXPECT_EQ(outcome.result, "null");
  EXPECT_EQ(outcome.null_cause, Cause::kExplicit);
  EXPECT_THAT(outcome.null_reason, HasSubstr("no rule"));
}

TEST(DecisionTable, TheDefaultStandsInWhereNothingMatches) {
  TableText table = Grades("UNIQUE");
  table.rules.pop_back();
  table.default_output = "\"none\"";
  EXPECT_EQ(RunTable(table, "30").result, "\"none\"");
  EXPECT_EQ(RunTable(table, "3").result, "\"low\"");
}

TEST(DecisionTable, AnyAcceptsSeveralRulesThatAgree) {
  TableText table = Grades("ANY");
  // What the third says shows only when it is evaluated.
  table.rules = {{"< 10", "1"}, {"< 20", "1"}, {">= 15", "a - 14"}};
  EXPECT_EQ(RunTable(table, "5").result, "1");
  EXPECT_EQ(RunTable(table, "15").result, "1");
  const Outcome outcome = RunTable(table, "16");
  EXPECT_EQ(outcome.result, "null");
  EXPECT_THAT(outcome.null_reason, HasSubstr("different outputs"));
  EXPECT_FALSE(outcome.status.ok());
}

TEST(DecisionTable, FirstTakesTheUppermostRule) {
  TableText table = Grades("FIRST");
  table.rules = {{"< 10", "1"}, {"< 20", "2"}, {"-", "3"}};
  EXPECT_EQ(RunTable(table, "5").result, "1");
  EXPECT_EQ(RunTable(table, "15").result, "2");
  EXPECT_EQ(RunTable(table, "25").result, "3");
}

TEST(DecisionTable, PriorityTakesTheOutputListedFirst) {
  TableText table = Grades("PRIORITY");
  table.rules = {{"-", "\"accept\""}, {"< 10", "\"decline\""}};
  table.output_values = "\"decline\", \"accept\"";
  EXPECT_EQ(RunTable(table, "5").result, "\"decline\"");
  EXPECT_EQ(RunTable(table, "15").result, "\"accept\"");
}

TEST(DecisionTable, OrdersListRulesOrOutputs) {
  TableText table = Grades("RULE ORDER");
  table.rules = {{"-", "\"accept\""}, {"< 10", "\"decline\""}};
  table.output_values = "\"decline\", \"accept\"";
  EXPECT_EQ(RunTable(table, "5").result, "[\"accept\", \"decline\"]");
  table.attributes = "hitPolicy=\"OUTPUT ORDER\"";
  EXPECT_EQ(RunTable(table, "5").result, "[\"decline\", \"accept\"]");
}

TEST(DecisionTable, CollectGathersAndAggregates) {
  TableText table = Grades("COLLECT");
  table.rules = {{"< 10", "5"}, {"< 20", "7.5"}, {"< 30", "6"}};
  const auto collect = [&table](const std::string& aggregation,
                                const std::string& a) {
    table.attributes =
        "hitPolicy=\"COLLECT\" aggregation=\"" + aggregation + "\"";
    return RunTable(table, a).result;
  };
  EXPECT_EQ(collect("SUM", "5"), "18.5");
  EXPECT_EQ(collect("MIN", "5"), "5");
  EXPECT_EQ(collect("MAX", "5"), "7.5");
  EXPECT_EQ(collect("COUNT", "5"), "3");
  EXPECT_EQ(collect("COUNT", "99"), "0");
  EXPECT_EQ(collect("SUM", "99"), "null");
  table.attributes = "hitPolicy=\"COLLECT\"";
  EXPECT_EQ(RunTable(table, "15").result, "[7.5, 6]");
}

TEST(DecisionTable, SumOfTextsIsAnError) {
  TableText table = Grades("COLLECT");
  table.attributes = "hitPolicy=\"COLLECT\" aggregation=\"SUM\"";
  table.rules = {{"-", "\"x\""}, {"-", "\"y\""}};
  const Outcome outcome = RunTable(table, "5");
  EXPECT_EQ(outcome.null_cause, Cause::kError);
  EXPECT_FALSE(outcome.status.ok());
}

TEST(DecisionTable, SeveralOutputsMakeAContext) {
  TableText table = Grades("FIRST");
  table.outputs = {"grade", "rate"};
  table.rules = {{"< 10", "\"low\"", "a * 2"}, {"-", "\"high\"", "b"}};
  EXPECT_EQ(RunTable(table, "4").result, "{grade: \"low\", rate: 8}");
  EXPECT_EQ(RunTable(table, "40", "3").result, "{grade: \"high\", rate: 3}");
}

TEST(DecisionTable, RefusesAnInputThatIsNotAllowed) {
  TableText table = Grades("UNIQUE");
  table.input_values = "[0..100]";
  const Outcome outcome = RunTable(table, "101");
  EXPECT_EQ(outcome.null_cause, Cause::kError);
  EXPECT_EQ(outcome.null_reason,
            "`a` is 101, which is not one of its input values");
}

TableText TwoColumns(const std::string& policy) {
  TableText table;
  table.attributes = "hitPolicy=\"" + policy + "\"";
  table.inputs = {"a", "b"};
  table.rules = {
      {"< 10", "-", "1"}, {">= 10", "< 5", "2"}, {">= 10", ">= 5", "3"}};
  return table;
}

TEST(DecisionTable, MissingEvidenceThatMattersMakesAMissingResult) {
  const Outcome outcome = RunTable(TwoColumns("UNIQUE"), "20", "?");
  EXPECT_EQ(outcome.result, "null");
  EXPECT_EQ(outcome.null_cause, Cause::kMissing);
  EXPECT_EQ(outcome.null_reason, "b is not known");
  EXPECT_TRUE(outcome.status.ok());
}

TEST(DecisionTable, MissingEvidenceThatDoesNotMatterLeavesTheMatch) {
  EXPECT_EQ(RunTable(TwoColumns("UNIQUE"), "5", "?").result, "1");
  EXPECT_EQ(RunTable(TwoColumns("FIRST"), "5", "?").result, "1");
}

TEST(DecisionTable, FirstWaitsForAnUndecidedRuleAbove) {
  TableText table = TwoColumns("FIRST");
  table.rules = {{"-", "< 5", "1"}, {"-", "-", "2"}};
  EXPECT_EQ(RunTable(table, "1", "?").null_cause, Cause::kMissing);
  EXPECT_EQ(RunTable(table, "1", "7").result, "2");
}

TEST(DecisionTable, PriorityIgnoresAnUndecidedRuleThatCouldNotWin) {
  TableText table = TwoColumns("PRIORITY");
  // Not constant, or the rule would be found to be masked.
  const std::string x = "if a < 0 then \"y\" else \"x\"";
  table.rules = {{"-", "-", x}, {"-", "< 5", "\"y\""}};
  table.output_values = "\"x\", \"y\"";
  EXPECT_EQ(RunTable(table, "1", "?").result, "\"x\"");
  table.output_values = "\"y\", \"x\"";
  EXPECT_EQ(RunTable(table, "1", "?").null_cause, Cause::kMissing);
}

TEST(DecisionTable, CollectWaitsForEveryUndecidedRule) {
  TableText table = TwoColumns("COLLECT");
  table.rules = {{"-", "-", "1"}, {"-", "< 5", "2"}};
  EXPECT_EQ(RunTable(table, "1", "?").null_cause, Cause::kMissing);
}

TEST(DecisionTable, NullRulesOutInTheConformanceDialect) {
  TableText table = TwoColumns("FIRST");
  table.rules = {{"-", "< 5", "1"}, {"-", "-", "2"}};
  EXPECT_EQ(RunTable(table, "1", "null", feel::Dialect::kConformance).result,
            "2");
  EXPECT_EQ(RunTable(table, "1", "?", feel::Dialect::kConformance).result, "2");
}

TEST(DecisionTable, ReportsWhatIsWrongWithItsPlace) {
  TableText table = Grades("UNIQUE");
  table.rules[1][0] = "< 3 +";
  table.rules[2][1] = "nobody";
  const Compiled compiled = CompileTable(table);
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics, HasSubstr("test.dmn:11:"));
  EXPECT_THAT(compiled.diagnostics, HasSubstr("test.dmn:12:"));
  EXPECT_THAT(compiled.diagnostics, HasSubstr("`nobody`"));
}

TEST(DecisionTable, RefusesWhatItsPolicyDoesNotAllow) {
  TableText table = Grades("UNIQUE");
  table.attributes += " aggregation=\"SUM\"";
  EXPECT_THAT(CompileTable(table).diagnostics,
              HasSubstr("an aggregation asks for the hit policy COLLECT"));
  table = Grades("PRIORITY");
  EXPECT_THAT(CompileTable(table).diagnostics,
              HasSubstr("ask for a list of output values"));
  table = Grades("UNIQUE");
  table.rules[0][0] = "\"x\"";
  EXPECT_EQ(CompileTable(table).graph, nullptr);
}

}  // namespace
}  // namespace techflow::dmn
