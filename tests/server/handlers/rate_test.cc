#include "server/handlers/rate.h"

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/errors.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

using ::testing::HasSubstr;
using RateTest = HandlerTest;

TEST_F(RateTest, StoresAndSaysWhatIsStored) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_requested_by("li");
  const v1::Rating rating = Rate(request);
  EXPECT_EQ(rating.name(), "enterprises/acme/ratings/1");
  EXPECT_EQ(rating.model_version(), "models/small-model/versions/1");
  EXPECT_EQ(rating.requested_by(), "li");
  EXPECT_EQ(rating.assessment().grade(), "B");
  EXPECT_EQ(rating.create_time().seconds(), 1'780'000'000);
  EXPECT_EQ(rating.enterprise_name().en(), "Example");
  EXPECT_EQ(store->Size(), 2);
  EXPECT_EQ(Rate(request).name(), "enterprises/acme/ratings/2");
}

TEST_F(RateTest, AKnownRequestIdGivesTheFirstAnswer) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_request_id("key");
  const v1::Rating first = Rate(request);
  clock.now += absl::Seconds(5);
  const auto again = RateEnterprise(environment, call, request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed_request());
  EXPECT_EQ(again->rating().SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(store->Size(), 2);
}

TEST_F(RateTest, AKnownRequestIdWithAnotherRequestIsRefused) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_request_id("key");
  Rate(request);
  request.mutable_as_of_date()->set_day(29);
  const auto again = RateEnterprise(environment, call, request);
  EXPECT_EQ(again.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(again.status()), "REQUEST_ID_REUSED");
}

TEST_F(RateTest, OneRequestIdMakesOneRatingUnderEightThreads) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_request_id("key");
  std::vector<std::string> names(8);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < names.size(); ++i) {
    threads.emplace_back([&, i] {
      Call own(clock, absl::InfiniteFuture(), [] { return false; });
      names[i] = RateEnterprise(environment, own, request)->rating().name();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()),
            std::set<std::string>{"enterprises/acme/ratings/1"});
  EXPECT_EQ(store->Size(), 2);
}

TEST_F(RateTest, ListsEverythingThatIsWrong) {
  v1::RateEnterpriseRequest request = SmallRequest("a b");
  request.mutable_as_of_date()->set_month(13);
  request.set_model("model/x");
  request.set_request_id("with space");
  request.set_requested_by(std::string(129, 'x'));
  request.mutable_evidence()->mutable_patents(0)->clear_filing_date();
  const auto refused = RateEnterprise(environment, call, request);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
  std::set<std::string> fields;
  const v1::ItemError error = ToItemError(refused.status());
  for (const auto& violation : error.violations()) {
    fields.insert(violation.field());
  }
  EXPECT_THAT(fields, ::testing::IsSupersetOf(
                          {"enterprise", "as_of_date", "model", "request_id",
                           "requested_by", "evidence.patents[0].filing_date"}));
  EXPECT_EQ(store->Size(), 1);
}

TEST_F(RateTest, RefusesTheEvidenceOfAnotherCompany) {
  v1::RateEnterpriseRequest request = SmallRequest("91110108551385082Q");
  request.mutable_evidence()->mutable_profile()->set_unified_social_credit_code(
      "91440300708461136T");
  const auto refused = RateEnterprise(environment, call, request);
  EXPECT_THAT(refused.status().message(),
              HasSubstr("unified_social_credit_code"));
}

TEST_F(RateTest, ValidatesOnlyWhereAskedTo) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_validate_only(true);
  const v1::Rating rating = Rate(request);
  EXPECT_EQ(rating.name(), "");
  EXPECT_EQ(rating.assessment().grade(), "B");
  EXPECT_EQ(store->Size(), 1);
  request.set_validate_only(false);
  EXPECT_EQ(Rate(request).assessment_digest(), rating.assessment_digest());
}

TEST_F(RateTest, SaysWhichRuleFailed) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  v1::FiscalYear& year = *request.mutable_evidence()->mutable_fiscal_years(0);
  year.mutable_revenue()->set_value("0");
  year.mutable_rd_spend()->set_value("0");
  const auto failed = RateEnterprise(environment, call, request);
  EXPECT_EQ(ReasonOf(failed.status()), "RULE_FAILED") << failed.status();
  EXPECT_THAT(failed.status().message(), HasSubstr("rules.dmn"));
}

TEST_F(RateTest, ACallThatNobodyAwaitsStoresNothing) {
  cancelled = true;
  EXPECT_EQ(
      RateEnterprise(environment, call, SmallRequest("acme")).status().code(),
      absl::StatusCode::kCancelled);
  cancelled = false;
  clock.now += absl::Seconds(11);
  EXPECT_EQ(
      RateEnterprise(environment, call, SmallRequest("acme")).status().code(),
      absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(store->Size(), 1);
}

TEST_F(RateTest, ItemsOfABatchSucceedAndFailByThemselves) {
  v1::BatchRateEnterprisesRequest request;
  for (int i = 0; i < 20; ++i) {
    *request.add_requests() = SmallRequest(absl::StrCat("company-", i));
  }
  request.mutable_requests(3)->clear_as_of_date();
  request.mutable_requests(5)->set_model("models/unknown");
  const auto response = BatchRateEnterprises(environment, call, request);
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_EQ(response->results_size(), 20);
  for (int i = 0; i < 20; ++i) {
    const v1::BatchRatingResult& result = response->results(i);
    if (i == 3) {
      EXPECT_EQ(result.error().reason(), "INVALID_REQUEST");
      EXPECT_EQ(result.error().violations(0).field(), "as_of_date");
    } else if (i == 5) {
      EXPECT_EQ(result.error().reason(), "MODEL_NOT_FOUND");
    } else {
      EXPECT_EQ(result.rating().name(),
                absl::StrCat("enterprises/company-", i, "/ratings/1"));
    }
  }
  EXPECT_EQ(store->Size(), 19);
}

TEST_F(RateTest, ABatchHoldsOneToAHundred) {
  v1::BatchRateEnterprisesRequest request;
  EXPECT_EQ(BatchRateEnterprises(environment, call, request).status().code(),
            absl::StatusCode::kInvalidArgument);
  for (int i = 0; i < 101; ++i) request.add_requests();
  EXPECT_EQ(BatchRateEnterprises(environment, call, request).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace techflow::server
