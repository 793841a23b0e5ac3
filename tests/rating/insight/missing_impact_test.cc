#include "rating/insight/missing_impact.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/rating/insight/model_text.h"

namespace techflow::insight {
namespace {

const std::string kBands =
    Bands({{"< 5", "10"}, {"[5..10)", "50"}, {">= 10", "100"}});

google::protobuf::RepeatedPtrField<v1::MissingImpact> Of(const Rated& rated) {
  const auto result = MissingImpacts(
      Rerating(*rated.model, rated.view, rated.day, rated.assessment));
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *result
                     : google::protobuf::RepeatedPtrField<v1::MissingImpact>();
}

TEST(MissingImpacts, RateEachUnknownMeasureAtItsFewestAndMostPoints) {
  TestModel model;
  model.dimensions = {{"x",
                       "1",
                       {{"a", "7", kBands, "0.6"},
                        {"b", "null", kBands, "0.1"},
                        {"c", "null", kBands, "0.3"}}}};
  const Rated rated(model);
  ASSERT_TRUE(rated.ok());
  ASSERT_EQ(rated.assessment.score().value(), "50");
  const auto results = Of(rated);
  ASSERT_EQ(results.size(), 2);
  // Once c is known it weighs 0.3 of 0.9: (0.6 × 50 + 0.3 × points) / 0.9.
  EXPECT_EQ(results[0].indicator(), "c");
  EXPECT_EQ(results[0].lowest_score().value(), "36.666666");
  EXPECT_EQ(results[0].lowest_grade(), "D");
  EXPECT_EQ(results[0].highest_score().value(), "66.666666");
  EXPECT_EQ(results[0].highest_grade(), "B");
  EXPECT_TRUE(results[0].moves_grade());
  EXPECT_EQ(results[0].supplied_by().en(), "Paper of c");
  EXPECT_EQ(results[1].indicator(), "b");
  EXPECT_FALSE(results[1].moves_grade());
}

TEST(MissingImpacts, TellWhatWouldMakeACompanyRatable) {
  TestModel model;
  model.dimensions = {{"x",
                       "1",
                       {{"a", "7", kBands, "0.6"},
                        {"b", "null", kBands, "0.4", "", "UNRATABLE"}}}};
  const Rated rated(model);
  ASSERT_FALSE(rated.ok());
  const auto results = Of(rated);
  ASSERT_EQ(results.size(), 1);
  EXPECT_EQ(results[0].lowest_score().value(), "34");
  EXPECT_EQ(results[0].highest_score().value(), "70");
  EXPECT_TRUE(results[0].moves_grade());
}

TEST(MissingImpacts, HaveNoScoreWhereOneMeasureIsNotEnough) {
  TestModel model;
  model.dimensions = {{"x",
                       "1",
                       {{"a", "null", kBands, "0.6", "", "UNRATABLE"},
                        {"b", "null", kBands, "0.4", "", "UNRATABLE"}}}};
  const auto results = Of(Rated(model));
  ASSERT_EQ(results.size(), 2);
  EXPECT_FALSE(results[0].has_lowest_score());
  EXPECT_FALSE(results[0].has_highest_score());
  EXPECT_FALSE(results[0].moves_grade());
}

TEST(MissingImpacts, AreNoneWhereAllIsKnown) {
  TestModel model;
  model.dimensions = {{"x", "1", {{"a", "7", kBands}}}};
  EXPECT_EQ(Of(Rated(model)).size(), 0);
}

}  // namespace
}  // namespace techflow::insight
