// What a rating means, as callers ask for it.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using InsightTest = ConformanceTest;

v1::RateEnterpriseRequest RequestWithSpend(const std::string& id,
                                           const std::string& spend) {
  v1::RateEnterpriseRequest request = SmallRequest(id);
  for (v1::FiscalYear& year :
       *request.mutable_evidence()->mutable_fiscal_years()) {
    year.mutable_rd_spend()->set_value(spend);
  }
  return request;
}

TEST_F(InsightTest, ASensitivityHasALineForEachMeasure) {
  const v1::Rating rated = Rate(SmallRequest("acme"));
  v1::ExplainRatingRequest request;
  request.set_name(rated.name());
  request.set_include_sensitivity(true);
  request.set_include_missing_impact(true);
  PatientContext context;
  v1::ExplainRatingResponse response;
  ASSERT_TRUE(ratings->ExplainRating(&context, request, &response).ok());
  const auto& measures = response.explanation().measure_sensitivity();
  ASSERT_EQ(measures.size(), 2);
  // An intensity of 3 % and more is worth 60 points, of 6 % and more 100; the
  // dimension weighs 0.6.
  EXPECT_EQ(measures[0].indicator(), "rd_intensity");
  EXPECT_EQ(measures[0].score_per_point().value(), "0.6");
}

TEST_F(InsightTest, AdviceSaysWhyNothingHelps) {
  const v1::Rating rated = Rate(SmallRequest("acme"));
  v1::AdviseRatingRequest request;
  request.set_name(rated.name());
  PatientContext context;
  v1::AdviseRatingResponse response;
  ASSERT_TRUE(ratings->AdviseRating(&context, request, &response).ok());
  EXPECT_FALSE(response.advice().reachable());
  EXPECT_FALSE(response.advice().why_not().zh().empty());
  EXPECT_FALSE(response.advice().why_not().en().empty());
}

TEST_F(InsightTest, AComparisonSplitsTheWholeChange) {
  const v1::Rating before = Rate(SmallRequest("acme"));
  const v1::Rating after = Rate(RequestWithSpend("acme", "100"));
  v1::CompareRatingsRequest request;
  request.set_before(before.name());
  request.set_after(after.name());
  PatientContext context;
  v1::CompareRatingsResponse response;
  ASSERT_TRUE(ratings->CompareRatings(&context, request, &response).ok());
  const v1::ComparedLine& total = response.comparison().total();
  EXPECT_EQ(total.time_passed().value(), "0");
  EXPECT_EQ(total.model_changed().value(), "0");
  // 60 to 100 points at a weight of 0.6.
  EXPECT_EQ(total.evidence_changed().value(), "24");
}

TEST_F(InsightTest, AStandingCountsOtherCompanies) {
  Rate(RequestWithSpend("low", "1"));
  Rate(RequestWithSpend("high", "100"));
  const v1::Rating own = Rate(SmallRequest("own"));
  v1::GetPeerStandingRequest request;
  request.set_name(own.name());
  PatientContext context;
  v1::GetPeerStandingResponse response;
  ASSERT_TRUE(ratings->GetPeerStanding(&context, request, &response).ok());
  EXPECT_EQ(response.standing().peers(), 2);
  EXPECT_EQ(response.standing().percentile().value(), "0.5");
}

TEST_F(InsightTest, ARatingThatIsNotThereIsNotFound) {
  v1::AdviseRatingRequest advise;
  advise.set_name("enterprises/acme/ratings/9");
  PatientContext context;
  v1::AdviseRatingResponse response;
  EXPECT_EQ(ratings->AdviseRating(&context, advise, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace techflow::conformance
