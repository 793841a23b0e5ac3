#ifndef TECHFLOW_SERVER_GRPC_SERVER_H_
#define TECHFLOW_SERVER_GRPC_SERVER_H_

#include <memory>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/impl/codegen/service_type.h"
#include "grpcpp/server.h"

namespace techflow::server {

// A service and its full name, under which health speaks of it.
struct NamedService {
  std::string name;
  grpc::Service* service = nullptr;
};

// A listening gRPC server with health v1 and reflection; the latter comes with
// gRPC's library as soon as that is linked, and cannot be left out. Made,
// stopped and destroyed by one thread; callbacks come on gRPC's own.
class GrpcServer {
 public:
  // Listens on "127.0.0.1:50051" (port 0 takes a free one) and serves. The
  // services must outlive it. UNAVAILABLE where it cannot listen there.
  static absl::StatusOr<std::unique_ptr<GrpcServer>> Start(
      const std::string& listen, std::span<const NamedService> services);

  ~GrpcServer();

  // Where it listens, with the port that was taken.
  const std::string& address() const { return address_; }
  int port() const { return port_; }

  // What health answers from now on; at first, that it serves.
  void SetServing(bool serving);

  // Takes no more calls, waits for the open ones until `deadline`, cancels
  // those that are left.
  void Shutdown(absl::Time deadline);

 private:
  GrpcServer() = default;

  std::unique_ptr<grpc::Server> server_;
  std::string address_;
  int port_ = 0;
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_GRPC_SERVER_H_
