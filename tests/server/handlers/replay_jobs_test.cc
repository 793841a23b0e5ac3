#include "server/handlers/replay_jobs.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/errors.h"
#include "tests/server/replay_fixture.h"

namespace techflow::server {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class ReplayJobHandlersTest : public ReplayTest {
 protected:
  v1::ReplayJob Create(const v1::CreateReplayJobRequest& request) {
    const auto created = CreateReplayJob(environment, call, request);
    EXPECT_TRUE(created.ok()) << created.status();
    return created.ok() ? created->job() : v1::ReplayJob();
  }

  absl::StatusOr<v1::ListReplayFindingsResponse> Findings(
      const std::string& parent, int page_size, const std::string& token) {
    v1::ListReplayFindingsRequest request;
    request.set_parent(parent);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return ListReplayFindings(environment, call, request);
  }

  std::vector<std::string> ViolatedFields(const absl::Status& status) {
    std::vector<std::string> fields;
    const v1::ItemError error = ToItemError(status);
    for (const v1::Warning& violation : error.violations()) {
      fields.push_back(violation.field());
    }
    return fields;
  }
};

TEST_F(ReplayJobHandlersTest, AnswerWithTheJobAtOnceAndTellOfItLater) {
  Rate(SmallRequest("a"));
  v1::CreateReplayJobRequest request;
  request.set_requested_by("an auditor");
  request.mutable_filter()->add_grades("B");
  const v1::ReplayJob made = Create(request);
  EXPECT_EQ(made.name(), "replayJobs/1");
  EXPECT_EQ(made.state(), v1::REPLAY_JOB_STATE_RUNNING);
  EXPECT_EQ(made.requested_by(), "an auditor");
  EXPECT_EQ(made.filter().grades(0), "B");
  EXPECT_EQ(made.log_size(), 2);
  EXPECT_EQ(made.create_time().seconds(), absl::ToUnixSeconds(clock.now));
  RunAll();
  v1::GetReplayJobRequest get;
  get.set_name("replayJobs/1");
  const auto got = GetReplayJob(environment, call, get);
  ASSERT_TRUE(got.ok()) << got.status();
  EXPECT_EQ(got->job().state(), v1::REPLAY_JOB_STATE_DONE);
  EXPECT_EQ(got->job().matching(), 1);
}

TEST_F(ReplayJobHandlersTest, ReportEverythingThatIsWrongWithARequest) {
  v1::CreateReplayJobRequest request;
  v1::ReplayFilter& filter = *request.mutable_filter();
  filter.set_enterprise("enterprises/-");
  filter.set_model("techflow");
  filter.mutable_stored_from()->set_nanos(-1);
  filter.mutable_stored_until()->set_seconds(int64_t{1} << 40);
  *filter.mutable_as_of_from() = Day(2026, 2, 30);
  *filter.mutable_as_of_until() = Day(2026, 13, 1);
  filter.add_grades(std::string(64, 'T'));
  request.set_candidate_model_version("models/techflow");
  request.set_requested_by(std::string(129, 'x'));
  const auto refused = CreateReplayJob(environment, call, request);
  EXPECT_EQ(ReasonOf(refused.status()), "INVALID_REQUEST");
  EXPECT_THAT(ViolatedFields(refused.status()),
              UnorderedElementsAre("filter.enterprise", "filter.model",
                                   "filter.stored_from", "filter.stored_until",
                                   "filter.as_of_from", "filter.as_of_until",
                                   "filter.grades[0]",
                                   "candidate_model_version", "requested_by"));
  EXPECT_TRUE(jobs->List(0, 1).empty());
}

TEST_F(ReplayJobHandlersTest, RefuseSpansThatHoldNothing) {
  v1::CreateReplayJobRequest request;
  v1::ReplayFilter& filter = *request.mutable_filter();
  filter.mutable_stored_from()->set_seconds(100);
  filter.mutable_stored_until()->set_seconds(100);
  *filter.mutable_as_of_from() = Day(2026, 2, 2);
  *filter.mutable_as_of_until() = Day(2026, 2, 1);
  const auto refused = CreateReplayJob(environment, call, request);
  EXPECT_THAT(
      ViolatedFields(refused.status()),
      UnorderedElementsAre("filter.stored_until", "filter.as_of_until"));
}

TEST_F(ReplayJobHandlersTest, RefuseACandidateThatIsNotThere) {
  v1::CreateReplayJobRequest request;
  request.set_candidate_model_version("models/small-model/versions/2");
  const auto refused = CreateReplayJob(environment, call, request);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(refused.status()), "MODEL_VERSION_NOT_FOUND");
}

TEST_F(ReplayJobHandlersTest, TellANameThatIsNoneFromAJobThatIsNotThere) {
  v1::GetReplayJobRequest get;
  get.set_name("replayJobs/01");
  EXPECT_EQ(ReasonOf(GetReplayJob(environment, call, get).status()),
            "INVALID_REQUEST");
  get.set_name("replayJobs/1");
  EXPECT_EQ(ReasonOf(GetReplayJob(environment, call, get).status()),
            "REPLAY_JOB_NOT_FOUND");
  v1::CancelReplayJobRequest cancel;
  cancel.set_name("replayJobs/1");
  EXPECT_EQ(ReasonOf(CancelReplayJob(environment, call, cancel).status()),
            "REPLAY_JOB_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Findings("replayJobs/1", 0, "").status()),
            "REPLAY_JOB_NOT_FOUND");
  EXPECT_THAT(ViolatedFields(Findings("jobs/1", -1, "x").status()),
              UnorderedElementsAre("parent", "page_size", "page_token"));
}

TEST_F(ReplayJobHandlersTest, StopAJobOnce) {
  Create({});
  v1::CancelReplayJobRequest cancel;
  cancel.set_name("replayJobs/1");
  const auto stopped = CancelReplayJob(environment, call, cancel);
  ASSERT_TRUE(stopped.ok()) << stopped.status();
  EXPECT_EQ(stopped->job().state(), v1::REPLAY_JOB_STATE_CANCELLED);
  const auto again = CancelReplayJob(environment, call, cancel);
  EXPECT_EQ(again.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(again.status()), "REPLAY_JOB_ENDED");
}

TEST_F(ReplayJobHandlersTest, ListJobsInPagesNewestFirst) {
  for (int i = 0; i < 3; ++i) Create({});
  v1::ListReplayJobsRequest request;
  request.set_page_size(2);
  const auto first = ListReplayJobs(environment, call, request);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_EQ(first->jobs_size(), 2);
  EXPECT_EQ(first->jobs(0).name(), "replayJobs/3");
  request.set_page_token(first->next_page_token());
  const auto second = ListReplayJobs(environment, call, request);
  ASSERT_TRUE(second.ok()) << second.status();
  ASSERT_EQ(second->jobs_size(), 1);
  EXPECT_EQ(second->jobs(0).name(), "replayJobs/1");
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(ReplayJobHandlersTest, ListFindingsInPages) {
  const v1::Rating rating = Rate(SmallRequest("a"));
  for (int i = 0; i < 5; ++i) Store(Forged(rating));
  const std::string name = Create({}).name();
  RunAll();
  std::vector<int64_t> positions;
  std::vector<int> sizes;
  std::string token;
  do {
    const auto page = Findings(name, 2, token);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const auto& finding : page->findings()) {
      positions.push_back(finding.log_position());
    }
    sizes.push_back(page->findings_size());
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_THAT(positions, ElementsAre(2, 3, 4, 5, 6));
  EXPECT_THAT(sizes, ElementsAre(2, 2, 1));
  Create({});
  const auto of_another =
      Findings("replayJobs/2", 2, Findings(name, 2, "")->next_page_token());
  EXPECT_THAT(ViolatedFields(of_another.status()), ElementsAre("page_token"));
}

}  // namespace
}  // namespace techflow::server
