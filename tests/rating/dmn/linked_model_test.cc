#include "rating/dmn/linked_model.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/dmn/dmn_text.h"
#include "tests/rating/dmn/run_model.h"

namespace techflow::dmn {
namespace {

using ::testing::HasSubstr;

std::string ImportXml(std::string_view name, std::string_view home) {
  return fmt::format(
      "<import name=\"{}\" namespace=\"{}\" "
      "importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>\n",
      name, home);
}

std::string ModelOf(std::string_view home, std::string_view elements) {
  return fmt::format(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" "
      "name=\"m\" namespace=\"{}\">\n{}\n</definitions>\n",
      home, elements);
}

std::string RequiresXml(std::string_view href) {
  return fmt::format(
      "<informationRequirement><requiredDecision href=\"{}\"/>"
      "</informationRequirement>",
      href);
}

std::string DecisionOn(std::string_view name, std::string_view href,
                       std::string_view feel, std::string_view type = "Any") {
  return fmt::format(
      "<decision id=\"{0}\" name=\"{0}\"><variable name=\"{0}\" "
      "typeRef=\"{1}\"/>{2}{3}</decision>",
      name, type, RequiresXml(href), LiteralXml(feel));
}

Compiled CompileWith(const std::string& main,
                     const std::vector<std::string>& others,
                     const Names& inputs = {}) {
  std::vector<ModelText> importable;
  for (const std::string& xml : others) {
    importable.push_back({"other.dmn", xml});
  }
  feel::Diagnostics diagnostics;
  Compiled compiled;
  compiled.graph =
      DecisionGraph::Compile("main.dmn", main, inputs, feel::Dialect::kStrict,
                             diagnostics, importable);
  compiled.diagnostics = diagnostics.ToString();
  return compiled;
}

const Names kSales = {{"revenue", feel::TypeKind::kNumber}};

TEST(LinkedModel, NamesOfAnImportStandBehindItsName) {
  const std::string base =
      ModelOf("urn:base", InputXml("revenue", "number") +
                              DecisionXml("high", {{"revenue"}, {}, {}},
                                          LiteralXml("revenue > 100")));
  const Compiled compiled = CompileWith(
      ModelOf("urn:main",
              ImportXml("the base", "urn:base") +
                  DecisionOn("d", "urn:base#high",
                             "if the base.high then \"A\" else \"B\"")),
      {base}, kSales);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {{"revenue", "101"}}).result,
            "\"A\"");
  EXPECT_TRUE(compiled.graph->FindDecision("the base.high").has_value());
  EXPECT_TRUE(compiled.graph->FindInput("revenue", "urn:base").has_value());
}

TEST(LinkedModel, ImportsMayImport) {
  const std::string base =
      ModelOf("urn:base", DecisionXml("one", {}, LiteralXml("1"), "number"));
  const std::string middle =
      ModelOf("urn:middle",
              ImportXml("b", "urn:base") +
                  DecisionOn("two", "urn:base#one", "b.one + 1", "number"));
  const Compiled compiled = CompileWith(
      ModelOf("urn:main",
              ImportXml("m", "urn:middle") +
                  DecisionOn("three", "urn:middle#two", "m.two + 1")),
      {base, middle});
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "three", {}).result, "3");
  EXPECT_EQ(RunDecision(*compiled.graph, "m.b.one", {}).result, "1");
}

TEST(LinkedModel, TypesAndFunctionsAreImported) {
  const std::string base =
      ModelOf("urn:base",
              "<itemDefinition name=\"tMoney\"><typeRef>number</typeRef>"
              "</itemDefinition>"
              "<businessKnowledgeModel id=\"twice\" name=\"twice\"><variable "
              "name=\"twice\"/><encapsulatedLogic><formalParameter name=\"x\" "
              "typeRef=\"tMoney\"/>" +
                  LiteralXml("x * 2") +
                  "</encapsulatedLogic></businessKnowledgeModel>");
  const Compiled compiled = CompileWith(
      ModelOf("urn:main",
              ImportXml("b", "urn:base") +
                  "<decision name=\"d\"><variable name=\"d\" "
                  "typeRef=\"b.tMoney\"/><knowledgeRequirement>"
                  "<requiredKnowledge href=\"urn:base#twice\"/>"
                  "</knowledgeRequirement>" +
                  LiteralXml("if 1 instance of b.tMoney then b.twice(4) "
                             "else 0") +
                  "</decision>"),
      {base});
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_EQ(RunDecision(*compiled.graph, "d", {}).result, "8");
}

TEST(LinkedModel, ProblemsNameTheFileTheyAreIn) {
  const Compiled compiled = CompileWith(
      ModelOf("urn:main", ImportXml("b", "urn:base")),
      {ModelOf("urn:base", DecisionXml("x", {}, LiteralXml("nobody")))});
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics, HasSubstr("other.dmn:3:26"));
  EXPECT_THAT(compiled.diagnostics, HasSubstr("there is no name `nobody`"));
}

TEST(LinkedModel, AnImportMustLeadSomewhere) {
  const Compiled compiled =
      CompileWith(ModelOf("urn:main", ImportXml("b", "urn:elsewhere")),
                  {ModelOf("urn:base", "")});
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics,
              HasSubstr("main.dmn:2:1: error: the import `b` leads nowhere: no "
                        "file that could be read has the namespace "
                        "`urn:elsewhere`"));
}

TEST(LinkedModel, FilesDoNotImportEachOther) {
  const std::string base = ModelOf("urn:base", ImportXml("m", "urn:main"));
  const Compiled compiled =
      CompileWith(ModelOf("urn:main", ImportXml("b", "urn:base")), {base});
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics,
              HasSubstr("the import `m` closes a circle"));
}

}  // namespace
}  // namespace techflow::dmn
