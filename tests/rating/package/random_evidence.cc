#include "tests/rating/package/random_evidence.h"

#include <algorithm>
#include <string>
#include <vector>

namespace techflow::package {

void RandomEvidence::Change(const v1::Evidence& other, v1::Evidence& evidence) {
  const google::protobuf::Reflection& reflection = *evidence.GetReflection();
  const google::protobuf::Descriptor& type = *evidence.GetDescriptor();
  // Some companies differ in little, some in nearly everything.
  rarity_ = 2 + Below(40);
  for (int i = 0; i < type.field_count(); ++i) {
    const Field* field = type.field(i);
    if (!Once(8)) continue;
    reflection.ClearField(&evidence, field);
    if (Once(3)) continue;
    v1::Evidence taken = other;
    reflection.SwapFields(&evidence, &taken, {field});
  }
  ChangeMessage(evidence);
}

void RandomEvidence::ChangeMessage(google::protobuf::Message& message) {
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    ChangeField(message, *type.field(i));
  }
}

void RandomEvidence::ChangeList(google::protobuf::Message& message,
                                const Field& field) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  while (reflection.FieldSize(message, &field) > 0 && Once(rarity_)) {
    reflection.RemoveLast(&message, &field);
  }
  if (field.cpp_type() != Field::CPPTYPE_MESSAGE) return;
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    ChangeMessage(*reflection.MutableRepeatedMessage(&message, &field, i));
  }
}

void RandomEvidence::ChangeField(google::protobuf::Message& message,
                                 const Field& field) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (field.is_repeated()) return ChangeList(message, field);
  if (field.cpp_type() == Field::CPPTYPE_MESSAGE) {
    if (!reflection.HasField(message, &field)) return;
    if (Once(2 * rarity_)) return reflection.ClearField(&message, &field);
    google::protobuf::Message& child =
        *reflection.MutableMessage(&message, &field);
    if (auto* number = dynamic_cast<v1::Decimal*>(&child)) {
      static const std::vector<std::string> kNumbers = {
          "0", "1", "0.05", "12.5", "100", "31415.926535", "1000000"};
      if (Once(rarity_)) number->set_value(kNumbers[Below(kNumbers.size())]);
    } else if (auto* date = dynamic_cast<v1::Date*>(&child)) {
      // A day of the calendar in any year.
      if (!Once(rarity_)) return;
      date->set_year(1980 + static_cast<int>(Below(47)));
      date->set_day(std::min(date->day(), 28));
    } else {
      ChangeMessage(child);
    }
    return;
  }
  if (!Once(rarity_)) return;
  if (Once(2)) return reflection.ClearField(&message, &field);
  switch (field.cpp_type()) {
    case Field::CPPTYPE_BOOL:
      return reflection.SetBool(&message, &field, Once(2));
    case Field::CPPTYPE_ENUM: {
      const auto& type = *field.enum_type();
      return reflection.SetEnum(&message, &field,
                                type.value(static_cast<int>(Below(
                                    static_cast<size_t>(type.value_count())))));
    }
    case Field::CPPTYPE_INT32:
      return reflection.SetInt32(&message, &field,
                                 1 + static_cast<int>(Below(12)));
    default:
      return;
  }
}

}  // namespace techflow::package
