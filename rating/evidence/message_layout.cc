#include "rating/evidence/message_layout.h"

#include <fmt/format.h>

#include <charconv>
#include <span>
#include <utility>

#include "rating/decimal/decimal.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/words.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::MessageFactory;

feel::Value DecimalValue(const v1::Decimal& message, feel::Arena& arena) {
  const absl::StatusOr<Decimal> number = Decimal::Parse(message.value());
  if (number.ok()) return feel::Value::Number(*number);
  return feel::Value::Error(arena, "evidence holds a malformed decimal", {});
}

feel::Value DateValue(const v1::Date& date, feel::Arena& arena) {
  if (IsRealDay(date)) {
    return feel::Value::OfDate({date.year(), static_cast<uint8_t>(date.month()),
                                static_cast<uint8_t>(date.day())});
  }
  return feel::Value::Error(arena, "evidence holds a date that is no day", {});
}

// Indexed by number, which our enums count up from 0.
std::vector<std::string> WordsByNumber(const EnumDescriptor& type) {
  std::vector<std::string> words;
  for (int i = 0; i < type.value_count(); ++i) {
    const auto number = static_cast<size_t>(type.value(i)->number());
    if (words.size() <= number) words.resize(number + 1);
    words[number] = EnumWords(*type.value(i));
  }
  return words;
}

std::string WithArticle(const std::string& words) {
  const bool starts_with_vowel =
      std::string_view("aeiou").find(words.front()) != std::string_view::npos;
  return fmt::format("{} {}", starts_with_vowel ? "an" : "a", words);
}

}  // namespace

MessageLayout::MessageLayout(const Descriptor& message, std::string place)
    : reflection_(MessageFactory::generated_factory()
                      ->GetPrototype(&message)
                      ->GetReflection()),
      message_words_(MessageWords(message)) {
  fields_.reserve(static_cast<size_t>(message.field_count()));
  for (int i = 0; i < message.field_count(); ++i) {
    fields_.push_back(FieldFor(*message.field(i), place));
    if (message.field(i)->name() == "year") year_field_ = i;
  }
  // Only now: a short text moves when the fields do.
  for (Field& field : fields_) {
    field.unknown = {feel::NullReason::Cause::kMissing, field.unknown_text, {}};
  }
}

MessageLayout::Form MessageLayout::FormOf(const FieldDescriptor& field) {
  if (field.is_repeated()) {
    return field.message_type() == nullptr ? Form::kTextList
                                           : Form::kMessageList;
  }
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return Form::kBoolean;
    case FieldDescriptor::CPPTYPE_INT32:
      return Form::kInteger;
    case FieldDescriptor::CPPTYPE_ENUM:
      return Form::kEnum;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (field.message_type() == v1::Decimal::descriptor()) {
        return Form::kDecimal;
      }
      return field.message_type() == v1::Date::descriptor() ? Form::kDate
                                                            : Form::kMessage;
    default:
      return Form::kText;
  }
}

MessageLayout::Field MessageLayout::FieldFor(const FieldDescriptor& descriptor,
                                             const std::string& place) {
  Field field;
  field.descriptor = &descriptor;
  field.form = FormOf(descriptor);
  field.name = FieldWords(descriptor.name());
  const std::string path =
      place.empty() ? field.name : fmt::format("{} of {}", field.name, place);
  field.unknown_text = fmt::format("{} is not known", path);
  // No implied field means that every figure was reported.
  field.empty_is_known =
      field.form == Form::kMessageList || descriptor.name() == "implied_fields";
  if (field.form == Form::kEnum) {
    field.enum_words = WordsByNumber(*descriptor.enum_type());
  } else if (field.form == Form::kMessage) {
    field.inside = std::make_unique<const MessageLayout>(
        *descriptor.message_type(),
        place.empty() ? fmt::format("the {}", field.name) : path);
  } else if (field.form == Form::kMessageList) {
    const std::string item =
        WithArticle(MessageWords(*descriptor.message_type()));
    field.inside = std::make_unique<const MessageLayout>(
        *descriptor.message_type(),
        place.empty() ? item : fmt::format("{} of {}", item, place));
  }
  return field;
}

feel::Type MessageLayout::type() const {
  std::vector<feel::Member> members;
  for (size_t i = 0; i < fields_.size(); ++i) {
    members.push_back({fields_[i].name, field_type(i)});
  }
  return feel::Type::Context(std::move(members));
}

feel::Type MessageLayout::field_type(size_t field) const {
  switch (fields_[field].form) {
    case Form::kBoolean:
      return feel::TypeKind::kBoolean;
    case Form::kInteger:
    case Form::kDecimal:
      return feel::TypeKind::kNumber;
    case Form::kText:
    case Form::kEnum:
      return feel::TypeKind::kString;
    case Form::kDate:
      return feel::TypeKind::kDate;
    case Form::kMessage:
      return fields_[field].inside->type();
    case Form::kTextList:
      return feel::Type::List(feel::TypeKind::kString);
    case Form::kMessageList:
      return feel::Type::List(fields_[field].inside->type());
  }
  return {};
}

feel::Value MessageLayout::ContextOf(const Message& message,
                                     feel::Arena& arena) const {
  const std::span<feel::ContextEntry> entries =
      arena.NewArray<feel::ContextEntry>(fields_.size());
  for (size_t i = 0; i < fields_.size(); ++i) {
    entries[i].name = fields_[i].name;
    entries[i].value = FieldOf(message, i, arena);
  }
  if (year_field_ >= 0) {
    const Field& field = fields_[static_cast<size_t>(year_field_)];
    NameUnknownsByYear(reflection_->GetInt32(message, field.descriptor),
                       entries.data(), arena);
  }
  return feel::Value::OfContext(entries);
}

feel::Value MessageLayout::FieldOf(const Message& message, size_t index,
                                   feel::Arena& arena) const {
  const Field& field = fields_[index];
  const FieldDescriptor* const descriptor = field.descriptor;
  if (descriptor->is_repeated()) return ListOf(message, field, arena);
  if (!reflection_->HasField(message, descriptor)) {
    return feel::Value::Null(&field.unknown);
  }
  switch (field.form) {
    case Form::kBoolean:
      return feel::Value::Boolean(reflection_->GetBool(message, descriptor));
    case Form::kInteger:
      return feel::Value::Number(
          Decimal(int64_t{reflection_->GetInt32(message, descriptor)}));
    case Form::kEnum:
      return EnumOf(field, reflection_->GetEnumValue(message, descriptor),
                    arena);
    case Form::kText: {
      // The scratch is for other layouts of strings; ours are all std::string.
      std::string scratch;
      return feel::Value::String(
          reflection_->GetStringReference(message, descriptor, &scratch));
    }
    case Form::kDecimal:
      return DecimalValue(static_cast<const v1::Decimal&>(
                              reflection_->GetMessage(message, descriptor)),
                          arena);
    case Form::kDate:
      return DateValue(static_cast<const v1::Date&>(
                           reflection_->GetMessage(message, descriptor)),
                       arena);
    default:
      return field.inside->ContextOf(
          reflection_->GetMessage(message, descriptor), arena);
  }
}

feel::Value MessageLayout::ListOf(const Message& message, const Field& field,
                                  feel::Arena& arena) const {
  const int size = reflection_->FieldSize(message, field.descriptor);
  if (size == 0 && !field.empty_is_known) {
    return feel::Value::Null(&field.unknown);
  }
  const std::span<feel::Value> items =
      arena.NewArray<feel::Value>(static_cast<size_t>(size));
  for (int i = 0; i < size; ++i) {
    feel::Value& item = items[static_cast<size_t>(i)];
    if (field.form == Form::kMessageList) {
      item = field.inside->ContextOf(
          reflection_->GetRepeatedMessage(message, field.descriptor, i), arena);
    } else {
      std::string scratch;
      item = feel::Value::String(reflection_->GetRepeatedStringReference(
          message, field.descriptor, i, &scratch));
    }
  }
  return feel::Value::List(items);
}

feel::Value MessageLayout::EnumOf(const Field& field, int number,
                                  feel::Arena& arena) const {
  const auto index = static_cast<size_t>(number);
  if (number > 0 && index < field.enum_words.size()) {
    return feel::Value::String(field.enum_words[index]);
  }
  return feel::Value::Error(arena, "evidence holds an unknown enum value", {});
}

// "rd spend of a fiscal year" becomes "rd spend of fiscal year 2025", which is
// what the reader of a missing figure asks next. Cheap enough for some dozen
// years; patents and the like keep the words that need no memory.
void MessageLayout::NameUnknownsByYear(int year, feel::ContextEntry* entries,
                                       feel::Arena& arena) const {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof(digits), year).ptr;
  const std::string item =
      fmt::format(" of {} {} is not known", message_words_,
                  std::string_view(digits, static_cast<size_t>(end - digits)));
  for (size_t i = 0; i < fields_.size(); ++i) {
    feel::Value& value = entries[i].value;
    if (!value.is_missing()) continue;
    const std::string& name = fields_[i].name;
    const std::span<char> text =
        arena.NewArray<char>(name.size() + item.size());
    name.copy(text.data(), name.size());
    item.copy(text.data() + name.size(), item.size());
    value = feel::Value::Null(arena.New<feel::NullReason>(feel::NullReason{
        feel::NullReason::Cause::kMissing, {text.data(), text.size()}, {}}));
  }
}

}  // namespace techflow::evidence
