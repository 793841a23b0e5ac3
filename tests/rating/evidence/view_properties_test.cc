// What holds for the view of any evidence whatever, tried on random ones.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/view.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

constexpr int kRounds = 150;
constexpr absl::CivilDay kFirstDay(2015, 1, 1);
constexpr int kDays = 3 * 365;

// Fills messages at random, with few days and texts, so that many are equal.
class Filler {
 public:
  explicit Filler(unsigned seed) : random_(seed) {}

  int Below(int bound) {
    return std::uniform_int_distribution<int>(0, bound - 1)(random_);
  }
  v1::Date AnyDay() { return ToDate(kFirstDay + Below(kDays)); }

  void Fill(Message& message) {
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (field.is_repeated()) {
        const int size = Below(5);
        for (int item = 0; item < size; ++item) Add(field, message);
      } else if (Below(4) > 0) {
        Set(field, message);
      }
    }
  }

  // The same items in another order, at every depth.
  void Shuffle(Message& message) {
    const Reflection& reflection = *message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->message_type() == nullptr) continue;
      if (!field->is_repeated()) {
        Shuffle(*reflection.MutableMessage(&message, field));
        continue;
      }
      const int size = reflection.FieldSize(message, field);
      for (int i = 0; i < size; ++i) {
        Shuffle(*reflection.MutableRepeatedMessage(&message, field, i));
        reflection.SwapElements(&message, field, i, Below(i + 1));
      }
    }
  }

 private:
  void Add(const FieldDescriptor& field, Message& message) {
    const Reflection& reflection = *message.GetReflection();
    if (field.message_type() == nullptr) {
      reflection.AddString(&message, &field, std::string(1, Letter()));
    } else {
      Fill(*reflection.AddMessage(&message, &field));
    }
  }

  void Set(const FieldDescriptor& field, Message& message) {
    const Reflection& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL:
        return reflection.SetBool(&message, &field, Below(2) == 0);
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection.SetInt32(
            &message, &field,
            field.name() == "year" ? 2014 + Below(5) : Below(3));
      case FieldDescriptor::CPPTYPE_ENUM:
        return reflection.SetEnumValue(&message, &field,
                                       Below(field.enum_type()->value_count()));
      case FieldDescriptor::CPPTYPE_STRING:
        return reflection.SetString(&message, &field, std::string(1, Letter()));
      default:
        break;
    }
    Message& inside = *reflection.MutableMessage(&message, &field);
    if (field.message_type() == v1::Date::descriptor()) {
      inside.CopyFrom(AnyDay());
    } else {
      Fill(inside);
    }
  }

  char Letter() { return static_cast<char>('A' + Below(3)); }

  std::mt19937 random_;
};

// Days that may lie ahead: they were planned, or say where a fact is from.
bool MayLieAhead(const FieldDescriptor& field) {
  const std::string& message = field.containing_type()->name();
  const std::string& name = field.name();
  return message == "Source" || name == "expiry_date" ||
         name == "valid_until" || name == "due_on" ||
         (message == "Project" && name == "ended_on");
}

// The first field that speaks of a day after `as_of`; empty where none does.
std::string LaterDay(const Message& message, const absl::CivilDay& as_of) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->message_type() == nullptr || MayLieAhead(*field)) continue;
    const int size =
        field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      const Message& inside =
          field->is_repeated()
              ? reflection.GetRepeatedMessage(message, field, i)
              : reflection.GetMessage(message, field);
      if (field->message_type() == v1::Date::descriptor()) {
        const auto& date = static_cast<const v1::Date&>(inside);
        if (ToCivilDay(date) > as_of) return field->full_name();
        continue;
      }
      const std::string later = LaterDay(inside, as_of);
      if (!later.empty()) return later;
    }
  }
  return {};
}

struct Sample {
  v1::Evidence evidence;
  v1::Date earlier;
  v1::Date later;
};

Sample MakeSample(unsigned seed) {
  Filler filler(seed);
  Sample sample;
  filler.Fill(sample.evidence);
  sample.earlier = filler.AnyDay();
  sample.later = filler.AnyDay();
  if (ToCivilDay(sample.later) < ToCivilDay(sample.earlier)) {
    sample.earlier.Swap(&sample.later);
  }
  return sample;
}

std::string Bytes(const Message& message) {
  return message.SerializeAsString();
}

TEST(ViewProperties, AViewOfAViewIsTheView) {
  for (unsigned seed = 0; seed < kRounds; ++seed) {
    const Sample sample = MakeSample(seed);
    const v1::Evidence view = ViewAsOf(sample.evidence, sample.later);
    ASSERT_EQ(Bytes(ViewAsOf(view, sample.later)), Bytes(view)) << seed;
  }
}

TEST(ViewProperties, AViewKnowsAllThatAnEarlierOneNeeds) {
  for (unsigned seed = 0; seed < kRounds; ++seed) {
    const Sample sample = MakeSample(seed);
    const v1::Evidence later = ViewAsOf(sample.evidence, sample.later);
    ASSERT_EQ(Bytes(ViewAsOf(later, sample.earlier)),
              Bytes(ViewAsOf(sample.evidence, sample.earlier)))
        << seed;
  }
}

TEST(ViewProperties, ItemsOnlyComeAsTimePasses) {
  for (unsigned seed = 0; seed < kRounds; ++seed) {
    const Sample sample = MakeSample(seed);
    const v1::Evidence earlier = ViewAsOf(sample.evidence, sample.earlier);
    const v1::Evidence later = ViewAsOf(sample.evidence, sample.later);
    const Descriptor& type = *v1::Evidence::descriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      if (!type.field(i)->is_repeated()) continue;
      ASSERT_LE(earlier.GetReflection()->FieldSize(earlier, type.field(i)),
                later.GetReflection()->FieldSize(later, type.field(i)))
          << type.field(i)->name() << " " << seed;
    }
  }
}

TEST(ViewProperties, TheOrderOfItemsDoesNotMatter) {
  int different = 0;
  for (unsigned seed = 0; seed < kRounds; ++seed) {
    const Sample sample = MakeSample(seed);
    v1::Evidence shuffled = sample.evidence;
    Filler(seed + 1'000'000).Shuffle(shuffled);
    different += Bytes(shuffled) != Bytes(sample.evidence) ? 1 : 0;
    ASSERT_EQ(Bytes(ViewAsOf(shuffled, sample.later)),
              Bytes(ViewAsOf(sample.evidence, sample.later)))
        << seed;
  }
  EXPECT_GT(different, kRounds / 2);
}

TEST(ViewProperties, NothingSpeaksOfALaterDay) {
  size_t items = 0;
  for (unsigned seed = 0; seed < kRounds; ++seed) {
    const Sample sample = MakeSample(seed);
    const v1::Evidence view = ViewAsOf(sample.evidence, sample.later);
    ASSERT_EQ(LaterDay(view, ToCivilDay(sample.later)), "") << seed;
    items += static_cast<size_t>(view.patents_size());
  }
  EXPECT_GT(items, 0U);
}

}  // namespace
}  // namespace techflow::evidence
