// techflowd: starts the server, waits for SIGTERM or SIGINT, stops it gently.

#include <csignal>
#include <ctime>
#include <fstream>
#include <iostream>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "rating/scorecard/catalog.h"
#include "server/clock.h"
#include "server/environment.h"
#include "server/grpc_server.h"
#include "server/limits.h"
#include "server/log.h"
#include "server/model_cache.h"
#include "server/model_import.h"
#include "server/open_store.h"
#include "server/options.h"
#include "server/replay_jobs.h"
#include "server/services.h"
#include "server/store_check.h"
#include "server/store_restore.h"
#include "server/watched_clock.h"
#include "server/work_queue.h"

namespace techflow::server {
namespace {

constexpr int kCannotStart = 1;
constexpr int kWrongUsage = 2;

// How often it is asked whether there is anything against writing; also how
// often the clock is held against the steady one.
constexpr absl::Duration kHealthInterval = absl::Seconds(1);

// Calls that are left when the drain is over are given this long to notice
// that they are cancelled.
constexpr absl::Duration kCancelGrace = absl::Seconds(1);

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// True once a stop signal has come, false after `wait`.
bool StopSignalCame(absl::Duration wait) {
  const sigset_t signals = StopSignals();
  const timespec limit = absl::ToTimespec(wait);
  return sigtimedwait(&signals, nullptr, &limit) > 0;
}

absl::Status Announce(const Options& options, const GrpcServer& server) {
  if (!options.port_file.empty()) {
    std::ofstream file(options.port_file);
    file << server.port() << '\n';
    if (!file.flush()) {
      return absl::UnavailableError(
          absl::StrCat("cannot write --port_file=", options.port_file));
    }
  }
  std::cout << "techflowd listening on " << server.address() << std::endl;
  return absl::OkStatus();
}

// Health follows the store until a stop signal comes: a server that cannot
// write still reads, and so does one that cannot follow, but balancers shall
// know.
void ServeUntilStopped(const ServedStore& served, GrpcServer& server,
                       Log& log) {
  const absl::string_view well =
      served.is_follower ? "the store is followed again" : "writes go on again";
  const absl::string_view unwell = served.is_follower
                                       ? "the store cannot be followed"
                                       : "writes are refused";
  bool was_well = true;
  while (!StopSignalCame(kHealthInterval)) {
    const absl::Status status = served.check();
    if (status.ok() == was_well) continue;
    was_well = status.ok();
    const Log::Field fields[] = {{"status", status.ToString()}};
    log.Write(was_well ? LogSeverity::kInfo : LogSeverity::kError,
              was_well ? well : unwell, fields);
    server.SetServing(was_well);
  }
}

// Health first, so that balancers go elsewhere; then no new calls; then the
// calls that were accepted; then the connections.
void Drain(const Options& options, const Clock& clock, GrpcServer& server,
           WorkQueue& queue, Log& log) {
  log.Write(LogSeverity::kInfo, "stopping");
  server.SetServing(false);
  if (options.drain_notice > absl::ZeroDuration()) {
    StopSignalCame(options.drain_notice);  // A second signal ends the notice.
  }
  queue.Close();
  const bool all_answered = queue.WaitUntilIdle(options.drain_timeout);
  server.Shutdown(clock.Now() + kCancelGrace);
  const Log::Field fields[] = {{"all_answered", all_answered ? "yes" : "no"}};
  log.Write(LogSeverity::kInfo, "stopped", fields);
}

// What a server that writes does before it listens.
absl::Status Prepare(const Options& options, Environment& environment,
                     std::unique_ptr<ReplayJobs>& replay_jobs, Log& log) {
  environment.backup_dir = options.backup_dir;
  if (!options.models_dir.empty()) {
    absl::Status status = ImportModels(environment, options.models_dir, log);
    if (!status.ok()) return status;
  }
  // Beside the store, which holds nothing but the log.
  auto opened = ReplayJobs::Open(
      environment,
      absl::StrCat(absl::StripSuffix(options.data_dir, "/"), ".jobs"));
  if (!opened.ok()) return opened.status();
  replay_jobs = *std::move(opened);
  environment.replay_jobs = replay_jobs.get();
  replay_jobs->Start();
  return absl::OkStatus();
}

absl::Status Serve(const Options& options, const Clock& clock, Log& log) {
  auto served = OpenStore(options, clock, log);
  if (!served.ok()) return served.status();
  const scorecard::Catalog catalog = scorecard::BuildStandardCatalog();
  ModelCache models(kMaxCachedModels);
  WorkQueue queue(static_cast<size_t>(options.queue_size), options.workers);
  Environment environment{*served->store, catalog, clock,
                          models,         &queue,  options.workers - 1};
  environment.is_follower = served->is_follower;
  std::unique_ptr<ReplayJobs> replay_jobs;  // Null: the server follows.
  absl::Status status = absl::OkStatus();
  if (!served->is_follower) {
    status = Prepare(options, environment, replay_jobs, log);
  }
  if (!status.ok()) return status;
  Services services(environment, queue, log,
                    options.log_calls ? &log : nullptr);
  auto server = GrpcServer::Start(options.listen, services.all());
  if (!server.ok()) return server.status();
  status = Announce(options, **server);
  if (!status.ok()) return status;
  ServeUntilStopped(*served, **server, log);
  Drain(options, clock, **server, queue, log);
  if (replay_jobs != nullptr) replay_jobs->Stop();
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  if (PrintedHelp(argc, argv)) return 0;
  const auto options = ReadOptions(argc, argv);
  if (!options.ok()) {
    std::cerr << "techflowd: " << options.status().message() << '\n';
    return kWrongUsage;
  }
  if (!options->restore.empty()) {
    return RestoreStore(*options, std::cout, std::cerr);
  }
  if (options->check) return CheckStore(*options, std::cout, std::cerr);
  // Before any thread starts, so that only StopSignalCame takes them.
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const SystemClock machine;
  const WatchedClock clock(machine, TimeSinceBoot);
  Log log(std::cerr, clock);
  if (absl::Status status = Serve(*options, clock, log); !status.ok()) {
    const Log::Field fields[] = {{"error", status.ToString()}};
    log.Write(LogSeverity::kError, "cannot serve", fields);
    return kCannotStart;
  }
  return 0;
}

}  // namespace
}  // namespace techflow::server

int main(int argc, char** argv) { return techflow::server::Main(argc, argv); }
