// Decision services as functions; they are a part of DecisionGraph.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/dmn/decision_graph.h"
#include "tests/rating/dmn/dmn_text.h"
#include "tests/rating/dmn/run_model.h"

namespace techflow::dmn {
namespace {

using ::testing::HasSubstr;

// A service `s` whose outputs are computed from `rate`, an input decision, and
// `revenue`, an input.
std::string ServiceModel(
    const std::string& caller,
    const std::string& outputs = "<outputDecision href=\"#tax\"/>",
    const std::string& type = "") {
  return Model(InputXml("revenue", "number") +
               DecisionXml("rate", {}, LiteralXml("0.1"), "number") +
               DecisionXml("tax", {{"revenue"}, {"rate"}, {}},
                           LiteralXml("revenue * rate"), "number") +
               DecisionXml("rest", {{"revenue"}, {"tax"}, {}},
                           LiteralXml("revenue - tax"), "number") +
               "<decisionService id=\"s\" name=\"s\"><variable name=\"s\"" +
               (type.empty() ? "" : " typeRef=\"" + type + "\"") + "/>" +
               outputs +
               "<inputDecision href=\"#rate\"/><inputData href=\"#revenue\"/>"
               "</decisionService>" +
               DecisionXml("d", {{}, {}, {"s"}}, LiteralXml(caller)));
}

const Names kSales = {{"revenue", feel::TypeKind::kNumber}};

std::string Call(const std::string& caller, const std::string& outputs =
                                                "<outputDecision "
                                                "href=\"#tax\"/>") {
  const Compiled compiled = CompileModel(ServiceModel(caller, outputs), kSales);
  if (compiled.graph == nullptr) return compiled.diagnostics;
  return RunDecision(*compiled.graph, "d", {{"revenue", "7"}}).result;
}

TEST(DecisionService, TakesDataBeforeDecisions) {
  EXPECT_EQ(Call("s(100, 0.5)"), "50");
}

TEST(DecisionService, TakesArgumentsByName) {
  EXPECT_EQ(Call("s(rate: 0.25, revenue: 100)"), "25");
}

TEST(DecisionService, KnowsOnlyItsArguments) {
  // Outside `revenue` is 7.
  EXPECT_EQ(Call("[s(100, 0.5), s(10, 0.5)]"), "[50, 5]");
}

TEST(DecisionService, GivesAContextOfSeveralOutputs) {
  EXPECT_EQ(Call("s(100, 0.5)",
                 "<outputDecision href=\"#tax\"/>"
                 "<outputDecision href=\"#rest\"/>"),
            "{tax: 50, rest: 50}");
}

TEST(DecisionService, ArgumentsAreCheckedWhenTheModelIsCompiled) {
  EXPECT_THAT(Call("s(100)"), HasSubstr("this function takes 2 arguments"));
  EXPECT_THAT(Call("s(\"x\", 1)"), HasSubstr("must be a number"));
}

TEST(DecisionService, ItsResultIsOfTheTypeItDeclares) {
  const Compiled compiled = CompileModel(
      ServiceModel("s(100, 0.5)", "<outputDecision href=\"#tax\"/>", "string"),
      kSales, feel::Dialect::kConformance);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_THAT(RunDecision(*compiled.graph, "d", {}).null_reason,
              HasSubstr("a number cannot be used as string"));
}

TEST(DecisionService, IsCalledFromOutside) {
  const Compiled compiled = CompileModel(ServiceModel("1"), kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  feel::Evaluation evaluation{feel::DateAndTime{}};
  DecisionGraph::Run run(*compiled.graph, evaluation);
  const std::vector<std::string_view> names = {"revenue", "rate"};
  const std::vector<feel::Value> arguments = {feel::Value::Number(Decimal(200)),
                                              feel::Value::Number(Decimal(2))};
  const auto slot = compiled.graph->FindFunction("s");
  ASSERT_TRUE(slot.has_value());
  EXPECT_EQ(feel::ToText(run.Invoke(*slot, names, arguments)), "400");
  EXPECT_FALSE(compiled.graph->FindFunction("rate").has_value());
}

TEST(DecisionService, MayNotCallItself) {
  const Compiled compiled = CompileModel(
      Model(DecisionXml("a", {{}, {}, {"s"}}, LiteralXml("s()")) +
            "<decisionService id=\"s\" name=\"s\"><variable name=\"s\"/>"
            "<outputDecision href=\"#a\"/></decisionService>"),
      {});
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics,
              HasSubstr("the requirements form a circle: `a` requires `s` "
                        "requires `a`"));
}

}  // namespace
}  // namespace techflow::dmn
