#include "server/handlers/models.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/errors.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

using ::testing::HasSubstr;
using ModelsTest = HandlerTest;

v1::CreateModelVersionRequest Create(v1::ModelPackage files) {
  v1::CreateModelVersionRequest request;
  request.set_parent(kSmallModel);
  *request.mutable_package() = std::move(files);
  return request;
}

TEST_F(ModelsTest, TheSameFilesAreNoNewVersion) {
  const auto same =
      CreateModelVersion(environment, call, Create(PublishedPackage()));
  EXPECT_EQ(same.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReasonOf(same.status()), "MODEL_UNCHANGED");
  const auto next =
      CreateModelVersion(environment, call, Create(PublishedPackage("Two")));
  ASSERT_TRUE(next.ok()) << next.status();
  EXPECT_EQ(next->model_version().name(), "models/small-model/versions/2");
  EXPECT_EQ(next->model_version().indicator_count(), 2);
  EXPECT_EQ(next->model_version().notes().en(), "Two");
}

TEST_F(ModelsTest, EveryProblemHasItsFileLineAndColumn) {
  v1::ModelPackage files = PublishedPackage();
  files = Changed(files, "measure: 'intensity'", "measure: 'nothing'");
  files = Changed(files, "kind: 'curve'", "kind: 'bend'");
  const auto refused = CreateModelVersion(environment, call, Create(files));
  EXPECT_EQ(ReasonOf(refused.status()), "INVALID_MODEL");
  const v1::ItemError error = ToItemError(refused.status());
  EXPECT_GE(error.violations_size(), 2);
  for (const v1::Warning& violation : error.violations()) {
    EXPECT_EQ(violation.field(), "package.files[1].content");
    EXPECT_THAT(violation.message(),
                ::testing::MatchesRegex("model.txtpb:[0-9]+:[0-9]+: .*"));
  }
}

TEST_F(ModelsTest, AModelWithAFailingCaseIsNotStored) {
  const auto refused = CreateModelVersion(
      environment, call,
      Create(Changed(PublishedPackage(), "grade: \"B\"", "grade: \"A\"")));
  EXPECT_THAT(refused.status().message(), HasSubstr("cases/plain.txtpb"));
  EXPECT_EQ(store->Size(), 1);
}

TEST_F(ModelsTest, TheIdMustBeThatOfTheFile) {
  v1::CreateModelVersionRequest request = Create(PublishedPackage());
  request.set_parent("models/other");
  EXPECT_THAT(CreateModelVersion(environment, call, request).status().message(),
              HasSubstr("parent"));
}

TEST_F(ModelsTest, ARetriedCreationGivesTheFirstAnswer) {
  v1::CreateModelVersionRequest request = Create(PublishedPackage("Two"));
  request.set_request_id("key");
  const auto first = CreateModelVersion(environment, call, request);
  const auto again = CreateModelVersion(environment, call, request);
  ASSERT_TRUE(first.ok() && again.ok()) << first.status() << again.status();
  EXPECT_EQ(again->model_version().name(), first->model_version().name());
  EXPECT_EQ(store->Size(), 2);
}

TEST_F(ModelsTest, ValidatesWithoutStoring) {
  v1::ValidateModelRequest request;
  *request.mutable_package() = PublishedPackage("Two");
  auto valid = ValidateModel(environment, call, request);
  ASSERT_TRUE(valid.ok()) << valid.status();
  EXPECT_TRUE(valid->valid());
  EXPECT_EQ(valid->case_count(), 1);
  request.mutable_package()->mutable_files()->DeleteSubrange(0,
                                                             1);  // Its case.
  valid = ValidateModel(environment, call, request);
  EXPECT_FALSE(valid->valid());
  EXPECT_EQ(store->Size(), 1);
}

TEST_F(ModelsTest, GetsTheFilesAsTheyWere) {
  v1::GetModelVersionRequest request;
  request.set_name("models/small-model/versions/1");
  request.set_include_package(true);
  const auto got = GetModelVersion(environment, call, request);
  ASSERT_TRUE(got.ok()) << got.status();
  EXPECT_EQ(got->model_version().package().SerializeAsString(),
            PublishedPackage().SerializeAsString());
}

TEST_F(ModelsTest, TheNewestVersionInEffectRates) {
  for (const char* period :
       {"effective_from { year: 2027 month: 1 day: 1 }",
        "effective_from { year: 2028 month: 1 day: 1 } "
        "effective_until { year: 2028 month: 12 day: 31 }"}) {
    const auto created = CreateModelVersion(
        environment, call,
        Create(Changed(PublishedPackage(), "validity_months: 12",
                       std::string("validity_months: 12\n") + period)));
    // Its case is of 2026, and a case runs whatever the period says.
    ASSERT_TRUE(created.ok()) << created.status();
  }
  const auto version_on = [&](int year) {
    v1::RateEnterpriseRequest request = SmallRequest("acme");
    *request.mutable_as_of_date() = Day(year, 12, 31);
    return Rate(request).model_version();
  };
  EXPECT_EQ(version_on(2026), "models/small-model/versions/1");
  EXPECT_EQ(version_on(2027), "models/small-model/versions/2");
  EXPECT_EQ(version_on(2028), "models/small-model/versions/3");
  EXPECT_EQ(version_on(2029), "models/small-model/versions/2");
  v1::RateEnterpriseRequest request = SmallRequest("acme");
  request.set_model("models/small-model/versions/3");
  EXPECT_EQ(ReasonOf(RateEnterprise(environment, call, request).status()),
            "MODEL_NOT_IN_EFFECT");
}

}  // namespace
}  // namespace techflow::server
