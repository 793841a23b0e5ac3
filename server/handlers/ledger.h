#ifndef TECHFLOW_SERVER_HANDLERS_LEDGER_H_
#define TECHFLOW_SERVER_HANDLERS_LEDGER_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/audit_service.pb.h"

// The part of AuditService that proves. Errors as in server/README.md.
namespace techflow::server {

absl::StatusOr<v1::GetCheckpointResponse> GetCheckpoint(
    const Environment& environment, Call& call,
    const v1::GetCheckpointRequest& request);
absl::StatusOr<v1::ProveInclusionResponse> ProveInclusion(
    const Environment& environment, Call& call,
    const v1::ProveInclusionRequest& request);
absl::StatusOr<v1::ProveConsistencyResponse> ProveConsistency(
    const Environment& environment, Call& call,
    const v1::ProveConsistencyRequest& request);
absl::StatusOr<v1::GetTileResponse> GetTile(const Environment& environment,
                                            Call& call,
                                            const v1::GetTileRequest& request);
absl::StatusOr<v1::FindLogPositionResponse> FindLogPosition(
    const Environment& environment, Call& call,
    const v1::FindLogPositionRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_LEDGER_H_
