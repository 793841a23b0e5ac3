#ifndef TECHFLOW_SERVER_GRPC_STATUS_H_
#define TECHFLOW_SERVER_GRPC_STATUS_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace techflow::server {

// What a caller is sent: the code, the message, and google.rpc.Status with the
// details in a fixed order, ErrorInfo first. Every error has an ErrorInfo.
// What DATA_LOSS, INTERNAL and UNKNOWN say stays inside: the caller gets one
// general sentence, the log the rest. The only place that maps errors to gRPC.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_GRPC_STATUS_H_
