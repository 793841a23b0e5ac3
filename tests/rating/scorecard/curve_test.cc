#include "rating/scorecard/curve.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

Curve Rising() {
  return Curve({{D("0"), D("0")}, {D("10"), D("50")}, {D("40"), D("100")}});
}

TEST(Curve, IsFlatOutsideItsPoints) {
  const Curve curve({{D("1"), D("20")}, {D("2"), D("80")}});
  EXPECT_EQ(curve.Score(D("-1000000"))->points, D("20"));
  EXPECT_EQ(curve.Score(D("1"))->points, D("20"));
  EXPECT_EQ(curve.Score(D("2"))->points, D("80"));
  EXPECT_EQ(curve.Score(D("1e30"))->points, D("80"));
}

TEST(Curve, DrawsStraightLinesBetweenItsPoints) {
  EXPECT_EQ(Rising().Score(D("2.5"))->points, D("12.5"));
  EXPECT_EQ(Rising().Score(D("10"))->points, D("50"));
  // 50 + 10 × 50 / 30 = 66.6666…
  EXPECT_EQ(Rising().Score(D("20"))->points, D("66.666667"));
}

TEST(Curve, SaysInWhichStretchTheMeasureLies) {
  EXPECT_EQ(Rising().Score(D("-1"))->band, "< 0");
  EXPECT_EQ(Rising().Score(D("0"))->band, "[0..10)");
  EXPECT_EQ(Rising().Score(D("10"))->band, "[10..40)");
  EXPECT_EQ(Rising().Score(D("40"))->band, ">= 40");
}

TEST(Curve, NamesTheNearestBendThatEarnsMore) {
  const Standing standing = *Rising().Score(D("20"));
  ASSERT_TRUE(standing.next.has_value());
  EXPECT_EQ(standing.next->at, D("40"));
  EXPECT_EQ(standing.next->points, D("100"));
  EXPECT_FALSE(Rising().Score(D("40"))->next.has_value());
}

TEST(Curve, LooksDownwardsWhereLessEarnsMore) {
  const Curve falling({{D("10"), D("100")}, {D("50"), D("0")}});
  EXPECT_EQ(falling.Score(D("60"))->next->at, D("10"));
  EXPECT_EQ(falling.Score(D("30"))->points, D("50"));
}

TEST(Curve, LooksBothWaysInAValley) {
  const Curve valley(
      {{D("0"), D("100")}, {D("10"), D("0")}, {D("30"), D("80")}});
  EXPECT_EQ(valley.Score(D("8"))->next->at, D("0"));
  EXPECT_EQ(valley.Score(D("20"))->next->at, D("30"));
  EXPECT_EQ(valley.Score(D("20"))->next->points, D("80"));
  EXPECT_EQ(valley.Score(D("30"))->next->at, D("0"));
}

TEST(Curve, KnowsItsLowestAndHighestPoints) {
  const Curve hill({{D("0"), D("5")}, {D("1"), D("90")}, {D("2"), D("40")}});
  EXPECT_EQ(hill.lowest_points(), D("5"));
  EXPECT_EQ(hill.highest_points(), D("90"));
}

TEST(Curve, SaysWhereItBends) {
  const Curve rising = Rising();
  const std::span<const Turn> turns = rising.turns();
  ASSERT_EQ(turns.size(), 3u);
  EXPECT_EQ(turns[1].at, D("10"));
  EXPECT_EQ(turns[1].kind, Turn::Kind::kBend);
}

TEST(Curve, NeverFallsWhereItsLineRises) {
  const Curve curve({{D("0"), D("0")}, {D("0.3"), D("33.333333")}});
  Decimal before;
  for (int i = 0; i <= 3000; ++i) {
    const Decimal x = *Divide(Decimal(i), Decimal(10'000));
    const Decimal points = curve.Score(x)->points;
    EXPECT_GE(points, before) << x.ToString();
    before = points;
  }
}

std::unique_ptr<const ScoringFunction> Compile(
    DefinitionText<v1::ScoringFunction>& definition) {
  const feel::Scope scope;
  return Curve::Compile({definition.message, *definition.reader, scope});
}

TEST(Curve, IsCompiledFromItsDefinition) {
  DefinitionText<v1::ScoringFunction> definition(
      "kind: 'curve'\n"
      "points { x { value: '0' } points { value: '0' } }\n"
      "points { x { value: '4' } points { value: '100' } }\n");
  const auto curve = Compile(definition);
  ASSERT_NE(curve, nullptr) << definition.diagnostics.ToString();
  EXPECT_EQ(curve->Score(D("1"))->points, D("25"));
}

TEST(Curve, ReportsEverythingWrongWithItsPoints) {
  DefinitionText<v1::ScoringFunction> definition(
      "kind: 'curve'\n"
      "points { x { value: '2' } points { value: '0' } }\n"
      "points { x { value: '2' } points { value: '10' } }\n"
      "points { x { value: 'many' } points { value: '101' } }\n"
      "points { points { value: '0.1234567' } }\n"
      "expression: 'x'\n");
  EXPECT_EQ(Compile(definition), nullptr);
  const std::string problems = definition.diagnostics.ToString();
  EXPECT_THAT(problems, HasSubstr("model.txtpb:6:1: error: `it` does not take "
                                  "`expression`"));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:3:10: error: `x` of point 2 of "
                                  "`it` is 2; expected more than 2"));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:4:10: error: `x` of point 3"));
  EXPECT_THAT(problems,
              HasSubstr("model.txtpb:4:30: error: `points` of point 3"));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:5:1: error: point 4 of `it` "
                                  "needs `x`"));
  EXPECT_THAT(problems, HasSubstr("0.1234567"));
}

TEST(Curve, NeedsTwoPoints) {
  DefinitionText<v1::ScoringFunction> definition(
      "kind: 'curve'\npoints { x { value: '0' } points { value: '0' } }\n");
  EXPECT_EQ(Compile(definition), nullptr);
  EXPECT_THAT(definition.diagnostics.ToString(),
              HasSubstr("a curve needs two points or more, got 1"));
}

}  // namespace
}  // namespace techflow::scorecard
