#include "rating/dmn/item_definition.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/dmn/reader.h"
#include "tests/rating/dmn/dmn_text.h"

namespace techflow::dmn {
namespace {

using ::testing::HasSubstr;

class TypeTableTest : public ::testing::Test {
 protected:
  void Build(std::string_view elements) {
    definitions_ = ReadDefinitions("m.dmn", Model(elements), diagnostics_);
    ASSERT_TRUE(definitions_.has_value()) << diagnostics_.ToString();
    table_ = TypeTable::Build(*definitions_, diagnostics_);
  }
  std::string Find(std::string_view name) const {
    const auto type = table_.Find(name);
    return type ? type->ToString() : "unknown";
  }

  feel::Diagnostics diagnostics_;
  std::optional<Definitions> definitions_;
  TypeTable table_;
};

TEST_F(TypeTableTest, KnowsTheTypesOfFeelInEverySpelling) {
  EXPECT_EQ(Find("number"), "number");
  EXPECT_EQ(Find("date and time"), "date and time");
  EXPECT_EQ(Find("dateTime"), "date and time");
  EXPECT_EQ(Find("yearMonthDuration"), "years and months duration");
  EXPECT_EQ(Find(""), "Any");
  EXPECT_EQ(Find("money"), "unknown");
}

TEST_F(TypeTableTest, BuildsStructuresAndCollectionsWhateverTheirOrder) {
  Build(
      "<itemDefinition name=\"tRows\" isCollection=\"true\">"
      "<typeRef>tRow</typeRef></itemDefinition>"
      "<itemDefinition name=\"tRow\">"
      "<itemComponent name=\"a\"><typeRef>number</typeRef></itemComponent>"
      "<itemComponent name=\"b\"><typeRef>string</typeRef></itemComponent>"
      "</itemDefinition>");
  EXPECT_EQ(Find("tRows"), "list<context<a: number, b: string>>");
  EXPECT_FALSE(diagnostics_.has_errors()) << diagnostics_.ToString();
}

TEST_F(TypeTableTest, InheritsAllowedValues) {
  Build(
      "<itemDefinition name=\"tA\"><typeRef>string</typeRef>"
      "<allowedValues><text>\"x\"</text></allowedValues></itemDefinition>"
      "<itemDefinition name=\"tB\"><typeRef>tA</typeRef></itemDefinition>"
      "<itemDefinition name=\"tC\"><typeRef>string</typeRef>"
      "</itemDefinition>");
  ASSERT_NE(table_.AllowedValues("tB"), nullptr);
  EXPECT_EQ(table_.AllowedValues("tB")->text, "\"x\"");
  EXPECT_EQ(table_.AllowedValues("tC"), nullptr);
}

TEST_F(TypeTableTest, ReportsTypesMadeOfThemselves) {
  Build(
      "<itemDefinition name=\"tA\"><typeRef>tB</typeRef></itemDefinition>"
      "<itemDefinition name=\"tB\" isCollection=\"true\">"
      "<typeRef>tA</typeRef></itemDefinition>");
  EXPECT_THAT(diagnostics_.ToString(), HasSubstr("is made of itself"));
}

TEST_F(TypeTableTest, ReportsUnknownAndRepeatedTypes) {
  Build(
      "<itemDefinition name=\"tA\"><typeRef>tX</typeRef></itemDefinition>"
      "<itemDefinition name=\"tA\"><typeRef>number</typeRef>"
      "</itemDefinition>");
  EXPECT_THAT(diagnostics_.ToString(), HasSubstr("there is no type `tX`"));
  EXPECT_THAT(diagnostics_.ToString(), HasSubstr("`tA` is defined twice"));
}

}  // namespace
}  // namespace techflow::dmn
