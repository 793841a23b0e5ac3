#ifndef TECHFLOW_SERVER_HANDLERS_OPERATIONS_H_
#define TECHFLOW_SERVER_HANDLERS_OPERATIONS_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/audit_service.pb.h"

// The part of AuditService that looks after the store. Errors as in
// server/README.md.
namespace techflow::server {

absl::StatusOr<v1::GetStoreFiguresResponse> GetStoreFigures(
    const Environment& environment, Call& call,
    const v1::GetStoreFiguresRequest& request);
absl::StatusOr<v1::CreateBackupResponse> CreateBackup(
    const Environment& environment, Call& call,
    const v1::CreateBackupRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_OPERATIONS_H_
