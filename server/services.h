#ifndef TECHFLOW_SERVER_SERVICES_H_
#define TECHFLOW_SERVER_SERVICES_H_

#include <memory>
#include <vector>

#include "grpcpp/impl/codegen/service_type.h"
#include "server/environment.h"
#include "server/grpc_server.h"
#include "server/log.h"
#include "server/work_queue.h"

namespace techflow::server {

// The gRPC services: one line for each rpc that names its handler. gRPC's
// threads only hand calls to the queue; its workers run the handlers and
// answer. All arguments must outlive the server that serves them.
//
// A call that was cancelled or whose deadline passed while it waited is not
// run. A full queue answers RESOURCE_EXHAUSTED at once, a closed one
// UNAVAILABLE. One line for each call goes to `calls`, unless it is null, and
// what failed in the machinery to `log`.
class Services {
 public:
  Services(const Environment& environment, WorkQueue& queue, Log& log,
           Log* calls);
  ~Services();

  // To be registered with a server.
  std::vector<NamedService> all() const;

 private:
  class Dispatcher;

  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<grpc::Service> ratings_;
  std::unique_ptr<grpc::Service> models_;
  std::unique_ptr<grpc::Service> audits_;
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_SERVICES_H_
