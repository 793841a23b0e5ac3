#include "rating/scorecard/standard_corrections.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

// A from 80, B from 60, C from 40, D from 0.
GradeScale Scale() {
  std::string text;
  for (const auto& [id, from] :
       {std::pair("A", "80"), {"B", "60"}, {"C", "40"}, {"D", "0"}}) {
    text += std::string("grades { id: '") + id + "' from { value: '" + from +
            "' } text { zh: '级' en: 'grade' } }\n";
  }
  DefinitionText<v1::GradeScale> definition(text);
  return *GradeScale::Compile(definition.message, *definition.reader);
}

using Compiler = std::unique_ptr<const Correction> (*)(const CorrectionSource&);

std::unique_ptr<const Correction> Make(Compiler compile,
                                       const std::string& text) {
  DefinitionText<v1::Correction> definition(text);
  return compile({definition.message, *definition.reader});
}

TEST(Coefficient, MultipliesTheScoreAndTheGradeFollows) {
  const auto correction = Make(&CompileCoefficient, "kind: 'coefficient'");
  const auto corrected = correction->Apply(
      {D("66.666667"), 2}, feel::Value::Number(D("0.875")), Scale());
  ASSERT_TRUE(corrected.ok());
  // 58.333333625, half-even at the sixth digit.
  EXPECT_EQ(corrected->after.score, D("58.333334"));
  EXPECT_EQ(corrected->after.rank, 3);
  EXPECT_EQ(corrected->value, "0.875");
}

TEST(Coefficient, StaysWithinZeroAndAHundred) {
  const auto correction = Make(&CompileCoefficient, "kind: 'coefficient'");
  const auto up =
      correction->Apply({D("90"), 1}, feel::Value::Number(D("1.5")), Scale());
  EXPECT_EQ(up->after.score, D("100"));
  const auto huge = correction->Apply(
      {D("90"), 1}, feel::Value::Number(D("9e6144")), Scale());
  EXPECT_EQ(huge->after.score, D("100"));
  const auto zero =
      correction->Apply({D("90"), 1}, feel::Value::Number(D("0")), Scale());
  EXPECT_EQ(zero->after.score, D("0"));
  EXPECT_EQ(zero->after.rank, 4);
}

TEST(Coefficient, RefusesAValueOutsideItsDeclaredRange) {
  const auto correction =
      Make(&CompileCoefficient,
           "kind: 'coefficient' parameters { name: 'lowest' value: '0.95' } "
           "parameters { name: 'highest' value: '1.05' }");
  ASSERT_NE(correction, nullptr);
  for (const char* value : {"0.95", "1", "1.05"}) {
    EXPECT_TRUE(
        correction->Apply({D("90"), 1}, feel::Value::Number(D(value)), Scale())
            .ok());
  }
  for (const char* value : {"0.949", "1.051"}) {
    const auto refused =
        correction->Apply({D("90"), 1}, feel::Value::Number(D(value)), Scale());
    EXPECT_THAT(std::string(refused.status().message()),
                HasSubstr("expected 0.95 to 1.05"));
  }
}

TEST(Coefficient, TakesARangeOnceAndTheRightWayRound) {
  for (const char* parameters :
       {"{ name: 'lowest' value: '-1' }", "{ name: 'lowest' value: 'x' }",
        "{ name: 'middle' value: '1' }",
        "{ name: 'highest' value: '1' } parameters { name: 'highest' value: "
        "'2' }",
        "{ name: 'lowest' value: '2' } parameters { name: 'highest' value: "
        "'1' }"}) {
    EXPECT_EQ(Make(&CompileCoefficient,
                   "kind: 'coefficient' parameters " + std::string(parameters)),
              nullptr)
        << parameters;
  }
}

TEST(Coefficient, RefusesANegativeNumber) {
  const auto correction = Make(&CompileCoefficient, "kind: 'coefficient'");
  const auto corrected =
      correction->Apply({D("90"), 1}, feel::Value::Number(D("-1")), Scale());
  EXPECT_EQ(corrected.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(Notches, MoveTheGradeAndNotTheScore) {
  const auto correction = Make(&CompileNotches, "kind: 'notches'");
  const auto down =
      correction->Apply({D("85"), 1}, feel::Value::Number(D("-2")), Scale());
  EXPECT_EQ(down->after.rank, 3);
  EXPECT_EQ(down->after.score, D("85"));
  EXPECT_EQ(down->value, "-2");
  const auto up =
      correction->Apply({D("50"), 3}, feel::Value::Number(D("1")), Scale());
  EXPECT_EQ(up->after.rank, 2);
  const auto beyond =
      correction->Apply({D("50"), 3}, feel::Value::Number(D("-99")), Scale());
  EXPECT_EQ(beyond->after.rank, 4);
}

TEST(Notches, MoveByAtMostTheirParameter) {
  const auto correction =
      Make(&CompileNotches,
           "kind: 'notches' parameters { name: 'at_most' value: '1' }");
  ASSERT_NE(correction, nullptr);
  const auto down =
      correction->Apply({D("85"), 1}, feel::Value::Number(D("-3")), Scale());
  EXPECT_EQ(down->after.rank, 2);
  EXPECT_EQ(down->value, "-1");
}

TEST(Notches, RefuseAFractionAndAWrongParameter) {
  const auto correction = Make(&CompileNotches, "kind: 'notches'");
  EXPECT_FALSE(
      correction->Apply({D("85"), 1}, feel::Value::Number(D("0.5")), Scale())
          .ok());
  EXPECT_EQ(Make(&CompileNotches, "parameters { name: 'at_least' value: '1' }"),
            nullptr);
  EXPECT_EQ(Make(&CompileNotches, "parameters { name: 'at_most' value: '0' }"),
            nullptr);
}

TEST(Cap, LowersOnlyWhatIsBetter) {
  const auto cap = Make(&CompileCap, "kind: 'cap'");
  EXPECT_EQ(
      cap->Apply({D("85"), 1}, feel::Value::String("C"), Scale())->after.rank,
      3);
  EXPECT_EQ(
      cap->Apply({D("5"), 4}, feel::Value::String("C"), Scale())->after.rank,
      4);
}

TEST(Floor, RaisesOnlyWhatIsWorse) {
  const auto floor = Make(&CompileFloor, "kind: 'floor'");
  EXPECT_EQ(
      floor->Apply({D("5"), 4}, feel::Value::String("B"), Scale())->after.rank,
      2);
  EXPECT_EQ(
      floor->Apply({D("85"), 1}, feel::Value::String("B"), Scale())->after.rank,
      1);
}

TEST(Cap, RefusesAGradeThatIsNotThere) {
  const auto cap = Make(&CompileCap, "kind: 'cap'");
  const auto corrected =
      cap->Apply({D("85"), 1}, feel::Value::String("T9"), Scale());
  EXPECT_THAT(std::string(corrected.status().message()),
              HasSubstr("there is no grade `T9`; there are A, B, C, D"));
}

TEST(Veto, GivesTheWorstGradeAndLeavesTheScore) {
  const auto veto = Make(&CompileVeto, "kind: 'veto'");
  const auto vetoed = veto->Apply({D("99"), 1}, feel::Value(), Scale());
  EXPECT_EQ(vetoed->after.rank, 4);
  EXPECT_EQ(vetoed->after.score, D("99"));
}

}  // namespace
}  // namespace techflow::scorecard
