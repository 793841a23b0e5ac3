#include <csignal>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

class ReplayJobTest : public ConformanceTest {
 protected:
  v1::ReplayJob Create(const v1::CreateReplayJobRequest& request) {
    PatientContext context;
    v1::CreateReplayJobResponse response;
    const grpc::Status status =
        audits->CreateReplayJob(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.job();
  }

  v1::ReplayJob Get(const std::string& name) {
    PatientContext context;
    v1::GetReplayJobRequest request;
    request.set_name(name);
    v1::GetReplayJobResponse response;
    const grpc::Status status =
        audits->GetReplayJob(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.job();
  }

  // Asks until the job does not run any more.
  v1::ReplayJob AwaitEnd(const std::string& name) {
    v1::ReplayJob job = Get(name);
    while (job.state() == v1::REPLAY_JOB_STATE_RUNNING) job = Get(name);
    return job;
  }
};

TEST_F(ReplayJobTest, ReplaysWhatIsStoredAndIsThereAfterAKill) {
  for (int i = 0; i < 5; ++i) Rate(SmallRequest("acme"));
  v1::CreateReplayJobRequest request;
  request.set_requested_by("an auditor");
  const v1::ReplayJob made = Create(request);
  EXPECT_EQ(made.name(), "replayJobs/1");
  const v1::ReplayJob ended = AwaitEnd(made.name());
  EXPECT_EQ(ended.state(), v1::REPLAY_JOB_STATE_DONE);
  EXPECT_EQ(ended.replayed(), 5);
  EXPECT_EQ(ended.matching(), 5);
  server->Stop(SIGKILL);
  Start({});
  const v1::ReplayJob later = AwaitEnd(made.name());
  EXPECT_EQ(later.state(), v1::REPLAY_JOB_STATE_DONE);
  EXPECT_EQ(later.matching(), 5);
  EXPECT_EQ(later.requested_by(), "an auditor");
  EXPECT_EQ(Create({}).name(), "replayJobs/2");
}

TEST_F(ReplayJobTest, ListsWhoWouldMoveUnderACandidate) {
  v1::CreateModelVersionRequest version;
  version.set_parent(kSmallModel);
  *version.mutable_package() =
      Changed(Changed(PublishedPackage(), "from { value: '50' }",
                      "from { value: '40' }"),
              "grade: \"B\"", "grade: \"A\"");
  v1::RateEnterpriseRequest rating = SmallRequest("acme");
  rating.set_model(std::string(kSmallModel) + "/versions/1");
  Rate(rating);
  PatientContext creation;
  v1::CreateModelVersionResponse created;
  ASSERT_TRUE(models->CreateModelVersion(&creation, version, &created).ok());
  v1::CreateReplayJobRequest request;
  request.set_candidate_model_version(created.model_version().name());
  const v1::ReplayJob ended = AwaitEnd(Create(request).name());
  ASSERT_EQ(ended.moves_size(), 1);
  EXPECT_EQ(ended.moves(0).from(), "B");
  EXPECT_EQ(ended.moves(0).to(), "A");

  PatientContext listing;
  v1::ListReplayFindingsRequest list;
  list.set_parent(ended.name());
  v1::ListReplayFindingsResponse listed;
  ASSERT_TRUE(audits->ListReplayFindings(&listing, list, &listed).ok());
  ASSERT_EQ(listed.findings_size(), 1);
  EXPECT_EQ(listed.findings(0).rating(), "enterprises/acme/ratings/1");
  EXPECT_EQ(listed.findings(0).computed_grade(), "A");
}

}  // namespace
}  // namespace techflow::conformance
