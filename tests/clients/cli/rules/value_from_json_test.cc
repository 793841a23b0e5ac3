#include "clients/cli/rules/value_from_json.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/value_text.h"

namespace techflow::cli {
namespace {

using feel::Type;
using feel::TypeKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ValueFromJson : public testing::Test {
 protected:
  feel::Value Read(const std::string& text, const Type& type = Type()) {
    json_ = *ReadJson("in.json", text);
    return reader_.Read(json_, type, "x");
  }
  // As FEEL writes it.
  std::string Text(const std::string& text, const Type& type = Type()) {
    const std::string shown = feel::ToText(Read(text, type), 1 << 20);
    EXPECT_THAT(reader_.problems(), IsEmpty()) << text;
    return shown;
  }
  // The one problem.
  std::string Problem(const std::string& text, const Type& type = Type()) {
    JsonValues reader("in.json", feel::Dialect::kStrict, arena_);
    EXPECT_TRUE(reader.Read(*ReadJson("in.json", text), type, "x").is_null());
    EXPECT_EQ(reader.problems().size(), 1u) << text;
    return reader.problems().empty() ? "" : reader.problems().front();
  }

  feel::Arena arena_;
  JsonValue json_;
  JsonValues reader_{"in.json", feel::Dialect::kStrict, arena_};
};

const Type kCompany = Type::Context(
    {{"rd spend", TypeKind::kNumber},
     {"founded", TypeKind::kDate},
     {"patents", Type::List(Type::Context({{"kind", TypeKind::kString}}))}});

TEST_F(ValueFromJson, KeepsEveryDigitOfANumber) {
  EXPECT_EQ(Text("1234567890123456789012345678901234"),
            "1234567890123456789012345678901234");
  EXPECT_EQ(Text("0.1234567890123456789012345678901234"),
            "0.1234567890123456789012345678901234");
  EXPECT_EQ(Text("-0"), "0");
  EXPECT_EQ(Text("1.10"), "1.1");
  EXPECT_EQ(Text("1e3"), "1000");
  EXPECT_EQ(Text("1E-40").size(), 42u);
  EXPECT_EQ(Text("1e6144").size(), 6145u);
  // Zeros at the end are no digits of the number.
  EXPECT_EQ(Text("12345678901234567890123456789012340"),
            "12345678901234567890123456789012340");
}

TEST_F(ValueFromJson, RefusesNumbersThatWouldBeRounded) {
  EXPECT_EQ(Problem("12345678901234567890123456789012345"),
            "in.json:1:1: `x` is the number "
            "12345678901234567890123456789012345; a number has at most 34 "
            "significant digits and is below 1e6145");
  EXPECT_THAT(Problem("1e6145"), HasSubstr("below 1e6145"));
}

TEST_F(ValueFromJson, ReadsAtLiteralsWhereNoTypeIsDeclared) {
  EXPECT_EQ(Text(R"("@\"2026-01-02\"")"), "@\"2026-01-02\"");
  EXPECT_EQ(Text(R"("@\"10:30:00+02:00\"")"), "@\"10:30:00+02:00\"");
  EXPECT_EQ(Text(R"("@\"2026-01-02T10:30:00@Asia/Shanghai\"")"),
            "@\"2026-01-02T10:30:00@Asia/Shanghai\"");
  EXPECT_EQ(Text(R"("@\"P1DT2H\"")"), "@\"P1DT2H\"");
  EXPECT_EQ(Text(R"("@\"P1Y2M\"")"), "@\"P1Y2M\"");
  EXPECT_EQ(Text(R"("2026-01-02")"), "\"2026-01-02\"");
  EXPECT_THAT(Problem(R"("@\"2026-02-30\"")"), HasSubstr("is expected"));
}

TEST_F(ValueFromJson, ReadsStringsAsTheDeclaredTypeSays) {
  EXPECT_EQ(Text("\"2026-01-02\"", TypeKind::kDate), "@\"2026-01-02\"");
  EXPECT_EQ(Text(R"("@\"2026-01-02\"")", TypeKind::kDate), "@\"2026-01-02\"");
  EXPECT_EQ(Text("\"10:30:00\"", TypeKind::kTime), "@\"10:30:00\"");
  EXPECT_EQ(Text("\"2026-01-02T10:30:00Z\"", TypeKind::kDateAndTime),
            "@\"2026-01-02T10:30:00Z\"");
  EXPECT_EQ(Text("\"P3D\"", TypeKind::kDaysDuration), "@\"P3D\"");
  EXPECT_EQ(Text("\"P1Y\"", TypeKind::kMonthsDuration), "@\"P1Y\"");
  EXPECT_EQ(Text(R"("@\"2026-01-02\"")", TypeKind::kString),
            R"("@\"2026-01-02\"")");
}

TEST_F(ValueFromJson, SaysWhatDoesNotFitAndWhatWasExpected) {
  EXPECT_EQ(Problem("\"12\"", TypeKind::kNumber),
            "in.json:1:1: `x` is the string \"12\"; a number is expected");
  EXPECT_EQ(Problem("\"2026-2-1\"", TypeKind::kDate),
            "in.json:1:1: `x` is the string \"2026-2-1\"; a date as "
            "\"2026-12-31\" is expected");
  EXPECT_THAT(Problem("\"P1Y\"", TypeKind::kDaysDuration),
              HasSubstr("a days and time duration as \"P3DT4H\""));
  EXPECT_THAT(Problem("1", TypeKind::kBoolean),
              HasSubstr("true or false is expected"));
  EXPECT_THAT(Problem("[1, 2]", TypeKind::kNumber),
              HasSubstr("is a list; a number is expected"));
  EXPECT_THAT(Problem("1", kCompany), HasSubstr("an object is expected"));
  EXPECT_THAT(Problem("\"[1..2]\"", Type::Range(TypeKind::kNumber)),
              HasSubstr("a range<number> is expected"));
}

TEST_F(ValueFromJson, TellsAllProblemsWithTheirPaths) {
  Read(
      "{\"rd spend\": \"1\",\n \"founded\": true,\n"
      " \"patents\": [{\"kind\": \"a\"}, {\"kind\": 2}]}",
      kCompany);
  EXPECT_THAT(reader_.problems(),
              ElementsAre(HasSubstr("in.json:1:14: `x.rd spend` is the string"),
                          HasSubstr("in.json:2:13: `x.founded` is true"),
                          HasSubstr("in.json:3:38: `x.patents[2].kind` is "
                                    "the number 2")));
}

TEST_F(ValueFromJson, TakesOneValueForAListAndAListOfOneForItsItem) {
  EXPECT_EQ(Text("5", Type::List(TypeKind::kNumber)), "[5]");
  EXPECT_EQ(Text("[5]", TypeKind::kNumber), "5");
  EXPECT_EQ(Text("[]", Type::List(TypeKind::kNumber)), "[]");
}

TEST_F(ValueFromJson, FindsMembersWhateverTheirSpaces) {
  EXPECT_EQ(
      Text("{\"rd  spend\": 1, \"founded\": null, \"patents\": []}", kCompany),
      "{rd spend: 1, founded: null, patents: []}");
}

TEST_F(ValueFromJson, SaysOnceOfAllItemsWhatTheTypeDoesNotHave) {
  EXPECT_EQ(Text("[{\"kid\": \"a\", \"kind\": \"b\"}, {\"kid\": 1}]",
                 Type::List(Type::Context({{"kind", TypeKind::kString}}))),
            "[{kind: \"b\", kid: \"a\"}, {kind: null, kid: 1}]");
  EXPECT_THAT(reader_.TakeNotes(),
              ElementsAre("in.json:1:3: `x[1].kid` is no part of the declared "
                          "type. Did you mean `kind`?"));
}

TEST_F(ValueFromJson, TellsWhatIsAbsentFromWhatIsNull) {
  const feel::Value value = Read("{\"rd spend\": null}", kCompany);
  const feel::Value given = *value.context().Find("rd spend");
  EXPECT_EQ(given.reason().cause, feel::NullReason::Cause::kExplicit);
  EXPECT_EQ(given.reason().message, "`x.rd spend` is given as null");
  EXPECT_EQ(given.reason().place.file, "in.json");
  EXPECT_EQ(given.reason().place.column, 14);
  const feel::Value absent = *value.context().Find("founded");
  EXPECT_TRUE(absent.is_missing());
  EXPECT_EQ(absent.reason().message, "`x.founded` is not given");
}

TEST_F(ValueFromJson, KnowsNoMissingEvidenceInTheConformanceDialect) {
  JsonValues reader("in.json", feel::Dialect::kConformance, arena_);
  const feel::Value absent = reader.Absent("x");
  EXPECT_FALSE(absent.is_missing());
  EXPECT_EQ(absent.reason().message, "`x` is not given");
}

}  // namespace
}  // namespace techflow::cli
