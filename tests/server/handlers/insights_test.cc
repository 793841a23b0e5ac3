#include "server/handlers/insights.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/errors.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

using ::testing::HasSubstr;

class InsightsTest : public HandlerTest {
 protected:
  v1::AdviseRatingRequest AdviceFor(const v1::Rating& rating) const {
    v1::AdviseRatingRequest request;
    request.set_name(rating.name());
    return request;
  }

  // The small request with other R&D spend.
  v1::Rating RateWithSpend(const std::string& id, const std::string& spend) {
    v1::RateEnterpriseRequest request = SmallRequest(id);
    for (v1::FiscalYear& year :
         *request.mutable_evidence()->mutable_fiscal_years()) {
      year.mutable_rd_spend()->set_value(spend);
    }
    return Rate(request);
  }
};

TEST_F(InsightsTest, ExplainsWithAWaterfallThatEndsAtTheScore) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  v1::ExplainRatingRequest request;
  request.set_name(stored.name());
  auto explained = ExplainRating(environment, call, request);
  ASSERT_TRUE(explained.ok()) << explained.status();
  const v1::Explanation& plain = explained->explanation();
  EXPECT_EQ(plain.waterfall(plain.waterfall_size() - 1).running().value(),
            stored.assessment().score().value());
  EXPECT_FALSE(plain.reasons().empty());
  EXPECT_TRUE(plain.trace().empty());
  EXPECT_FALSE(plain.has_evidence_view());

  request.set_include_trace(true);
  request.set_include_evidence(true);
  explained = ExplainRating(environment, call, request);
  ASSERT_TRUE(explained.ok()) << explained.status();
  EXPECT_FALSE(explained->explanation().trace().empty());
  EXPECT_EQ(explained->explanation().evidence_view().patents_size(), 2);
}

TEST_F(InsightsTest, ExplainsSensitivityAndTheMissingWhereAsked) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  v1::ExplainRatingRequest request;
  request.set_name(stored.name());
  auto explained = ExplainRating(environment, call, request);
  ASSERT_TRUE(explained.ok()) << explained.status();
  EXPECT_TRUE(explained->explanation().measure_sensitivity().empty());

  request.set_include_sensitivity(true);
  explained = ExplainRating(environment, call, request);
  ASSERT_TRUE(explained.ok()) << explained.status();
  const v1::Explanation& explanation = explained->explanation();
  EXPECT_EQ(explanation.measure_sensitivity_size(), 2);
  EXPECT_EQ(explanation.weight_sensitivity(0).id(), "research");
  EXPECT_FALSE(explanation.waterfall().empty());
}

TEST_F(InsightsTest, SaysWhyNothingReachesABetterGrade) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  ASSERT_EQ(stored.assessment().grade(), "B");
  auto request = AdviceFor(stored);
  const auto answer = AdviseRating(environment, call, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  // Nobody may change anything in the small model.
  EXPECT_FALSE(answer->advice().reachable());
  EXPECT_NE(answer->advice().why_not().en(), "");
  EXPECT_EQ(answer->advice().target_grade(), "A");
}

TEST_F(InsightsTest, RefusesAdviceThatCannotBeGiven) {
  const v1::Rating best = RateWithSpend("acme", "100");
  ASSERT_EQ(best.assessment().grade_rank(), 1);
  const auto none = AdviseRating(environment, call, AdviceFor(best));
  EXPECT_EQ(none.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(none.status()), reason::kNoBetterGrade);

  const v1::Rating stored = Rate(SmallRequest("acme"));
  v1::AdviseRatingRequest request = AdviceFor(stored);
  request.set_target_grade("T1");
  request.add_fixed_indicators("no_such");
  const auto wrong = AdviseRating(environment, call, request);
  EXPECT_EQ(wrong.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(wrong.status().message(), HasSubstr("target_grade"));
  request.clear_target_grade();
  EXPECT_THAT(AdviseRating(environment, call, request).status().message(),
              HasSubstr("fixed_indicators[0]"));

  request = AdviceFor(stored);
  request.set_within_months(-1);
  EXPECT_EQ(AdviseRating(environment, call, request).status().code(),
            absl::StatusCode::kInvalidArgument);
  request.set_name("enterprises/acme/ratings/99");
  request.set_within_months(0);
  EXPECT_EQ(AdviseRating(environment, call, request).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(InsightsTest, SplitsWhatChangedBetweenTwoRatings) {
  const v1::Rating before = Rate(SmallRequest("acme"));
  const v1::Rating after = RateWithSpend("acme", "100");
  v1::CompareRatingsRequest request;
  request.set_before(before.name());
  request.set_after(after.name());
  const auto answer = CompareRatings(environment, call, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  const v1::ComparedLine& total = answer->comparison().total();
  EXPECT_EQ(total.amount_before().value(), before.assessment().score().value());
  EXPECT_EQ(total.amount_after().value(), after.assessment().score().value());
  EXPECT_EQ(total.time_passed().value(), "0");
  EXPECT_EQ(total.model_changed().value(), "0");
  EXPECT_NE(total.evidence_changed().value(), "0");
  EXPECT_EQ(answer->comparison().grade_before(), "B");
  EXPECT_EQ(answer->comparison().grade_after(), "A");
}

TEST_F(InsightsTest, ComparesRatingsOfOneCompanyOnly) {
  const v1::Rating one = Rate(SmallRequest("acme"));
  const v1::Rating other = Rate(SmallRequest("other"));
  v1::CompareRatingsRequest request;
  request.set_before(one.name());
  request.set_after(other.name());
  const auto answer = CompareRatings(environment, call, request);
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(answer.status().message(), HasSubstr("enterprises/acme"));
}

TEST_F(InsightsTest, StoresNothing) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  const int64_t size = store->Size();
  (void)AdviseRating(environment, call, AdviceFor(stored));
  v1::CompareRatingsRequest request;
  request.set_before(stored.name());
  request.set_after(stored.name());
  (void)CompareRatings(environment, call, request);
  EXPECT_EQ(store->Size(), size);
}

}  // namespace
}  // namespace techflow::server
