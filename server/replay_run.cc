#include "server/replay_run.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/dates.h"
#include "server/handlers/model_choice.h"
#include "server/replay_filter.h"
#include "server/resource_names.h"

namespace techflow::server {
namespace {

// Numbers within a subject count from 1, positions from 0.
int64_t FirstPlace(const v1::ReplayFilter& filter) {
  return filter.enterprise().empty() ? 0 : 1;
}

// What is known of an entry that cannot be read: its position, or its number.
store::v1::Entry UnreadEntry(const v1::ReplayFilter& filter, int64_t next) {
  store::v1::Entry entry;
  if (filter.enterprise().empty()) {
    entry.set_position(next);
  } else {
    entry.set_subject(filter.enterprise());
    entry.set_number(next);
    entry.set_position(-1);
  }
  return entry;
}

void CountMove(const v1::ReplayFinding& finding, v1::ReplayJob& job) {
  const auto it =
      std::find_if(job.mutable_moves()->begin(), job.mutable_moves()->end(),
                   [&](const v1::GradeMove& move) {
                     return move.from() == finding.stored_grade() &&
                            move.to() == finding.computed_grade();
                   });
  if (it != job.mutable_moves()->end()) {
    it->set_count(it->count() + 1);
    return;
  }
  v1::GradeMove& move = *job.add_moves();
  move.set_from(finding.stored_grade());
  move.set_to(finding.computed_grade());
  move.set_count(1);
}

}  // namespace

ReplayRun::ReplayRun(const Environment& environment, const std::string& folder,
                     int64_t number, const ReplayPace& pace)
    : environment_(environment),
      number_(number),
      pace_(pace),
      journal_(folder, number),
      last_save_(environment.clock.Now()) {}

absl::StatusOr<std::shared_ptr<ReplayRun>> ReplayRun::Create(
    const Environment& environment, const std::string& folder, int64_t number,
    const ReplayPace& pace, v1::ReplayJob job) {
  std::shared_ptr<ReplayRun> run(
      new ReplayRun(environment, folder, number, pace));
  job.set_name(ReplayJobName(number));
  job.set_state(v1::REPLAY_JOB_STATE_RUNNING);
  run->made_ = job;
  {
    absl::MutexLock lock(&run->mutex_);
    run->next_ = FirstPlace(job.filter());
    run->job_ = std::move(job);
  }
  if (absl::Status status = run->Save(); !status.ok()) return status;
  return run;
}

std::shared_ptr<ReplayRun> ReplayRun::Restore(const Environment& environment,
                                              const std::string& folder,
                                              int64_t number,
                                              const ReplayPace& pace) {
  std::shared_ptr<ReplayRun> run(
      new ReplayRun(environment, folder, number, pace));
  auto progress = run->journal_.Load();
  absl::Status status = progress.status();
  const int64_t log_size = environment.store.Size();
  if (status.ok() && progress->job.name() != ReplayJobName(number)) {
    status = absl::DataLossError(
        absl::StrCat("its file is that of `", progress->job.name(), "`"));
  } else if (status.ok() &&
             progress->job.state() == v1::REPLAY_JOB_STATE_RUNNING &&
             progress->job.log_size() > log_size) {
    status = absl::DataLossError(absl::StrCat(
        "the log has ", log_size, " entries, fewer than the ",
        progress->job.log_size(), " it had when the job was made"));
  }
  absl::MutexLock lock(&run->mutex_);
  if (progress.ok()) {
    run->made_ = progress->job;
    run->job_ = std::move(progress->job);
    run->next_ = progress->next;
  }
  run->job_.set_name(ReplayJobName(number));
  if (!status.ok()) {
    run->job_.set_state(v1::REPLAY_JOB_STATE_FAILED);
    run->job_.set_error(std::string(status.message()));
  }
  return run;
}

v1::ReplayJob ReplayRun::Job() const {
  absl::MutexLock lock(&mutex_);
  return job_;
}

bool ReplayRun::is_running() const {
  absl::MutexLock lock(&mutex_);
  return job_.state() == v1::REPLAY_JOB_STATE_RUNNING;
}

absl::Status ReplayRun::Prepare() {
  if (is_prepared_) return absl::OkStatus();
  end_ = made_.log_size();
  if (const std::string& enterprise = made_.filter().enterprise();
      !enterprise.empty()) {
    // Numbers made since then are left out by their positions.
    const auto newest =
        environment_.store.History(enterprise, /*before_number=*/0,
                                   /*limit=*/1);
    if (!newest.ok()) return newest.status();
    end_ = newest->empty() ? 0 : newest->front().entry.number() + 1;
  }
  if (!made_.candidate_model_version().empty()) {
    const auto name = ParseModelVersion(made_.candidate_model_version());
    if (!name) return absl::DataLossError("its candidate is no model version");
    const auto version =
        environment_.store.GetByNumber(name->model, name->number);
    if (!version.ok()) return version.status();
    auto model = LoadModel(environment_,
                           version->entry.model_version().package_digest());
    if (!model.ok()) return model.status();
    candidate_ = *std::move(model);
  }
  is_prepared_ = true;
  return absl::OkStatus();
}

absl::StatusOr<ReplayRun::Look> ReplayRun::LookAt(int64_t next) const {
  const v1::ReplayFilter& filter = made_.filter();
  auto stored = filter.enterprise().empty()
                    ? environment_.store.Get(next)
                    : environment_.store.GetByNumber(filter.enterprise(), next);
  Look look;
  if (absl::IsDataLoss(stored.status()) || absl::IsNotFound(stored.status())) {
    look.entry = UnreadEntry(filter, next);
    look.outcome = DamagedEntry(look.entry, stored.status());
    if (candidate_ != nullptr) look.outcome->finding.clear_verdict();
    return look;
  }
  if (!stored.ok()) return stored.status();
  look.entry = std::move(stored->entry);
  if (!PassesReplayFilter(filter, look.entry)) return look;
  auto outcome = candidate_ == nullptr
                     ? ReplayEntry(environment_, look.entry)
                     : CompareEntry(environment_, look.entry, *candidate_);
  if (!outcome.ok()) return outcome.status();
  look.outcome = *std::move(outcome);
  return look;
}

void ReplayRun::Count(const ReplayOutcome& outcome) {
  job_.set_replayed(job_.replayed() + 1);
  switch (outcome.kind) {
    case ReplayOutcome::Kind::kMatching:
      job_.set_matching(job_.matching() + 1);
      break;
    case ReplayOutcome::Kind::kMismatching:
      job_.set_mismatching(job_.mismatching() + 1);
      break;
    case ReplayOutcome::Kind::kUnreproducible:
      job_.set_unreproducible(job_.unreproducible() + 1);
      break;
    case ReplayOutcome::Kind::kCompared:
      CountMove(outcome.finding, job_);
      break;
  }
}

void ReplayRun::End(v1::ReplayJobState state, const std::string& error) {
  job_.set_state(state);
  job_.set_error(error);
  *job_.mutable_end_time() =
      ToTimestamp(absl::ToUnixMicros(environment_.clock.Now()));
}

void ReplayRun::Fail(const absl::Status& why) {
  {
    absl::MutexLock lock(&mutex_);
    if (job_.state() != v1::REPLAY_JOB_STATE_RUNNING) return;
    End(v1::REPLAY_JOB_STATE_FAILED, std::string(why.message()));
  }
  // Where this fails too, a restart tries again from the save before.
  Save().IgnoreError();
}

absl::Status ReplayRun::Take(const Look& look) {
  absl::MutexLock lock(&mutex_);
  if (job_.state() != v1::REPLAY_JOB_STATE_RUNNING) return absl::OkStatus();
  if (look.outcome) {
    // Before it is counted, so that no count is without its finding.
    if (look.outcome->is_finding) {
      if (absl::Status status = journal_.Append(look.outcome->finding);
          !status.ok()) {
        return status;
      }
    }
    Count(*look.outcome);
  }
  ++next_;
  job_.set_looked_at(std::max(job_.looked_at(), look.entry.position() + 1));
  return absl::OkStatus();
}

bool ReplayRun::IsTimeToSave() {
  const absl::Time now = environment_.clock.Now();
  if (++entries_since_save_ < pace_.entries_per_save &&
      now - last_save_ < pace_.save_interval) {
    return false;
  }
  entries_since_save_ = 0;
  last_save_ = now;
  return true;
}

void ReplayRun::Finish() {
  {
    absl::MutexLock lock(&mutex_);
    if (job_.state() != v1::REPLAY_JOB_STATE_RUNNING) return;
    job_.set_looked_at(job_.log_size());
    End(v1::REPLAY_JOB_STATE_DONE, "");
  }
  // Where it fails, a restart does the rest again and comes to the same.
  Save().IgnoreError();
}

void ReplayRun::Step() {
  int64_t next = 0;
  {
    absl::MutexLock lock(&mutex_);
    if (job_.state() != v1::REPLAY_JOB_STATE_RUNNING) return;
    next = next_;
  }
  if (absl::Status status = Prepare(); !status.ok()) return Fail(status);
  if (next >= end_) return Finish();
  const auto look = LookAt(next);
  if (!look.ok()) return Fail(look.status());
  if (look->entry.position() >= made_.log_size()) return Finish();
  if (absl::Status status = Take(*look); !status.ok()) return Fail(status);
  if (!IsTimeToSave()) return;
  if (absl::Status status = Save(); !status.ok()) Fail(status);
}

absl::StatusOr<bool> ReplayRun::Cancel() {
  {
    absl::MutexLock lock(&mutex_);
    if (job_.state() != v1::REPLAY_JOB_STATE_RUNNING) return false;
    End(v1::REPLAY_JOB_STATE_CANCELLED, "");
  }
  if (absl::Status status = Save(); !status.ok()) return status;
  return true;
}

absl::Status ReplayRun::Save() {
  absl::MutexLock saving(&saving_);
  ReplayJournal::Progress progress;
  {
    absl::MutexLock lock(&mutex_);
    progress.job = job_;
    progress.next = next_;
    progress.findings_bytes = journal_.findings_bytes();
  }
  return journal_.Save(progress);
}

}  // namespace techflow::server
