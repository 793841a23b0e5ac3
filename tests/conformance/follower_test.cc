// A server that follows another: reads, refusals, kills, what it leaves alone.

#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/conformance/batch_load.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

namespace fs = std::filesystem;
using ::grpc::health::v1::HealthCheckResponse;
using ::testing::HasSubstr;

class FollowerTest : public ConformanceTest {
 protected:
  void Follow() {
    follower = std::make_unique<ServerProcess>(
        data.path(), std::vector<std::string>{"--follow"});
    ASSERT_NE(follower->address(), "") << follower->log();
    followed = follower->Connect();
    reads = v1::RatingService::NewStub(followed);
    proofs = v1::AuditService::NewStub(followed);
  }

  grpc::Status Read(const std::string& name, v1::Rating& rating) const {
    PatientContext context;
    v1::GetRatingRequest request;
    request.set_name(name);
    v1::GetRatingResponse response;
    grpc::Status status = reads->GetRating(&context, request, &response);
    rating.Swap(response.mutable_rating());
    return status;
  }

  // Reads a rating from the follower as soon as it is there.
  v1::Rating Await(const std::string& name) const {
    v1::Rating rating;
    grpc::Status status = Read(name, rating);
    while (status.error_code() == grpc::StatusCode::NOT_FOUND) {
      std::this_thread::yield();
      status = Read(name, rating);
    }
    EXPECT_TRUE(status.ok()) << status.error_message();
    return rating;
  }

  static v1::GetCheckpointResponse Checkpoint(v1::AuditService::Stub& stub) {
    PatientContext context;
    v1::GetCheckpointResponse response;
    EXPECT_TRUE(stub.GetCheckpoint(&context, {}, &response).ok());
    return response;
  }

  std::unique_ptr<ServerProcess> follower;
  std::shared_ptr<grpc::Channel> followed;
  std::unique_ptr<v1::RatingService::Stub> reads;
  std::unique_ptr<v1::AuditService::Stub> proofs;
};

// Path, time of the last change and size of all that is in a folder.
std::map<std::string, std::string> AllFiles(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    std::string state =
        std::to_string(entry.last_write_time().time_since_epoch().count());
    if (entry.is_regular_file()) {
      state += ' ';
      state += std::to_string(entry.file_size());
    }
    files[entry.path().string()] = std::move(state);
  }
  return files;
}

TEST_F(FollowerTest, ReadsWhatTheOtherOneRates) {
  const v1::Rating first = Rate(SmallRequest("acme"));
  Follow();
  v1::Rating read;
  ASSERT_TRUE(Read(first.name(), read).ok());
  EXPECT_EQ(read.SerializeAsString(), first.SerializeAsString());
  const v1::Rating second = Rate(SmallRequest("acme"));
  EXPECT_EQ(Await(second.name()).SerializeAsString(),
            second.SerializeAsString());
  PatientContext context;
  v1::ListRatingsRequest request;
  request.set_parent("enterprises/-");
  v1::ListRatingsResponse response;
  ASSERT_TRUE(reads->ListRatings(&context, request, &response).ok());
  EXPECT_EQ(response.ratings_size(), 2);
}

TEST_F(FollowerTest, GivesTheSameCheckpointAndProofs) {
  const v1::Rating first = Rate(SmallRequest("acme"));
  const int64_t old_size = Checkpoint(*audits).size();
  const v1::Rating second = Rate(SmallRequest("acme"));
  Follow();
  const v1::GetCheckpointResponse checkpoint = Checkpoint(*proofs);
  EXPECT_EQ(checkpoint.SerializeAsString(),
            Checkpoint(*audits).SerializeAsString());

  const auto prove = [&](v1::AuditService::Stub& stub) {
    PatientContext inclusion_context;
    v1::ProveInclusionRequest included;
    included.set_log_position(first.log_position());
    v1::ProveInclusionResponse inclusion;
    EXPECT_TRUE(
        stub.ProveInclusion(&inclusion_context, included, &inclusion).ok());
    EXPECT_NE(inclusion.tlog_proof(), "");
    PatientContext consistency_context;
    v1::ProveConsistencyRequest extended;
    extended.set_old_size(old_size);
    v1::ProveConsistencyResponse consistency;
    EXPECT_TRUE(
        stub.ProveConsistency(&consistency_context, extended, &consistency)
            .ok());
    EXPECT_EQ(consistency.checkpoint(), checkpoint.checkpoint());
    PatientContext export_context;
    v1::ExportRatingRequest exported;
    exported.set_name(second.name());
    v1::ExportRatingResponse bundle;
    EXPECT_TRUE(stub.ExportRating(&export_context, exported, &bundle).ok());
    return inclusion.SerializeAsString() + consistency.SerializeAsString() +
           bundle.SerializeAsString();
  };
  EXPECT_EQ(prove(*proofs), prove(*audits));
}

TEST_F(FollowerTest, RefusesWhatWrites) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  Follow();
  const auto expect_refused = [](const grpc::Status& status) {
    ExpectError(status, grpc::StatusCode::FAILED_PRECONDITION,
                "READ_ONLY_FOLLOWER");
    EXPECT_THAT(status.error_message(), HasSubstr("follows another"));
    EXPECT_EQ(
        Find<google::rpc::PreconditionFailure>(status).violations(0).subject(),
        "--follow");
  };
  PatientContext contexts[9];
  v1::RateEnterpriseResponse rated;
  expect_refused(
      reads->RateEnterprise(&contexts[0], SmallRequest("acme"), &rated));
  v1::BatchRateEnterprisesRequest batch;
  *batch.add_requests() = SmallRequest("acme");
  v1::BatchRateEnterprisesResponse items;
  ASSERT_TRUE(reads->BatchRateEnterprises(&contexts[1], batch, &items).ok());
  EXPECT_EQ(items.results(0).error().reason(), "READ_ONLY_FOLLOWER");
  v1::CreateModelVersionRequest version;
  version.set_parent(kSmallModel);
  *version.mutable_package() = PublishedPackage("another note");
  v1::CreateModelVersionResponse created;
  expect_refused(v1::ModelService::NewStub(followed)->CreateModelVersion(
      &contexts[2], version, &created));
  v1::CreateBackupResponse backup;
  expect_refused(proofs->CreateBackup(&contexts[3], {}, &backup));
  v1::CreateReplayJobResponse job;
  expect_refused(proofs->CreateReplayJob(&contexts[4], {}, &job));
  v1::GetReplayJobRequest get;
  get.set_name("replayJobs/1");
  v1::GetReplayJobResponse got;
  expect_refused(proofs->GetReplayJob(&contexts[5], get, &got));
  v1::ListReplayJobsResponse listed;
  expect_refused(proofs->ListReplayJobs(&contexts[6], {}, &listed));
  v1::CancelReplayJobRequest cancel;
  cancel.set_name("replayJobs/1");
  v1::CancelReplayJobResponse cancelled;
  expect_refused(proofs->CancelReplayJob(&contexts[7], cancel, &cancelled));
  v1::ListReplayFindingsRequest findings;
  findings.set_parent("replayJobs/1");
  v1::ListReplayFindingsResponse found;
  expect_refused(proofs->ListReplayFindings(&contexts[8], findings, &found));
}

TEST_F(FollowerTest, ComputesWhatIsNotStored) {
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_request_id("first");
  const v1::Rating stored = Rate(request);
  Follow();
  PatientContext contexts[5];
  v1::RateEnterpriseResponse again;
  ASSERT_TRUE(reads->RateEnterprise(&contexts[0], request, &again).ok());
  EXPECT_TRUE(again.replayed_request());
  request.set_request_id("");
  request.set_validate_only(true);
  EXPECT_TRUE(reads->RateEnterprise(&contexts[1], request, &again).ok());
  v1::SimulateRatingRequest simulate;
  simulate.set_rating(stored.name());
  v1::SimulateRatingResponse simulated;
  EXPECT_TRUE(reads->SimulateRating(&contexts[2], simulate, &simulated).ok());
  v1::ReplayRatingRequest replay;
  replay.set_name(stored.name());
  v1::ReplayRatingResponse replayed;
  EXPECT_TRUE(proofs->ReplayRating(&contexts[3], replay, &replayed).ok());
  EXPECT_EQ(replayed.stored().SerializeAsString(), stored.SerializeAsString());
  v1::GetStoreFiguresResponse figures;
  EXPECT_TRUE(proofs->GetStoreFigures(&contexts[4], {}, &figures).ok());
  EXPECT_EQ(figures.entries(), 2);
}

TEST_F(FollowerTest, GoesOnOverAKillOfTheOtherOne) {
  Follow();
  int answered = 0;
  {
    BatchLoad load(*ratings, 4);
    load.AwaitAnswers(2);
    server->Stop(SIGKILL);
    answered = load.Stop();
  }
  // All that was answered is there, and can be read while nobody writes.
  const std::string last =
      "enterprises/load/ratings/" + std::to_string(answered * 100);
  Await(last);
  Start({});
  const v1::Rating rating = Rate(SmallRequest("acme"));
  EXPECT_EQ(Await(rating.name()).SerializeAsString(),
            rating.SerializeAsString());
  EXPECT_EQ(Await(last).name(), last);
  EXPECT_EQ(follower->Stop(SIGTERM), 0);
}

TEST_F(FollowerTest, SaysWhereTheAnchorIsNotRightAndRecovers) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  Follow();
  server->Stop(SIGTERM);
  const auto health = grpc::health::v1::Health::NewStub(followed);
  PatientContext watching;
  const auto watch = health->Watch(&watching, {});
  HealthCheckResponse state;
  ASSERT_TRUE(watch->Read(&state));
  EXPECT_EQ(state.status(), HealthCheckResponse::SERVING);

  const std::string anchor = data.path() + ".anchor";
  fs::copy_file(anchor, anchor + ".kept");
  std::ofstream(anchor) << "something else";
  ASSERT_TRUE(watch->Read(&state));
  EXPECT_EQ(state.status(), HealthCheckResponse::NOT_SERVING);
  v1::Rating read;
  EXPECT_TRUE(Read(stored.name(), read).ok());

  fs::rename(anchor + ".kept", anchor);
  ASSERT_TRUE(watch->Read(&state));
  EXPECT_EQ(state.status(), HealthCheckResponse::SERVING);
  follower->Stop(SIGTERM);
  EXPECT_THAT(follower->log(), HasSubstr("the store cannot be followed"));
  EXPECT_THAT(follower->log(), HasSubstr("DATA_LOSS"));
  EXPECT_THAT(follower->log(), HasSubstr("the store is followed again"));
}

TEST_F(FollowerTest, ChangesNoFileAndNeedsNoKey) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  server->Stop(SIGTERM);
  fs::remove(data.path() + ".key");
  const std::string root = fs::path(data.path()).parent_path().string();
  const auto before = AllFiles(root);
  Follow();
  v1::Rating read;
  EXPECT_TRUE(Read(stored.name(), read).ok());
  EXPECT_EQ(follower->Stop(SIGTERM), 0);
  EXPECT_EQ(AllFiles(root), before);
}

TEST_F(FollowerTest, RefusesFlagsThatWrite) {
  const std::pair<std::string, std::string> flags[] = {
      {"--models_dir=" TECHFLOW_SOURCE_DIR, "--models_dir="},
      {"--backup_dir=/tmp", "--backup_dir=/tmp"},
      {"--restore=/tmp", "--restore=/tmp"},
      {"--recover=why", "--recover=why"},
      {"--accept_clock=why", "--accept_clock=why"},
      {"--next_signing_key=k", "--next_signing_key=k"},
      {"--check", "--check=true"}};
  for (const auto& [flag, named] : flags) {
    ServerProcess wrong(data.path(), {"--follow", flag});
    EXPECT_EQ(wrong.Wait(), 2) << flag;
    EXPECT_THAT(wrong.log(), HasSubstr(named));
    EXPECT_THAT(wrong.log(), HasSubstr("no --follow beside it"));
  }
}

TEST_F(FollowerTest, DoesNotStartWithoutAStore) {
  const Folder empty;
  ServerProcess none(empty.path(), {"--follow"});
  EXPECT_EQ(none.address(), "");
  EXPECT_EQ(none.Wait(), 1);
  EXPECT_THAT(none.log(), HasSubstr("cannot serve"));
  EXPECT_TRUE(fs::is_empty(empty.path()));
}

}  // namespace
}  // namespace techflow::conformance
