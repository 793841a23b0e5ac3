#include "rating/dmn/decision_graph.h"

#include <fmt/format.h>

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/dmn/dmn_text.h"
#include "tests/rating/dmn/run_model.h"

namespace techflow::dmn {
namespace {

using feel::TypeKind;
using ::testing::HasSubstr;
using ::testing::Not;

const Names kSales = {{"unused", TypeKind::kString},
                      {"rd spend", TypeKind::kNumber},
                      {"revenue", TypeKind::kNumber}};

std::string SalesModel(const std::string& decisions) {
  return Model(InputXml("revenue", "number") + InputXml("rd spend", "number") +
               decisions);
}

const char kIntensity[] = "rd spend / revenue";

TEST(DecisionGraph, RunsDecisionsThatRequireOneAnother) {
  const Compiled compiled = CompileModel(
      SalesModel(DecisionXml("grade", {{}, {"研发强度"}, {}},
                             LiteralXml("if 研发强度 >= 0.1 then \"A\" else "
                                        "\"B\"")) +
                 DecisionXml("研发强度", {{"revenue", "rd spend"}, {}, {}},
                             LiteralXml(kIntensity), "number")),
      kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "grade",
                        {{"revenue", "200"}, {"rd spend", "20"}})
                .result,
            "\"A\"");
  EXPECT_EQ(RunDecision(*compiled.graph, "grade",
                        {{"revenue", "200"}, {"rd spend", "19"}})
                .result,
            "\"B\"");
}

TEST(DecisionGraph, PutsTheCallersInputsFirstInItsScope) {
  const Compiled compiled =
      CompileModel(SalesModel(DecisionXml("d", {{"revenue"}, {}, {}},
                                          LiteralXml("revenue > 1"))),
                   kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  const feel::Scope& scope = compiled.graph->scope();
  EXPECT_EQ(scope.Find("unused"), 0);
  EXPECT_EQ(scope.Find("rd spend"), 1);
  EXPECT_EQ(scope.Find("revenue"), 2);
  EXPECT_EQ(scope.Find("d"), 3);
  EXPECT_EQ(scope.at(3).type.ToString(), "boolean");
  EXPECT_EQ(compiled.graph->FindDecision("d"), 3);
  EXPECT_FALSE(compiled.graph->FindDecision("revenue").has_value());
}

TEST(DecisionGraph, EvaluatesTheDecisionsAnExpressionNames) {
  const Compiled compiled =
      CompileModel(SalesModel(DecisionXml("double", {{"revenue"}, {}, {}},
                                          LiteralXml("revenue * 2")) +
                              DecisionXml("other", {{"revenue"}, {}, {}},
                                          LiteralXml("revenue * 3"))),
                   kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  // The caller's scope may go on behind the graph's.
  feel::Scope scope = compiled.graph->scope();
  const int bonus = scope.Add("bonus", TypeKind::kNumber);
  feel::Diagnostics diagnostics;
  const auto expression = feel::Expression::Compile(
      "double + bonus", scope, feel::CompileOptions{}, diagnostics);
  ASSERT_NE(expression, nullptr) << diagnostics.ToString();
  feel::Evaluation evaluation(feel::DateAndTime{});
  DecisionTrace trace;
  DecisionGraph::Run run(*compiled.graph, evaluation, &trace, scope.size());
  run.Set(2, feel::Value::Number(10));
  run.Set(bonus, feel::Value::Number(1));
  EXPECT_EQ(feel::ToText(run.Evaluate(*expression)), "21");
  EXPECT_EQ(feel::ToText(run.Evaluate(*expression)), "21");
  // Once, and not what is not named.
  ASSERT_EQ(trace.decisions.size(), 1u);
  EXPECT_EQ(trace.decisions[0].name, "double");
}

TEST(DecisionGraph, MissingEvidenceStaysMissingAndIsNoError) {
  const Compiled compiled = CompileModel(
      SalesModel(DecisionXml("d", {{"revenue", "rd spend"}, {}, {}},
                             LiteralXml(kIntensity))),
      kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  const Outcome outcome =
      RunDecision(*compiled.graph, "d", {{"revenue", "1"}, {"rd spend", "?"}});
  EXPECT_EQ(outcome.null_reason, "rd spend is not known");
  EXPECT_EQ(outcome.null_cause, feel::NullReason::Cause::kMissing);
  EXPECT_TRUE(outcome.status.ok()) << outcome.status;
}

TEST(DecisionGraph, AnErrorThatReachesAResultFailsTheRunWithItsPlace) {
  const std::string xml = Model(
      InputXml("revenue", "number") +
      "<decision id=\"d\" name=\"d\"><variable name=\"d\"/>"
      "<informationRequirement><requiredInput href=\"#revenue\"/>"
      "</informationRequirement>\n"
      "<literalExpression><text>if 1 &lt; 2 then 5 / revenue else 0</text>"
      "</literalExpression></decision>");
  const Compiled compiled = CompileModel(xml, kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  const Outcome outcome = RunDecision(*compiled.graph, "d", {{"revenue", "0"}});
  EXPECT_EQ(outcome.status.code(), absl::StatusCode::kFailedPrecondition);
  // Columns count what stands in the file: `&lt;` takes four.
  const size_t slash = xml.find("/ revenue");
  EXPECT_THAT(std::string(outcome.status.message()),
              HasSubstr(fmt::format("decision `d`: test.dmn:4:{}: ",
                                    slash - xml.rfind('\n', slash))));
}

TEST(DecisionGraph, ReportsTheColumnBehindEntities) {
  const std::string xml =
      SalesModel(DecisionXml("d", {}, LiteralXml("1 < 2 and nobody")));
  const Compiled compiled = CompileModel(xml, kSales);
  const size_t name = xml.find("nobody");
  EXPECT_THAT(compiled.diagnostics,
              HasSubstr(fmt::format(":{}: error: there is no name `nobody`",
                                    name - xml.rfind('\n', name))));
}

TEST(DecisionGraph, ADecisionThatIsSetIsNotEvaluated) {
  const Compiled compiled = CompileModel(
      SalesModel(
          DecisionXml("ratio", {{"revenue", "rd spend"}, {}, {}},
                      LiteralXml(kIntensity)) +
          DecisionXml("d", {{}, {"ratio"}, {}}, LiteralXml("ratio * 10"))),
      kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"ratio", "0.5"}}).result, "5");
}

TEST(DecisionGraph, FindsErrorsInsideOfResults) {
  const Compiled compiled =
      CompileModel(SalesModel(DecisionXml("d", {{"revenue"}, {}, {}},
                                          LiteralXml("{x: [1 / revenue]}"))),
                   kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_FALSE(
      RunDecision(*compiled.graph, "d", {{"revenue", "0"}}).status.ok());
}

TEST(DecisionGraph, RefusesNamesThatAreNotRequired) {
  const Compiled compiled =
      CompileModel(SalesModel(DecisionXml("d", {{"revenue"}, {}, {}},
                                          LiteralXml(kIntensity))),
                   kSales);
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics,
              HasSubstr("`rd spend` is used here and not required"));
}

TEST(DecisionGraph, WarnsOfRequirementsThatAreNotUsed) {
  const Compiled compiled = CompileModel(
      SalesModel(DecisionXml("d", {{"revenue", "rd spend"}, {}, {}},
                             LiteralXml("revenue"))),
      kSales);
  EXPECT_NE(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics,
              HasSubstr("warning: `d` requires `rd spend` and does not use"));
}

TEST(DecisionGraph, RefusesInputsThatTheCallerDoesNotHave) {
  const Compiled compiled =
      CompileModel(Model(InputXml("turnover", "number")), kSales);
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics,
              HasSubstr("test.dmn:2:1: error: there is no input `turnover`"));
}

TEST(DecisionGraph, RefusesInputsDeclaredWithAnotherType) {
  const Compiled compiled =
      CompileModel(Model(InputXml("revenue", "string")), kSales);
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics,
              HasSubstr("the input `revenue` is a number, and a string is "
                        "declared"));
}

TEST(DecisionGraph, TurnsInputsOfTheWrongTypeIntoNullWhereTypesAreUnknown) {
  const Compiled compiled =
      CompileModel(SalesModel(DecisionXml("d", {{"revenue"}, {}, {}},
                                          LiteralXml("revenue"))),
                   {}, feel::Dialect::kConformance);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"revenue", "\"x\""}}).result,
            "null");
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"revenue", "[7]"}}).result,
            "7");
}

TEST(DecisionGraph, NamesMustDiffer) {
  const Compiled compiled = CompileModel(
      SalesModel(DecisionXml("revenue", {}, LiteralXml("1"))), kSales);
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics,
              HasSubstr("the name `revenue` is there twice"));
}

TEST(DecisionGraph, OnlyModelsAreImported) {
  const Compiled compiled = CompileModel(
      Model(
          "<import name=\"other\" namespace=\"urn:other\" importType=\"x\"/>"),
      kSales);
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics, HasSubstr("an import of `x` is refused"));
}

std::string KnowledgeXml(const std::string& name, const Requires& required,
                         const std::string& parameter,
                         const std::string& body_xml) {
  return "<businessKnowledgeModel id=\"" + IdOf(name) + "\" name=\"" + name +
         "\"><variable name=\"" + name +
         "\"/><encapsulatedLogic><formalParameter name=\"" + parameter +
         "\" typeRef=\"number\"/>" + body_xml + "</encapsulatedLogic>" +
         RequirementsXml(required) + "</businessKnowledgeModel>";
}

TEST(DecisionGraph, CallsBusinessKnowledgeModels) {
  const Compiled compiled = CompileModel(
      SalesModel(KnowledgeXml("twice", {{}, {}, {"add one"}}, "x",
                              LiteralXml("add one(x) * 2")) +
                 KnowledgeXml("add one", {}, "x", LiteralXml("x + 1")) +
                 DecisionXml("d", {{"revenue"}, {}, {"twice"}},
                             LiteralXml("twice(revenue) + twice(x: 1)"))),
      kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"revenue", "4"}}).result, "14");
}

TEST(DecisionGraph, KnowsWhatAValueHangsOn) {
  const Compiled compiled = CompileModel(
      SalesModel(KnowledgeXml("twice", {{}, {}, {"add one"}}, "x",
                              LiteralXml("add one(x) + add one(x)")) +
                 KnowledgeXml("add one", {}, "x", LiteralXml("x + 1")) +
                 DecisionXml("a", {{"revenue"}, {}, {"twice"}},
                             LiteralXml("twice(revenue)")) +
                 DecisionXml("b", {{}, {"a"}, {}}, LiteralXml("a > 1"))),
      kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  const auto uses = [&](const std::string& name, const std::string& other) {
    const feel::Scope& scope = compiled.graph->scope();
    return compiled.graph->Uses(*scope.Find(name), *scope.Find(other));
  };
  EXPECT_TRUE(uses("b", "a"));
  EXPECT_TRUE(uses("b", "revenue"));
  EXPECT_TRUE(uses("b", "add one"));
  EXPECT_TRUE(uses("b", "b"));
  EXPECT_FALSE(uses("b", "rd spend"));
  EXPECT_FALSE(uses("a", "b"));
  EXPECT_FALSE(uses("revenue", "a"));
}

TEST(DecisionGraph, AKnowledgeModelMayCallItself) {
  const Compiled compiled = CompileModel(
      SalesModel(KnowledgeXml("fibonacci", {}, "n",
                              LiteralXml("if n < 2 then n else fibonacci(n - "
                                         "1) + fibonacci(n: n - 2)")) +
                 DecisionXml("d", {{"revenue"}, {}, {"fibonacci"}},
                             LiteralXml("fibonacci(revenue)"))),
      kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"revenue", "10"}}).result,
            "55");
}

TEST(DecisionGraph, KnowledgeOfOneNameStaysWithinItsFrame) {
  // The standard's dialect only warns of names that are there twice.
  const auto constant = [](const std::string& id, const std::string& name,
                           const std::string& required,
                           const std::string& feel) {
    return "<businessKnowledgeModel id=\"" + id + "\" name=\"" + name +
           "\"><variable name=\"" + name + "\"/><encapsulatedLogic>" +
           LiteralXml(feel) + "</encapsulatedLogic>" + required +
           "</businessKnowledgeModel>";
  };
  const std::string both =
      "<knowledgeRequirement><requiredKnowledge href=\"#one\"/>"
      "</knowledgeRequirement><knowledgeRequirement>"
      "<requiredKnowledge href=\"#two\"/></knowledgeRequirement>";
  const Compiled compiled = CompileModel(
      Model(constant("one", "f", "", "1") + constant("two", "f", "", "2") +
            constant("g", "g", both, "f()") +
            DecisionXml("d", {{}, {}, {"g"}}, LiteralXml("g()"))),
      {}, feel::Dialect::kConformance);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_THAT(compiled.diagnostics, HasSubstr("the name `f` is there twice"));
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {}).result, "2");
}

TEST(DecisionGraph, EndlessRecursionEndsWithAnError) {
  const Compiled compiled = CompileModel(
      SalesModel(
          KnowledgeXml("f", {}, "n", LiteralXml("1 + f(n + 1)")) +
          DecisionXml("d", {{"revenue"}, {}, {"f"}}, LiteralXml("f(revenue)"))),
      kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"revenue", "1"}}).status.code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(DecisionGraph, KnowledgeModelsSeeOnlyTheirParameters) {
  const Compiled compiled = CompileModel(
      SalesModel(KnowledgeXml("f", {}, "x", LiteralXml("x + revenue"))),
      kSales);
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics, HasSubstr("`revenue`"));
}

TEST(DecisionGraph, ReportsAllProblemsAtOnce) {
  const Compiled compiled =
      CompileModel(SalesModel(DecisionXml("a", {}, LiteralXml("nothing")) +
                              DecisionXml("b", {}, LiteralXml("1 +")) +
                              DecisionXml("c", {}, LiteralXml("nobody"))),
                   kSales);
  EXPECT_THAT(compiled.diagnostics, HasSubstr("`nothing`"));
  EXPECT_THAT(compiled.diagnostics, HasSubstr("`nobody`"));
  EXPECT_THAT(compiled.diagnostics, Not(HasSubstr("warning")));
}

}  // namespace
}  // namespace techflow::dmn
