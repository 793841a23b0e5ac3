#include "rating/insight/rerating.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/rating/insight/model_text.h"

namespace techflow::insight {
namespace {

TestModel TwoIndicators(const std::string& more = "") {
  TestModel model;
  model.dimensions = {
      {"x",
       "1",
       {{"a", "40", Curve({{"0", "0"}, {"100", "100"}}), "0.5"},
        {"b", "80", Curve({{"0", "0"}, {"100", "100"}}), "0.5"}}}};
  model.more = more;
  return model;
}

bool IsFixed(const std::string& more) {
  const Rated rated(TwoIndicators(more));
  if (rated.model == nullptr) return false;
  return Rerating(*rated.model, rated.view, rated.day, rated.assessment)
      .has_fixed_corrections();
}

TEST(Rerating, OfNothingIsTheRating) {
  Rated rated(TwoIndicators(CorrectionText("k", "coefficient", "", "0.9")));
  ASSERT_TRUE(rated.ok());
  const auto then =
      Rerating(*rated.model, rated.view, rated.day, rated.assessment)
          .AssessWith({});
  ASSERT_TRUE(then.ok()) << then.status();
  rated.assessment.clear_valid_until();
  v1::Assessment same = *then;
  same.clear_valid_until();
  EXPECT_EQ(same.SerializeAsString(), rated.assessment.SerializeAsString());
}

TEST(Rerating, TakesPointsMeasuresAndWeightsAsGiven) {
  const Rated rated(TwoIndicators());
  ASSERT_TRUE(rated.ok());
  const Rerating rerating(*rated.model, rated.view, rated.day,
                          rated.assessment);
  EXPECT_EQ(rerating.WithPoints("a", Decimal(0))->score, Decimal(40));
  EXPECT_EQ(rerating.WithMeasure("a", Decimal(60))->score, Decimal(70));
  scorecard::Assumptions assumptions;
  assumptions.weights = {{"a", Decimal(0)}, {"b", Decimal(1)}};
  EXPECT_EQ(rerating.With(assumptions)->score, Decimal(80));
  EXPECT_EQ(rerating.WithOnly(assumptions)->score, Decimal(80));
}

TEST(Rerating, LeavesThePolicyOut) {
  const Rated rated(TwoIndicators(
      "policy_outputs { id: 'p' title { zh: '策' en: 'Policy' } expression: "
      "'if score > 75 then 1 / 0 else 1' }"));
  ASSERT_TRUE(rated.ok());
  const auto then =
      Rerating(*rated.model, rated.view, rated.day, rated.assessment)
          .WithMeasure("a", Decimal(100));
  ASSERT_TRUE(then.ok()) << then.status();
  EXPECT_TRUE(then->policy_outputs.empty());
}

TEST(Rerating, KnowsCorrectionsThatDoNotLookAtTheScore) {
  EXPECT_TRUE(IsFixed(""));
  EXPECT_TRUE(IsFixed(CorrectionText("k", "cap", "", "\"B\"")));
  EXPECT_TRUE(
      IsFixed(CorrectionText("k", "veto", "profile.on negative list", "")));
}

TEST(FindLine, FindsAnIndicator) {
  const Rated rated(TwoIndicators());
  ASSERT_TRUE(rated.ok());
  ASSERT_NE(FindLine(rated.assessment, "b"), nullptr);
  EXPECT_EQ(FindLine(rated.assessment, "b")->measure().value(), "80");
  EXPECT_EQ(FindLine(rated.assessment, "x"), nullptr);
}

TEST(IsBetterRank, TakesNoGradeForTheWorst) {
  EXPECT_TRUE(IsBetterRank(1, 2));
  EXPECT_FALSE(IsBetterRank(2, 2));
  EXPECT_TRUE(IsBetterRank(9, 0));
  EXPECT_FALSE(IsBetterRank(0, 9));
}

}  // namespace
}  // namespace techflow::insight
