#ifndef TECHFLOW_SERVER_HANDLERS_AUDIT_BUNDLE_H_
#define TECHFLOW_SERVER_HANDLERS_AUDIT_BUNDLE_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/audit_service.pb.h"

// What `techflow-verify` checks. Errors as in server/README.md.
namespace techflow::server {

absl::StatusOr<v1::ExportRatingResponse> ExportRating(
    const Environment& environment, Call& call,
    const v1::ExportRatingRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_AUDIT_BUNDLE_H_
