#include "rating/dmn/decision_trace.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/dmn/dmn_text.h"
#include "tests/rating/dmn/run_model.h"

namespace techflow::dmn {
namespace {

using feel::TypeKind;

class DecisionTraceTest : public ::testing::Test {
 protected:
  DecisionTraceTest() {
    TableText table;
    table.attributes = "hitPolicy=\"COLLECT\" aggregation=\"SUM\"";
    table.inputs = {"ratio", "listed"};
    table.rules = {
        {"> 0.5", "-", "1"}, {"< 0.5", "true", "2"}, {"-", "true", "3"}};
    compiled_ = CompileModel(
        Model(InputXml("revenue", "number") + InputXml("listed", "boolean") +
              DecisionXml("ratio", {{"revenue"}, {}, {}},
                          LiteralXml("revenue / 100")) +
              DecisionXml("points", {{"listed"}, {"ratio"}, {}},
                          TableXml(table))),
        {{"revenue", TypeKind::kNumber}, {"listed", TypeKind::kBoolean}});
  }

  Outcome RunPoints(DecisionTrace* trace, const std::string& revenue = "70") {
    return RunDecision(*compiled_.graph, "points",
                       {{"revenue", revenue}, {"listed", "true"}}, trace);
  }

  Compiled compiled_;
};

TEST_F(DecisionTraceTest, TellsDecisionsInTheirOrderWithWhatTheyUsed) {
  ASSERT_NE(compiled_.graph, nullptr) << compiled_.diagnostics;
  DecisionTrace trace;
  const Outcome outcome = RunPoints(&trace);
  ASSERT_EQ(trace.decisions.size(), 2u);
  const TracedDecision& ratio = trace.decisions[0];
  EXPECT_EQ(ratio.name, "ratio");
  ASSERT_EQ(ratio.inputs.size(), 1u);
  EXPECT_EQ(ratio.inputs[0].name, "revenue");
  EXPECT_EQ(feel::ToText(ratio.inputs[0].value), "70");
  EXPECT_EQ(feel::ToText(ratio.result), "0.7");
  const TracedDecision& points = trace.decisions[1];
  EXPECT_EQ(points.name, "points");
  EXPECT_EQ(feel::ToText(points.result), outcome.result);
}

TEST_F(DecisionTraceTest, TellsMatchedRulesAndWhyOthersDidNotMatch) {
  ASSERT_NE(compiled_.graph, nullptr) << compiled_.diagnostics;
  DecisionTrace trace;
  trace.with_unmatched_rules = true;
  const Outcome outcome = RunPoints(&trace);
  ASSERT_EQ(trace.decisions[1].tables.size(), 1u);
  const TableTrace& table = trace.decisions[1].tables[0];
  EXPECT_EQ(table.id, "table");
  ASSERT_EQ(table.matched.size(), 2u);
  EXPECT_EQ(table.matched[0].id, "r1");
  EXPECT_EQ(table.matched[1].id, "r3");
  EXPECT_EQ(table.matched[1].row, 3);
  ASSERT_EQ(table.unmatched.size(), 1u);
  EXPECT_EQ(table.unmatched[0].id, "r2");
  EXPECT_EQ(table.unmatched[0].input, "ratio");
  EXPECT_EQ(table.unmatched[0].condition, "< 0.5");
}

TEST(DecisionTrace, ReadsEveryInputWhereOneIsNotAllowed) {
  TableText table;
  table.inputs = {"a", "b"};
  table.input_values = "< 10";
  table.rules = {{"-", "5", "1"}, {"-", "6", "2"}};
  const Compiled compiled = CompileModel(
      Model(InputXml("a", "number") + InputXml("b", "number") +
            DecisionXml("d", {{"a", "b"}, {}, {}}, TableXml(table))),
      {{"a", TypeKind::kNumber}, {"b", TypeKind::kNumber}},
      feel::Dialect::kConformance);
  DecisionTrace trace;
  trace.with_unmatched_rules = true;
  const Outcome outcome =
      RunDecision(*compiled.graph, "d", {{"a", "20"}, {"b", "5"}}, &trace);
  EXPECT_EQ(outcome.null_cause, feel::NullReason::Cause::kError);
  const TableTrace& told = trace.decisions[0].tables[0];
  EXPECT_TRUE(told.matched.empty());
  ASSERT_EQ(told.unmatched.size(), 1u);
  EXPECT_EQ(told.unmatched[0].id, "r2");
}

TEST_F(DecisionTraceTest, ChangesNoResult) {
  ASSERT_NE(compiled_.graph, nullptr) << compiled_.diagnostics;
  for (const char* revenue : {"0", "50", "70", "?"}) {
    DecisionTrace trace;
    trace.with_unmatched_rules = true;
    const Outcome plain = RunPoints(nullptr, revenue);
    const Outcome traced = RunPoints(&trace, revenue);
    EXPECT_EQ(plain.result, traced.result);
    EXPECT_EQ(plain.null_reason, traced.null_reason);
    EXPECT_EQ(plain.status, traced.status);
  }
}

TEST_F(DecisionTraceTest, KeepsTheReasonOfANull) {
  ASSERT_NE(compiled_.graph, nullptr) << compiled_.diagnostics;
  DecisionTrace trace;
  const Outcome outcome = RunPoints(&trace, "?");
  ASSERT_TRUE(trace.decisions[1].result.is_missing());
  EXPECT_EQ(trace.decisions[1].result.reason().message, "revenue is not known");
  EXPECT_TRUE(trace.decisions[1].tables[0].matched.empty());
}

// A decision `d` with this logic over the number `x`.
Compiled OneDecision(const std::string& logic_xml,
                     const std::string& others = "") {
  return CompileModel(Model(InputXml("x", "number") + others +
                            DecisionXml("d", {{"x"}, {}, {}}, logic_xml)),
                      {{"x", TypeKind::kNumber}}, feel::Dialect::kConformance);
}

TEST(DecisionTraceUses, TellsEveryNameOnceWithItsValue) {
  const Compiled compiled =
      OneDecision("<context><contextEntry><variable name=\"half\"/>" +
                  LiteralXml("x / 2") + "</contextEntry><contextEntry>" +
                  LiteralXml("sum(for i in 1..3 return half + i)") +
                  "</contextEntry></context>");
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  DecisionTrace trace;
  const Outcome outcome =
      RunDecision(*compiled.graph, "d", {{"x", "8"}}, &trace);
  ASSERT_EQ(outcome.result, "18");
  const auto& names = trace.decisions.at(0).names;
  ASSERT_EQ(names.size(), 2u);
  EXPECT_EQ(names[0].name, "x");
  EXPECT_EQ(feel::ToText(names[0].value), "8");
  EXPECT_EQ(names[1].name, "half");
  EXPECT_EQ(feel::ToText(names[1].value), "4");
  EXPECT_EQ(names[1].count, 3u);
  EXPECT_GT(names[1].place.column, 1);
}

TEST(DecisionTraceUses, TellsEachOfManyPlacesOnce) {
  constexpr size_t kPlaces = 100;
  std::string sum = "x";
  for (size_t i = 1; i < kPlaces; ++i) sum += " + x";
  const Compiled compiled =
      OneDecision(LiteralXml("for i in 1..3 return " + sum));
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  DecisionTrace trace;
  RunDecision(*compiled.graph, "d", {{"x", "8"}}, &trace);
  const auto& names = trace.decisions.at(0).names;
  ASSERT_EQ(names.size(), kPlaces);
  for (const NameUse& use : names) EXPECT_EQ(use.count, 3u);
  for (size_t i = 1; i < kPlaces; ++i) {
    EXPECT_LT(names[i - 1].place.column, names[i].place.column);
  }
}

TEST(DecisionTraceUses, TellsWhichBranchRan) {
  const Compiled compiled = OneDecision(
      LiteralXml("for i in 1..3 return if i < x then \"low\" else \"high\""));
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  DecisionTrace trace;
  const Outcome outcome =
      RunDecision(*compiled.graph, "d", {{"x", "2"}}, &trace);
  const auto& branches = trace.decisions.at(0).branches;
  ASSERT_EQ(branches.size(), 1u);
  EXPECT_EQ(branches[0].then_count, 1u);
  EXPECT_EQ(branches[0].else_count, 2u);
}

TEST(DecisionTraceUses, TellsWhichCallsGaveNull) {
  const Compiled compiled =
      OneDecision(LiteralXml("if sqrt(x) = null then 0 else 1"));
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  DecisionTrace trace;
  const Outcome outcome =
      RunDecision(*compiled.graph, "d", {{"x", "-1"}}, &trace);
  const auto& calls = trace.decisions.at(0).null_calls;
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].function, "sqrt");
  EXPECT_FALSE(calls[0].reason.empty());
}

TEST(DecisionTraceUses, ConditionalsInBoxesTellTheirBranchToo) {
  const Compiled compiled =
      OneDecision("<conditional><if>" + LiteralXml("x > 1") + "</if><then>" +
                  LiteralXml("1") + "</then><else>" + LiteralXml("2") +
                  "</else></conditional>");
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  DecisionTrace trace;
  const Outcome outcome =
      RunDecision(*compiled.graph, "d", {{"x", "0"}}, &trace);
  ASSERT_EQ(trace.decisions.at(0).branches.size(), 1u);
  EXPECT_EQ(trace.decisions[0].branches[0].else_count, 1u);
}

TEST(DecisionTraceUses, EndsWhereTheEvaluationFailed) {
  const Compiled compiled = CompileModel(
      Model(InputXml("x", "number") +
            DecisionXml("before", {{"x"}, {}, {}}, LiteralXml("x + 1")) +
            DecisionXml("slow", {{"x"}, {"before"}, {}},
                        LiteralXml("some i in 1..99999999 satisfies i + x "
                                   "< before")) +
            DecisionXml("d", {{}, {"slow"}, {}}, LiteralXml("slow"))),
      {{"x", TypeKind::kNumber}}, feel::Dialect::kConformance);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  DecisionTrace trace;
  const Outcome outcome =
      RunDecision(*compiled.graph, "d", {{"x", "8"}}, &trace);
  EXPECT_EQ(outcome.status.code(), absl::StatusCode::kResourceExhausted);
  ASSERT_EQ(trace.decisions.size(), 2u);
  EXPECT_TRUE(trace.decisions[0].is_finished);
  EXPECT_EQ(trace.decisions[1].name, "slow");
  EXPECT_FALSE(trace.decisions[1].is_finished);
  ASSERT_FALSE(trace.decisions[1].names.empty());
  EXPECT_EQ(trace.decisions[1].names[0].name, "x");
}

TEST(DecisionTraceUses, LookingForUnmatchedRulesCountsApart) {
  // Rule 1 matches; what rule 2 asks takes more steps than are left.
  TableText table;
  table.attributes = "hitPolicy=\"FIRST\"";
  table.inputs = {"x"};
  table.rules = {
      {"> 0", "1"},
      {"some i in 1..30000, j in 1..30000 satisfies i + j < 0", "2"}};
  const Compiled compiled = OneDecision(TableXml(table));
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  DecisionTrace trace;
  trace.with_unmatched_rules = true;
  const Outcome outcome =
      RunDecision(*compiled.graph, "d", {{"x", "8"}}, &trace);
  EXPECT_TRUE(outcome.status.ok()) << outcome.status;
  EXPECT_EQ(outcome.result, "1");
  ASSERT_EQ(trace.decisions.size(), 1u);
  ASSERT_FALSE(trace.decisions[0].tables.empty());
  EXPECT_TRUE(trace.decisions[0].tables[0].is_unmatched_cut);
}

}  // namespace
}  // namespace techflow::dmn
