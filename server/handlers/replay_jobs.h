#ifndef TECHFLOW_SERVER_HANDLERS_REPLAY_JOBS_H_
#define TECHFLOW_SERVER_HANDLERS_REPLAY_JOBS_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/audit_service.pb.h"

// The replay jobs of AuditService. Errors as in server/README.md.
namespace techflow::server {

absl::StatusOr<v1::CreateReplayJobResponse> CreateReplayJob(
    const Environment& environment, Call& call,
    const v1::CreateReplayJobRequest& request);

absl::StatusOr<v1::GetReplayJobResponse> GetReplayJob(
    const Environment& environment, Call& call,
    const v1::GetReplayJobRequest& request);

absl::StatusOr<v1::ListReplayJobsResponse> ListReplayJobs(
    const Environment& environment, Call& call,
    const v1::ListReplayJobsRequest& request);

absl::StatusOr<v1::CancelReplayJobResponse> CancelReplayJob(
    const Environment& environment, Call& call,
    const v1::CancelReplayJobRequest& request);

absl::StatusOr<v1::ListReplayFindingsResponse> ListReplayFindings(
    const Environment& environment, Call& call,
    const v1::ListReplayFindingsRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_REPLAY_JOBS_H_
