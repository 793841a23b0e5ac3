#include "clients/cli/rules/value_type.h"

#include <string>

#include "clients/cli/rules/value_from_json.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

// The type of the value that the JSON is.
std::string TypeText(const std::string& json) {
  feel::Arena arena;
  JsonValues reader("in.json", feel::Dialect::kStrict, arena);
  return TypeOf(reader.Read(*ReadJson("in.json", json), feel::Type(), "x"))
      .ToString();
}

TEST(ValueType, IsThatOfTheValue) {
  EXPECT_EQ(TypeText("1"), "number");
  EXPECT_EQ(TypeText("{\"d\": \"@\\\"2026-01-02\\\"\"}"), "context<d: date>");
}

TEST(ValueType, IsAnyForWhatTellsNothing) {
  EXPECT_EQ(TypeText("null"), "Any");
  EXPECT_EQ(TypeText("[]"), "list<Any>");
  EXPECT_EQ(TypeText("[1, \"a\"]"), "list<Any>");
}

TEST(ValueType, TakesNullsAndEmptyListsForWhatTheOthersAre) {
  EXPECT_EQ(TypeText("[1, null, 2]"), "list<number>");
  EXPECT_EQ(TypeText("[{\"l\": []}, {\"l\": [{\"x\": 1}]}]"),
            "list<context<l: list<context<x: number>>>>");
}

TEST(ValueType, HasTheMembersOfAllItems) {
  EXPECT_EQ(
      TypeText("[{\"a b\": 1}, {\"c\": null, \"a b\": 2}, {\"c\": true}]"),
      "list<context<a b: number, c: boolean>>");
}

}  // namespace
}  // namespace techflow::cli
