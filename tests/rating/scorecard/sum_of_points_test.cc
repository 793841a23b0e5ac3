#include "rating/scorecard/sum_of_points.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using Basis = WeighedIndicator::Basis;
using testing::HasSubstr;

WeighedDimension Three() {
  return {D("0.5"),
          {{D("0.4"), D("10")},
           {D("0.4"), D("12.5")},
           {D("0.2"), D("4"), Basis::kSubstituted}}};
}

FoldedScore Fold(const std::vector<WeighedDimension>& dimensions) {
  return SumOfPoints().Fold(dimensions);
}

TEST(SumOfPoints, CountsPointsAsTheyAre) {
  const FoldedScore folded = Fold({Three(), {D("0.5"), {{D("1"), D("30")}}}});
  EXPECT_EQ(folded.score, D("56.5"));
  EXPECT_EQ(folded.adjustment, D("0"));
  EXPECT_EQ(folded.dimensions[0].contribution, D("26.5"));
  EXPECT_EQ(folded.dimensions[0].points, D("26.5"));
  EXPECT_EQ(folded.dimensions[0].adjustment, D("0"));
  EXPECT_EQ(folded.dimensions[0].indicators[2].contribution, D("4"));
  EXPECT_EQ(folded.dimensions[0].indicators[0].effective_weight, D("0.2"));
}

TEST(SumOfPoints, CutsADimensionToItsCap) {
  WeighedDimension capped = Three();
  capped.cap = D("20");
  const FoldedScore folded = Fold({capped});
  EXPECT_EQ(folded.score, D("20"));
  EXPECT_EQ(folded.dimensions[0].adjustment, D("-6.5"));
  EXPECT_EQ(folded.dimensions[0].contribution, D("20"));
  // The indicators keep what they brought.
  EXPECT_EQ(folded.dimensions[0].indicators[1].contribution, D("12.5"));
  EXPECT_EQ(folded.adjustment, D("0"));
}

TEST(SumOfPoints, LeavesADimensionBelowItsCapAlone) {
  WeighedDimension capped = Three();
  capped.cap = D("26.5");
  EXPECT_EQ(Fold({capped}).score, D("26.5"));
  EXPECT_EQ(Fold({capped}).dimensions[0].adjustment, D("0"));
}

TEST(SumOfPoints, CountsOnlyTheBest) {
  WeighedDimension choice = Three();
  choice.best_only = true;
  const FoldedScore folded = Fold({choice});
  EXPECT_EQ(folded.score, D("12.5"));
  EXPECT_EQ(folded.dimensions[0].indicators[0].contribution, D("0"));
  EXPECT_EQ(folded.dimensions[0].indicators[1].contribution, D("12.5"));
  EXPECT_EQ(folded.dimensions[0].adjustment, D("0"));
}

TEST(SumOfPoints, CountsTheFirstOfEqualOnes) {
  WeighedDimension choice = {D("1"), {{D("0.5"), D("7")}, {D("0.5"), D("7")}}};
  choice.best_only = true;
  choice.cap = D("6");
  const FoldedScore folded = Fold({choice});
  EXPECT_EQ(folded.dimensions[0].indicators[0].contribution, D("7"));
  EXPECT_EQ(folded.dimensions[0].indicators[1].contribution, D("0"));
  EXPECT_EQ(folded.score, D("6"));
  EXPECT_EQ(folded.dimensions[0].adjustment, D("-1"));
}

TEST(SumOfPoints, GivesNothingForWhatIsReallocated) {
  const FoldedScore folded =
      Fold({{D("0.5"), {{D("1"), D("9"), Basis::kReallocated}}},
            {D("0.5"), {{D("1"), D("30")}}}});
  EXPECT_EQ(folded.score, D("30"));
  EXPECT_FALSE(folded.dimensions[0].points.has_value());
  EXPECT_EQ(folded.dimensions[0].indicators[0].effective_weight, D("0"));
}

TEST(SumOfPoints, TakesNoWeightsAndNoParameters) {
  DefinitionText<v1::WeightScheme> right("kind: 'sum_of_points'\n");
  const auto scheme = SumOfPoints::Compile({right.message, *right.reader});
  ASSERT_NE(scheme, nullptr);
  EXPECT_FALSE(scheme->takes_weights());
  DefinitionText<v1::WeightScheme> wrong(
      "kind: 'sum_of_points'\nparameters { name: 'cap' value: '5' }\n");
  EXPECT_EQ(SumOfPoints::Compile({wrong.message, *wrong.reader}), nullptr);
  EXPECT_THAT(wrong.diagnostics.ToString(),
              HasSubstr("model.txtpb:2:1: error: `it` does not take "
                        "`parameters`; it takes: kind"));
}

}  // namespace
}  // namespace techflow::scorecard
