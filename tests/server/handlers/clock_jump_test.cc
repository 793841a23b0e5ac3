// What handlers do while the clock is ahead: nothing is stored with its time.

#include <string>

#include "gtest/gtest.h"
#include "server/errors.h"
#include "server/handlers/models.h"
#include "server/handlers/rate.h"
#include "server/handlers/ratings.h"
#include "server/watched_clock.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

class ClockJump : public HandlerTest {
 protected:
  ClockJump() {
    v1::RateEnterpriseRequest request = SmallRequest("acme");
    request.set_request_id("before");
    Rate(request);
    clock.now += kJump;
  }

  absl::StatusOr<v1::RateEnterpriseResponse> TryToRate(
      const v1::RateEnterpriseRequest& request) {
    return RateEnterprise(watched, patient, request);
  }

  static void ExpectRefused(const absl::Status& status) {
    EXPECT_TRUE(absl::IsUnavailable(status)) << status;
    EXPECT_EQ(ReasonOf(status), reason::kClockAhead);
  }

  static constexpr absl::Duration kJump = absl::Hours(24 * 365 * 3);
  const absl::Time start = clock.now;
  const WatchedClock watching{clock, [] { return absl::ZeroDuration(); }};
  Environment watched{*store, catalog, watching, models, &queue, 3};
  Call patient{clock, absl::InfiniteFuture(), [] { return false; }};
};

TEST_F(ClockJump, StoresNoRatingAndGoesOnWhenTheClockIsRight) {
  ExpectRefused(TryToRate(SmallRequest("acme")).status());
  EXPECT_EQ(store->Size(), 2);
  clock.now -= kJump;
  const auto rated = TryToRate(SmallRequest("acme"));
  ASSERT_TRUE(rated.ok()) << rated.status();
  EXPECT_EQ(rated->rating().create_time().seconds(),
            absl::ToUnixSeconds(start));
  EXPECT_EQ(store->Size(), 3);
}

TEST_F(ClockJump, RefusesEachItemOfABatch) {
  v1::BatchRateEnterprisesRequest request;
  *request.add_requests() = SmallRequest("acme");
  *request.add_requests() = SmallRequest("bolt");
  const auto answer = BatchRateEnterprises(watched, patient, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  for (const v1::BatchRatingResult& result : answer->results()) {
    EXPECT_EQ(result.error().reason(), reason::kClockAhead);
  }
  EXPECT_EQ(store->Size(), 2);
}

TEST_F(ClockJump, StoresNoVersionOfAModel) {
  v1::CreateModelVersionRequest request;
  request.set_parent(kSmallModel);
  *request.mutable_package() = PublishedPackage("another note");
  ExpectRefused(CreateModelVersion(watched, patient, request).status());
  EXPECT_EQ(store->Size(), 2);
}

TEST_F(ClockJump, ReadsGoOn) {
  v1::GetRatingRequest request;
  request.set_name("enterprises/acme/ratings/1");
  EXPECT_TRUE(GetRating(watched, patient, request).ok());
}

TEST_F(ClockJump, WhatStoresNothingGoesOn) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_validate_only(true);
  EXPECT_TRUE(TryToRate(request).ok());
  request.set_validate_only(false);
  request.set_request_id("before");
  const auto again = TryToRate(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->replayed_request());
}

}  // namespace
}  // namespace techflow::server
