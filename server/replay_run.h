#ifndef TECHFLOW_SERVER_REPLAY_RUN_H_
#define TECHFLOW_SERVER_REPLAY_RUN_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/environment.h"
#include "server/handlers/replay_finding.h"
#include "server/limits.h"
#include "server/model_cache.h"
#include "server/replay_journal.h"
#include "techflow/store/v1/entry.pb.h"
#include "techflow/v1/audit_service.pb.h"

namespace techflow::server {

// How often jobs save how far they are.
struct ReplayPace {
  int entries_per_save = kReplayEntriesPerSave;
  absl::Duration save_interval = kReplaySaveInterval;
};

// One replay job: walks the log as it was when the job was made, or the history
// of one enterprise, in the order of the log, and counts what it finds. Any
// thread may call anything, Step but one at a time.
class ReplayRun {
 public:
  // Begins a job. `job` has what its caller said, its log_size and create_time;
  // the name and the state are set here. UNAVAILABLE where it cannot be saved.
  // The environment must outlive it.
  static absl::StatusOr<std::shared_ptr<ReplayRun>> Create(
      const Environment& environment, const std::string& folder, int64_t number,
      const ReplayPace& pace, v1::ReplayJob job);

  // The job as it was saved, ready to go on where it was running. Where its
  // files are damaged it has failed, and says so; they are left as they are.
  static std::shared_ptr<ReplayRun> Restore(const Environment& environment,
                                            const std::string& folder,
                                            int64_t number,
                                            const ReplayPace& pace);

  int64_t number() const { return number_; }
  v1::ReplayJob Job() const;
  bool is_running() const;

  // Looks at one entry, and saves where it is time to. Without effect where the
  // job does not run. Blocks for one rating and its reads.
  void Step();

  // Stops the job. False where it had ended before. UNAVAILABLE where that
  // cannot be saved: after a restart it would go on.
  absl::StatusOr<bool> Cancel();

  // Puts on disk how far it is. UNAVAILABLE where it cannot; a restart then
  // goes on from the save before.
  absl::Status Save();

  // Offers the findings from a place on, as ReplayJournal::ReadFindings.
  absl::StatusOr<int64_t> ReadFindings(int64_t offset,
                                       const ReplayJournal::Take& take) const {
    return journal_.ReadFindings(offset, take);
  }

 private:
  ReplayRun(const Environment& environment, const std::string& folder,
            int64_t number, const ReplayPace& pace);

  // Finds out where the job ends, and under which model it computes. Once, by
  // the first Step, since it reads the store.
  absl::Status Prepare();

  // What is to be looked at: what is known of it, and its outcome where it is
  // for the job to count.
  struct Look {
    store::v1::Entry entry;
    std::optional<ReplayOutcome> outcome;
  };
  absl::StatusOr<Look> LookAt(int64_t next) const;

  // Counts what was seen and goes on to the next, unless it was stopped.
  absl::Status Take(const Look& look);
  void Count(const ReplayOutcome& outcome)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void End(v1::ReplayJobState state, const std::string& error)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Finish();
  void Fail(const absl::Status& why);
  bool IsTimeToSave();

  const Environment& environment_;
  const int64_t number_;
  const ReplayPace pace_;
  ReplayJournal journal_;

  // The job as it came here; what its caller said of it never changes.
  v1::ReplayJob made_;

  // Of Step alone.
  bool is_prepared_ = false;
  int64_t end_ = 0;              // The first `next` that is not looked at.
  ModelCache::Model candidate_;  // Null: each by its own model.
  int entries_since_save_ = 0;
  absl::Time last_save_;

  // One save at a time, so that the newest stays; taken before mutex_.
  absl::Mutex saving_;

  mutable absl::Mutex mutex_;
  v1::ReplayJob job_ ABSL_GUARDED_BY(mutex_);
  // The position to look at next; with a filter by enterprise, the number.
  int64_t next_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_REPLAY_RUN_H_
