// Rating, reading, explaining, simulating and replaying, as callers see it.

#include <csignal>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using RatingTest = ConformanceTest;

TEST_F(RatingTest, IsStoredAndReadBackAsItWasAnswered) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_requested_by("li");
  const v1::Rating rated = Rate(request);
  EXPECT_EQ(rated.name(), "enterprises/acme/ratings/1");
  EXPECT_EQ(rated.enterprise(), "enterprises/acme");
  EXPECT_EQ(rated.model_version(), "models/small-model/versions/1");
  EXPECT_EQ(rated.assessment().grade(), "B");
  EXPECT_EQ(rated.requested_by(), "li");
  EXPECT_EQ(rated.assessment_digest().size(), 64u);
  EXPECT_GT(rated.create_time().seconds(), 1'700'000'000);

  PatientContext context;
  v1::GetRatingRequest get;
  get.set_name(rated.name());
  v1::GetRatingResponse got;
  ASSERT_TRUE(ratings->GetRating(&context, get, &got).ok());
  EXPECT_EQ(got.rating().SerializeAsString(), rated.SerializeAsString());
}

TEST_F(RatingTest, TheSameRequestIdGivesTheFirstAnswer) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_request_id("b39e2c1e-6a7a-4a0f-9d4e-1f5a1f0c2d11");
  v1::RateEnterpriseResponse first;
  v1::RateEnterpriseResponse again;
  PatientContext a;
  PatientContext b;
  ASSERT_TRUE(ratings->RateEnterprise(&a, request, &first).ok());
  ASSERT_TRUE(ratings->RateEnterprise(&b, request, &again).ok());
  EXPECT_FALSE(first.replayed_request());
  EXPECT_TRUE(again.replayed_request());
  EXPECT_EQ(again.rating().SerializeAsString(),
            first.rating().SerializeAsString());
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 1);
}

TEST_F(RatingTest, OrderAndThreadsDoNotMatter) {
  v1::RateEnterpriseRequest straight = SmallRequest("acme");
  v1::RateEnterpriseRequest swapped = straight;
  swapped.mutable_evidence()->mutable_patents()->SwapElements(0, 1);
  std::set<std::string> digests = {Rate(swapped).assessment_digest()};
  std::vector<std::string> parallel(8);
  std::vector<std::thread> threads;
  for (std::string& digest : parallel) {
    threads.emplace_back([&] { digest = Rate(straight).assessment_digest(); });
  }
  for (std::thread& thread : threads) thread.join();
  digests.insert(parallel.begin(), parallel.end());
  EXPECT_EQ(digests.size(), 1u);
  const v1::ListRatingsResponse all = List("enterprises/acme");
  EXPECT_EQ(all.ratings_size(), 9);
}

TEST_F(RatingTest, IsExplained) {
  const v1::Rating rated = Rate(SmallRequest("acme"));
  PatientContext context;
  v1::ExplainRatingRequest request;
  request.set_name(rated.name());
  request.set_include_trace(true);
  request.set_include_evidence(true);
  v1::ExplainRatingResponse response;
  ASSERT_TRUE(ratings->ExplainRating(&context, request, &response).ok());
  const v1::Explanation& explanation = response.explanation();
  ASSERT_FALSE(explanation.waterfall().empty());
  EXPECT_EQ(explanation.waterfall().rbegin()->running().value(),
            rated.assessment().score().value());
  EXPECT_FALSE(explanation.reasons().empty());
  EXPECT_FALSE(explanation.trace().empty());
  EXPECT_EQ(explanation.evidence_view().patents_size(), 2);
}

TEST_F(RatingTest, IsSimulatedWithoutBeingStored) {
  const v1::Rating rated = Rate(SmallRequest("acme"));
  PatientContext context;
  v1::SimulateRatingRequest request;
  request.set_rating(rated.name());
  v1::EvidenceChange& change = *request.add_changes();
  change.set_field("fiscal_years[year=2025].rd_spend");
  change.set_value("100");
  v1::SimulateRatingResponse response;
  const grpc::Status status =
      ratings->SimulateRating(&context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.disclaimer(), "NOT_STORED");
  EXPECT_EQ(response.rating().name(), "");
  EXPECT_EQ(response.rating().assessment().grade(), "A");
  EXPECT_EQ(response.base_rating().name(), rated.name());
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 1);
}

TEST_F(RatingTest, IsReplayedToTheSameBytesAlsoAfterARestart) {
  const v1::Rating rated = Rate(SmallRequest("acme"));
  server->Stop(SIGTERM);
  Start({});
  PatientContext context;
  v1::ReplayRatingRequest request;
  request.set_name(rated.name());
  v1::ReplayRatingResponse response;
  ASSERT_TRUE(audits->ReplayRating(&context, request, &response).ok());
  EXPECT_EQ(response.verdict(), v1::REPLAY_VERDICT_MATCH);
  EXPECT_EQ(response.recomputed_digest(), rated.assessment_digest());
  EXPECT_EQ(response.stored().SerializeAsString(), rated.SerializeAsString());
}

}  // namespace
}  // namespace techflow::conformance
