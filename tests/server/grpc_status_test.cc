#include "server/grpc_status.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "server/errors.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

google::rpc::Status Sent(const grpc::Status& status) {
  google::rpc::Status sent;
  EXPECT_TRUE(sent.ParseFromString(status.error_details()));
  EXPECT_EQ(sent.code(), static_cast<int>(status.error_code()));
  EXPECT_EQ(sent.message(), status.error_message());
  return sent;
}

template <typename Detail>
Detail Find(const grpc::Status& status) {
  Detail detail;
  int found = 0;
  const google::rpc::Status sent = Sent(status);
  for (const auto& any : sent.details()) {
    if (any.UnpackTo(&detail)) ++found;
  }
  EXPECT_EQ(found, 1) << Detail::descriptor()->full_name();
  return detail;
}

TEST(GrpcStatus, OkHasNoDetails) {
  const grpc::Status status = ToGrpcStatus(absl::OkStatus());
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(status.error_details(), "");
}

TEST(GrpcStatus, SendsEveryViolationAndErrorInfoFirst) {
  Violations violations;
  violations.Add("as_of_date", "2023-02-30", "a day of the calendar");
  violations.Add("enterprise", "", "a name");
  const grpc::Status status = ToGrpcStatus(violations.ToStatus());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("and 1 more"));
  EXPECT_EQ(Sent(status).details(0).type_url(),
            "type.googleapis.com/google.rpc.ErrorInfo");
  const auto bad = Find<google::rpc::BadRequest>(status);
  ASSERT_EQ(bad.field_violations_size(), 2);
  EXPECT_EQ(bad.field_violations(0).field(), "as_of_date");
  EXPECT_EQ(bad.field_violations(0).description(),
            "got `2023-02-30`, expected a day of the calendar");
  EXPECT_EQ(bad.field_violations(1).description(),
            "got nothing, expected a name");
  const auto info = Find<google::rpc::ErrorInfo>(status);
  EXPECT_EQ(info.reason(), "INVALID_REQUEST");
  EXPECT_EQ(info.domain(), "techflow");
  EXPECT_EQ(info.metadata().at("violation_count"), "2");
}

TEST(GrpcStatus, KeepsWithinTheTrailersAndCountsWhatIsLeftOut) {
  Violations violations;
  for (int i = 0; i < 500; ++i) {
    violations.Add(absl::StrCat("evidence.patents[", i, "].type"), "x",
                   "a kind of patent");
  }
  const absl::Status error = violations.ToStatus();
  const grpc::Status status = ToGrpcStatus(error);
  EXPECT_LE(status.error_details().size(), kMaxErrorDetailBytes);
  const auto bad = Find<google::rpc::BadRequest>(status);
  const int sent = bad.field_violations_size() - 1;
  EXPECT_GT(sent, 20);
  EXPECT_THAT(bad.field_violations(sent).description(),
              HasSubstr(absl::StrCat("and ", 500 - sent, " more")));
  EXPECT_EQ(
      Find<google::rpc::ErrorInfo>(status).metadata().at("violation_count"),
      "500");
  EXPECT_EQ(ToItemError(error).violations_size(), 500);
}

TEST(GrpcStatus, NamesTheResourceThatIsNotThere) {
  const grpc::Status status = ToGrpcStatus(
      NotFound(reason::kRatingNotFound, "techflow.v1.Rating", "enterprises/x"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Find<google::rpc::ResourceInfo>(status).resource_name(),
            "enterprises/x");
  EXPECT_EQ(Find<google::rpc::ErrorInfo>(status).reason(), "RATING_NOT_FOUND");
}

TEST(GrpcStatus, NamesTheConditionThatFailed) {
  const grpc::Status status = ToGrpcStatus(FailedPrecondition(
      reason::kModelNotInEffect, "models/m", "not on that day"));
  const auto failure = Find<google::rpc::PreconditionFailure>(status);
  EXPECT_EQ(failure.violations(0).type(), "MODEL_NOT_IN_EFFECT");
  EXPECT_EQ(failure.violations(0).subject(), "models/m");
}

TEST(GrpcStatus, SaysWhenToTryAgain) {
  const grpc::Status status = ToGrpcStatus(QueueFull(absl::Milliseconds(1250)));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  const auto retry = Find<google::rpc::RetryInfo>(status).retry_delay();
  EXPECT_EQ(retry.seconds(), 1);
  EXPECT_EQ(retry.nanos(), 250'000'000);
}

TEST(GrpcStatus, KeepsToItselfWhatIsDamaged) {
  const grpc::Status status =
      ToGrpcStatus(absl::DataLossError("position 17 of /secret/path"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DATA_LOSS);
  EXPECT_THAT(status.error_message(), Not(HasSubstr("17")));
  EXPECT_THAT(status.error_details(), Not(HasSubstr("17")));
  EXPECT_EQ(Find<google::rpc::ErrorInfo>(status).reason(), "RECORD_DAMAGED");
}

TEST(GrpcStatus, MakesStoreFailuresUnavailableAndTheRestInternal) {
  EXPECT_EQ(ReasonOf(WithErrorInfo(absl::UnavailableError("disk"))),
            "STORE_UNAVAILABLE");
  const grpc::Status status = ToGrpcStatus(absl::NotFoundError("a blob"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(Find<google::rpc::ErrorInfo>(status).reason(), "INTERNAL");
}

TEST(GrpcStatus, CutsAMessageBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 400; ++i) text += "企";
  const grpc::Status status =
      ToGrpcStatus(FailedPrecondition(reason::kRuleFailed, "models/m", text));
  EXPECT_LE(status.error_message().size(), kMaxErrorMessageBytes + 3);
  EXPECT_EQ(status.error_message().size() % 3, 0u);
}

}  // namespace
}  // namespace techflow::server
