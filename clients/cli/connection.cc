#include "clients/cli/connection.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace techflow::cli {
namespace {

// Under this name a status keeps the google.rpc.Status of the call.
constexpr char kServerPayload[] = "techflow.cli/server";

void AddViolations(const google::rpc::BadRequest& request,
                   std::vector<std::string>& lines) {
  for (const auto& violation : request.field_violations()) {
    lines.push_back(
        absl::StrCat(violation.field(), ": ", violation.description()));
  }
}

void AddLines(const google::protobuf::Any& detail,
              std::vector<std::string>& lines) {
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest request;
  google::rpc::PreconditionFailure failure;
  google::rpc::RetryInfo retry;
  if (detail.UnpackTo(&request)) {
    AddViolations(request, lines);
  } else if (detail.UnpackTo(&failure)) {
    for (const auto& violation : failure.violations()) {
      lines.push_back(
          absl::StrCat(violation.subject(), ": ", violation.description()));
    }
  } else if (detail.UnpackTo(&info)) {
    lines.push_back(absl::StrCat("reason: ", info.reason()));
  } else if (detail.UnpackTo(&retry)) {
    const absl::Duration delay = absl::Seconds(retry.retry_delay().seconds()) +
                                 absl::Nanoseconds(retry.retry_delay().nanos());
    lines.push_back(
        absl::StrCat("try again after ", absl::FormatDuration(delay)));
  }
}

}  // namespace

absl::Status FromServer(const grpc::Status& status, const std::string& server) {
  std::string message = status.error_message();
  google::rpc::Status sent;
  const bool informed = !status.error_details().empty() &&
                        sent.ParseFromString(status.error_details());
  // Without details, "unavailable" means that nobody answered.
  if (status.error_code() == grpc::UNAVAILABLE && !informed) {
    message = absl::StrCat("cannot reach techflowd at ", server,
                           " (--server or TECHFLOW_SERVER): ", message);
  }
  // An older server says no more than this.
  if (status.error_code() == grpc::UNIMPLEMENTED && message.empty()) {
    message = absl::StrCat("techflowd at ", server, " does not know this call");
  }
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()),
                      message);
  result.SetPayload(kServerPayload, absl::Cord(status.error_details()));
  return result;
}

bool IsFromServer(const absl::Status& status) {
  return status.GetPayload(kServerPayload).has_value();
}

std::vector<std::string> ServerDetails(const absl::Status& status) {
  std::vector<std::string> lines;
  const auto payload = status.GetPayload(kServerPayload);
  google::rpc::Status sent;
  if (!payload || !sent.ParseFromString(std::string(*payload))) return lines;
  for (const google::protobuf::Any& detail : sent.details()) {
    AddLines(detail, lines);
  }
  return lines;
}

Connection::Connection(const Settings& settings)
    : server_(settings.server), timeout_(settings.timeout) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxAnswerBytes);
  const std::shared_ptr<grpc::Channel> channel = grpc::CreateCustomChannel(
      server_, grpc::InsecureChannelCredentials(), arguments);
  ratings_ = v1::RatingService::NewStub(channel);
  models_ = v1::ModelService::NewStub(channel);
  audit_ = v1::AuditService::NewStub(channel);
  health_ = grpc::health::v1::Health::NewStub(channel);
}

}  // namespace techflow::cli
