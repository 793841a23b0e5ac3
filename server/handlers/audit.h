#ifndef TECHFLOW_SERVER_HANDLERS_AUDIT_H_
#define TECHFLOW_SERVER_HANDLERS_AUDIT_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/audit_service.pb.h"

// AuditService. Errors as in server/README.md.
namespace techflow::server {

absl::StatusOr<v1::ReplayRatingResponse> ReplayRating(
    const Environment& environment, Call& call,
    const v1::ReplayRatingRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_AUDIT_H_
