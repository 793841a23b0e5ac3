// Starting, being killed, being stopped, refusing to start.

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/conformance/batch_load.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using LifecycleTest = ConformanceTest;

TEST_F(LifecycleTest, ARetryAfterAKillGivesTheFirstAnswer) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_request_id("retried");
  const v1::Rating first = Rate(request);
  EXPECT_EQ(server->Stop(SIGKILL), -SIGKILL);
  Start({});
  PatientContext context;
  v1::RateEnterpriseResponse again;
  ASSERT_TRUE(ratings->RateEnterprise(&context, request, &again).ok());
  EXPECT_TRUE(again.replayed_request());
  EXPECT_EQ(again.rating().SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(List("enterprises/-").ratings_size(), 1);
}

// A caller that retries until it is answered never makes a second rating,
// wherever the server was when it was killed.
TEST_F(LifecycleTest, RetriesOverKillsMakeOneRatingForEachRequest) {
  constexpr int kRequests = 200;
  constexpr int kKills = 4;
  for (int kill = 0; kill < kKills; ++kill) {
    std::thread caller([&, stub = ratings.get()] {
      for (int i = 0; i < kRequests; ++i) {
        v1::RateEnterpriseRequest request = SmallRequest("acme");
        request.set_request_id("key-" + std::to_string(i));
        PatientContext context;
        v1::RateEnterpriseResponse response;
        if (!stub->RateEnterprise(&context, request, &response).ok()) return;
      }
    });
    // Once some are stored; earlier rounds have stored more.
    while (List("enterprises/acme").ratings_size() < 10 * (kill + 1)) {
      std::this_thread::yield();
    }
    server->Stop(SIGKILL);
    caller.join();
    Start({});
  }
  for (int i = 0; i < kRequests; ++i) {
    v1::RateEnterpriseRequest request = SmallRequest("acme");
    request.set_request_id("key-" + std::to_string(i));
    Rate(request);
  }
  EXPECT_EQ(List("enterprises/acme").ratings_size(), kRequests);
}

TEST_F(LifecycleTest, TermAnswersWhatItAcceptedAndEndsWithZero) {
  Start({"--workers=1"});
  const auto health = grpc::health::v1::Health::NewStub(channel);
  PatientContext watching;
  const auto watch = health->Watch(&watching, {});
  grpc::health::v1::HealthCheckResponse state;
  ASSERT_TRUE(watch->Read(&state));
  EXPECT_EQ(state.status(), grpc::health::v1::HealthCheckResponse::SERVING);
  BatchLoad load(*ratings, 8);
  load.AwaitAnswers(1);
  server->Signal(SIGTERM);
  ASSERT_TRUE(watch->Read(&state));
  EXPECT_EQ(state.status(), grpc::health::v1::HealthCheckResponse::NOT_SERVING);
  EXPECT_EQ(server->Wait(), 0);
  EXPECT_THAT(server->log(), HasSubstr("\"all_answered\":\"yes\""));
  const int answered = load.Stop();
  Start({});
  // Every batch that is stored was answered, and the other way round.
  v1::ListRatingsRequest request;
  request.set_parent("enterprises/load");
  request.set_page_size(1);
  PatientContext context;
  v1::ListRatingsResponse newest;
  ASSERT_TRUE(ratings->ListRatings(&context, request, &newest).ok());
  EXPECT_EQ(newest.ratings(0).name(),
            "enterprises/load/ratings/" + std::to_string(answered * 100));
}

TEST_F(LifecycleTest, ACallThatComesWhileItDrainsIsToldSo) {
  Start({"--workers=1"});
  // Enough to wait that the drain takes a second or so.
  BatchLoad load(*ratings, 100);
  load.AwaitAnswers(1);
  server->Signal(SIGTERM);
  grpc::Status status;
  do {  // What is still accepted waits behind the load, and is given up.
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::milliseconds(5));
    v1::GetRatingRequest request;
    request.set_name("enterprises/load/ratings/1");
    v1::GetRatingResponse response;
    status = ratings->GetRating(&context, request, &response);
  } while (status.ok() ||
           status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(server->Wait(), 0);
  ExpectError(status, grpc::StatusCode::UNAVAILABLE, "SHUTTING_DOWN");
}

TEST_F(LifecycleTest, AnInterruptStopsItToo) {
  EXPECT_EQ(server->Stop(SIGINT), 0);
}

TEST_F(LifecycleTest, AFolderOfAnotherFormatIsRefusedWithASentence) {
  Folder other;
  std::ofstream(other.path() + "/notes.txt") << "not a store\n";
  ServerProcess refused(other.path());
  EXPECT_EQ(refused.address(), "");
  EXPECT_EQ(refused.Wait(), 1);
  EXPECT_THAT(refused.log(), HasSubstr("cannot serve"));
  EXPECT_TRUE(std::filesystem::exists(other.path() + "/notes.txt"));
}

TEST_F(LifecycleTest, ADataFolderHasOneServer) {
  ServerProcess second(data.path());
  EXPECT_EQ(second.address(), "");
  EXPECT_EQ(second.Wait(), 1);
  Rate(SmallRequest("acme"));
}

TEST_F(LifecycleTest, WritesItsPortIntoAFileWhereAsked) {
  Folder folder;
  Start({"--port_file=" + folder.path() + "/port"});
  std::ifstream file(folder.path() + "/port");
  std::string port;
  ASSERT_TRUE(std::getline(file, port));
  EXPECT_EQ(server->address(), "127.0.0.1:" + port);
}

TEST_F(LifecycleTest, WrongFlagsAreExplained) {
  ServerProcess wrong(data.path(), {"--workers=0"});
  EXPECT_EQ(wrong.address(), "");
  EXPECT_EQ(wrong.Wait(), 2);
  EXPECT_THAT(wrong.log(), HasSubstr("--workers=0 (or TECHFLOW_WORKERS): "
                                     "expected 1 to "));
}

TEST_F(LifecycleTest, AnUnknownFlagIsNamed) {
  ServerProcess wrong(data.path(), {"--worker=3"});
  EXPECT_EQ(wrong.Wait(), 2);
  EXPECT_THAT(wrong.log(), HasSubstr("there is no flag --worker"));
}

TEST_F(LifecycleTest, TheLogHasALineForEachCallAndNoEvidence) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.mutable_evidence()->mutable_profile()->set_main_product("secret mix");
  Rate(request);
  server->Stop(SIGTERM);
  EXPECT_THAT(server->log(), HasSubstr("\"method\":\"RateEnterprise\""));
  EXPECT_THAT(server->log(), HasSubstr("\"code\":\"OK\""));
  EXPECT_THAT(server->log(),
              HasSubstr("\"rating\":\"enterprises/acme/ratings/1\""));
  EXPECT_THAT(server->log(), Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace techflow::conformance
