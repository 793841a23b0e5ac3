#include "server/services.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "server/arena_messages.h"
#include "server/call.h"
#include "server/errors.h"
#include "server/grpc_status.h"
#include "server/handlers/audit.h"
#include "server/handlers/audit_bundle.h"
#include "server/handlers/insights.h"
#include "server/handlers/ledger.h"
#include "server/handlers/models.h"
#include "server/handlers/operations.h"
#include "server/handlers/peers.h"
#include "server/handlers/rate.h"
#include "server/handlers/ratings.h"
#include "server/handlers/replay_jobs.h"
#include "server/handlers/simulate.h"
#include "server/limits.h"
#include "techflow/v1/audit_service.grpc.pb.h"
#include "techflow/v1/model_service.grpc.pb.h"
#include "techflow/v1/rating_service.grpc.pb.h"

namespace techflow::server {

// Carries calls from gRPC's threads to the workers and back.
class Services::Dispatcher {
 public:
  template <typename Request, typename Response>
  using Handler = absl::StatusOr<Response> (*)(const Environment&, Call&,
                                               const Request&);
  // A handler of a method whose messages lie in an arena, where the answer is
  // written at once.
  template <typename Request, typename Response>
  using Writer = absl::Status (*)(const Environment&, Call&, const Request&,
                                  Response&);

  Dispatcher(const Environment& environment, WorkQueue& queue, Log& log,
             Log* calls)
      : environment_(environment), queue_(queue), log_(log), calls_(calls) {}

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                absl::string_view method,
                                const Request* request, Response* response,
                                Handler<Request, Response> handler) {
    return Hand(context, method, [=, this](Call& call) {
      absl::StatusOr<Response> answer = handler(environment_, call, *request);
      if (answer.ok()) response->Swap(&*answer);
      return answer.status();
    });
  }

  template <typename Request, typename Response>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context,
                                absl::string_view method,
                                const Request* request, Response* response,
                                Writer<Request, Response> writer) {
    return Hand(context, method, [=, this](Call& call) {
      return writer(environment_, call, *request, *response);
    });
  }

 private:
  // Hands `work`, which answers the call, to a worker.
  template <typename Work>
  grpc::ServerUnaryReactor* Hand(grpc::CallbackServerContext* context,
                                 absl::string_view method, Work work) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    const absl::Time received = environment_.clock.Now();
    const absl::Time deadline = std::min(absl::FromChrono(context->deadline()),
                                         received + kMaxCallDuration);
    const WorkQueue::Admission admission = queue_.Push([=, this] {
      Call call(environment_.clock, deadline,
                [context] { return context->IsCancelled(); });
      absl::Status status = call.CheckAwaited();
      if (status.ok()) status = WithErrorInfo(work(call));
      Finish(reactor, context, method, received, status, call.notes());
    });
    if (admission != WorkQueue::Admission::kAccepted) {
      Finish(reactor, context, method, received, Refusal(admission), {});
    }
    return reactor;
  }

  static absl::Status Refusal(WorkQueue::Admission admission) {
    if (admission == WorkQueue::Admission::kFull) {
      return QueueFull(kQueueFullRetryDelay);
    }
    return Error(absl::StatusCode::kUnavailable, reason::kShuttingDown,
                 "the server is shutting down; try again, elsewhere or later");
  }

  // Logs first: a caller that has its answer finds its line.
  void Finish(grpc::ServerUnaryReactor* reactor,
              grpc::CallbackServerContext* context, absl::string_view method,
              absl::Time received, const absl::Status& status,
              const std::vector<Call::Note>& notes) {
    const bool is_ours = status.code() == absl::StatusCode::kInternal ||
                         status.code() == absl::StatusCode::kDataLoss ||
                         status.code() == absl::StatusCode::kUnavailable;
    Log* log = is_ours ? &log_ : calls_;
    if (log != nullptr) {
      std::vector<Log::Field> fields;
      fields.emplace_back("method", method);
      fields.emplace_back("code", absl::StatusCodeToString(status.code()));
      if (!status.ok()) fields.emplace_back("reason", ReasonOf(status));
      fields.emplace_back(
          "latency_us",
          absl::ToInt64Microseconds(environment_.clock.Now() - received));
      fields.emplace_back("peer", context->peer());
      for (const auto& [key, value] : notes) fields.emplace_back(key, value);
      // Only of our own failures: messages about requests may repeat them.
      if (is_ours) fields.emplace_back("error", status.message());
      log->Write(is_ours ? LogSeverity::kError : LogSeverity::kInfo, "call",
                 fields);
    }
    reactor->Finish(ToGrpcStatus(status));
  }

  const Environment& environment_;
  WorkQueue& queue_;
  Log& log_;
  Log* const calls_;
};

namespace {

// One method of a service: hands over to the handler of the same name.
#define TECHFLOW_RPC(Method)                                                  \
  grpc::ServerUnaryReactor* Method(grpc::CallbackServerContext* context,      \
                                   const v1::Method##Request* request,        \
                                   v1::Method##Response* response) override { \
    return dispatcher_.Run(context, #Method, request, response,               \
                           &server::Method);                                  \
  }

template <typename Dispatcher>
class RatingService final : public v1::RatingService::CallbackService {
 public:
  explicit RatingService(Dispatcher& dispatcher) : dispatcher_(dispatcher) {
    this->SetMessageAllocatorFor_RateEnterprise(&rate_messages_);
    this->SetMessageAllocatorFor_SimulateRating(&simulate_messages_);
  }

  TECHFLOW_RPC(RateEnterprise)
  TECHFLOW_RPC(SimulateRating)
  TECHFLOW_RPC(BatchRateEnterprises)
  TECHFLOW_RPC(GetRating)
  TECHFLOW_RPC(ListRatings)
  TECHFLOW_RPC(ExplainRating)
  TECHFLOW_RPC(AdviseRating)
  TECHFLOW_RPC(CompareRatings)
  TECHFLOW_RPC(GetPeerStanding)

 private:
  Dispatcher& dispatcher_;
  ArenaMessages<v1::RateEnterpriseRequest, v1::RateEnterpriseResponse>
      rate_messages_;
  ArenaMessages<v1::SimulateRatingRequest, v1::SimulateRatingResponse>
      simulate_messages_;
};

template <typename Dispatcher>
class ModelService final : public v1::ModelService::CallbackService {
 public:
  explicit ModelService(Dispatcher& dispatcher) : dispatcher_(dispatcher) {}

  TECHFLOW_RPC(CreateModelVersion)
  TECHFLOW_RPC(ValidateModel)
  TECHFLOW_RPC(GetModelVersion)
  TECHFLOW_RPC(ListModels)
  TECHFLOW_RPC(ListModelVersions)

 private:
  Dispatcher& dispatcher_;
};

template <typename Dispatcher>
class AuditService final : public v1::AuditService::CallbackService {
 public:
  explicit AuditService(Dispatcher& dispatcher) : dispatcher_(dispatcher) {}

  TECHFLOW_RPC(ReplayRating)
  TECHFLOW_RPC(GetCheckpoint)
  TECHFLOW_RPC(ProveInclusion)
  TECHFLOW_RPC(ProveConsistency)
  TECHFLOW_RPC(ExportRating)
  TECHFLOW_RPC(GetTile)
  TECHFLOW_RPC(FindLogPosition)
  TECHFLOW_RPC(GetStoreFigures)
  TECHFLOW_RPC(CreateBackup)
  TECHFLOW_RPC(CreateReplayJob)
  TECHFLOW_RPC(GetReplayJob)
  TECHFLOW_RPC(ListReplayJobs)
  TECHFLOW_RPC(CancelReplayJob)
  TECHFLOW_RPC(ListReplayFindings)

 private:
  Dispatcher& dispatcher_;
};

#undef TECHFLOW_RPC

}  // namespace

Services::Services(const Environment& environment, WorkQueue& queue, Log& log,
                   Log* calls)
    : dispatcher_(std::make_unique<Dispatcher>(environment, queue, log, calls)),
      ratings_(std::make_unique<RatingService<Dispatcher>>(*dispatcher_)),
      models_(std::make_unique<ModelService<Dispatcher>>(*dispatcher_)),
      audits_(std::make_unique<AuditService<Dispatcher>>(*dispatcher_)) {}

Services::~Services() = default;

std::vector<NamedService> Services::all() const {
  return {{v1::RatingService::service_full_name(), ratings_.get()},
          {v1::ModelService::service_full_name(), models_.get()},
          {v1::AuditService::service_full_name(), audits_.get()}};
}

}  // namespace techflow::server
