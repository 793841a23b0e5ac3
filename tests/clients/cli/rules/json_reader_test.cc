#include "clients/cli/rules/json_reader.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

using testing::HasSubstr;

JsonValue Read(const std::string& text) {
  const absl::StatusOr<JsonValue> value = ReadJson("a.json", text);
  EXPECT_TRUE(value.ok()) << text << "\n" << value.status();
  return value.value_or(JsonValue());
}

// The message; empty where the text can be read.
std::string Problem(const std::string& text) {
  const absl::Status status = ReadJson("a.json", text).status();
  if (status.ok()) return "";
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  return std::string(status.message());
}

TEST(JsonReader, KeepsNumbersAsTheyAreWritten) {
  for (const char* number :
       {"0", "-0", "-0.0", "1.10", "1e400", "1E-6000", "2.5e+3",
        "1234567890123456789012345678901234",
        "0.00000000000000000000000000000000001",
        "99999999999999999999999999999999999999999999999999"}) {
    const JsonValue value = Read(number);
    EXPECT_EQ(value.kind, JsonValue::Kind::kNumber);
    EXPECT_EQ(value.text, number);
  }
}

TEST(JsonReader, RefusesWhatOnlyLooksLikeANumber) {
  EXPECT_THAT(Problem("01"), HasSubstr("does not start with 0"));
  EXPECT_THAT(Problem("-"), HasSubstr("a digit is missing behind `-`"));
  EXPECT_THAT(Problem("1."), HasSubstr("behind the point"));
  EXPECT_THAT(Problem("1e"), HasSubstr("in the exponent"));
  for (const char* text : {".5", "+1", "NaN", "Infinity", "0x10", "1_000"}) {
    EXPECT_NE(Problem(text), "") << text;
  }
}

TEST(JsonReader, ReadsListsAndObjectsInTheirOrder) {
  const JsonValue value = Read(R"( {"b": [1, true, null], "a": {}} )");
  ASSERT_EQ(value.members.size(), 2u);
  EXPECT_EQ(value.members[0].name, "b");
  EXPECT_EQ(value.members[1].name, "a");
  ASSERT_EQ(value.members[0].value.items.size(), 3u);
  EXPECT_TRUE(value.members[0].value.items[1].boolean);
  EXPECT_EQ(value.members[0].value.items[2].kind, JsonValue::Kind::kNull);
  EXPECT_TRUE(Read("[]").items.empty());
}

TEST(JsonReader, ReadsEscapesAndSurrogatePairs) {
  EXPECT_EQ(Read(R"("\"\\\/\b\f\n\r\t")").text, "\"\\/\b\f\n\r\t");
  EXPECT_EQ(Read(R"("\u7814\u53D1")").text, "研发");
  EXPECT_EQ(Read(R"("\ud83d\ude00")").text, "😀");
  EXPECT_EQ(Read(R"("a\u0000b")").text, std::string("a\0b", 3));
  EXPECT_EQ(Read("\"研发😀\"").text, "研发😀");
}

TEST(JsonReader, RefusesHalvesOfPairsAndOtherBadStrings) {
  EXPECT_THAT(Problem(R"("\ud83d")"), HasSubstr("first half"));
  EXPECT_THAT(Problem(R"("\ud83d\u0041")"), HasSubstr("first half"));
  EXPECT_THAT(Problem(R"("\ude00")"), HasSubstr("second half"));
  EXPECT_THAT(Problem(R"("\u12g4")"), HasSubstr("four hexadecimal digits"));
  EXPECT_THAT(Problem(R"("\u12)"), HasSubstr("four hexadecimal digits"));
  EXPECT_THAT(Problem(R"("\x")"), HasSubstr("a backslash stands before"));
  EXPECT_THAT(Problem("\"a\nb\""), HasSubstr("written \\n"));
  EXPECT_THAT(Problem("\"a\tb\""), HasSubstr("control character"));
  EXPECT_THAT(Problem("\"\xC3\x28\""), HasSubstr("not UTF-8"));
  EXPECT_THAT(Problem("\"\xED\xA0\x80\""), HasSubstr("not UTF-8"));
}

TEST(JsonReader, TellsWhereAStringBeginsThatDoesNotEnd) {
  EXPECT_EQ(Problem("{\n \"a\": \"研发\n}").substr(0, 11), "a.json:2:10");
  EXPECT_EQ(Problem("[1,\n \"abc"),
            "a.json:2:2: the string has no closing quote");
}

TEST(JsonReader, RefusesANameThatIsThereTwice) {
  EXPECT_EQ(Problem("{\"a\": 1,\n \"b\": {\"a\": 2},\n \"\\u0061\": 3}"),
            "a.json:3:2: `a` is there twice; the first is at 1:2");
}

TEST(JsonReader, SaysWhatItExpectedAndWhatItFound) {
  EXPECT_EQ(Problem("{\"a\": 1,}"),
            "a.json:1:9: expected a name in double quotes, found `}`");
  EXPECT_EQ(Problem("{a: 1}"),
            "a.json:1:2: expected a name in double quotes, found `a`");
  EXPECT_THAT(Problem("{'a': 1}"), HasSubstr("found a single quote"));
  EXPECT_THAT(Problem("[1 2]"), HasSubstr("expected `,` or `]`"));
  EXPECT_THAT(Problem("{\"a\" 1}"), HasSubstr("expected `:` behind a name"));
  EXPECT_THAT(Problem("[True]"), HasSubstr("found `True`"));
  EXPECT_THAT(Problem("[1] // done"), HasSubstr("a comment"));
  EXPECT_THAT(Problem("1 2"), HasSubstr("the text ends with its value"));
  EXPECT_THAT(Problem(""), HasSubstr("found the end of the text"));
  EXPECT_THAT(Problem("[\x01]"), HasSubstr("a control character"));
}

TEST(JsonReader, KnowsWhereEveryValueStands) {
  const JsonValue value = Read("{\n  \"研发\": [1,\n    2]\n}");
  EXPECT_EQ(value.members[0].place.line, 2);
  EXPECT_EQ(value.members[0].place.column, 3);
  const JsonValue& list = value.members[0].value;
  EXPECT_EQ(list.place.column, 9);  // Code points, not bytes.
  EXPECT_EQ(list.items[1].place.line, 3);
  EXPECT_EQ(list.items[1].place.column, 5);
}

TEST(JsonReader, PassesOverAByteOrderMark) {
  const JsonValue value = Read("\xEF\xBB\xBF[1]");
  EXPECT_EQ(value.place.column, 1);
}

TEST(JsonReader, EndsAtItsBounds) {
  const auto nested = [](int depth) {
    return std::string(static_cast<size_t>(depth), '[') +
           std::string(static_cast<size_t>(depth), ']');
  };
  EXPECT_EQ(Problem(nested(kMaxJsonDepth)), "");
  EXPECT_EQ(Problem(nested(kMaxJsonDepth + 1)),
            "a.json:1:201: lists and objects are nested deeper than 200");
  std::string many = "[1";
  for (size_t i = 2; i < kMaxJsonValues; ++i) many += ",1";
  EXPECT_EQ(Problem(many + "]"), "");
  EXPECT_THAT(Problem(many + ",1]"), HasSubstr("more than 1000000 values"));
  EXPECT_THAT(Problem(std::string(kMaxJsonBytes + 1, ' ')),
              HasSubstr("larger than 16777216 bytes"));
}

TEST(JsonReader, DescribesValuesForMessages) {
  EXPECT_EQ(Described(Read("1.50")), "the number 1.50");
  EXPECT_EQ(Described(Read("\"a\\\"b\"")), "the string \"a\\\"b\"");
  EXPECT_EQ(Described(Read("[]")), "a list");
  // Cut between characters.
  const std::string described =
      Described(Read("\"" + std::string(39, 'a') + "研发\""));
  EXPECT_EQ(described, "the string \"" + std::string(39, 'a') + "...\"");
}

}  // namespace
}  // namespace techflow::cli
