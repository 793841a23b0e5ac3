#include "server/grpc_status.h"

#include <array>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "server/errors.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

// In this order, each at most once.
std::array<std::string, 5> DetailUrls() {
  return {
      DetailUrl(google::rpc::ErrorInfo::descriptor()->full_name()),
      DetailUrl(google::rpc::BadRequest::descriptor()->full_name()),
      DetailUrl(google::rpc::PreconditionFailure::descriptor()->full_name()),
      DetailUrl(google::rpc::ResourceInfo::descriptor()->full_name()),
      DetailUrl(google::rpc::RetryInfo::descriptor()->full_name())};
}

bool IsPrivate(absl::StatusCode code) {
  return code == absl::StatusCode::kDataLoss ||
         code == absl::StatusCode::kInternal ||
         code == absl::StatusCode::kUnknown;
}

std::string PublicMessage(const absl::Status& status) {
  if (status.code() == absl::StatusCode::kDataLoss) {
    return "a stored record is damaged; the server's log says which";
  }
  if (IsPrivate(status.code())) {
    return "the server failed; its log says how";
  }
  std::string message(status.message());
  if (message.size() > kMaxErrorMessageBytes) {
    size_t end = kMaxErrorMessageBytes;
    while (end > 0 &&
           (static_cast<unsigned char>(message[end]) & 0xC0) == 0x80) {
      --end;
    }
    message.resize(end);
    message += "…";
  }
  return message;
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  absl::Status informed = WithErrorInfo(status);
  const std::string message = PublicMessage(informed);
  if (IsPrivate(informed.code())) {
    informed = Error(informed.code(), ReasonOf(informed), message);
  }
  google::rpc::Status sent;
  sent.set_code(static_cast<int>(informed.code()));
  sent.set_message(message);
  for (const std::string& url : DetailUrls()) {
    if (const auto payload = informed.GetPayload(url)) {
      google::protobuf::Any& detail = *sent.add_details();
      detail.set_type_url(url);
      detail.set_value(std::string(*payload));
    }
  }
  // absl and gRPC number their codes alike, by design of both.
  return grpc::Status(static_cast<grpc::StatusCode>(informed.code()), message,
                      sent.SerializeAsString());
}

}  // namespace techflow::server
