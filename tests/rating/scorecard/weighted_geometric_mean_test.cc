#include "rating/scorecard/weighted_geometric_mean.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/scorecard/weighted_mean.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using Basis = WeighedIndicator::Basis;
using Dimensions = std::vector<WeighedDimension>;
using testing::HasSubstr;

Decimal Millionths(int64_t count) {
  return *Divide(Decimal(count), Decimal(1'000'000));
}

FoldedScore Fold(const Dimensions& dimensions) {
  return WeightedGeometricMean().Fold(dimensions);
}

TEST(WeightedGeometricMean, MultipliesPointsToThePowerOfTheirWeights) {
  // √(25 × 100) = 50; the weighted mean is 62.5.
  const FoldedScore folded =
      Fold({{D("0.5"), {{D("1"), D("25")}}}, {D("0.5"), {{D("1"), D("100")}}}});
  EXPECT_EQ(folded.score, D("50"));
  EXPECT_EQ(folded.dimensions[0].contribution, D("12.5"));
  EXPECT_EQ(folded.dimensions[1].contribution, D("50"));
  EXPECT_EQ(folded.adjustment, D("-12.5"));
}

TEST(WeightedGeometricMean, GoesOverAllIndicatorsAtOnce) {
  // 80^0.15 × 40^0.45 × 70^0.4 = 55.5174755…
  const FoldedScore folded =
      Fold({{D("0.6"), {{D("0.25"), D("80")}, {D("0.75"), D("40")}}},
            {D("0.4"), {{D("1"), D("70")}}}});
  EXPECT_EQ(folded.score, D("55.517476"));
}

TEST(WeightedGeometricMean, IsNothingWhereSomethingThatCountsHasNoPoints) {
  const FoldedScore folded =
      Fold({{D("0.99"), {{D("1"), D("90")}}}, {D("0.01"), {{D("1"), D("0")}}}});
  EXPECT_EQ(folded.score, D("0"));
  EXPECT_EQ(folded.adjustment, D("-89.1"));
}

TEST(WeightedGeometricMean, LeavesOutWhatWeighsNothing) {
  const FoldedScore folded =
      Fold({{D("1"), {{D("1"), D("90")}, {D("0"), D("0")}}},
            {D("0"), {{D("1"), D("0")}}}});
  EXPECT_EQ(folded.score, D("90"));
}

TEST(WeightedGeometricMean, ReallocatesAsTheWeightedMeanDoes) {
  // The unknown weight goes to both, so that each has a half.
  const FoldedScore folded =
      Fold({{D("1"),
             {{D("0.3"), D("25")},
              {D("0.3"), D("100")},
              {D("0.4"), D("0"), Basis::kReallocated}}}});
  EXPECT_EQ(folded.score, D("50"));
  EXPECT_EQ(folded.dimensions[0].indicators[2].effective_weight, D("0"));
}

TEST(WeightedGeometricMean, CountsSubstitutedPoints) {
  const Dimensions zero = {
      {D("1"),
       {{D("0.5"), D("100")}, {D("0.5"), D("0"), Basis::kSubstituted}}}};
  EXPECT_EQ(Fold(zero).score, D("0"));
  const Dimensions floor = {
      {D("1"),
       {{D("0.5"), D("100")}, {D("0.5"), D("25"), Basis::kSubstituted}}}};
  EXPECT_EQ(Fold(floor).score, D("50"));
}

TEST(WeightedGeometricMean, IsNothingWhereNothingIsKnown) {
  const FoldedScore folded =
      Fold({{D("1"), {{D("1"), D("0"), Basis::kReallocated}}}});
  EXPECT_EQ(folded.score, D("0"));
  EXPECT_EQ(folded.adjustment, D("0"));
}

TEST(WeightedGeometricMean, OfEqualPointsIsJustThese) {
  for (const char* points : {"100", "0.000001", "73.25", "33.333333"}) {
    const FoldedScore folded =
        Fold({{D("0.25"), {{D("0.5"), D(points)}, {D("0.5"), D(points)}}},
              {D("0.75"), {{D("1"), D(points)}}}});
    // Rounded contributions may add up to less, and bound the score.
    EXPECT_EQ(folded.score,
              std::min(D(points), *Subtract(folded.score, folded.adjustment)));
  }
  const FoldedScore whole = Fold({{D("0.25"), {{D("1"), D("73.24")}}},
                                  {D("0.75"), {{D("1"), D("73.24")}}}});
  EXPECT_EQ(whole.score, D("73.24"));
  EXPECT_EQ(whole.adjustment, D("0"));
}

Dimensions AnyDimensions(std::mt19937_64& random) {
  const auto share = [&] { return static_cast<int64_t>(random() % 1'000'001); };
  Dimensions dimensions;
  const int64_t first = share();
  for (const int64_t weight : {first, 1'000'000 - first}) {
    const int64_t inner = share();
    WeighedDimension dimension{Millionths(weight), {}};
    for (const int64_t part : {inner, 1'000'000 - inner}) {
      dimension.indicators.push_back(
          {Millionths(part),
           Millionths(static_cast<int64_t>(random() % 100'000'001)),
           random() % 4 == 0 ? Basis::kReallocated : Basis::kKnown});
    }
    dimensions.push_back(dimension);
  }
  return dimensions;
}

// Seeded: between nothing and the weighted mean, adding up, and never lower for
// more points, be they the least that there are.
TEST(WeightedGeometricMean, KeepsItsPromisesForAnyPoints) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 2'000; ++i) {
    Dimensions dimensions = AnyDimensions(random);
    const FoldedScore folded = Fold(dimensions);
    const Decimal mean = WeightedMean().Fold(dimensions).score;
    EXPECT_GE(folded.score, D("0"));
    EXPECT_LE(folded.score, mean);
    EXPECT_EQ(*Subtract(folded.score, folded.adjustment), mean);
    WeighedIndicator& indicator =
        dimensions[random() % 2].indicators[random() % 2];
    if (indicator.points >= D("100")) continue;
    indicator.points = *Add(indicator.points, D("0.000001"));
    EXPECT_GE(Fold(dimensions).score, folded.score);
  }
}

TEST(WeightedGeometricMean, TakesNoParameters) {
  DefinitionText<v1::WeightScheme> definition(
      "kind: 'weighted_geometric_mean'\n"
      "parameters { name: 'over' value: 'indicators' }\n");
  EXPECT_EQ(
      WeightedGeometricMean::Compile({definition.message, *definition.reader}),
      nullptr);
  EXPECT_THAT(definition.diagnostics.ToString(),
              HasSubstr("model.txtpb:2:1: error: `it` does not take "
                        "`parameters`; it takes: kind"));
}

}  // namespace
}  // namespace techflow::scorecard
