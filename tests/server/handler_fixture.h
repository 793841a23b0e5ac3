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

// What a handler writes, as other handlers return it.
template <typename Request, typename Response>
absl::StatusOr<Response> Returned(
    absl::Status (*write)(const Environment&, Call&, const Request&, Response&),
    const Environment& environment, Call& call, const Request& request) {
  absl::StatusOr<Response> response{Response()};
  absl::Status status = write(environment, call, request, *response);
  if (!status.ok()) return status;
  return response;
}
inline absl::StatusOr<v1::RateEnterpriseResponse> RateEnterprise(
    const Environment& environment, Call& call,
    const v1::RateEnterpriseRequest& request) {
  return Returned<v1::RateEnterpriseRequest, v1::RateEnterpriseResponse>(
      RateEnterprise, environment, call, request);
}
inline absl::StatusOr<v1::SimulateRatingResponse> SimulateRating(
    const Environment& environment, Call& call,
    const v1::SimulateRatingRequest& request) {
  return Returned<v1::SimulateRatingRequest, v1::SimulateRatingResponse>(
      SimulateRating, environment, call, request);
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
