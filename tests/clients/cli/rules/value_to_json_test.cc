#include "clients/cli/rules/value_to_json.h"

#include <string>

#include "clients/cli/rules/value_from_json.h"
#include "gtest/gtest.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/expression.h"

namespace techflow::cli {
namespace {

// The JSON of what a FEEL expression gives.
std::string JsonOf(const std::string& expression) {
  feel::Diagnostics diagnostics;
  const auto compiled = feel::Expression::Compile(
      expression, feel::Scope(),
      {.dialect = feel::Dialect::kConformance, .origin = {}}, diagnostics);
  if (compiled == nullptr) return diagnostics.ToString();
  feel::Evaluation evaluation(feel::DateAndTime{});
  const feel::Value value = compiled->Evaluate(evaluation);
  EXPECT_TRUE(CheckWritable(value).ok());
  JsonWriter json;
  WriteValue(value, json);
  return json.Take();
}

TEST(ValueToJson, WritesNumbersWithAllTheirDigits) {
  EXPECT_EQ(JsonOf("1/3"), "0.3333333333333333333333333333333333\n");
  EXPECT_EQ(JsonOf("10**33 + 1"), "1000000000000000000000000000000001\n");
  EXPECT_EQ(JsonOf("-(0)"), "0\n");
  EXPECT_EQ(JsonOf("1.50"), "1.5\n");
  EXPECT_EQ(JsonOf("10**-40"), "0.0000000000000000000000000000000000000001\n");
}

TEST(ValueToJson, WritesTemporalValuesAsStrings) {
  EXPECT_EQ(JsonOf("@\"2026-01-02\""), "\"2026-01-02\"\n");
  EXPECT_EQ(JsonOf("@\"10:30:00@Europe/Paris\""),
            "\"10:30:00@Europe/Paris\"\n");
  EXPECT_EQ(JsonOf("@\"2026-01-02T10:30:00Z\""), "\"2026-01-02T10:30:00Z\"\n");
  EXPECT_EQ(JsonOf("@\"P1DT2H\""), "\"P1DT2H\"\n");
  EXPECT_EQ(JsonOf("@\"P1Y2M\""), "\"P1Y2M\"\n");
}

TEST(ValueToJson, WritesRangesAndFunctionsAsText) {
  EXPECT_EQ(JsonOf("[1..@\"P1D\")"), JsonOf("null"));
  EXPECT_EQ(JsonOf("[1..5)"), "\"[1..5)\"\n");
  EXPECT_EQ(JsonOf("function(x) x"), "\"function\"\n");
}

TEST(ValueToJson, KeepsTheOrderOfContexts) {
  EXPECT_EQ(JsonOf("{b: 1, a: [true, null, \"x\"], \"c d\": {}}"),
            "{\n \"b\": 1,\n \"a\": [\n  true,\n  null,\n  \"x\"\n ],\n"
            " \"c d\": {}\n}\n");
}

TEST(ValueToJson, RefusesWhatIsNestedTooDeep) {
  feel::Value value;
  feel::Arena arena;
  for (int i = 0; i < kMaxWrittenDepth; ++i) {
    const auto items = arena.NewArray<feel::Value>(1);
    items[0] = value;
    value = feel::Value::List(items);
  }
  EXPECT_TRUE(CheckWritable(value).ok());
  const auto items = arena.NewArray<feel::Value>(1);
  items[0] = value;
  EXPECT_EQ(CheckWritable(feel::Value::List(items)).code(),
            absl::StatusCode::kOutOfRange);
}

TEST(ValueToJson, RefusesWhatIsTooLong) {
  feel::Arena arena;
  const feel::Value text =
      feel::Value::String(arena.Copy(std::string(size_t{1} << 20, 'a')));
  const auto items = arena.NewArray<feel::Value>(257);
  for (feel::Value& item : items) item = text;
  EXPECT_TRUE(CheckWritable(feel::Value::List(items.first(255))).ok());
  EXPECT_EQ(CheckWritable(feel::Value::List(items)).code(),
            absl::StatusCode::kOutOfRange);
}

TEST(ValueToJson, GivesBackTheNumbersThatWereRead) {
  for (const std::string number :
       {"1234567890123456789012345678901234",
        "-0.0000000000000000000000000000000012345",
        "99999999999999999999.99999999999999", "18446744073709551616"}) {
    feel::Arena arena;
    JsonValues reader("in.json", feel::Dialect::kStrict, arena);
    JsonWriter json;
    WriteValue(reader.Read(*ReadJson("in.json", number), {}, "x"), json);
    EXPECT_EQ(json.Take(), number + "\n");
  }
}

}  // namespace
}  // namespace techflow::cli
