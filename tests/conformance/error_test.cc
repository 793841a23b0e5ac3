// Every error of the table in server/README.md, with its details. Overload,
// shutdown and damage are in overload_test.cc, lifecycle_test.cc, disk_test.cc.

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using ::testing::HasSubstr;

class ErrorTest : public ConformanceTest {
 protected:
  grpc::Status TryToRate(const v1::RateEnterpriseRequest& request) {
    PatientContext context;
    v1::RateEnterpriseResponse response;
    return ratings->RateEnterprise(&context, request, &response);
  }
};

TEST_F(ErrorTest, InvalidArgumentListsAllViolations) {
  v1::RateEnterpriseRequest request = SmallRequest("no spaces");
  request.mutable_as_of_date()->set_month(13);
  request.set_model("techflow");
  request.set_request_id("räksmörgås");
  request.set_requested_by(std::string(129, 'x'));
  request.mutable_evidence()->mutable_patents(0)->clear_office();
  const grpc::Status status = TryToRate(request);
  ExpectError(status, grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REQUEST");
  std::set<std::string> fields;
  const auto bad = Find<google::rpc::BadRequest>(status);
  for (const auto& violation : bad.field_violations()) {
    fields.insert(violation.field());
    EXPECT_NE(violation.description(), "");
  }
  EXPECT_THAT(fields, ::testing::IsSupersetOf(
                          {"enterprise", "as_of_date", "model", "request_id",
                           "requested_by", "evidence.patents[0].office"}));
}

TEST_F(ErrorTest, NothingAtAllIsInvalidEverywhere) {
  PatientContext a, b, c, d, e, f, g, h;
  v1::SimulateRatingResponse simulated;
  v1::BatchRateEnterprisesResponse batch;
  v1::GetRatingResponse got;
  v1::ListRatingsResponse listed;
  v1::ExplainRatingResponse explained;
  v1::ReplayRatingResponse replayed;
  v1::CreateModelVersionResponse created;
  v1::GetModelVersionResponse version;
  for (const grpc::Status& status :
       {TryToRate({}), ratings->SimulateRating(&a, {}, &simulated),
        ratings->BatchRateEnterprises(&b, {}, &batch),
        ratings->GetRating(&c, {}, &got), ratings->ListRatings(&d, {}, &listed),
        ratings->ExplainRating(&e, {}, &explained),
        audits->ReplayRating(&f, {}, &replayed),
        models->CreateModelVersion(&g, {}, &created),
        models->GetModelVersion(&h, {}, &version)}) {
    ExpectError(status, grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REQUEST");
    EXPECT_FALSE(
        Find<google::rpc::BadRequest>(status).field_violations().empty());
  }
}

TEST_F(ErrorTest, ManyViolationsFitIntoTheTrailersAndAreCounted) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  const v1::Patent patent = request.evidence().patents(0);
  for (int i = 0; i < 90; ++i) {
    v1::Patent& added = *request.mutable_evidence()->add_patents();
    added = patent;
    added.set_application_number("CN not a number " + std::to_string(i));
  }
  const grpc::Status status = TryToRate(request);
  ExpectError(status, grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REQUEST");
  const auto bad = Find<google::rpc::BadRequest>(status);
  EXPECT_THAT(bad.field_violations().rbegin()->description(),
              HasSubstr("more"));
}

TEST_F(ErrorTest, NotFoundNamesTheResource) {
  PatientContext a, b, c;
  v1::GetRatingRequest get;
  get.set_name("enterprises/acme/ratings/1");
  v1::GetRatingResponse got;
  grpc::Status status = ratings->GetRating(&a, get, &got);
  ExpectError(status, grpc::StatusCode::NOT_FOUND, "RATING_NOT_FOUND");
  EXPECT_EQ(Find<google::rpc::ResourceInfo>(status).resource_type(),
            "techflow.v1.Rating");
  EXPECT_EQ(Find<google::rpc::ResourceInfo>(status).resource_name(),
            get.name());

  v1::GetModelVersionRequest version;
  version.set_name("models/small-model/versions/9");
  v1::GetModelVersionResponse ignored;
  status = models->GetModelVersion(&b, version, &ignored);
  ExpectError(status, grpc::StatusCode::NOT_FOUND, "MODEL_VERSION_NOT_FOUND");
  EXPECT_EQ(Find<google::rpc::ResourceInfo>(status).resource_name(),
            version.name());

  v1::RateEnterpriseRequest rate = SmallRequest("acme");
  rate.set_model("models/unknown");
  status = TryToRate(rate);
  ExpectError(status, grpc::StatusCode::NOT_FOUND, "MODEL_NOT_FOUND");
  EXPECT_EQ(Find<google::rpc::ResourceInfo>(status).resource_type(),
            "techflow.v1.Model");
}

TEST_F(ErrorTest, AlreadyExistsWhereTheModelIsUnchanged) {
  PatientContext context;
  v1::CreateModelVersionRequest request;
  request.set_parent(kSmallModel);
  *request.mutable_package() = PublishedPackage();
  v1::CreateModelVersionResponse response;
  const grpc::Status status =
      models->CreateModelVersion(&context, request, &response);
  ExpectError(status, grpc::StatusCode::ALREADY_EXISTS, "MODEL_UNCHANGED");
  EXPECT_EQ(Find<google::rpc::ErrorInfo>(status).metadata().at("name"),
            kSmallModel);
}

TEST_F(ErrorTest, FailedPreconditionForAReusedRequestId) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_request_id("key");
  Rate(request);
  request.set_enterprise("enterprises/other");
  const grpc::Status status = TryToRate(request);
  ExpectError(status, grpc::StatusCode::FAILED_PRECONDITION,
              "REQUEST_ID_REUSED");
  const auto failure = Find<google::rpc::PreconditionFailure>(status);
  EXPECT_EQ(failure.violations(0).type(), "REQUEST_ID_REUSED");
  EXPECT_EQ(failure.violations(0).subject(), "key");
}

TEST_F(ErrorTest, FailedPreconditionForAModelThatIsNotInEffect) {
  PatientContext context;
  v1::CreateModelVersionRequest create;
  create.set_parent(kSmallModel);
  *create.mutable_package() =
      Changed(PublishedPackage(), "validity_months: 12",
              "validity_months: 12 "
              "effective_from { year: 2027 month: 1 day: 1 }");
  v1::CreateModelVersionResponse created;
  ASSERT_TRUE(models->CreateModelVersion(&context, create, &created).ok());
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_model(created.model_version().name());
  const grpc::Status status = TryToRate(request);
  ExpectError(status, grpc::StatusCode::FAILED_PRECONDITION,
              "MODEL_NOT_IN_EFFECT");
  EXPECT_EQ(
      Find<google::rpc::PreconditionFailure>(status).violations(0).subject(),
      created.model_version().name());
  // The newest that is in effect rates.
  EXPECT_EQ(Rate(SmallRequest("acme")).model_version(),
            "models/small-model/versions/1");
}

TEST_F(ErrorTest, FailedPreconditionForARuleThatFails) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  v1::FiscalYear& year = *request.mutable_evidence()->mutable_fiscal_years(0);
  year.mutable_revenue()->set_value("0");
  year.mutable_rd_spend()->set_value("0");
  const grpc::Status status = TryToRate(request);
  ExpectError(status, grpc::StatusCode::FAILED_PRECONDITION, "RULE_FAILED");
  EXPECT_THAT(status.error_message(), HasSubstr("rules.dmn"));
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 0);
}

TEST_F(ErrorTest, AMessageAboveTheLimitIsRefusedAndTheServerLives) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.mutable_evidence()->mutable_profile()->set_main_product(
      std::string(2 << 20, 'x'));
  ExpectError(TryToRate(request), grpc::StatusCode::INVALID_ARGUMENT,
              "INVALID_REQUEST");
  request.mutable_evidence()->mutable_profile()->set_main_product(
      std::string(17 << 20, 'x'));
  EXPECT_EQ(TryToRate(request).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  Rate(SmallRequest("acme"));
}

}  // namespace
}  // namespace techflow::conformance
