// Deadlines, cancellation and a full queue.

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/conformance/batch_load.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using OverloadTest = ConformanceTest;

TEST_F(OverloadTest, AFullQueueAnswersAtOnceAndSaysWhenToTryAgain) {
  Start({"--workers=1", "--queue_size=1"});
  // Of so many at the same moment one is run and one waits.
  std::vector<grpc::Status> statuses(50);
  std::vector<std::thread> callers;
  for (grpc::Status& status : statuses) {
    callers.emplace_back([&] {
      v1::BatchRateEnterprisesRequest request;
      for (int i = 0; i < 100; ++i) *request.add_requests() = SmallRequest("x");
      PatientContext context;
      v1::BatchRateEnterprisesResponse response;
      status = ratings->BatchRateEnterprises(&context, request, &response);
    });
  }
  for (std::thread& caller : callers) caller.join();
  int refused = 0;
  for (const grpc::Status& status : statuses) {
    if (status.ok()) continue;
    ++refused;
    ExpectError(status, grpc::StatusCode::RESOURCE_EXHAUSTED, "QUEUE_FULL");
    const auto retry = Find<google::rpc::RetryInfo>(status).retry_delay();
    EXPECT_GT(retry.seconds() * 1'000'000'000 + retry.nanos(), 0);
  }
  EXPECT_GT(refused, 0);
  EXPECT_LT(refused, 50);
  Rate(SmallRequest("acme"));  // It serves on.
}

TEST_F(OverloadTest, AnExpiredCallIsNotRun) {
  Start({"--workers=1"});
  BatchLoad load(*ratings, 10);
  load.AwaitAnswers(1);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::milliseconds(1));
  v1::RateEnterpriseResponse response;
  EXPECT_EQ(ratings->RateEnterprise(&context, SmallRequest("late"), &response)
                .error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  load.Stop();
  EXPECT_EQ(List("enterprises/late").ratings_size(), 0);
}

TEST_F(OverloadTest, ACancelledCallIsNotRun) {
  Start({"--workers=1"});
  BatchLoad load(*ratings, 10);
  load.AwaitAnswers(1);
  PatientContext context;
  std::thread caller([&] {
    v1::RateEnterpriseResponse response;
    EXPECT_EQ(ratings->RateEnterprise(&context, SmallRequest("gone"), &response)
                  .error_code(),
              grpc::StatusCode::CANCELLED);
  });
  context.TryCancel();
  caller.join();
  load.Stop();
  EXPECT_EQ(List("enterprises/gone").ratings_size(), 0);
}

}  // namespace
}  // namespace techflow::conformance
