#include "rating/feel/checker.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

using ::testing::HasSubstr;

Scope Names() {
  Scope scope;
  scope.Add("age", TypeKind::kNumber);
  scope.Add("name", TypeKind::kString);
  scope.Add("founder", Type::Context({{"name", TypeKind::kString}}));
  scope.Add("patents",
            Type::List(Type::Context({{"in force", TypeKind::kBoolean},
                                      {"grant date", TypeKind::kDate}})));
  scope.AddType("tAge", TypeKind::kNumber);
  return scope;
}

std::string Errors(std::string_view text) {
  return StrictErrors(text, Names());
}

TEST(Checker, FindsUnknownNamesAndMembers) {
  EXPECT_EQ(Errors("agee + 1"), "1:1: error: there is no name `agee`\n");
  EXPECT_EQ(Errors("founder.nme"),
            "1:8: error: context<name: string> has no member `nme`\n");
  EXPECT_EQ(Errors("patents[granted]"),
            "1:9: error: there is no name `granted`\n");
  EXPECT_EQ(Errors("age instance of tAgee"),
            "1:17: error: there is no type `tAgee`\n");
}

TEST(Checker, FindsOperandsOfWrongTypes) {
  EXPECT_EQ(Errors("age + name"),
            "1:5: error: `+` does not take number and string\n");
  EXPECT_EQ(Errors("age < name"),
            "1:5: error: number and string have no order\n");
  EXPECT_EQ(Errors("age = name"),
            "1:5: error: number and string are never equal\n");
  EXPECT_EQ(Errors("age and true"),
            "1:1: error: what `and` joins must be a boolean, not number\n");
  EXPECT_EQ(Errors("if age then 1 else 2"),
            "1:4: error: the condition must be a boolean, not number\n");
  EXPECT_EQ(Errors("age in [\"a\"..\"b\"]"),
            "1:8: error: number and range<string> are never equal\n");
}

TEST(Checker, FindsWrongArguments) {
  EXPECT_EQ(Errors("floor()"),
            "1:1: error: floor() does not take 0 arguments\n");
  EXPECT_EQ(Errors("floor(number: 1)"),
            "1:1: error: floor() has no such parameters\n");
  EXPECT_EQ(Errors("string length(age)"),
            "1:15: error: string must be a string, not number\n");
  EXPECT_EQ(Errors("(function(a) a)(1, 2)"),
            "1:2: error: this function takes 1 arguments, not 2\n");
}

TEST(Checker, ReportsAllProblemsAtOnce) {
  EXPECT_EQ(Errors("agee + nme"),
            "1:1: error: there is no name `agee`\n"
            "1:8: error: there is no name `nme`\n");
}

TEST(Checker, AcceptsWhatMayWork) {
  for (const std::string_view text :
       {"age > 1 and name = \"a\"", "patents[in force].grant date",
        "count(patents[in force and grant date > @\"2020-01-01\"])",
        "for p in patents return p.grant date.year", "age = null",
        "sum(for p in patents return 1)", "age instance of tAge",
        "string length(name) + age", "abs(age)", "min(age, 2)",
        "some p in patents satisfies p.in force"}) {
    EXPECT_EQ(Errors(text), "") << text;
  }
}

TEST(Checker, OnlyWarnsInTheConformanceDialect) {
  Trial trial("agee + 1", Names());
  EXPECT_TRUE(trial.compiled());
  EXPECT_EQ(trial.diagnostics.error_count(), 0u);
  EXPECT_EQ(trial.diagnostics.all().size(), 1u);
  EXPECT_TRUE(trial.Evaluate().is_error());
}

TEST(Checker, FindsParametersThatAreMissingOrDoNotExist) {
  Scope scope;
  scope.Add("f", Type::Function({TypeKind::kNumber, TypeKind::kString},
                                TypeKind::kNumber, {"count", "unit of it"}));
  EXPECT_EQ(StrictErrors("f(count: 1, unit of it: \"t\")", scope), "");
  EXPECT_THAT(StrictErrors("f(count: 1)", scope),
              HasSubstr("the parameter `unit of it` is not given"));
  EXPECT_THAT(StrictErrors("f(count: 1, unit of it: \"t\", x: 2)", scope),
              HasSubstr("1:33: error: this function has no parameter `x`"));
  EXPECT_THAT(StrictErrors("f(count: \"a\", unit of it: \"t\")", scope),
              HasSubstr("`count` must be a number, not string"));
}

TEST(Checker, FindsNamesThatCouldBeMeantAsSeveral) {
  Scope scope;
  for (const char* name : {"a", "b", "a-b", "c", "in b", "c in b", "a-1",
                           "profit and loss", "profit", "r&d-rate"}) {
    scope.Add(name, TypeKind::kNumber);
  }
  EXPECT_THAT(StrictErrors("a-b", scope),
              HasSubstr("`a-b` is read as one name, and could be meant as `a` "
                        "- `b`; rename one of them"));
  EXPECT_THAT(StrictErrors("c in b", scope), HasSubstr("`c` in `b`"));
  EXPECT_THAT(StrictErrors("a-1", scope), HasSubstr("`a` - `1`"));
  // `loss` is no name, so there is one reading.
  EXPECT_EQ(StrictErrors("profit and loss", scope), "");
  EXPECT_EQ(StrictErrors("a + b", scope), "");
  EXPECT_EQ(StrictErrors("date and time(\"2026-01-01T00:00:00\")", scope), "");
}

}  // namespace
}  // namespace techflow::feel
