// A disk that fails, and records that are damaged.

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class DiskTest : public ConformanceTest {
 protected:
  grpc::Status TryToRate(const v1::RateEnterpriseRequest& request) {
    PatientContext context;
    v1::RateEnterpriseResponse response;
    return ratings->RateEnterprise(&context, request, &response);
  }

  grpc::Status TryToGet(const std::string& name) {
    PatientContext context;
    v1::GetRatingRequest request;
    request.set_name(name);
    v1::GetRatingResponse response;
    return ratings->GetRating(&context, request, &response);
  }

  // Flips a bit in the middle of the largest file of large values.
  void DamageLargestValue() {
    std::filesystem::path largest;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(data.path())) {
      if (entry.path().extension() == ".blob" &&
          (largest.empty() ||
           entry.file_size() > std::filesystem::file_size(largest))) {
        largest = entry.path();
      }
    }
    ASSERT_FALSE(largest.empty());
    const auto middle =
        static_cast<std::streamoff>(std::filesystem::file_size(largest) / 2);
    std::fstream file(largest, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(middle);
    const int byte = file.get();
    file.seekp(middle);
    file.put(static_cast<char>(byte ^ 1));
    ASSERT_TRUE(file.flush());
  }
};

TEST_F(DiskTest, AFullDiskIsUnavailableAndReadingGoesOn) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  const auto health = grpc::health::v1::Health::NewStub(channel);
  PatientContext watching;
  const auto watch = health->Watch(&watching, {});
  grpc::health::v1::HealthCheckResponse state;
  ASSERT_TRUE(watch->Read(&state));

  server->ForbidGrowth();
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_request_id("unsure");
  const grpc::Status status = TryToRate(request);
  ExpectError(status, grpc::StatusCode::UNAVAILABLE, "STORE_UNAVAILABLE");
  EXPECT_TRUE(TryToGet(stored.name()).ok());
  ASSERT_TRUE(watch->Read(&state));
  EXPECT_EQ(state.status(), grpc::health::v1::HealthCheckResponse::NOT_SERVING);

  server->Stop(SIGKILL);
  Start({});
  // Whatever became of the first attempt, its retry makes one rating.
  EXPECT_TRUE(TryToRate(request).ok());
  EXPECT_TRUE(TryToRate(request).ok());
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 2);
}

TEST_F(DiskTest, ADamagedRecordIsDataLossAndItsPlaceStaysInside) {
  // Random letters hardly compress: this evidence is the largest value.
  std::string text;
  for (unsigned state = 1; text.size() < 4000;) {
    state = state * 1664525u + 1013904223u;
    text += static_cast<char>('!' + (state >> 24) % 90);
  }
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.mutable_evidence()->mutable_profile()->set_main_product(text);
  const v1::Rating damaged = Rate(request);
  const v1::Rating whole = Rate(SmallRequest("other"));
  // A start moves what the log holds into tables.
  server->Stop(SIGTERM);
  Start({});
  server->Stop(SIGTERM);
  DamageLargestValue();
  Start({});
  const grpc::Status status = TryToGet(damaged.name());
  ExpectError(status, grpc::StatusCode::DATA_LOSS, "RECORD_DAMAGED");
  EXPECT_THAT(status.error_message(), Not(HasSubstr(data.path())));
  EXPECT_TRUE(TryToGet(whole.name()).ok());
  server->Stop(SIGTERM);
  EXPECT_THAT(server->log(), HasSubstr("RECORD_DAMAGED"));
}

}  // namespace
}  // namespace techflow::conformance
