#include "rating/insight/explain.h"

#include "gtest/gtest.h"
#include "tests/rating/insight/model_text.h"

namespace techflow::insight {
namespace {

TestModel Model() {
  TestModel model;
  const std::string bands = Bands({{"< 5", "0"}, {">= 5", "100"}});
  model.dimensions = {{"x",
                       "1",
                       {{"a", "4.95", bands, "0.4"},
                        {"b", "7", bands, "0.4"},
                        {"c", "null", bands, "0.2"}}}};
  return model;
}

v1::Explanation Of(const ExplanationParts& parts) {
  const Rated rated(Model());
  v1::Explanation explanation;
  if (!rated.ok()) return explanation;
  const absl::Status status = Explain(*rated.model, rated.view, rated.day,
                                      rated.assessment, parts, explanation);
  EXPECT_TRUE(status.ok()) << status;
  return explanation;
}

TEST(Explain, AlwaysGivesWaterfallReasonsAndNearThresholds) {
  const v1::Explanation explanation = Of({});
  ASSERT_EQ(explanation.waterfall_size(), 1);
  EXPECT_EQ(explanation.waterfall(0).running().value(), "50");
  ASSERT_EQ(explanation.reasons_size(), 1);
  EXPECT_EQ(explanation.reasons(0).id(), "a");
  ASSERT_EQ(explanation.near_thresholds_size(), 1);
  EXPECT_EQ(explanation.near_thresholds(0).id(), "a");
  EXPECT_EQ(explanation.measure_sensitivity_size(), 0);
  EXPECT_EQ(explanation.weight_sensitivity_size(), 0);
  EXPECT_EQ(explanation.missing_impact_size(), 0);
}

TEST(Explain, GivesWhatIsAskedForBesides) {
  const v1::Explanation explanation = Of(ExplanationParts::All());
  EXPECT_EQ(explanation.measure_sensitivity_size(), 2);
  EXPECT_EQ(explanation.weight_sensitivity_size(), 3);
  ASSERT_EQ(explanation.missing_impact_size(), 1);
  EXPECT_EQ(explanation.missing_impact(0).indicator(), "c");
}

}  // namespace
}  // namespace techflow::insight
