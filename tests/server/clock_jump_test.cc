// A server whose clock is set while it serves.

#include <cstdint>
#include <fstream>
#include <string>

#include "grpc/health/v1/health.grpc.pb.h"
#include "tests/server/techflowd_fixture.h"

namespace techflow::server {
namespace {

using conformance::ExpectError;
using conformance::PatientContext;
using conformance::ServerProcess;
using grpc::health::v1::HealthCheckResponse;
using testing::AllOf;
using testing::HasSubstr;

constexpr int64_t kTenYears = int64_t{3650} * 86'400;

class ClockJumpTest : public TechflowdTest {
 protected:
  void SetUp() override {
    Start({});  // Makes the store.
    Stop();
    SetShift(0);
    const char* sanitizer = std::getenv("ASAN_OPTIONS");
    server = std::make_unique<ServerProcess>(
        data.path(), std::vector<std::string>(),
        std::vector<std::string>{"LD_PRELOAD=" CLOCK_SHIFT,
                                 "TECHFLOW_CLOCK_SHIFT=" + Beside("shift"),
                                 std::string("ASAN_OPTIONS=") +
                                     (sanitizer == nullptr ? "" : sanitizer) +
                                     ":verify_asan_link_order=0"});
    ASSERT_NE(server->address(), "") << server->log();
    channel = server->Connect();
    ratings = v1::RatingService::NewStub(channel);
  }

  // By how much the server's clock differs from that of the machine.
  void SetShift(int64_t seconds) {
    // In place: the server has the file mapped.
    std::fstream file(Beside("shift"),
                      std::ios::in | std::ios::out | std::ios::binary);
    if (!file) file.open(Beside("shift"), std::ios::out | std::ios::binary);
    file.write(reinterpret_cast<const char*>(&seconds), sizeof seconds);
    ASSERT_TRUE(file.flush());
  }

  grpc::Status TryToRate() {
    PatientContext context;
    v1::RateEnterpriseResponse response;
    return ratings->RateEnterprise(&context, SmallRequest("acme"), &response);
  }
};

TEST_F(ClockJumpTest, IsAnErrorWhileItLastsAndReadsGoOn) {
  ASSERT_TRUE(TryToRate().ok());
  const auto health = grpc::health::v1::Health::NewStub(channel);
  PatientContext watching;
  const auto watch = health->Watch(&watching, {});
  HealthCheckResponse state;
  ASSERT_TRUE(watch->Read(&state));
  EXPECT_EQ(state.status(), HealthCheckResponse::SERVING);

  SetShift(kTenYears);
  const grpc::Status refused = TryToRate();
  ExpectError(refused, grpc::StatusCode::UNAVAILABLE, "CLOCK_AHEAD");
  EXPECT_THAT(refused.error_message(),
              AllOf(HasSubstr("went ahead by 3153"), HasSubstr("Put the clock "
                                                               "right")));
  ASSERT_TRUE(watch->Read(&state));
  EXPECT_EQ(state.status(), HealthCheckResponse::NOT_SERVING);
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 1);

  SetShift(0);
  const grpc::Status again = TryToRate();
  EXPECT_TRUE(again.ok()) << again.error_code() << again.error_message();
  ASSERT_TRUE(watch->Read(&state));
  EXPECT_EQ(state.status(), HealthCheckResponse::SERVING);
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 2);
  server->Stop(SIGKILL);
  EXPECT_THAT(server->log(), AllOf(HasSubstr("writes are refused"),
                                   HasSubstr("writes go on again")));
}

TEST_F(ClockJumpTest, BackIsAnErrorWhileItLastsAndReadsGoOn) {
  ASSERT_TRUE(TryToRate().ok());
  SetShift(-kTenYears);
  const grpc::Status refused = TryToRate();
  ExpectError(refused, grpc::StatusCode::UNAVAILABLE, "STORE_UNAVAILABLE");
  EXPECT_THAT(refused.error_message(), HasSubstr("s behind the newest entry"));
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 1);
  SetShift(0);
  EXPECT_TRUE(TryToRate().ok());
}

}  // namespace
}  // namespace techflow::server
