#ifndef TECHFLOW_CLIENTS_CLI_CONNECTION_H_
#define TECHFLOW_CLIENTS_CLI_CONNECTION_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/session.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "techflow/v1/audit_service.grpc.pb.h"
#include "techflow/v1/model_service.grpc.pb.h"
#include "techflow/v1/rating_service.grpc.pb.h"

namespace techflow::cli {

// The answer of a batch of a hundred ratings is a few megabytes.
inline constexpr int kMaxAnswerBytes = 64 * 1024 * 1024;

// What went wrong on a call, with the server's code, message and details.
absl::Status FromServer(const grpc::Status& status, const std::string& server);

// Whether the status came from a call.
bool IsFromServer(const absl::Status& status);

// The details that the server sent, a line each: reason, every violation,
// when to try again. Empty for other statuses.
std::vector<std::string> ServerDetails(const absl::Status& status);

// A channel to the server and the services on it. Any number of threads may
// call at once.
class Connection {
 public:
  // Does not connect yet; the first call does.
  explicit Connection(const Settings& settings);

  // Calls, and waits for the answer at most as long as the settings say.
  //   connection.Call(connection.ratings(), &Stub::GetRating, request)
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(
      Stub& stub,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) const {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + timeout_));
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return FromServer(status, server_);
    return response;
  }

  v1::RatingService::Stub& ratings() const { return *ratings_; }
  v1::ModelService::Stub& models() const { return *models_; }
  v1::AuditService::Stub& audit() const { return *audit_; }
  grpc::health::v1::Health::Stub& health() const { return *health_; }

 private:
  std::string server_;
  absl::Duration timeout_;
  std::unique_ptr<v1::RatingService::Stub> ratings_;
  std::unique_ptr<v1::ModelService::Stub> models_;
  std::unique_ptr<v1::AuditService::Stub> audit_;
  std::unique_ptr<grpc::health::v1::Health::Stub> health_;
};

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_CONNECTION_H_
