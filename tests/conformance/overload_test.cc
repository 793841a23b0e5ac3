// Deadlines, cancellation and a full queue.

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

// Batches that keep a single worker busy for a good while.
class Load {
 public:
  Load(v1::RatingService::Stub& ratings, int calls) : statuses_(calls) {
    for (grpc::Status& status : statuses_) {
      callers_.emplace_back([&ratings, &status] {
        v1::BatchRateEnterprisesRequest request;
        for (int i = 0; i < 100; ++i) {
          *request.add_requests() = SmallRequest("load");
        }
        PatientContext context;
        v1::BatchRateEnterprisesResponse response;
        status = ratings.BatchRateEnterprises(&context, request, &response);
      });
    }
  }
  ~Load() { Join(); }

  std::vector<grpc::Status> Join() {
    for (std::thread& caller : callers_) caller.join();
    callers_.clear();
    return statuses_;
  }

 private:
  std::vector<grpc::Status> statuses_;
  std::vector<std::thread> callers_;
};

class OverloadTest : public ConformanceTest {
 protected:
  void AwaitFirstStored() {
    while (List("enterprises/load").ratings().empty()) {
      std::this_thread::yield();
    }
  }
};

TEST_F(OverloadTest, AFullQueueAnswersAtOnceAndSaysWhenToTryAgain) {
  Start({"--workers=1", "--queue_size=1"});
  int refused = 0;
  int served = 0;
  for (const grpc::Status& status : Load(*ratings, 50).Join()) {
    if (status.ok()) {
      ++served;
      continue;
    }
    ++refused;
    ExpectError(status, grpc::StatusCode::RESOURCE_EXHAUSTED, "QUEUE_FULL");
    const auto retry = Find<google::rpc::RetryInfo>(status).retry_delay();
    EXPECT_GT(retry.seconds() * 1'000'000'000 + retry.nanos(), 0);
  }
  EXPECT_GT(served, 0);
  EXPECT_GT(refused, 0);
  Rate(SmallRequest("acme"));  // It serves on.
}

TEST_F(OverloadTest, AnExpiredCallIsNotRun) {
  Start({"--workers=1"});
  Load load(*ratings, 10);
  AwaitFirstStored();
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::milliseconds(1));
  v1::RateEnterpriseResponse response;
  EXPECT_EQ(ratings->RateEnterprise(&context, SmallRequest("late"), &response)
                .error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  load.Join();
  EXPECT_EQ(List("enterprises/late").ratings_size(), 0);
}

TEST_F(OverloadTest, ACancelledCallIsNotRun) {
  Start({"--workers=1"});
  Load load(*ratings, 10);
  AwaitFirstStored();
  PatientContext context;
  std::thread caller([&] {
    v1::RateEnterpriseResponse response;
    EXPECT_EQ(ratings->RateEnterprise(&context, SmallRequest("gone"), &response)
                  .error_code(),
              grpc::StatusCode::CANCELLED);
  });
  context.TryCancel();
  caller.join();
  load.Join();
  EXPECT_EQ(List("enterprises/gone").ratings_size(), 0);
}

}  // namespace
}  // namespace techflow::conformance
