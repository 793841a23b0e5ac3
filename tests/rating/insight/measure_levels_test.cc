#include "rating/insight/measure_levels.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::insight {
namespace {

using scorecard::Turn;
using testing::ElementsAre;

Decimal Number(const std::string& text) { return *Decimal::Parse(text); }

// "5 -> 6 (1 up)".
std::vector<std::string> Shown(const std::vector<MeasureLevel>& levels) {
  std::vector<std::string> texts;
  for (const MeasureLevel& level : levels) {
    texts.push_back(level.at.ToString() + " -> " + level.measure.ToString() +
                    " (" + std::to_string(level.steps) +
                    (level.is_above ? " up)" : " down)"));
  }
  return texts;
}

std::vector<std::string> Around(const std::vector<Turn>& turns,
                                const std::string& measure) {
  return Shown(LevelsAround(turns, Number(measure)));
}

const std::vector<Turn> kHalfOpen = {{Number("5"), Turn::Kind::kOpensAbove},
                                     {Number("10"), Turn::Kind::kOpensAbove}};

TEST(MeasureLevels, ReachABandAtTheEdgeThatItHolds) {
  EXPECT_THAT(Around(kHalfOpen, "3"),
              ElementsAre("5 -> 5 (1 up)", "10 -> 10 (2 up)"));
}

TEST(MeasureLevels, StepBesideAnEdgeThatABandLeavesOut) {
  EXPECT_THAT(Around(kHalfOpen, "12"),
              ElementsAre("10 -> 9 (1 down)", "5 -> 4 (2 down)"));
  EXPECT_THAT(Around(kHalfOpen, "12.25"),
              ElementsAre("10 -> 9.99 (1 down)", "5 -> 4.99 (2 down)"));
  EXPECT_THAT(Around({{Number("5"), Turn::Kind::kClosesBelow}}, "5"),
              ElementsAre("5 -> 6 (1 up)"));
}

TEST(MeasureLevels, StepByAMillionthAtLeast) {
  EXPECT_THAT(Around({{Number("5"), Turn::Kind::kClosesBelow}}, "0.3333333333"),
              ElementsAre("5 -> 5.000001 (1 up)"));
}

TEST(MeasureLevels, TakeTheMiddleOfABandNarrowerThanAStep) {
  // (5..6), then [6..
  EXPECT_THAT(Around({{Number("5"), Turn::Kind::kClosesBelow},
                      {Number("6"), Turn::Kind::kOpensAbove}},
                     "1"),
              ElementsAre("5 -> 5.5 (1 up)", "6 -> 6 (2 up)"));
}

TEST(MeasureLevels, EnterAndLeaveABandOfOneValue) {
  const std::vector<Turn> only_three = {
      {Number("3"), Turn::Kind::kOpensAbove},
      {Number("3"), Turn::Kind::kClosesBelow}};
  EXPECT_THAT(Around(only_three, "1"),
              ElementsAre("3 -> 3 (1 up)", "3 -> 4 (2 up)"));
  EXPECT_THAT(Around(only_three, "3"),
              ElementsAre("3 -> 2 (1 down)", "3 -> 4 (1 up)"));
}

TEST(MeasureLevels, StandOnTheBendsOfACurve) {
  EXPECT_THAT(Around({{Number("0")}, {Number("2")}, {Number("9")}}, "2"),
              ElementsAre("0 -> 0 (1 down)", "9 -> 9 (1 up)"));
}

TEST(MeasureLevels, AreNoneWithoutTurns) {
  EXPECT_THAT(Around({}, "2"), ElementsAre());
}

}  // namespace
}  // namespace techflow::insight
