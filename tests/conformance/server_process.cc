#include "tests/conformance/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "google/rpc/error_details.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

namespace techflow::conformance {
namespace {

constexpr char kListening[] = "techflowd listening on ";

// Everything until the other end is closed; for stdout until the first line.
std::string ReadLine(int file) {
  std::string line;
  for (char c = 0; read(file, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

// Runs the program with its stdout and stderr in the two pipes.
[[noreturn]] void Execute(std::vector<std::string> arguments,
                          std::vector<std::string>& environment, int out,
                          int error) {
  dup2(out, STDOUT_FILENO);
  dup2(error, STDERR_FILENO);
  signal(SIGXFSZ, SIG_IGN);  // So that ForbidGrowth makes writes fail.
  for (std::string& variable : environment) putenv(variable.data());
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  execv(pointers[0], pointers.data());
  _exit(127);
}

}  // namespace

Folder::Folder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "techflow-XXXXXX").string();
  EXPECT_NE(mkdtemp(pattern.data()), nullptr);
  root_ = pattern;
  path_ = root_ + "/data";
  EXPECT_TRUE(std::filesystem::create_directory(path_));
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

ServerProcess::ServerProcess(const std::string& data_dir,
                             const std::vector<std::string>& flags,
                             std::vector<std::string> environment) {
  std::vector<std::string> arguments = {TECHFLOWD, "--data_dir=" + data_dir,
                                        "--listen=127.0.0.1:0"};
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  int out[2];
  int error[2];
  EXPECT_EQ(pipe2(out, O_CLOEXEC), 0);
  EXPECT_EQ(pipe2(error, O_CLOEXEC), 0);
  pid_ = fork();
  if (pid_ == 0) Execute(std::move(arguments), environment, out[1], error[1]);
  close(out[1]);
  close(error[1]);
  reader_ = std::thread([this, file = error[0]] {
    char bytes[4096];
    for (ssize_t n = 0; (n = read(file, bytes, sizeof bytes)) > 0;) {
      absl::MutexLock lock(&mutex_);
      log_.append(bytes, static_cast<size_t>(n));
    }
    close(file);
  });
  const std::string line = ReadLine(out[0]);
  if (line.rfind(kListening, 0) == 0) {
    address_ = line.substr(sizeof kListening - 1);
  }
  close(out[0]);
}

ServerProcess::~ServerProcess() {
  if (pid_ > 0) Stop(SIGKILL);
}

std::shared_ptr<grpc::Channel> ServerProcess::Connect() const {
  // A pool of its own, so that no connection of another server is used.
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(),
                                   arguments);
}

void ServerProcess::Signal(int signal) const { kill(pid_, signal); }

void ServerProcess::ForbidGrowth() const {
  const rlimit none = {1, RLIM_INFINITY};
  EXPECT_EQ(prlimit(pid_, RLIMIT_FSIZE, &none, nullptr), 0);
}

int ServerProcess::Wait() {
  int status = 0;
  EXPECT_EQ(waitpid(pid_, &status, 0), pid_);
  pid_ = -1;
  reader_.join();
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string ServerProcess::log() const {
  absl::MutexLock lock(&mutex_);
  return log_;
}

void ConformanceTest::Start(const std::vector<std::string>& flags) {
  std::vector<std::string> all = {"--models_dir=" TECHFLOW_SOURCE_DIR
                                  "/tests/conformance/testdata"};
  all.insert(all.end(), flags.begin(), flags.end());
  server.reset();
  server = std::make_unique<ServerProcess>(data.path(), all);
  ASSERT_NE(server->address(), "") << server->log();
  channel = server->Connect();
  ratings = v1::RatingService::NewStub(channel);
  models = v1::ModelService::NewStub(channel);
  audits = v1::AuditService::NewStub(channel);
}

v1::Rating ConformanceTest::Rate(const v1::RateEnterpriseRequest& request) {
  PatientContext context;
  v1::RateEnterpriseResponse response;
  const grpc::Status status =
      ratings->RateEnterprise(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.rating();
}

v1::ListRatingsResponse ConformanceTest::List(const std::string& parent) {
  PatientContext context;
  v1::ListRatingsRequest request;
  request.set_parent(parent);
  request.set_page_size(1000);
  v1::ListRatingsResponse response;
  const grpc::Status status =
      ratings->ListRatings(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

std::vector<std::string> ConformanceTest::AllPages(
    v1::ListRatingsRequest request) {
  std::vector<std::string> names;
  do {
    PatientContext context;
    v1::ListRatingsResponse page;
    const grpc::Status status = ratings->ListRatings(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_LE(page.ratings_size(), request.page_size());
    for (const v1::Rating& rating : page.ratings()) {
      names.push_back(rating.name());
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return names;
}

PatientContext::PatientContext() {
  set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
}

google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.code(), static_cast<int>(status.error_code()));
  EXPECT_EQ(details.message(), status.error_message());
  return details;
}

void ExpectError(const grpc::Status& status, grpc::StatusCode code,
                 const std::string& reason) {
  EXPECT_EQ(status.error_code(), code) << status.error_message();
  const auto info = Find<google::rpc::ErrorInfo>(status);
  EXPECT_EQ(info.reason(), reason);
  EXPECT_EQ(info.domain(), "techflow");
}

}  // namespace techflow::conformance
