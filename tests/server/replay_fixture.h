#ifndef TECHFLOW_TESTS_SERVER_REPLAY_FIXTURE_H_
#define TECHFLOW_TESTS_SERVER_REPLAY_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/handlers/rating_record.h"
#include "server/replay_jobs.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {

// Replay jobs over the store of HandlerTest. They run only where a test lets
// them, so that it says itself where they are stopped.
class ReplayTest : public HandlerTest {
 protected:
  ReplayTest() { Reopen(jobs_folder.path()); }

  // As a restart does. Whoever was there before has saved nothing more.
  void Reopen(const std::string& jobs_path) {
    auto opened = ReplayJobs::Open(environment, jobs_path);
    ASSERT_TRUE(opened.ok()) << opened.status();
    jobs = *std::move(opened);
    environment.replay_jobs = jobs.get();
  }

  void RunAll() {
    while (jobs->RunSlice()) {
    }
  }

  v1::ReplayJob Make(const v1::ReplayJob& job) {
    const auto made = jobs->Create(job);
    EXPECT_TRUE(made.ok()) << made.status();
    return made.ok() ? *made : v1::ReplayJob();
  }

  // Makes a job, runs it to its end and gives it as it then stands.
  v1::ReplayJob Run(const v1::ReplayJob& job) {
    Make(job);
    RunAll();
    return jobs->List(0, 1).front()->Job();
  }
  v1::ReplayJob RunFiltered(const v1::ReplayFilter& filter) {
    v1::ReplayJob job;
    *job.mutable_filter() = filter;
    return Run(job);
  }

  std::vector<v1::ReplayFinding> FindingsOf(int64_t number) {
    std::vector<v1::ReplayFinding> findings;
    const auto end =
        jobs->Find(number)->ReadFindings(0, [&](v1::ReplayFinding finding) {
          findings.push_back(std::move(finding));
          return true;
        });
    EXPECT_TRUE(end.ok()) << end.status();
    return findings;
  }

  // The rating of a company as it was stored, to be changed and stored again
  // as the next of the company.
  storage::NewEntry Copy(const v1::Rating& rating) {
    const auto stored = store->GetByNumber(rating.enterprise(), 1);
    storage::NewEntry entry;
    entry.entry.set_subject(rating.enterprise());
    entry.entry.set_recorded_at_us(absl::ToUnixMicros(clock.now));
    *entry.entry.mutable_rating() = stored->entry.rating();
    entry.entry.mutable_rating()->clear_evidence_digest();
    entry.entry.mutable_rating()->clear_assessment_digest();
    entry.evidence = Serialize(SmallEvidence());
    entry.assessment = Serialize(rating.assessment());
    return entry;
  }

  // Another assessment than the model comes to.
  storage::NewEntry Forged(const v1::Rating& rating) {
    storage::NewEntry entry = Copy(rating);
    v1::Assessment assessment = rating.assessment();
    assessment.set_grade("A");
    entry.entry.mutable_rating()->set_grade("A");
    entry.assessment = Serialize(assessment);
    return entry;
  }

  void Store(const storage::NewEntry& entry) {
    const auto appended = store->Append(entry);
    EXPECT_TRUE(appended.ok()) << appended.status();
  }

  storage::TemporaryFolder jobs_folder;
  std::unique_ptr<ReplayJobs> jobs;
};

}  // namespace techflow::server

#endif  // TECHFLOW_TESTS_SERVER_REPLAY_FIXTURE_H_
