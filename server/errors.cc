#include "server/errors.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

// Keeps every violation with its value, for answers that are not bound by the
// size of trailers. It does not leave the process under this name.
constexpr absl::string_view kViolationsUrl = "techflow.server/violations";

void Attach(absl::Status& status, const google::protobuf::Message& detail) {
  status.SetPayload(DetailUrl(detail.GetTypeName()),
                    absl::Cord(detail.SerializeAsString()));
}

absl::Status WithReason(
    absl::StatusCode code, absl::string_view error_reason,
    absl::string_view message,
    const std::vector<std::pair<std::string, std::string>>& metadata = {}) {
  absl::Status status(code, message);
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(error_reason));
  info.set_domain(std::string(kErrorDomain));
  for (const auto& [key, value] : metadata) {
    (*info.mutable_metadata())[key] = value;
  }
  Attach(status, info);
  return status;
}

// Cut between code points, so that the result is still UTF-8.
std::string Shortened(absl::string_view text, size_t limit) {
  if (text.size() <= limit) return std::string(text);
  size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return absl::StrCat(text.substr(0, end), "…");
}

// As many violations as fit into the trailers, and how many are left out.
google::rpc::BadRequest ForTrailers(const v1::ItemError& error) {
  google::rpc::BadRequest bad_request;
  size_t bytes = 0;
  int taken = 0;
  for (const v1::Warning& violation : error.violations()) {
    google::rpc::BadRequest::FieldViolation one;
    one.set_field(violation.field());
    one.set_description(violation.message());
    constexpr size_t kFraming = 8;
    constexpr size_t kReservedForRest = 512;
    bytes += one.ByteSizeLong() + kFraming;
    if (bytes > kMaxErrorDetailBytes - kReservedForRest) break;
    *bad_request.add_field_violations() = std::move(one);
    ++taken;
  }
  if (const int left = error.violations_size() - taken; left > 0) {
    bad_request.add_field_violations()->set_description(absl::StrCat(
        "and ", left,
        " more, which do not fit into the trailers of a gRPC "
        "error; as the item of a batch, or in ValidateModel, the request is "
        "answered with all of them"));
  }
  return bad_request;
}

}  // namespace

std::string DetailUrl(absl::string_view type_name) {
  return absl::StrCat("type.googleapis.com/", type_name);
}

void Violations::Add(std::string field, absl::string_view value,
                     absl::string_view expected) {
  v1::Warning& violation = *error_.add_violations();
  violation.set_field(std::move(field));
  violation.set_value(Shortened(value, kMaxEchoedValueBytes));
  violation.set_message(absl::StrCat(
      "got ",
      value.empty() ? "nothing" : absl::StrCat("`", violation.value(), "`"),
      ", expected ", expected));
}

void Violations::AddMessage(std::string field, std::string message) {
  v1::Warning& violation = *error_.add_violations();
  violation.set_field(std::move(field));
  violation.set_message(std::move(message));
}

absl::Status Violations::ToStatus(absl::string_view error_reason) const {
  if (empty()) return absl::OkStatus();
  const v1::Warning& first = error_.violations(0);
  std::string message = absl::StrCat(first.field(), ": ", first.message());
  if (const int more = error_.violations_size() - 1; more > 0) {
    absl::StrAppend(&message, " (and ", more, " more)");
  }
  absl::Status status =
      WithReason(absl::StatusCode::kInvalidArgument, error_reason, message,
                 {{"field", first.field()},
                  {"violation_count", absl::StrCat(error_.violations_size())}});
  Attach(status, ForTrailers(error_));
  status.SetPayload(kViolationsUrl, absl::Cord(error_.SerializeAsString()));
  return status;
}

absl::Status NotFound(absl::string_view error_reason, absl::string_view type,
                      absl::string_view name, absl::string_view why) {
  absl::Status status =
      WithReason(absl::StatusCode::kNotFound, error_reason,
                 absl::StrCat("there is no `", name, "`",
                              why.empty() ? "" : absl::StrCat(": ", why)),
                 {{"name", std::string(name)}});
  google::rpc::ResourceInfo resource;
  resource.set_resource_type(std::string(type));
  resource.set_resource_name(std::string(name));
  resource.set_description(why.empty() ? "it was never stored here"
                                       : std::string(why));
  Attach(status, resource);
  return status;
}

absl::Status AlreadyExists(absl::string_view error_reason,
                           absl::string_view name, absl::string_view message) {
  return WithReason(absl::StatusCode::kAlreadyExists, error_reason, message,
                    {{"name", std::string(name)}});
}

absl::Status FailedPrecondition(absl::string_view type,
                                absl::string_view subject,
                                absl::string_view message) {
  absl::Status status =
      WithReason(absl::StatusCode::kFailedPrecondition, type, message,
                 {{"subject", std::string(subject)}});
  google::rpc::PreconditionFailure failure;
  auto& violation = *failure.add_violations();
  violation.set_type(std::string(type));
  violation.set_subject(std::string(subject));
  violation.set_description(Shortened(message, kMaxErrorMessageBytes));
  Attach(status, failure);
  return status;
}

absl::Status RequestIdReused(absl::string_view request_id) {
  return FailedPrecondition(
      reason::kRequestIdReused, request_id,
      absl::StrCat("request_id `", request_id,
                   "` was used for a different request; take a new one"));
}

absl::Status ReadOnlyFollower() {
  return FailedPrecondition(
      reason::kReadOnlyFollower, "--follow",
      "this server follows another and does not write; send it to the one that "
      "does");
}

absl::Status QueueFull(absl::Duration retry_delay) {
  absl::Status status =
      WithReason(absl::StatusCode::kResourceExhausted, reason::kQueueFull,
                 absl::StrCat("too many calls wait already; try again in ",
                              absl::FormatDuration(retry_delay)));
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(
      absl::IDivDuration(retry_delay, absl::Seconds(1), &retry_delay));
  retry.mutable_retry_delay()->set_nanos(
      static_cast<int>(absl::ToInt64Nanoseconds(retry_delay)));
  Attach(status, retry);
  return status;
}

absl::Status Error(absl::StatusCode code, absl::string_view error_reason,
                   absl::string_view message) {
  return WithReason(code, error_reason, message);
}

absl::Status WithErrorInfo(absl::Status status) {
  if (status.ok() || !ReasonOf(status).empty()) return status;
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
      return Error(absl::StatusCode::kUnavailable, reason::kStoreUnavailable,
                   status.message());
    case absl::StatusCode::kDataLoss:
      return Error(status.code(), reason::kRecordDamaged, status.message());
    case absl::StatusCode::kDeadlineExceeded:
      return Error(status.code(), reason::kDeadlineExceeded, status.message());
    case absl::StatusCode::kCancelled:
      return Error(status.code(), reason::kCancelled, status.message());
    default:
      return Error(absl::StatusCode::kInternal, reason::kInternal,
                   status.ToString());
  }
}

std::string ReasonOf(const absl::Status& status) {
  const auto payload = status.GetPayload(
      DetailUrl(google::rpc::ErrorInfo::descriptor()->full_name()));
  google::rpc::ErrorInfo info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return "";
  return info.reason();
}

v1::ItemError ToItemError(const absl::Status& status) {
  const absl::Status informed = WithErrorInfo(status);
  v1::ItemError error;
  if (const auto payload = informed.GetPayload(kViolationsUrl)) {
    // Written by Violations::ToStatus of this process, so it parses.
    error.ParseFromString(std::string(*payload));
  }
  error.set_code(static_cast<int>(informed.code()));
  error.set_reason(ReasonOf(informed));
  error.set_message(std::string(informed.message()));
  return error;
}

}  // namespace techflow::server
