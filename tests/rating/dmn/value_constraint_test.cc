#include "rating/dmn/value_constraint.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/dmn/dmn_text.h"
#include "tests/rating/dmn/run_model.h"

namespace techflow::dmn {
namespace {

using ::testing::HasSubstr;

constexpr char kTypes[] =
    "<itemDefinition name=\"tGrade\"><typeRef>string</typeRef><allowedValues>"
    "<text>\"A\",\"B\"</text></allowedValues></itemDefinition>"
    "<itemDefinition name=\"tGrades\" isCollection=\"true\">"
    "<typeRef>tGrade</typeRef><typeConstraint><text>count(?) &lt; 3</text>"
    "</typeConstraint></itemDefinition>"
    "<itemDefinition name=\"tFirm\"><itemComponent name=\"grade\">"
    "<typeRef>tGrade</typeRef></itemComponent><itemComponent name=\"staff\">"
    "<typeRef>number</typeRef><allowedValues><text>&gt;= 0</text>"
    "</allowedValues></itemComponent></itemDefinition>";

// The decision `d`, an input `x` of that type, and why it is null.
std::string Reason(const std::string& type, const std::string& value) {
  const Compiled compiled =
      CompileModel(Model(kTypes + InputXml("x", type) +
                         DecisionXml("d", {{"x"}, {}, {}}, LiteralXml("x"))),
                   {}, feel::Dialect::kConformance);
  if (compiled.graph == nullptr) return compiled.diagnostics;
  const Outcome outcome = RunDecision(*compiled.graph, "d", {{"x", value}});
  return outcome.result == "null" ? outcome.null_reason : outcome.result;
}

TEST(ValueConstraint, ListedValuesAreAllowed) {
  EXPECT_EQ(Reason("tGrade", "\"B\""), "\"B\"");
  EXPECT_EQ(Reason("tGrade", "\"C\""),
            "\"C\" is not one of the values that the type `tGrade` allows: "
            "\"A\",\"B\"");
}

TEST(ValueConstraint, NothingKnownIsAllowed) {
  EXPECT_EQ(Reason("tGrade", "?"), "x is not known");
}

TEST(ValueConstraint, HoldsForItemsAndForTheListAsAWhole) {
  EXPECT_EQ(Reason("tGrades", "[\"A\", \"B\"]"), "[\"A\", \"B\"]");
  EXPECT_THAT(
      Reason("tGrades", "[\"A\", \"C\"]"),
      HasSubstr("\"C\" is not one of the values that the type `tGrade`"));
  EXPECT_THAT(Reason("tGrades", "[\"A\", \"B\", \"A\"]"),
              HasSubstr("the type `tGrades` allows: count(?) < 3"));
}

TEST(ValueConstraint, HoldsForComponentsAndNamesThem) {
  EXPECT_EQ(Reason("tFirm", "{grade: \"A\", staff: 0}"),
            "{grade: \"A\", staff: 0}");
  EXPECT_THAT(Reason("tFirm", "{grade: \"A\", staff: -1}"),
              HasSubstr("`staff`: -1 is not one of the values"));
  EXPECT_THAT(Reason("tFirm", "{grade: \"X\", staff: 1}"),
              HasSubstr("`grade`: \"X\" is not one of the values"));
}

TEST(ValueConstraint, AResultOutsideOfItStopsAStrictModel) {
  const Compiled compiled =
      CompileModel(Model(kTypes + InputXml("x", "string") +
                         DecisionXml("d", {{"x"}, {}, {}},
                                     LiteralXml("x + \"!\""), "tGrade")),
                   {{"x", feel::TypeKind::kString}});
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  const Outcome outcome = RunDecision(*compiled.graph, "d", {{"x", "\"A\""}});
  EXPECT_EQ(outcome.status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(outcome.status.message()),
              HasSubstr("\"A!\" is not one of the values"));
}

TEST(ValueConstraint, IsCheckedWhenTheModelIsCompiled) {
  const Compiled compiled =
      CompileModel(Model("<itemDefinition name=\"t\"><typeRef>number</typeRef>"
                         "<allowedValues><text>\"A\"</text></allowedValues>"
                         "</itemDefinition>"),
                   {});
  EXPECT_EQ(compiled.graph, nullptr);
  EXPECT_THAT(compiled.diagnostics, HasSubstr("number and string are never"));
}

TEST(ValueConstraint, HoldsForParameters) {
  const Compiled compiled = CompileModel(
      Model(std::string(kTypes) +
            "<businessKnowledgeModel id=\"f\" name=\"f\"><variable name=\"f\"/>"
            "<encapsulatedLogic><formalParameter name=\"g\" "
            "typeRef=\"tGrade\"/>" +
            LiteralXml("g") + "</encapsulatedLogic></businessKnowledgeModel>" +
            DecisionXml("d", {{}, {}, {"f"}}, LiteralXml("f(\"Z\")"))),
      {}, feel::Dialect::kConformance);
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics;
  EXPECT_THAT(RunDecision(*compiled.graph, "d", {}).null_reason,
              HasSubstr("\"Z\" is not one of the values"));
}

}  // namespace
}  // namespace techflow::dmn
