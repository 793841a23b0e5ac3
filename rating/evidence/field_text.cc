#include "rating/evidence/field_text.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <system_error>

#include "rating/decimal/decimal.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/words.h"
#include "techflow/v1/types.pb.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::EnumValueDescriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

absl::Status Expected(const std::string& what) {
  return absl::InvalidArgumentError(what);
}

absl::Status SetBoolean(std::string_view text, const FieldDescriptor& field,
                        Message& message) {
  if (text != "true" && text != "false") return Expected("true or false");
  message.GetReflection()->SetBool(&message, &field, text == "true");
  return absl::OkStatus();
}

absl::Status SetInteger(std::string_view text, const FieldDescriptor& field,
                        Message& message) {
  int32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return Expected("a whole number");
  message.GetReflection()->SetInt32(&message, &field, number);
  return absl::OkStatus();
}

absl::Status SetEnum(std::string_view text, const FieldDescriptor& field,
                     Message& message) {
  const EnumDescriptor& type = *field.enum_type();
  std::string choices;
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    if (value.number() == 0) continue;  // Empty text is how to say that.
    const std::string words = EnumWords(value);
    if (FieldWords(text) == words || text == value.name()) {
      message.GetReflection()->SetEnum(&message, &field, &value);
      return absl::OkStatus();
    }
    choices += choices.empty() ? "one of " : ", ";
    choices += words;
  }
  return Expected(choices);
}

absl::Status SetDate(std::string_view text, const FieldDescriptor& field,
                     Message& message) {
  const std::optional<v1::Date> day = ParseDay(text);
  if (!day) return Expected("a day as YYYY-MM-DD");
  message.GetReflection()->MutableMessage(&message, &field)->CopyFrom(*day);
  return absl::OkStatus();
}

absl::Status SetDecimal(std::string_view text, const FieldDescriptor& field,
                        Message& message) {
  const absl::StatusOr<Decimal> number = Decimal::Parse(text);
  if (!number.ok()) {
    return Expected("a decimal number with at most 34 significant digits");
  }
  v1::Decimal decimal;
  decimal.set_value(number->ToString());
  message.GetReflection()->MutableMessage(&message, &field)->CopyFrom(decimal);
  return absl::OkStatus();
}

}  // namespace

bool HasText(const FieldDescriptor& field) {
  return !field.is_repeated() &&
         (field.message_type() == nullptr ||
          field.message_type() == v1::Decimal::descriptor() ||
          field.message_type() == v1::Date::descriptor());
}

absl::Status SetFieldText(std::string_view text, const FieldDescriptor& field,
                          Message& message) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetBoolean(text, field, message);
    case FieldDescriptor::CPPTYPE_INT32:
      return SetInteger(text, field, message);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(text, field, message);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return field.message_type() == v1::Date::descriptor()
                 ? SetDate(text, field, message)
                 : SetDecimal(text, field, message);
    default:
      message.GetReflection()->SetString(&message, &field, std::string(text));
      return absl::OkStatus();
  }
}

std::string GetFieldText(const FieldDescriptor& field, const Message& message) {
  const Reflection& reflection = *message.GetReflection();
  if (!reflection.HasField(message, &field)) return {};
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_INT32:
      return fmt::to_string(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM: {
      const EnumValueDescriptor* const value =
          field.enum_type()->FindValueByNumber(
              reflection.GetEnumValue(message, &field));
      return value == nullptr ? std::string() : EnumWords(*value);
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const Message& inside = reflection.GetMessage(message, &field);
      return field.message_type() == v1::Date::descriptor()
                 ? DayText(static_cast<const v1::Date&>(inside))
                 : static_cast<const v1::Decimal&>(inside).value();
    }
    default:
      return reflection.GetString(message, &field);
  }
}

}  // namespace techflow::evidence
