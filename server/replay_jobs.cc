#include "server/replay_jobs.h"

#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/dates.h"
#include "server/errors.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

// A tenth of the weight of a worker where both want the same core, and never in
// a hurry. The thread does not yield by itself: it would then get one rating
// for each round of everybody else's, instead of its tenth.
constexpr int kReplayNiceness = 10;

// Of the calling thread alone: Linux takes 0 for it. Neither can fail, since
// both only lower.
void LowerPriorityOfThread() {
  setpriority(PRIO_PROCESS, 0, kReplayNiceness);
  const sched_param ordinary = {};
  sched_setscheduler(0, SCHED_BATCH, &ordinary);
}

absl::Status TooMany(absl::string_view message) {
  return Error(absl::StatusCode::kResourceExhausted, reason::kTooManyReplayJobs,
               message);
}

}  // namespace

absl::StatusOr<std::unique_ptr<ReplayJobs>> ReplayJobs::Open(
    const Environment& environment, const std::string& folder,
    const ReplayPace& pace) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(
        absl::StrCat("cannot make the folder of replay jobs ", folder, ": ",
                     error.message()));
  }
  const auto numbers = ReplayJournal::Numbers(folder);
  if (!numbers.ok()) return numbers.status();
  std::unique_ptr<ReplayJobs> jobs(new ReplayJobs(environment, folder, pace));
  absl::MutexLock lock(&jobs->mutex_);
  for (const int64_t number : *numbers) {
    auto run = ReplayRun::Restore(environment, folder, number, pace);
    if (run->is_running()) jobs->running_.push_back(run);
    jobs->jobs_.emplace(number, std::move(run));
  }
  return jobs;
}

ReplayJobs::~ReplayJobs() { Stop(); }

void ReplayJobs::Start() {
  thread_ = std::thread([this] { Work(); });
}

void ReplayJobs::Stop() {
  std::deque<std::shared_ptr<ReplayRun>> running;
  {
    absl::MutexLock lock(&mutex_);
    if (is_stopping_) return;
    is_stopping_ = true;
    running = running_;
  }
  if (thread_.joinable()) thread_.join();
  for (const auto& run : running) {
    if (run->is_running()) run->Save().IgnoreError();
  }
}

absl::StatusOr<v1::ReplayJob> ReplayJobs::Create(v1::ReplayJob job) {
  absl::MutexLock making(&making_);
  int64_t number = 1;
  {
    absl::MutexLock lock(&mutex_);
    if (CountRunning() >= kMaxRunningReplayJobs) {
      return TooMany(absl::StrCat(kMaxRunningReplayJobs,
                                  " replay jobs run, as many as may; wait for "
                                  "one, or cancel it"));
    }
    if (jobs_.size() >= kMaxReplayJobs) {
      return TooMany(absl::StrCat(kMaxReplayJobs,
                                  " replay jobs are kept, as many as may; the "
                                  "operator can move the oldest files away"));
    }
    if (!jobs_.empty()) number = jobs_.rbegin()->first + 1;
  }
  job.set_log_size(environment_.store.Size());
  *job.mutable_create_time() =
      ToTimestamp(absl::ToUnixMicros(environment_.clock.Now()));
  auto run =
      ReplayRun::Create(environment_, folder_, number, pace_, std::move(job));
  if (!run.ok()) return run.status();
  v1::ReplayJob made = (*run)->Job();
  absl::MutexLock lock(&mutex_);
  jobs_.emplace(number, *run);
  running_.push_back(*std::move(run));
  return made;
}

size_t ReplayJobs::CountRunning() const {
  return static_cast<size_t>(
      std::count_if(running_.begin(), running_.end(),
                    [](const auto& run) { return run->is_running(); }));
}

std::shared_ptr<ReplayRun> ReplayJobs::Find(int64_t number) const {
  absl::MutexLock lock(&mutex_);
  const auto it = jobs_.find(number);
  return it == jobs_.end() ? nullptr : it->second;
}

std::vector<std::shared_ptr<ReplayRun>> ReplayJobs::List(int64_t before,
                                                         int limit) const {
  absl::MutexLock lock(&mutex_);
  std::vector<std::shared_ptr<ReplayRun>> listed;
  auto it = before == 0 ? jobs_.end() : jobs_.lower_bound(before);
  while (it != jobs_.begin() && listed.size() < static_cast<size_t>(limit)) {
    --it;
    listed.push_back(it->second);
  }
  return listed;
}

bool ReplayJobs::WaitUntilIdle(absl::Duration timeout) const {
  absl::MutexLock lock(&mutex_);
  return mutex_.AwaitWithTimeout(absl::Condition(this, &ReplayJobs::IsIdle),
                                 timeout);
}

bool ReplayJobs::is_stopping() const {
  absl::MutexLock lock(&mutex_);
  return is_stopping_;
}

bool ReplayJobs::RunSlice() {
  std::shared_ptr<ReplayRun> run;
  {
    absl::MutexLock lock(&mutex_);
    if (running_.empty()) return false;
    run = running_.front();
  }
  for (int i = 0; i < kReplaySliceEntries && run->is_running(); ++i) {
    if (is_stopping()) break;
    run->Step();
  }
  absl::MutexLock lock(&mutex_);
  running_.pop_front();
  if (run->is_running()) running_.push_back(std::move(run));
  return true;
}

void ReplayJobs::Work() {
  LowerPriorityOfThread();
  for (;;) {
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &ReplayJobs::HasWorkOrStops));
      if (is_stopping_) return;
    }
    RunSlice();
  }
}

}  // namespace techflow::server
