#include "rating/dmn/reader.h"

#include <random>
#include <string>
#include <variant>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/dmn/xml_file.h"
#include "tests/rating/dmn/dmn_text.h"

namespace techflow::dmn {
namespace {

using ::testing::HasSubstr;

std::string ProblemsOf(std::string_view xml, const ReadLimits& limits = {}) {
  feel::Diagnostics diagnostics;
  const auto read = ReadDefinitions("m.dmn", xml, diagnostics, limits);
  EXPECT_EQ(read.has_value(), !diagnostics.has_errors());
  return diagnostics.ToString();
}

Definitions Read(std::string_view xml) {
  feel::Diagnostics diagnostics;
  auto read = ReadDefinitions("m.dmn", xml, diagnostics);
  EXPECT_TRUE(read.has_value()) << diagnostics.ToString();
  return read ? std::move(*read) : Definitions();
}

TEST(Reader, ReadsEveryVersionWithAndWithoutPrefix) {
  const std::pair<std::string, std::string> versions[] = {
      {"http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1"},
      {"http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2"},
      {"https://www.omg.org/spec/DMN/20191111/MODEL/", "1.3"},
      {"https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4"},
      {"https://www.omg.org/spec/DMN/20230324/MODEL/", "1.5"},
  };
  for (const auto& [xml_namespace, version] : versions) {
    const Definitions plain =
        Read("<definitions xmlns=\"" + xml_namespace +
             "\" name=\"n\"><decision name=\"a\"/></definitions>");
    EXPECT_EQ(plain.dmn_version, version);
    ASSERT_EQ(plain.decisions.size(), 1u);
    const Definitions prefixed =
        Read("<d:definitions xmlns:d=\"" + xml_namespace +
             "\" xmlns=\"urn:other\"><d:decision name=\"a\"/>"
             "<decision name=\"b\"/></d:definitions>");
    EXPECT_EQ(prefixed.dmn_version, version);
    ASSERT_EQ(prefixed.decisions.size(), 1u);
  }
}

TEST(Reader, RefusesOtherNamespaces) {
  EXPECT_THAT(ProblemsOf("<definitions xmlns=\"urn:x\"/>"),
              HasSubstr("m.dmn:1:1: error: the namespace `urn:x`"));
}

TEST(Reader, RefusesWhatIsNoDmn) {
  EXPECT_THAT(ProblemsOf(""), HasSubstr("not well-formed XML"));
  EXPECT_THAT(ProblemsOf("<a><b></a>"), HasSubstr("not well-formed XML"));
  EXPECT_THAT(ProblemsOf("<html/>"), HasSubstr("expected <definitions>"));
  EXPECT_THAT(ProblemsOf("<a>\xFF</a>"), HasSubstr("m.dmn:1:4: error"));
  EXPECT_THAT(ProblemsOf(std::string_view("<a>\0</a>", 8)),
              HasSubstr("not UTF-8"));
}

TEST(Reader, RefusesOtherExpressionLanguages) {
  EXPECT_THAT(ProblemsOf("<definitions expressionLanguage=\"urn:js\" xmlns=\""
                         "https://www.omg.org/spec/DMN/20230324/MODEL/\"/>"),
              HasSubstr("only FEEL is read"));
}

TEST(Reader, AcceptsAByteOrderMark) {
  EXPECT_EQ(Read("\xEF\xBB\xBF" + Model("")).name, "test");
}

TEST(Reader, ReadsADecisionTable) {
  TableText text;
  text.attributes = "hitPolicy=\"COLLECT\" aggregation=\"MAX\"";
  text.inputs = {"age"};
  text.outputs = {"points"};
  text.rules = {{"< 18", "5"}, {">= 18", "7"}};
  text.input_values = "[0..150]";
  text.default_output = "0";
  const Definitions read =
      Read(Model(DecisionXml("d", {{"age"}, {}, {}}, TableXml(text))));
  const Decision& decision = read.decisions.at(0);
  EXPECT_EQ(decision.required_inputs.at(0).href, "#age");
  const auto& table = std::get<DecisionTable>(decision.logic->content);
  EXPECT_EQ(table.hit_policy, HitPolicy::kCollect);
  EXPECT_EQ(table.aggregation, Aggregation::kMax);
  EXPECT_EQ(table.inputs.at(0).expression.text, "age");
  EXPECT_EQ(table.inputs.at(0).allowed_values.text, "[0..150]");
  EXPECT_EQ(table.outputs.at(0).name, "points");
  EXPECT_EQ(table.outputs.at(0).default_entry.text, "0");
  EXPECT_EQ(table.rules.at(1).id, "r2");
  EXPECT_EQ(table.rules.at(1).inputs.at(0).text, ">= 18");
  EXPECT_EQ(table.rules.at(1).outputs.at(0).text, "7");
}

TEST(Reader, KeepsThePlaceOfEveryText) {
  const Definitions read = Read(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\">\n"
      "  <decision name=\"研发\">\n"
      "    <literalExpression><text><![CDATA[1 < 2]]></text>"
      "</literalExpression>\n"
      "  </decision>\n"
      "</definitions>");
  const Decision& decision = read.decisions.at(0);
  EXPECT_EQ(decision.variable.place, (Place{2, 3}));
  const auto& literal = std::get<LiteralExpression>(decision.logic->content);
  EXPECT_EQ(literal.text.text, "1 < 2");
  EXPECT_EQ(literal.text.place, (Place{3, 39}));
}

TEST(Reader, ReadsTypesOfEverySpelling) {
  const Definitions read =
      Read(Model("<itemDefinition name=\"tRow\" isCollection=\"true\">"
                 "<itemComponent name=\"a b\"><typeRef>feel:number</typeRef>"
                 "<allowedValues><text>&gt; 0</text></allowedValues>"
                 "</itemComponent></itemDefinition>"));
  const ItemDefinition& item = read.item_definitions.at(0);
  EXPECT_TRUE(item.is_collection);
  EXPECT_EQ(item.components.at(0).name, "a b");
  EXPECT_EQ(item.components.at(0).type_ref, "number");
  EXPECT_EQ(item.components.at(0).allowed_values.text, "> 0");
}

TEST(Reader, ReportsRulesOfAnotherWidthThanTheirTable) {
  TableText text;
  text.inputs = {"a", "b"};
  text.rules = {{"1", "2", "3"}, {"1", "2"}};
  EXPECT_THAT(ProblemsOf(Model(DecisionXml("d", {}, TableXml(text)))),
              HasSubstr("the rule has 2 conditions and 0 outputs; its table "
                        "has 2 inputs and 1 outputs"));
}

TEST(Reader, ReportsUnknownHitPolicies) {
  TableText text;
  text.attributes = "hitPolicy=\"SOME\"";
  EXPECT_THAT(ProblemsOf(Model(DecisionXml("d", {}, TableXml(text)))),
              HasSubstr("there is no hit policy `SOME`"));
}

TEST(Reader, NamesEveryLimitItRefusesAt) {
  TableText text;
  text.inputs = {"a"};
  text.rules = {{"1", "2"}, {"2", "3"}, {"3", "4"}};
  const std::string table = Model(DecisionXml("d", {}, TableXml(text)));
  ReadLimits limits;
  limits.rules = 2;
  EXPECT_THAT(ProblemsOf(table, limits), HasSubstr("more than 2 rules"));
  limits = {};
  limits.cells = 4;
  EXPECT_THAT(ProblemsOf(table, limits), HasSubstr("more than 4 cells"));
  limits = {};
  limits.columns = 1;
  EXPECT_THAT(ProblemsOf(table, limits), HasSubstr("more than 1 columns"));
  limits = {};
  limits.elements = 1;
  EXPECT_THAT(
      ProblemsOf(Model("<decision name=\"a\"/><decision name=\"b\"/>"), limits),
      HasSubstr("more than 1 elements"));
  EXPECT_THAT(ProblemsOf(std::string(XmlFile::kMaxFileBytes + 1, ' ')),
              HasSubstr("the limit is"));
}

TEST(Reader, RefusesDeepNesting) {
  std::string lists;
  for (int i = 0; i < 60; ++i) lists += "<list>";
  for (int i = 0; i < 60; ++i) lists += "</list>";
  EXPECT_THAT(ProblemsOf(Model(DecisionXml("d", {}, lists))),
              HasSubstr("nested more than 50 deep"));
  std::string types = "<itemDefinition name=\"t\">";
  for (int i = 0; i < 60; ++i) types += "<itemComponent name=\"t\">";
  for (int i = 0; i < 60; ++i) types += "</itemComponent>";
  EXPECT_THAT(ProblemsOf(Model(types + "</itemDefinition>")),
              HasSubstr("nested more than 50 deep"));
}

TEST(Reader, DoesNotExpandEntitiesOfADocumentType) {
  const std::string bomb =
      "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>" +
      Model(DecisionXml("d", {},
                        "<literalExpression><text>&b;</text>"
                        "</literalExpression>"));
  const Definitions read = Read(bomb);
  EXPECT_EQ(std::get<LiteralExpression>(read.decisions.at(0).logic->content)
                .text.text,
            "&b;");
}

TEST(Reader, SurvivesAnyDamageToAFile) {
  TableText text;
  text.inputs = {"a"};
  text.rules = {{"< 1", "\"x\""}, {"-", "\"y\""}};
  const std::string whole = Model(
      "<itemDefinition name=\"t\"><typeRef>number</typeRef>"
      "</itemDefinition>" +
      InputXml("a", "t") + DecisionXml("d", {{"a"}, {}, {}}, TableXml(text)));
  std::mt19937 random(7);
  for (int i = 0; i < 3'000; ++i) {
    std::string damaged = whole;
    for (int j = 0; j < 3; ++j) {
      const size_t at = random() % damaged.size();
      switch (random() % 3) {
        case 0:
          damaged[at] = static_cast<char>(random());
          break;
        case 1:
          damaged.erase(at, random() % 20);
          break;
        default:
          damaged.insert(at, damaged.substr(random() % damaged.size(), 30));
      }
    }
    feel::Diagnostics diagnostics;
    const auto read = ReadDefinitions("m.dmn", damaged, diagnostics);
    ASSERT_EQ(read.has_value(), !diagnostics.has_errors());
  }
}

// What is said about a literal expression in that language.
std::string InLanguage(const std::string& language) {
  feel::Diagnostics diagnostics;
  ReadDefinitions(
      "m.dmn",
      Model("<decision name=\"d\"><literalExpression "
            "expressionLanguage=\"" +
            language + "\"><text>1</text></literalExpression></decision>"),
      diagnostics);
  return diagnostics.ToString();
}

TEST(Reader, ReadsFeelAloneWhereverALanguageIsNamed) {
  EXPECT_EQ(InLanguage("https://www.omg.org/spec/DMN/20230324/FEEL/"), "");
  EXPECT_EQ(InLanguage("http://www.omg.org/spec/FEEL/20140401"), "");
  EXPECT_EQ(InLanguage("feel"), "");
  EXPECT_EQ(InLanguage("https://www.omg.org/spec/DMN/20240513/B-FEEL/"),
            "m.dmn:2:20: error: the expression language "
            "`https://www.omg.org/spec/DMN/20240513/B-FEEL/` is refused: it "
            "takes errors for values such as 0; only FEEL is read\n");
  EXPECT_THAT(InLanguage("groovy"),
              HasSubstr("the expression language `groovy` is refused; only "
                        "FEEL is read"));
}

}  // namespace
}  // namespace techflow::dmn
