#include "rating/evidence/raw_field.h"

#include <random>
#include <set>
#include <vector>

#include "google/protobuf/descriptor.pb.h"
#include "gtest/gtest.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

// Every message type that evidence is made of.
std::set<const Descriptor*> TypesOfEvidence() {
  std::set<const Descriptor*> types = {v1::Evidence::descriptor()};
  std::vector<const Descriptor*> unseen(types.begin(), types.end());
  while (!unseen.empty()) {
    const Descriptor& type = *unseen.back();
    unseen.pop_back();
    for (int i = 0; i < type.field_count(); ++i) {
      const Descriptor* inside = type.field(i)->message_type();
      if (inside != nullptr && types.insert(inside).second) {
        unseen.push_back(inside);
      }
    }
  }
  return types;
}

TEST(RawField, EveryFieldOfEvidenceHasAReader) {
  for (const Descriptor* type : TypesOfEvidence()) {
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldReader* reader = FindFieldReader(*type->field(i));
      ASSERT_NE(reader, nullptr) << type->field(i)->full_name();
      EXPECT_EQ(reader->message, type->name());
      EXPECT_EQ(reader->field, type->field(i)->name());
      EXPECT_EQ(reader->read_item != nullptr, type->field(i)->is_repeated())
          << type->field(i)->full_name();
    }
  }
}

TEST(RawField, OtherMessagesHaveNone) {
  EXPECT_EQ(FindFieldReader(
                *google::protobuf::FileDescriptorProto::descriptor()->field(0)),
            nullptr);
  EXPECT_TRUE(
      ReadersOf(*google::protobuf::FileDescriptorProto::descriptor()).empty());
}

TEST(RawField, AMessageHasAReaderForEachOfItsFields) {
  for (const Descriptor* type : TypesOfEvidence()) {
    EXPECT_EQ(ReadersOf(*type).size(), type->field_count())
        << type->full_name();
  }
}

// Sets about half of the fields of a message and of all messages inside it.
class RandomFields {
 public:
  void Fill(Message& message) {
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      if (Below(2) == 0) continue;
      const FieldDescriptor& field = *type.field(i);
      if (field.is_repeated()) {
        for (int n = Below(4); n > 0; --n) AddItem(message, field);
      } else {
        Set(message, field);
      }
    }
  }

 private:
  int Below(int end) {
    return static_cast<int>(random_() % static_cast<unsigned>(end));
  }
  std::string Text() { return Below(3) == 0 ? "" : std::to_string(Below(99)); }

  void AddItem(Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    if (field.message_type() == nullptr) {
      reflection.AddString(&message, &field, Text());
    } else {
      Fill(*reflection.AddMessage(&message, &field));
    }
  }

  // Often to the default, which counts as set where the field can say so.
  void Set(Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.SetBool(&message, &field, Below(2) == 0);
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection.SetInt32(&message, &field, Below(5) - 2);
      case FieldDescriptor::CPPTYPE_ENUM:
        return reflection.SetEnumValue(&message, &field, Below(4));
      case FieldDescriptor::CPPTYPE_STRING:
        return reflection.SetString(&message, &field, Text());
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Fill(*reflection.MutableMessage(&message, &field));
      default:
        FAIL() << field.full_name();
    }
  }

  std::mt19937 random_{20261126};
};

class RawFieldAndReflection : public ::testing::Test {
 protected:
  void Compare(const Message& message) {
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      SCOPED_TRACE(type.field(i)->full_name());
      if (type.field(i)->is_repeated()) {
        CompareList(message, *type.field(i));
      } else {
        CompareField(message, *type.field(i));
      }
      if (HasFatalFailure()) return;
    }
  }
  int set_ = 0;

 private:
  void CompareField(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    const RawField raw = FindFieldReader(field)->read(message);
    ASSERT_EQ(raw.is_set, reflection.HasField(message, &field));
    if (!raw.is_set) return;
    ++set_;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL:
        ASSERT_EQ(raw.number != 0, reflection.GetBool(message, &field));
        return;
      case FieldDescriptor::CPPTYPE_INT32:
        ASSERT_EQ(raw.number, reflection.GetInt32(message, &field));
        return;
      case FieldDescriptor::CPPTYPE_ENUM:
        ASSERT_EQ(raw.number, reflection.GetEnumValue(message, &field));
        return;
      case FieldDescriptor::CPPTYPE_STRING:
        ASSERT_EQ(*raw.text, reflection.GetString(message, &field));
        return;
      default:
        ASSERT_EQ(raw.message, &reflection.GetMessage(message, &field));
        Compare(*raw.message);
    }
  }

  void CompareList(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    const FieldReader& reader = *FindFieldReader(field);
    const RawField raw = reader.read(message);
    ASSERT_EQ(raw.number, reflection.FieldSize(message, &field));
    ASSERT_EQ(raw.is_set, raw.number > 0);
    for (int i = 0; i < raw.number; ++i) {
      const RawField item = reader.read_item(message, i);
      if (field.message_type() == nullptr) {
        ASSERT_EQ(*item.text, reflection.GetRepeatedString(message, &field, i));
      } else {
        ASSERT_EQ(item.message,
                  &reflection.GetRepeatedMessage(message, &field, i));
        Compare(*item.message);
      }
    }
  }
};

TEST_F(RawFieldAndReflection, AgreeOnEveryFieldOfRandomEvidence) {
  RandomFields fields;
  for (int i = 0; i < 200; ++i) {
    v1::Evidence evidence;
    fields.Fill(evidence);
    Compare(evidence);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(set_, 10'000);
}

}  // namespace
}  // namespace techflow::evidence
