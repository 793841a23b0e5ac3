#include "rating/dmn/requirement_graph.h"

#include <fmt/format.h>

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/dmn/linked_model.h"
#include "tests/rating/dmn/dmn_text.h"

namespace techflow::dmn {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::optional<RequirementGraph> Resolve(
    const std::string& elements, std::string& problems,
    feel::Dialect dialect = feel::Dialect::kStrict) {
  feel::Diagnostics diagnostics;
  const std::string xml = Model(elements);
  const auto model = LinkModel({"m.dmn", xml}, {}, diagnostics);
  EXPECT_TRUE(model.has_value()) << diagnostics.ToString();
  if (!model) return std::nullopt;
  auto graph = ResolveRequirements(*model, dialect, diagnostics);
  problems = diagnostics.ToString();
  return graph;
}

TEST(RequirementGraph, OrdersDecisionsAfterThoseTheyRequire) {
  std::string problems;
  const auto graph = Resolve(DecisionXml("a", {{}, {"c"}, {}}, "") +
                                 DecisionXml("b", {{}, {"a", "c"}, {}}, "") +
                                 DecisionXml("c", {}, ""),
                             problems);
  ASSERT_TRUE(graph.has_value()) << problems;
  EXPECT_THAT(graph->order, ElementsAre(2, 0, 1));
}

TEST(RequirementGraph, RefusesCirclesAndNamesThem) {
  std::string problems;
  EXPECT_FALSE(Resolve(DecisionXml("x", {{}, {"a"}, {}}, "") +
                           DecisionXml("a", {{}, {"b"}, {}}, "") +
                           DecisionXml("b", {{}, {"a"}, {}}, ""),
                       problems));
  EXPECT_THAT(problems,
              HasSubstr("the requirements form a circle: `a` requires `b` "
                        "requires `a`"));
}

TEST(RequirementGraph, RefusesReferencesThatLeadNowhere) {
  std::string problems;
  EXPECT_FALSE(Resolve(DecisionXml("a", {{"x"}, {"y"}, {"z"}}, ""), problems));
  EXPECT_THAT(problems, HasSubstr("there is no input with the id `#x`"));
  EXPECT_THAT(problems, HasSubstr("there is no decision with the id `#y`"));
  EXPECT_THAT(problems, HasSubstr("there is no business knowledge model with "
                                  "the id `#z`"));
}

TEST(RequirementGraph, LeavesOutWhatLeadsNowhereInTheConformanceDialect) {
  std::string problems;
  const auto graph = Resolve(
      DecisionXml("a", {{"x"}, {"b"}, {}}, "") + DecisionXml("b", {}, ""),
      problems, feel::Dialect::kConformance);
  ASSERT_TRUE(graph.has_value());
  EXPECT_THAT(graph->required[0], ElementsAre(1));
  EXPECT_THAT(problems, HasSubstr("warning: there is no input"));
}

TEST(RequirementGraph, RefusesReferencesToModelsThatAreNotImported) {
  std::string problems;
  EXPECT_FALSE(
      Resolve("<decision name=\"a\"><informationRequirement>"
              "<requiredDecision href=\"urn:other#b\"/>"
              "</informationRequirement></decision>",
              problems));
  EXPECT_THAT(problems, HasSubstr("`urn:other#b` is in a model that is not "
                                  "imported"));
}

TEST(RequirementGraph, RefusesChainsThatAreTooLong) {
  std::string elements;
  for (int i = 0; i < 300; ++i) {
    elements += DecisionXml(fmt::format("d{}", i),
                            {{}, {fmt::format("d{}", (i + 1) % 301)}, {}}, "");
  }
  elements += DecisionXml("d300", {}, "");
  std::string problems;
  EXPECT_FALSE(Resolve(elements, problems));
  EXPECT_THAT(problems, HasSubstr("more than 200 elements"));
}

}  // namespace
}  // namespace techflow::dmn
