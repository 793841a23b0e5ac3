#ifndef TECHFLOW_TESTS_SERVER_HANDLER_FIXTURE_H_
#define TECHFLOW_TESTS_SERVER_HANDLER_FIXTURE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "rating/scorecard/catalog.h"
#include "server/call.h"
#include "server/environment.h"
#include "server/handlers/models.h"
#include "server/handlers/rate.h"
#include "server/handlers/simulate.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/conformance/published_model.h"
#include "tests/storage/store_fixture.h"

namespace techflow::server {

// Time stands where the test puts it.
class ManualClock final : public Clock {
 public:
  absl::Time Now() const override { return now; }

  absl::Time now = absl::FromUnixSeconds(1'780'000'000);
};

// What handlers wrote, as others return it.
inline absl::StatusOr<v1::RateEnterpriseResponse> RateEnterprise(
    const Environment& environment, Call& call,
    const v1::RateEnterpriseRequest& request) {
  absl::StatusOr<v1::RateEnterpriseResponse> response{
      v1::RateEnterpriseResponse()};
  absl::Status status = RateEnterprise(environment, call, request, *response);
  if (!status.ok()) return status;
  return response;
}
inline absl::StatusOr<v1::SimulateRatingResponse> SimulateRating(
    const Environment& environment, Call& call,
    const v1::SimulateRatingRequest& request) {
  absl::StatusOr<v1::SimulateRatingResponse> response{
      v1::SimulateRatingResponse()};
  absl::Status status = SimulateRating(environment, call, request, *response);
  if (!status.ok()) return status;
  return response;
}

// Handlers over a real store with the small model in it.
class HandlerTest : public ::testing::Test {
 protected:
  HandlerTest() {
    v1::CreateModelVersionRequest request;
    request.set_parent(kSmallModel);
    *request.mutable_package() = PublishedPackage();
    const auto created = CreateModelVersion(environment, call, request);
    EXPECT_TRUE(created.ok()) << created.status();
  }

  v1::Rating Rate(const v1::RateEnterpriseRequest& request) {
    const auto response = RateEnterprise(environment, call, request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->rating() : v1::Rating();
  }

  storage::TemporaryFolder folder;
  std::unique_ptr<storage::RatingStore> store =
      *storage::OpenRocksDbRatingStore(folder.path(),
                                       storage::SignedOptions(folder.path()));
  const scorecard::Catalog catalog = scorecard::BuildStandardCatalog();
  ManualClock clock;
  ModelCache models{16};
  WorkQueue queue{100, 4};
  Environment environment{*store, catalog, clock, models, &queue, 3};
  bool cancelled = false;
  Call call{clock, clock.now + absl::Seconds(10), [this] { return cancelled; }};
};

}  // namespace techflow::server

#endif  // TECHFLOW_TESTS_SERVER_HANDLER_FIXTURE_H_
