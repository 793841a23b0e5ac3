#include "clients/cli/rules/trace_view.h"

#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/rules/json_reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

feel::Value Number(int64_t number) {
  return feel::Value::Number(Decimal(number));
}

// Two decisions, the second with a table, and an expression that failed.
class TraceView : public testing::Test {
 protected:
  void SetUp() override {
    dmn::TracedDecision first;
    first.name = "first";
    first.inputs = inputs_;
    first.names = names_;
    first.branches = branches_;
    first.is_finished = true;
    first.result = feel::Value::Boolean(true);
    dmn::TracedDecision second;
    second.name = "second";
    second.null_calls = null_calls_;
    second.tables = tables_;
    second.is_finished = true;
    second.result = feel::Value::Null(&reason_);
    dmn::TracedDecision expression;
    expression.branches = loop_branches_;
    expression.is_cut = true;
    traced_.trace.decisions = {first, second, expression};
    traced_.as_of = "2026-01-01";
    // Lines of the file are ten further down.
    traced_.in_file = [](const feel::SourcePlace& place) {
      return feel::SourcePlace{place.file, place.line + 10, place.column};
    };
  }

  std::string Text() { return TraceText(session_, traced_); }

  const feel::NullReason reason_{
      feel::NullReason::Cause::kError, "no number", {"m.dmn", 9, 2}};
  const std::vector<dmn::NamedValue> inputs_ = {{"revenue", Number(5)}};
  const std::vector<dmn::NameUse> names_ = {
      {{"m.dmn", 3, 15}, "rate", Number(2), 3},
      {{"m.dmn", 3, 5}, "revenue", Number(5), 1}};
  const std::vector<dmn::BranchUse> branches_ = {{{"m.dmn", 3, 1}, 1, 0}};
  const std::vector<dmn::BranchUse> loop_branches_ = {
      {{"expression", 1, 1}, 2, 1}};
  const std::vector<dmn::NullCall> null_calls_ = {
      {{"m.dmn", 9, 2}, "number", "no number", 1}};
  const std::vector<dmn::MatchedRule> matched_ = {{2, "good"}};
  const std::vector<dmn::UnmatchedRule> unmatched_ = {
      {1, "", "revenue", "< 5"}};
  const std::vector<dmn::TableTrace> tables_ = {
      {"grades", matched_, unmatched_}};
  std::ostringstream out_, err_;
  Session session_{out_, err_, false, false, {}, {}};
  Traced traced_;
};

TEST_F(TraceView, TellsStepByStepWhatHappened) {
  EXPECT_EQ(Text(),
            "TRACE  as of 2026-01-01\n"
            "  first = true\n"
            "    revenue: 5\n"
            "    13:1  if → then\n"
            "    13:15  rate = 2  (the first of 3)\n"
            "  second = null  (no number)\n"
            "    table grades: row 2 (good) matched\n"
            "      row 1: revenue does not meet < 5\n"
            "    19:2  number() = null  (no number)\n"
            "  expression: not finished\n"
            "    11:1  if → then ×2 → else\n"
            "    more is left out\n");
}

TEST_F(TraceView, SpeaksChinese) {
  session_.settings.language = Language::kChinese;
  EXPECT_THAT(Text(), HasSubstr("表 grades：第 2 行（good） 匹配"));
  EXPECT_THAT(Text(), HasSubstr("第 1 行：revenue 不满足 < 5"));
  EXPECT_THAT(Text(), HasSubstr("表达式：未完成"));
}

TEST_F(TraceView, LeavesControlCharactersOfNamesToNoTerminal) {
  traced_.trace.decisions[0].name = "a\x1B[31m";
  EXPECT_THAT(Text(), Not(HasSubstr("\x1B")));
}

// The member's value; an empty one where it is not there.
JsonValue Member(const JsonValue& object, const std::string& name) {
  for (const JsonMember& member : object.members) {
    if (member.name == name) return member.value;
  }
  ADD_FAILURE() << "no member " << name;
  return {};
}

TEST_F(TraceView, WritesTheSameAsJson) {
  JsonWriter json;
  WriteTrace(traced_, json);
  const auto steps = ReadJson("trace", json.Take());
  ASSERT_TRUE(steps.ok()) << steps.status();
  ASSERT_EQ(steps->items.size(), 3u);
  const JsonValue name = Member(steps->items[0], "names").items[0];
  EXPECT_EQ(Member(name, "place").text, "m.dmn:13:15");
  EXPECT_EQ(Member(name, "count").text, "3");
  const JsonValue& second = steps->items[1];
  const JsonValue table = Member(second, "tables").items[0];
  EXPECT_EQ(Member(Member(table, "matchedRules").items[0], "id").text, "good");
  EXPECT_EQ(Member(Member(table, "unmatchedRules").items[0], "condition").text,
            "< 5");
  EXPECT_EQ(Member(Member(second, "nullReason"), "cause").text, "ERROR");
  EXPECT_EQ(Member(Member(second, "nullReason"), "line").text, "19");
  const JsonValue& failed = steps->items[2];
  EXPECT_TRUE(Member(failed, "isUnfinished").boolean);
  EXPECT_TRUE(Member(failed, "isCut").boolean);
  EXPECT_EQ(Member(Member(failed, "branches").items[0], "elseCount").text, "1");
}

}  // namespace
}  // namespace techflow::cli
