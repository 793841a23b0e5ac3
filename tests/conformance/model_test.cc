// Models: creating, validating, getting, listing; and the real model.

#include <csignal>
#include <string>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using ::testing::MatchesRegex;

class ModelTest : public ConformanceTest {
 protected:
  grpc::Status Create(const v1::ModelPackage& files,
                      v1::CreateModelVersionResponse& response) {
    PatientContext context;
    v1::CreateModelVersionRequest request;
    request.set_parent(kSmallModel);
    *request.mutable_package() = files;
    return models->CreateModelVersion(&context, request, &response);
  }
};

TEST_F(ModelTest, VersionsAreListedNewestFirstInPages) {
  v1::CreateModelVersionResponse created;
  ASSERT_TRUE(Create(PublishedPackage("Two"), created).ok());
  ASSERT_TRUE(Create(PublishedPackage("Three"), created).ok());
  EXPECT_EQ(created.model_version().name(), "models/small-model/versions/3");
  v1::ListModelVersionsRequest request;
  request.set_parent(kSmallModel);
  request.set_page_size(2);
  v1::ListModelVersionsResponse page;
  PatientContext a;
  ASSERT_TRUE(models->ListModelVersions(&a, request, &page).ok());
  ASSERT_EQ(page.model_versions_size(), 2);
  EXPECT_EQ(page.model_versions(0).notes().en(), "Three");
  request.set_page_token(page.next_page_token());
  PatientContext b;
  ASSERT_TRUE(models->ListModelVersions(&b, request, &page).ok());
  ASSERT_EQ(page.model_versions_size(), 1);
  EXPECT_EQ(page.model_versions(0).name(), "models/small-model/versions/1");
  EXPECT_EQ(page.next_page_token(), "");
}

TEST_F(ModelTest, TheListShowsTheNewestOfEach) {
  v1::CreateModelVersionResponse created;
  ASSERT_TRUE(Create(PublishedPackage("Two"), created).ok());
  PatientContext context;
  v1::ListModelsResponse page;
  ASSERT_TRUE(models->ListModels(&context, {}, &page).ok());
  ASSERT_EQ(page.models_size(), 1);
  EXPECT_EQ(page.models(0).name(), "models/small-model/versions/2");
  EXPECT_EQ(page.models(0).indicator_count(), 2);
}

TEST_F(ModelTest, TheFilesComeBackAsTheyWere) {
  PatientContext context;
  v1::GetModelVersionRequest request;
  request.set_name("models/small-model/versions/1");
  request.set_include_package(true);
  v1::GetModelVersionResponse response;
  ASSERT_TRUE(models->GetModelVersion(&context, request, &response).ok());
  EXPECT_EQ(response.model_version().package().SerializeAsString(),
            PublishedPackage().SerializeAsString());
  EXPECT_EQ(response.model_version().digest().size(), 64u);
}

TEST_F(ModelTest, EveryProblemIsNamedWithItsPlace) {
  v1::CreateModelVersionResponse ignored;
  const grpc::Status status =
      Create(Changed(Changed(PublishedPackage(), "measure: 'intensity'",
                             "measure: 'nothing'"),
                     "kind: 'curve'", "kind: 'bend'"),
             ignored);
  ExpectError(status, grpc::StatusCode::INVALID_ARGUMENT, "INVALID_MODEL");
  const auto bad = Find<google::rpc::BadRequest>(status);
  EXPECT_GE(bad.field_violations_size(), 2);
  for (const auto& violation : bad.field_violations()) {
    EXPECT_EQ(violation.field(), "package.files[1].content");
    EXPECT_THAT(violation.description(),
                MatchesRegex("model.txtpb:[0-9]+:[0-9]+: error: .*"));
  }
}

TEST_F(ModelTest, IsValidatedWithoutBeingStored) {
  PatientContext context;
  v1::ValidateModelRequest request;
  *request.mutable_package() =
      Changed(PublishedPackage(), "grade: \"B\"", "grade: \"A\"");
  v1::ValidateModelResponse response;
  ASSERT_TRUE(models->ValidateModel(&context, request, &response).ok());
  EXPECT_FALSE(response.valid());
  EXPECT_EQ(response.case_count(), 1);
  ASSERT_FALSE(response.diagnostics().empty());
  EXPECT_EQ(response.diagnostics(0).file(), "cases/plain.txtpb");
  EXPECT_GT(response.diagnostics(0).line(), 0);
}

TEST_F(ModelTest, AnUnchangedFolderIsNotStoredAgainAtTheNextStart) {
  server->Stop(SIGTERM);
  Start({});
  PatientContext context;
  v1::ListModelVersionsRequest request;
  request.set_parent(kSmallModel);
  v1::ListModelVersionsResponse page;
  ASSERT_TRUE(models->ListModelVersions(&context, request, &page).ok());
  EXPECT_EQ(page.model_versions_size(), 1);
}

TEST_F(ModelTest, TheModelsThatComeWithTheServerRate) {
  Start({"--models_dir=" TECHFLOW_SOURCE_DIR "/rating/models"});
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.clear_model();
  EXPECT_EQ(Rate(request).model_version(), "models/techflow/versions/1");
}

}  // namespace
}  // namespace techflow::conformance
