// How many ratings a second techflowd answers durably over loopback, and how
// long they take, against a bare gRPC server that echoes.
//
// Both sides get the same requests from the same client, parse them, and
// answer with messages of the same size. The echo is the limit of gRPC with
// the callback API: it answers in the callback, checks nothing, computes
// nothing, stores nothing. It runs in a process of its own, as techflowd does.
//
//   closed loop  as many callers as techflowd has workers: throughput;
//   open loop    a fixed rate, half of what techflowd can, to both sides;
//                latencies from when a call was due: p99.
//
// Rounds of the two sides take turns, so that both meet the same machine; the
// median round counts. The argument is how many milliseconds a round takes.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "google/protobuf/text_format.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating_service.grpc.pb.h"
#include "tests/benchmark/load.h"
#include "tests/conformance/server_process.h"

namespace techflow::benchmark {
namespace {

constexpr int kCallers = 64;
constexpr int kRounds = 3;
constexpr int kPatents = 40;
constexpr double kShareOfCapacity = 0.5;

class Echo final : public v1::RatingService::CallbackService {
 public:
  explicit Echo(v1::RateEnterpriseResponse answer)
      : answer_(std::move(answer)) {}

  grpc::ServerUnaryReactor* RateEnterprise(
      grpc::CallbackServerContext* context,
      const v1::RateEnterpriseRequest* /*request*/,
      v1::RateEnterpriseResponse* response) override {
    *response = answer_;
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const v1::RateEnterpriseResponse answer_;
};

// The echo in a process of its own. It must be made before this process uses
// gRPC, whose threads a fork does not copy; it starts to serve when told what
// to answer.
class EchoProcess {
 public:
  EchoProcess() {
    // Closed in techflowd, or the end of the answer would never come.
    if (pipe2(to_child_, O_CLOEXEC) != 0 ||
        pipe2(from_child_, O_CLOEXEC) != 0) {
      std::abort();
    }
    child_ = fork();
    if (child_ == 0) Serve();
    close(to_child_[0]);
    close(from_child_[1]);
  }
  ~EchoProcess() {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }

  // The address that it serves on.
  std::string Start(const v1::RateEnterpriseResponse& answer) {
    const std::string bytes = answer.SerializeAsString();
    if (write(to_child_[1], bytes.data(), bytes.size()) !=
        static_cast<ssize_t>(bytes.size())) {
      std::abort();
    }
    close(to_child_[1]);
    int32_t port = 0;
    if (read(from_child_[0], &port, sizeof port) != sizeof port) std::abort();
    return fmt::format("127.0.0.1:{}", port);
  }

 private:
  [[noreturn]] void Serve() {
    close(to_child_[1]);
    std::string bytes;
    char part[4096];
    for (ssize_t n = 0; (n = read(to_child_[0], part, sizeof part)) > 0;) {
      bytes.append(part, static_cast<size_t>(n));
    }
    v1::RateEnterpriseResponse answer;
    answer.ParseFromString(bytes);
    Echo echo(std::move(answer));
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port);
    builder.RegisterService(&echo);
    const auto server = builder.BuildAndStart();
    const int32_t chosen = port;
    if (write(from_child_[1], &chosen, sizeof chosen) != sizeof chosen) {
      std::abort();
    }
    server->Wait();
    std::abort();
  }

  pid_t child_ = -1;
  int to_child_[2] = {};
  int from_child_[2] = {};
};

// The company of the techflow model's complete case, with forty patents.
v1::RateEnterpriseRequest TypicalRequest() {
  std::ifstream file(TECHFLOW_SOURCE_DIR
                     "/rating/models/techflow/cases/complete.txtpb");
  const std::string text((std::istreambuf_iterator<char>(file)),
                         std::istreambuf_iterator<char>());
  v1::ModelCase typical;
  if (!google::protobuf::TextFormat::ParseFromString(text, &typical)) {
    std::abort();
  }
  v1::Evidence& evidence = *typical.mutable_evidence();
  const v1::Patent patent = evidence.patents(0);
  while (evidence.patents_size() < kPatents) {
    v1::Patent& added = *evidence.add_patents();
    added = patent;
    added.set_application_number(
        fmt::format("US{}", 16'000'000 + evidence.patents_size()));
    added.set_office("US");
    added.clear_publication_number();
  }
  v1::RateEnterpriseRequest request;
  request.set_enterprise("enterprises/company-0");
  request.mutable_evidence()->Swap(&evidence);
  *request.mutable_as_of_date() = typical.as_of_date();
  return request;
}

v1::RateEnterpriseResponse FirstAnswer(
    const conformance::ServerProcess& server,
    const v1::RateEnterpriseRequest& request) {
  const auto stub = v1::RatingService::NewStub(server.Connect());
  grpc::ClientContext context;
  v1::RateEnterpriseResponse response;
  const grpc::Status status =
      stub->RateEnterprise(&context, request, &response);
  if (!status.ok()) {
    fmt::print(stderr, "{}\n", status.error_message());
    std::exit(1);
  }
  return response;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// One row of the table; the median of each figure over the rounds.
struct Side {
  const char* name;
  std::vector<LoadResult> rounds = {};

  double Throughput() const {
    std::vector<double> values;
    for (const LoadResult& round : rounds) values.push_back(round.per_second());
    return Median(values);
  }
  double Latency(double share) const {
    std::vector<double> values;
    for (const LoadResult& round : rounds) {
      values.push_back(static_cast<double>(round.Quantile(share).count()));
    }
    return Median(values);
  }
  int Failed() const {
    int failed = 0;
    for (const LoadResult& round : rounds) failed += round.failed;
    return failed;
  }
  void Print() const {
    fmt::print("  {:<10}{:>10.0f}/s{:>10.0f} us{:>10.0f} us{:>10.0f} us{:>9}\n",
               name, Throughput(), Latency(0.5), Latency(0.99), Latency(0.999),
               Failed());
  }
};

void PrintHeading() {
  fmt::print("  {:<10}{:>12}{:>13}{:>13}{:>13}{:>9}\n", "", "answers", "p50",
             "p99", "p99.9", "failed");
}

int Run(milliseconds duration) {
  EchoProcess echo_process;
  const v1::RateEnterpriseRequest request = TypicalRequest();
  conformance::Folder data;
  const conformance::ServerProcess server(
      data.path(),
      {"--models_dir=" TECHFLOW_SOURCE_DIR "/rating/models",
       fmt::format("--workers={}", kCallers), "--log_calls=false"});
  if (server.address().empty()) {
    fmt::print(stderr, "{}\n", server.log());
    return 1;
  }
  const v1::RateEnterpriseResponse answer = FirstAnswer(server, request);
  LoadGenerator echo(echo_process.Start(answer), request, "echo");
  LoadGenerator techflowd(server.address(), request, "rate");
  fmt::print(
      "requests of {} bytes ({} patents, {} fiscal years), answers of "
      "{} bytes\n",
      request.ByteSizeLong(), request.evidence().patents_size(),
      request.evidence().fiscal_years_size(), answer.ByteSizeLong());

  Side closed_echo{"echo"};
  Side closed_techflowd{"techflowd"};
  echo.Saturate(kCallers, duration / 2);  // Both warm up.
  techflowd.Saturate(kCallers, duration / 2);
  for (int i = 0; i < kRounds; ++i) {
    closed_echo.rounds.push_back(echo.Saturate(kCallers, duration));
    closed_techflowd.rounds.push_back(techflowd.Saturate(kCallers, duration));
  }
  fmt::print("closed loop, {} callers\n", kCallers);
  PrintHeading();
  closed_echo.Print();
  closed_techflowd.Print();

  const double rate = closed_techflowd.Throughput() * kShareOfCapacity;
  Side open_echo{"echo"};
  Side open_techflowd{"techflowd"};
  for (int i = 0; i < kRounds; ++i) {
    open_echo.rounds.push_back(echo.Arrive(rate, duration));
    open_techflowd.rounds.push_back(techflowd.Arrive(rate, duration));
  }
  fmt::print("open loop, {:.0f} calls due each second\n", rate);
  PrintHeading();
  open_echo.Print();
  open_techflowd.Print();

  fmt::print("throughput: {:.2f} of the echo's (aim: at least 0.60)\n",
             closed_techflowd.Throughput() / closed_echo.Throughput());
  fmt::print("p99: {:.2f} times the echo's (aim: at most 2.00)\n",
             open_techflowd.Latency(0.99) / open_echo.Latency(0.99));
  return closed_techflowd.Failed() + open_techflowd.Failed() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace techflow::benchmark

int main(int argc, char** argv) {
  const int duration = argc > 1 ? std::atoi(argv[1]) : 5000;
  return techflow::benchmark::Run(
      techflow::benchmark::milliseconds(std::max(duration, 1)));
}
