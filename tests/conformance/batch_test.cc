// Many at once.

#include <string>

#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using BatchTest = ConformanceTest;

TEST_F(BatchTest, EachItemSucceedsOrFailsByItself) {
  v1::BatchRateEnterprisesRequest request;
  for (int i = 0; i < 100; ++i) {
    *request.add_requests() = SmallRequest("company-" + std::to_string(i));
  }
  request.mutable_requests(7)->set_enterprise("enterprises/");
  request.mutable_requests(7)->clear_as_of_date();
  request.mutable_requests(9)->set_model("models/unknown");
  PatientContext context;
  v1::BatchRateEnterprisesResponse response;
  ASSERT_TRUE(ratings->BatchRateEnterprises(&context, request, &response).ok());
  ASSERT_EQ(response.results_size(), 100);
  EXPECT_EQ(response.results(7).error().code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(response.results(7).error().violations_size(), 2);
  EXPECT_EQ(response.results(9).error().reason(), "MODEL_NOT_FOUND");
  EXPECT_EQ(response.results(99).rating().name(),
            "enterprises/company-99/ratings/1");
  EXPECT_EQ(List("enterprises/-").ratings_size(), 98);
}

// A single call's trailers do not hold a long list; an item's body does.
TEST_F(BatchTest, AnItemCarriesAllViolations) {
  v1::BatchRateEnterprisesRequest request;
  v1::RateEnterpriseRequest& item = *request.add_requests();
  item = SmallRequest("acme");
  const v1::Patent patent = item.evidence().patents(0);
  for (int i = 0; i < 60; ++i) {
    v1::Patent& added = *item.mutable_evidence()->add_patents();
    added = patent;
    added.set_application_number("CN no number " + std::to_string(i));
    added.clear_filing_date();
  }
  PatientContext context;
  v1::BatchRateEnterprisesResponse response;
  ASSERT_TRUE(ratings->BatchRateEnterprises(&context, request, &response).ok());
  EXPECT_GE(response.results(0).error().violations_size(), 60);
}

TEST_F(BatchTest, ARepeatedBatchMakesNoSecondRatings) {
  v1::BatchRateEnterprisesRequest request;
  for (int i = 0; i < 10; ++i) {
    *request.add_requests() = SmallRequest("company-" + std::to_string(i));
    request.mutable_requests(i)->set_request_id("key-" + std::to_string(i));
  }
  v1::BatchRateEnterprisesResponse first;
  v1::BatchRateEnterprisesResponse again;
  PatientContext a;
  PatientContext b;
  ASSERT_TRUE(ratings->BatchRateEnterprises(&a, request, &first).ok());
  ASSERT_TRUE(ratings->BatchRateEnterprises(&b, request, &again).ok());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(List("enterprises/-").ratings_size(), 10);
}

}  // namespace
}  // namespace techflow::conformance
