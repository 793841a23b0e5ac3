#include "tests/rating/reference/random_evidence.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "rating/decimal/decimal.h"

namespace techflow {
namespace {

using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

constexpr int kDaysOfMonth = 28;  // Every month has them.

}  // namespace

int RandomCompanies::Draw(int count) {
  return static_cast<int>(random_() % static_cast<uint64_t>(count));
}

v1::Evidence RandomCompanies::Next() {
  constexpr std::array<int, 4> kLosses = {0, 5, 40, 250};
  constexpr std::array<int, 3> kChanges = {10, 100, 500};
  losses_ = kLosses[static_cast<size_t>(Draw(kLosses.size()))];
  changes_ = kChanges[static_cast<size_t>(Draw(kChanges.size()))];
  v1::Evidence evidence =
      bases_[static_cast<size_t>(Draw(static_cast<int>(bases_.size())))];
  Change(evidence);
  return evidence;
}

void RandomCompanies::Change(Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    // Where a fact comes from decides whether it is seen at all.
    if (field->name() == "source") continue;
    if (Happens(losses_)) {
      message.GetReflection()->ClearField(&message, field);
    } else if (field->is_repeated()) {
      ChangeList(message, *field);
    } else {
      ChangeField(message, *field);
    }
  }
}

void RandomCompanies::ChangeList(Message& message,
                                 const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return;
  for (int i = reflection.FieldSize(message, &field) - 1; i >= 0; --i) {
    if (Happens(losses_)) {
      const int last = reflection.FieldSize(message, &field) - 1;
      reflection.SwapElements(&message, &field, i, last);
      reflection.RemoveLast(&message, &field);
      continue;
    }
    if (Happens(changes_ / 10)) {
      Message* twin = reflection.AddMessage(&message, &field);
      twin->CopyFrom(reflection.GetRepeatedMessage(message, &field, i));
    }
    Change(*reflection.MutableRepeatedMessage(&message, &field, i));
  }
}

void RandomCompanies::ChangeField(Message& message,
                                  const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      Message& inside = *reflection.MutableMessage(&message, &field);
      if (auto* day = dynamic_cast<v1::Date*>(&inside)) {
        if (Happens(changes_)) ChangeDay(*day);
      } else if (auto* number = dynamic_cast<v1::Decimal*>(&inside)) {
        if (Happens(changes_))
          number->set_value(ChangedNumber(number->value()));
      } else {
        Change(inside);
      }
      break;
    }
    case FieldDescriptor::CPPTYPE_ENUM:
      if (Happens(changes_)) {
        const EnumDescriptor& words = *field.enum_type();
        reflection.SetEnumValue(&message, &field,
                                1 + Draw(words.value_count() - 1));
      }
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      if (Happens(changes_)) {
        reflection.SetBool(&message, &field, Happens(500));
      }
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      // A year is what an item is of, not one of its figures.
      if (field.name() != "year" && Happens(changes_)) {
        const int number = reflection.GetInt32(message, &field);
        reflection.SetInt32(&message, &field, Draw(2 * number + 3));
      }
      break;
    default:
      break;
  }
}

void RandomCompanies::ChangeDay(v1::Date& day) {
  day.set_year(std::clamp(day.year() + Draw(7) - 3, 1990, 2030));
  day.set_month(1 + Draw(12));
  day.set_day(1 + Draw(kDaysOfMonth));
}

std::string RandomCompanies::ChangedNumber(const std::string& number) {
  constexpr std::array<std::string_view, 7> kFactors = {
      "0", "-1", "0.01", "0.3", "0.97", "1.4", "60"};
  const auto read = Decimal::Parse(number);
  const auto factor = Decimal::Parse(
      kFactors[static_cast<size_t>(Draw(static_cast<int>(kFactors.size())))]);
  if (!read.ok() || !factor.ok()) return number;
  return Multiply(*read, *factor).value_or(*read).ToString();
}

}  // namespace techflow
