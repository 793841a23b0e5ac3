#include "clients/cli/audit/replay_job_view.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class ReplayJobView : public testing::Test {
 protected:
  template <typename Message>
  Message Parse(const std::string& text) {
    Message message;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
    return message;
  }

  std::ostringstream out_;
  std::ostringstream err_;
  Session session_{.out = out_, .err = err_, .settings = {}, .action = {}};
};

TEST_F(ReplayJobView, ShowsOfTheFilterOnlyWhatIsSet) {
  auto job = Parse<v1::ReplayJob>(
      "name: 'replayJobs/1' state: REPLAY_JOB_STATE_RUNNING log_size: 1200");
  EXPECT_THAT(JobText(session_, job), HasSubstr("every rating"));
  job.mutable_filter()->set_enterprise("enterprises/intel");
  job.mutable_filter()->add_grades("T3");
  job.mutable_filter()->add_grades("T4");
  const std::string text = JobText(session_, job);
  EXPECT_THAT(text, HasSubstr("enterprise enterprises/intel, grades T3 T4\n"));
  EXPECT_THAT(text, HasSubstr("1,200"));
  EXPECT_THAT(text, Not(HasSubstr("every rating")));
}

TEST_F(ReplayJobView, SaysThatACandidateIsNoReplay) {
  auto job = Parse<v1::ReplayJob>(
      "name: 'replayJobs/2' state: REPLAY_JOB_STATE_DONE replayed: 3 "
      "moves { from: 'T3' to: 'T4' count: 2 } moves { from: '' to: 'T9' "
      "count: 1 }");
  EXPECT_THAT(JobText(session_, job), Not(HasSubstr("NOT A REPLAY")));
  EXPECT_THAT(JobText(session_, job), HasSubstr("Matching"));
  job.set_candidate_model_version("models/techflow/versions/2");
  const std::string text = JobText(session_, job);
  EXPECT_THAT(text, HasSubstr("NOT A REPLAY"));
  EXPECT_THAT(text, HasSubstr("models/techflow/versions/2"));
  EXPECT_THAT(text, Not(HasSubstr("Matching")));
  EXPECT_THAT(text, HasSubstr("none  T9"));
  session_.settings.language = Language::kChinese;
  EXPECT_THAT(JobText(session_, job), HasSubstr("这不是重算"));
}

TEST_F(ReplayJobView, TellsByTheExitCodeHowAJobEnded) {
  v1::ReplayJob job;
  job.set_state(v1::REPLAY_JOB_STATE_RUNNING);
  EXPECT_EQ(JobExitCode(job), kExitOk);
  job.set_state(v1::REPLAY_JOB_STATE_DONE);
  EXPECT_EQ(JobExitCode(job), kExitOk);
  job.set_unreproducible(1);
  EXPECT_EQ(JobExitCode(job), kExitFindings);
  job.set_unreproducible(0);
  job.set_mismatching(1);
  EXPECT_EQ(JobExitCode(job), kExitFindings);
  job.set_state(v1::REPLAY_JOB_STATE_CANCELLED);
  EXPECT_EQ(JobExitCode(job), kExitFailed);
  job.set_state(v1::REPLAY_JOB_STATE_FAILED);
  EXPECT_EQ(JobExitCode(job), kExitFailed);
}

TEST_F(ReplayJobView, ShowsTheFirstDifferenceAndHowManyMoreThereAre) {
  const auto finding = Parse<v1::ReplayFinding>(
      "rating: 'enterprises/intel/ratings/7' log_position: 1234 "
      "verdict: REPLAY_VERDICT_MISMATCH "
      "differences { field: 'score' stored: '63.5' recomputed: '64' } "
      "differences { field: 'grade' stored: '\"T4\"' recomputed: '\"T3\"' } "
      "stored_grade: 'T4' computed_grade: 'T3' "
      "stored_score { value: '63.5' } computed_score { value: '64' }");
  const std::string table =
      TableText(FindingsTable(session_, {finding}), false);
  EXPECT_THAT(table, HasSubstr("1,234"));
  EXPECT_THAT(table, HasSubstr("MISMATCH"));
  EXPECT_THAT(table, HasSubstr("T4 63.50"));
  EXPECT_THAT(table, HasSubstr("T3 64.00"));
  EXPECT_THAT(table, HasSubstr("score: 63.5 → 64 (+1)"));
  EXPECT_THAT(CsvText(FindingsCsv({finding})),
              HasSubstr("score: 63.5 → 64; grade: \"\"T4\"\" → \"\"T3\"\""));
}

TEST_F(ReplayJobView, ShowsTheReasonWhereNothingCouldBeComputed) {
  const auto finding = Parse<v1::ReplayFinding>(
      "rating: 'enterprises/a/ratings/1' "
      "verdict: REPLAY_VERDICT_UNREPRODUCIBLE reason: 'its evidence was "
      "erased' stored_grade: 'T4'");
  const std::string table =
      TableText(FindingsTable(session_, {finding}), false);
  EXPECT_THAT(table, HasSubstr("UNREPRODUCIBLE"));
  EXPECT_THAT(table, HasSubstr("its evidence was erased"));
}

}  // namespace
}  // namespace techflow::cli
