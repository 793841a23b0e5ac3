#include "rating/textproto/parsed_text.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "techflow/v1/model.pb.h"

namespace techflow::textproto {
namespace {

using testing::HasSubstr;

struct Parsed {
  v1::Model model;
  feel::Diagnostics diagnostics;
  std::unique_ptr<const ParsedText> text;
};

Parsed Parse(const std::string& text) {
  Parsed parsed;
  parsed.text =
      ParsedText::Parse("model.txtpb", text, parsed.model, parsed.diagnostics);
  return parsed;
}

std::string Show(const feel::SourcePlace& place) {
  return std::to_string(place.line) + ":" + std::to_string(place.column);
}

std::string Show(const feel::SourceOrigin& origin) {
  return std::to_string(origin.line) + ":" + std::to_string(origin.column);
}

TEST(ParsedText, KnowsWhereAFieldStands) {
  const Parsed parsed = Parse("id: \"m\"\n  validity_months: 12\n");
  ASSERT_NE(parsed.text, nullptr) << parsed.diagnostics.ToString();
  EXPECT_EQ(parsed.model.validity_months(), 12);
  EXPECT_EQ(Show(parsed.text->places().Field("id")), "1:1");
  EXPECT_EQ(Show(parsed.text->places().Field("validity_months")), "2:3");
}

TEST(ParsedText, KnowsWhereATextBeginsInsideItsQuotes) {
  const Parsed parsed = Parse(
      "segments { condition: 'a > 1' }\n"
      "segments {\n"
      "  condition:  # why\n"
      "    'b > 2'\n"
      "}\n");
  ASSERT_NE(parsed.text, nullptr);
  const FieldPlaces places = parsed.text->places();
  EXPECT_EQ(Show(places.Message("segments", 0).Text("condition")), "1:24");
  EXPECT_EQ(Show(places.Message("segments", 1).Text("condition")), "4:6");
}

TEST(ParsedText, CountsColumnsInCharactersPastChineseAndTabs) {
  const Parsed parsed =
      Parse("title { zh: \"技术流\" en: \"x\" } id: \"m\"\n\tnotes {}\n");
  ASSERT_NE(parsed.text, nullptr);
  EXPECT_EQ(Show(parsed.text->places().Field("id")), "1:29");
  EXPECT_EQ(Show(parsed.text->places().Field("notes")), "2:2");
}

TEST(ParsedText, SendsAFieldThatIsNotThereToItsMessage) {
  const Parsed parsed = Parse("id: \"m\"\nsegments { id: \"s\" }\n");
  ASSERT_NE(parsed.text, nullptr);
  const FieldPlaces segment = parsed.text->places().Message("segments", 0);
  EXPECT_EQ(Show(segment.Field("condition")), "2:1");
  EXPECT_EQ(Show(segment.Message("title").Field("zh")), "2:1");
  EXPECT_EQ(Show(segment.Text("condition")), "2:1");
  EXPECT_EQ(Show(parsed.text->places().Field("title")), "0:0");
}

TEST(ParsedText, KnowsElementsOfTheShortListForm) {
  const Parsed parsed =
      Parse("documents: ['a', 'b']\nsegments: [{ id: 'x' },\n  { id: 'y' }]");
  ASSERT_NE(parsed.text, nullptr) << parsed.diagnostics.ToString();
  EXPECT_EQ(parsed.text->places().Field("documents", 1).line, 1);
  EXPECT_EQ(Show(parsed.text->places().Message("segments", 1).Field("id")),
            "3:5");
}

TEST(ParsedText, RefusesEveryUnknownFieldAtItsPlace) {
  const Parsed parsed = Parse("id: \"m\"\ncolour: \"red\"\nshape { a: 1 }\n");
  EXPECT_EQ(parsed.text, nullptr);
  ASSERT_EQ(parsed.diagnostics.error_count(), 2u)
      << parsed.diagnostics.ToString();
  EXPECT_EQ(parsed.diagnostics.all()[0].line, 2);
  EXPECT_THAT(parsed.diagnostics.all()[0].message, HasSubstr("colour"));
  EXPECT_EQ(parsed.diagnostics.all()[1].line, 3);
  EXPECT_THAT(parsed.diagnostics.all()[1].message, HasSubstr("shape"));
}

TEST(ParsedText, RefusesABrokenTextWithLineAndColumn) {
  const Parsed parsed = Parse("id: \"m\"\nsegments { id: }\n");
  EXPECT_EQ(parsed.text, nullptr);
  ASSERT_EQ(parsed.diagnostics.error_count(), 1u);
  EXPECT_EQ(parsed.diagnostics.all()[0].line, 2);
  EXPECT_EQ(parsed.diagnostics.all()[0].column, 16);
}

TEST(ParsedText, RefusesAFieldGivenTwice) {
  EXPECT_EQ(Parse("id: \"m\"\nid: \"n\"\n").text, nullptr);
}

TEST(ParsedText, RefusesAFileThatIsTooLong) {
  const Parsed parsed = Parse(std::string(kMaxTextBytes + 1, '#'));
  EXPECT_EQ(parsed.text, nullptr);
  EXPECT_THAT(parsed.diagnostics.ToString(), HasSubstr("at most"));
}

TEST(ParsedText, RefusesBytesThatAreNotUtf8) {
  const Parsed parsed = Parse("id: \"\xff\"");
  EXPECT_EQ(parsed.text, nullptr);
  EXPECT_THAT(parsed.diagnostics.ToString(), HasSubstr("UTF-8"));
}

TEST(ParsedText, RefusesNestingThatIsTooDeepEvenInUnknownFields) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "unknown {";
  EXPECT_EQ(Parse(text).text, nullptr);
}

}  // namespace
}  // namespace techflow::textproto
