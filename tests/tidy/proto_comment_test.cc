// Every service, rpc, message, field, enum and value has a comment.

#include <fstream>
#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "gtest/gtest.h"

namespace techflow {
namespace {

namespace pb = google::protobuf;

template <typename Descriptor>
void ExpectComment(const Descriptor& element) {
  pb::SourceLocation place;
  ASSERT_TRUE(element.GetSourceLocation(&place)) << element.full_name();
  EXPECT_FALSE(place.leading_comments.empty())
      << element.full_name() << " needs a comment above it";
}

void ExpectComments(const pb::EnumDescriptor& type) {
  ExpectComment(type);
  for (int i = 0; i < type.value_count(); ++i) ExpectComment(*type.value(i));
}

void ExpectComments(const pb::Descriptor& message) {
  if (message.options().map_entry()) return;
  ExpectComment(message);
  for (int i = 0; i < message.field_count(); ++i) {
    ExpectComment(*message.field(i));
  }
  for (int i = 0; i < message.nested_type_count(); ++i) {
    ExpectComments(*message.nested_type(i));
  }
  for (int i = 0; i < message.enum_type_count(); ++i) {
    ExpectComments(*message.enum_type(i));
  }
}

void ExpectComments(const pb::FileDescriptor& file) {
  for (int i = 0; i < file.message_type_count(); ++i) {
    ExpectComments(*file.message_type(i));
  }
  for (int i = 0; i < file.enum_type_count(); ++i) {
    ExpectComments(*file.enum_type(i));
  }
  for (int i = 0; i < file.service_count(); ++i) {
    const pb::ServiceDescriptor& service = *file.service(i);
    ExpectComment(service);
    for (int j = 0; j < service.method_count(); ++j) {
      ExpectComment(*service.method(j));
    }
  }
}

TEST(Proto, EveryElementHasAComment) {
  std::ifstream input(TECHFLOW_DESCRIPTOR_SET, std::ios::binary);
  pb::FileDescriptorSet set;
  ASSERT_TRUE(set.ParseFromIstream(&input));
  pb::DescriptorPool pool;
  int files = 0;
  for (const pb::FileDescriptorProto& proto : set.file()) {
    const pb::FileDescriptor* file = pool.BuildFile(proto);
    ASSERT_NE(file, nullptr) << proto.name();
    if (proto.name().starts_with("google/protobuf/")) continue;  // Not ours.
    ExpectComments(*file);
    ++files;
  }
  EXPECT_GE(files, 10);
}

}  // namespace
}  // namespace techflow
