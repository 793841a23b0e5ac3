#ifndef TECHFLOW_TESTS_CONFORMANCE_SERVER_PROCESS_H_
#define TECHFLOW_TESTS_CONFORMANCE_SERVER_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "techflow/v1/audit_service.grpc.pb.h"
#include "techflow/v1/model_service.grpc.pb.h"
#include "techflow/v1/rating_service.grpc.pb.h"
#include "tests/conformance/published_model.h"

namespace techflow::conformance {

// A folder that goes with the test, and with it what is put beside it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string root_;
  std::string path_;
};

// techflowd as a child process on a free port of its own. One thread.
class ServerProcess {
 public:
  // Starts it and waits until it listens or has ended. `flags` are added to
  // --data_dir and --listen, `environment` ("NAME=value") to that of the test.
  ServerProcess(const std::string& data_dir,
                const std::vector<std::string>& flags = {},
                std::vector<std::string> environment = {});
  // Kills it where it still runs.
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Empty where it ended before it listened.
  const std::string& address() const { return address_; }

  std::shared_ptr<grpc::Channel> Connect() const;

  void Signal(int signal) const;

  // From now on no file of the server may grow: the disk is as good as full.
  void ForbidGrowth() const;

  // Waits for its end: the exit code, or minus the signal that killed it.
  int Wait();
  int Stop(int signal) {
    Signal(signal);
    return Wait();
  }

  // What it wrote on stderr so far; all of it after Wait.
  std::string log() const;

 private:
  pid_t pid_ = -1;
  std::string address_;
  std::thread reader_;
  mutable absl::Mutex mutex_;
  std::string log_ ABSL_GUARDED_BY(mutex_);
};

// A server with the small model, and a stub for each service.
class ConformanceTest : public ::testing::Test {
 protected:
  void SetUp() override { Start({}); }

  // Starts the server, anew on the same data where one runs.
  void Start(const std::vector<std::string>& flags);

  // Rates and expects that it works.
  v1::Rating Rate(const v1::RateEnterpriseRequest& request);

  // Lists a parent and expects that it works; all on one page.
  v1::ListRatingsResponse List(const std::string& parent);

  // The names on all pages of a request, none of which holds more than it says.
  std::vector<std::string> AllPages(v1::ListRatingsRequest request);

  Folder data;
  std::unique_ptr<ServerProcess> server;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::RatingService::Stub> ratings;
  std::unique_ptr<v1::ModelService::Stub> models;
  std::unique_ptr<v1::AuditService::Stub> audits;
};

// A context whose call ends in any case, far later than any answer comes.
class PatientContext : public grpc::ClientContext {
 public:
  PatientContext();
};

// The details of an error; fails where there are none.
google::rpc::Status Details(const grpc::Status& status);

// The detail of that type; fails unless there is exactly one.
template <typename Detail>
Detail Find(const grpc::Status& status) {
  Detail detail;
  int found = 0;
  const google::rpc::Status details = Details(status);
  for (const auto& any : details.details()) {
    if (any.UnpackTo(&detail)) ++found;
  }
  EXPECT_EQ(found, 1) << Detail::descriptor()->full_name();
  return detail;
}

// Expects the code, the reason and our domain.
void ExpectError(const grpc::Status& status, grpc::StatusCode code,
                 const std::string& reason);

}  // namespace techflow::conformance

#endif  // TECHFLOW_TESTS_CONFORMANCE_SERVER_PROCESS_H_
