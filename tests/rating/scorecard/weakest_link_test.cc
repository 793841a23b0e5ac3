#include "rating/scorecard/weakest_link.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using Basis = WeighedIndicator::Basis;
using Dimensions = std::vector<WeighedDimension>;
using Over = WeakestLink::Over;
using testing::HasSubstr;

Dimensions Example() {
  return {{D("0.6"), {{D("0.5"), D("20")}, {D("0.5"), D("80")}}},
          {D("0.4"), {{D("1"), D("45")}}}};
}

TEST(WeakestLink, IsTheLeastOfTheDimensions) {
  const FoldedScore folded = WeakestLink(Over::kDimensions).Fold(Example());
  // 0.6 × 50 + 0.4 × 45 = 48, and the dimensions have 50 and 45.
  EXPECT_EQ(folded.score, D("45"));
  EXPECT_EQ(folded.adjustment, D("-3"));
  EXPECT_EQ(folded.dimensions[0].contribution, D("30"));
  EXPECT_EQ(folded.dimensions[1].contribution, D("18"));
}

TEST(WeakestLink, IsTheLeastOfTheIndicators) {
  const FoldedScore folded = WeakestLink(Over::kIndicators).Fold(Example());
  EXPECT_EQ(folded.score, D("20"));
  EXPECT_EQ(folded.adjustment, D("-28"));
}

TEST(WeakestLink, LeavesOutWhatIsReallocatedOrWeighsNothing) {
  const Dimensions dimensions = {
      {D("0.5"),
       {{D("0.5"), D("70")},
        {D("0.5"), D("0"), Basis::kReallocated},
        {D("0"), D("3")}}},
      {D("0.5"), {{D("1"), D("0"), Basis::kReallocated}}},
      {D("0"), {{D("1"), D("5")}}}};
  for (const Over over : {Over::kDimensions, Over::kIndicators}) {
    const FoldedScore folded = WeakestLink(over).Fold(dimensions);
    EXPECT_EQ(folded.score, D("70"));
    EXPECT_EQ(folded.adjustment, D("0"));
  }
}

TEST(WeakestLink, CountsSubstitutedPoints) {
  const Dimensions dimensions = {
      {D("0.5"), {{D("1"), D("0"), Basis::kSubstituted}}},
      {D("0.5"), {{D("1"), D("80")}}}};
  for (const Over over : {Over::kDimensions, Over::kIndicators}) {
    EXPECT_EQ(WeakestLink(over).Fold(dimensions).score, D("0"));
  }
}

TEST(WeakestLink, IsNothingWhereNothingIsKnown) {
  const Dimensions dimensions = {
      {D("1"), {{D("1"), D("0"), Basis::kReallocated}}}};
  const FoldedScore folded = WeakestLink(Over::kDimensions).Fold(dimensions);
  EXPECT_EQ(folded.score, D("0"));
  EXPECT_EQ(folded.adjustment, D("0"));
}

TEST(WeakestLink, IsNeverMoreThanItsContributions) {
  // Three of 0.166667 × 0.000001 round to nothing.
  const Dimensions dimensions = {{D("1"),
                                  {{D("0.333333"), D("0.000001")},
                                   {D("0.333333"), D("0.000001")},
                                   {D("0.333334"), D("0.000001")}}}};
  const FoldedScore folded = WeakestLink(Over::kIndicators).Fold(dimensions);
  EXPECT_EQ(folded.score, D("0"));
  EXPECT_EQ(folded.adjustment, D("0"));
}

std::unique_ptr<const WeightScheme> Compile(
    DefinitionText<v1::WeightScheme>& definition) {
  return WeakestLink::Compile({definition.message, *definition.reader});
}

TEST(WeakestLink, IsCompiledFromItsDefinition) {
  DefinitionText<v1::WeightScheme> plain("kind: 'weakest_link'\n");
  const auto over_dimensions = Compile(plain);
  ASSERT_NE(over_dimensions, nullptr) << plain.diagnostics.ToString();
  EXPECT_EQ(over_dimensions->Fold(Example()).score, D("45"));
  EXPECT_TRUE(over_dimensions->takes_weights());
  DefinitionText<v1::WeightScheme> said(
      "kind: 'weakest_link'\n"
      "parameters { name: 'over' value: 'dimensions' }\n");
  EXPECT_EQ(Compile(said)->Fold(Example()).score, D("45"));
  DefinitionText<v1::WeightScheme> indicators(
      "kind: 'weakest_link'\n"
      "parameters { name: 'over' value: 'indicators' }\n");
  EXPECT_EQ(Compile(indicators)->Fold(Example()).score, D("20"));
}

TEST(WeakestLink, ReportsEverythingWrongWithItsParameters) {
  DefinitionText<v1::WeightScheme> definition(
      "kind: 'weakest_link'\n"
      "parameters { name: 'over' value: 'clauses' }\n"
      "parameters { name: 'over' value: 'indicators' }\n"
      "parameters { name: 'under' value: 'dimensions' }\n");
  EXPECT_EQ(Compile(definition), nullptr);
  const std::string problems = definition.diagnostics.ToString();
  EXPECT_THAT(problems,
              HasSubstr("model.txtpb:2:27: error: `value` of parameter `over` "
                        "of `it` is `clauses`; expected `dimensions` or "
                        "`indicators`"));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:3:14: error: parameter `over` "
                                  "of `it` is given twice"));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:4:14: error: there is no "
                                  "parameter `under`; there is `over`"));
}

}  // namespace
}  // namespace techflow::scorecard
