#ifndef TECHFLOW_SERVER_REPLAY_JOBS_H_
#define TECHFLOW_SERVER_REPLAY_JOBS_H_

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/environment.h"
#include "server/replay_run.h"
#include "techflow/v1/audit_service.pb.h"

namespace techflow::server {

// The replay jobs of a server: those that run take turns on one thread of low
// priority, so that they take at most one core, and hardly any of a core that
// ratings want. Jobs that have ended stay. Any thread may call anything, but
// Start and Stop, which are for the one who owns it.
class ReplayJobs {
 public:
  // Reads the jobs in `folder`, which is made where it is not there. Damaged
  // files make failed jobs, no error. UNAVAILABLE where the folder cannot be
  // made or read. The environment must outlive the jobs.
  static absl::StatusOr<std::unique_ptr<ReplayJobs>> Open(
      const Environment& environment, const std::string& folder,
      const ReplayPace& pace = {});

  // Stops.
  ~ReplayJobs();

  ReplayJobs(const ReplayJobs&) = delete;
  ReplayJobs& operator=(const ReplayJobs&) = delete;

  // Starts the thread: jobs that were running go on.
  void Start();

  // Waits for the rating at hand, ends the thread and saves how far each job
  // is. Where that fails, the job goes on from an earlier save.
  void Stop();

  // Makes a job over the log as it is and gives it as it was made. `job` has
  // filter, candidate and requested_by, all checked. RESOURCE_EXHAUSTED
  // (TOO_MANY_REPLAY_JOBS) where too many run or are kept, UNAVAILABLE where it
  // cannot be saved.
  absl::StatusOr<v1::ReplayJob> Create(v1::ReplayJob job);

  // Null where there is none of that number.
  std::shared_ptr<ReplayRun> Find(int64_t number) const;

  // The jobs numbered below `before` (0: all), newest first, at most `limit`.
  std::vector<std::shared_ptr<ReplayRun>> List(int64_t before, int limit) const;

  // True as soon as no job runs, false after `timeout`.
  bool WaitUntilIdle(absl::Duration timeout) const;

  // What the thread does again and again: lets the job whose turn it is look at
  // a few entries. False where no job runs. For tests, instead of Start.
  bool RunSlice();

 private:
  ReplayJobs(const Environment& environment, const std::string& folder,
             const ReplayPace& pace)
      : environment_(environment), folder_(folder), pace_(pace) {}

  void Work();
  bool is_stopping() const;

  bool HasWorkOrStops() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return is_stopping_ || !running_.empty();
  }
  bool IsIdle() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return running_.empty();
  }
  size_t CountRunning() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Environment& environment_;
  const std::string folder_;
  const ReplayPace pace_;

  // One job is made at a time; taken before mutex_.
  absl::Mutex making_;

  mutable absl::Mutex mutex_;
  std::map<int64_t, std::shared_ptr<ReplayRun>> jobs_ ABSL_GUARDED_BY(mutex_);
  // Whose turn it is first. One that has ended leaves at its next turn.
  std::deque<std::shared_ptr<ReplayRun>> running_ ABSL_GUARDED_BY(mutex_);
  bool is_stopping_ ABSL_GUARDED_BY(mutex_) = false;

  std::thread thread_;
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_REPLAY_JOBS_H_
