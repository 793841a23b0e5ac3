// Health v1 and reflection, as foreign tools use them.

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "gtest/gtest.h"
#include "reflection.grpc.pb.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

namespace reflection = grpc::reflection::v1alpha;

class HealthTest : public ConformanceTest {
 protected:
  reflection::ServerReflectionResponse Ask(
      const reflection::ServerReflectionRequest& question) {
    const auto stub = reflection::ServerReflection::NewStub(channel);
    PatientContext context;
    const auto stream = stub->ServerReflectionInfo(&context);
    reflection::ServerReflectionResponse answer;
    EXPECT_TRUE(stream->Write(question));
    EXPECT_TRUE(stream->Read(&answer));
    stream->WritesDone();
    stream->Finish();
    return answer;
  }

  std::vector<std::string> Services() {
    reflection::ServerReflectionRequest question;
    question.set_list_services("*");
    std::vector<std::string> names;
    const reflection::ServerReflectionResponse answer = Ask(question);
    for (const auto& service : answer.list_services_response().service()) {
      names.push_back(service.name());
    }
    return names;
  }
};

TEST_F(HealthTest, TheServerServes) {
  const auto stub = grpc::health::v1::Health::NewStub(channel);
  PatientContext context;
  grpc::health::v1::HealthCheckResponse response;
  ASSERT_TRUE(stub->Check(&context, {}, &response).ok());
  EXPECT_EQ(response.status(), grpc::health::v1::HealthCheckResponse::SERVING);
}

TEST_F(HealthTest, EveryServiceOfOursServesByItsName) {
  const auto stub = grpc::health::v1::Health::NewStub(channel);
  for (const std::string name :
       {"techflow.v1.RatingService", "techflow.v1.ModelService",
        "techflow.v1.AuditService"}) {
    PatientContext context;
    grpc::health::v1::HealthCheckRequest request;
    request.set_service(name);
    grpc::health::v1::HealthCheckResponse response;
    ASSERT_TRUE(stub->Check(&context, request, &response).ok()) << name;
    EXPECT_EQ(response.status(),
              grpc::health::v1::HealthCheckResponse::SERVING);
  }
}

TEST_F(HealthTest, AnUnknownServiceIsNotFound) {
  const auto stub = grpc::health::v1::Health::NewStub(channel);
  PatientContext context;
  grpc::health::v1::HealthCheckRequest request;
  request.set_service("techflow.v1.Unknown");
  grpc::health::v1::HealthCheckResponse response;
  EXPECT_EQ(stub->Check(&context, request, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

// gRPC lists its own health service without being able to describe it; a
// foreign tool then fails on the whole server.
TEST_F(HealthTest, EveryServiceThatIsListedCanBeResolved) {
  const std::vector<std::string> names = Services();
  EXPECT_THAT(names,
              ::testing::IsSupersetOf(
                  {"grpc.health.v1.Health", "techflow.v1.RatingService",
                   "techflow.v1.ModelService", "techflow.v1.AuditService"}));
  for (const std::string& name : names) {
    reflection::ServerReflectionRequest question;
    question.set_file_containing_symbol(name);
    const reflection::ServerReflectionResponse answer = Ask(question);
    ASSERT_TRUE(answer.has_file_descriptor_response()) << name;
    bool is_found = false;
    for (const std::string& bytes :
         answer.file_descriptor_response().file_descriptor_proto()) {
      google::protobuf::FileDescriptorProto file;
      ASSERT_TRUE(file.ParseFromString(bytes));
      for (const auto& service : file.service()) {
        is_found |= file.package() + "." + service.name() == name;
      }
    }
    EXPECT_TRUE(is_found) << name;
  }
}

}  // namespace
}  // namespace techflow::conformance
