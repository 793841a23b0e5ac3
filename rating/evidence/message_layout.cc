#include "rating/evidence/message_layout.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "rating/decimal/decimal.h"
#include "rating/evidence/words.h"
#include "rating/feel/calendar.h"
#include "rating/feel/record.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::FieldDescriptor;

constexpr uint32_t Tag(int number, uint32_t form) {
  return static_cast<uint32_t>(number) << 3 | form;
}

feel::Value ReadDecimal(std::string_view bytes, feel::Arena& arena) {
  WireReader reader(bytes);
  std::string_view text;
  while (!reader.done()) {
    const uint32_t tag = reader.ReadTag();
    if (tag == Tag(v1::Decimal::kValueFieldNumber, WireReader::kBytes)) {
      text = reader.ReadBytes();
    } else {
      reader.Skip(tag);
    }
  }
  const absl::StatusOr<Decimal> number = Decimal::Parse(text);
  if (number.ok()) return feel::Value::Number(*number);
  return feel::Value::Error(arena, "evidence holds a malformed decimal", {});
}

feel::Value ReadDate(std::string_view bytes, feel::Arena& arena) {
  WireReader reader(bytes);
  int32_t year = 0;
  int32_t month = 0;
  int32_t day = 0;
  while (!reader.done()) {
    const uint32_t tag = reader.ReadTag();
    if (tag == Tag(v1::Date::kYearFieldNumber, WireReader::kVarint)) {
      year = static_cast<int32_t>(reader.ReadVarint());
    } else if (tag == Tag(v1::Date::kMonthFieldNumber, WireReader::kVarint)) {
      month = static_cast<int32_t>(reader.ReadVarint());
    } else if (tag == Tag(v1::Date::kDayFieldNumber, WireReader::kVarint)) {
      day = static_cast<int32_t>(reader.ReadVarint());
    } else {
      reader.Skip(tag);
    }
  }
  const std::optional<feel::Date> date = feel::MakeDate(year, month, day);
  if (date) return feel::Value::OfDate(*date);
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

MessageLayout::MessageLayout(const Descriptor& message,
                             const std::string& place)
    : message_words_(MessageWords(message)) {
  fields_.reserve(static_cast<size_t>(message.field_count()));
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& descriptor = *message.field(i);
    fields_.push_back(FieldFor(descriptor, place));
    if (descriptor.name() == "year") year_field_ = i;
    const auto number = static_cast<size_t>(descriptor.number());
    if (index_by_number_.size() <= number) {
      index_by_number_.resize(number + 1, kNoField);
    }
    index_by_number_[number] = i;
  }
  // Only now: a short text moves when the fields do.
  for (Field& field : fields_) {
    field.unknown = {feel::NullReason::Cause::kMissing, field.unknown_text, {}};
    unset_.push_back({field.name, field.empty_is_known
                                      ? feel::Value::List({})
                                      : feel::Value::Null(&field.unknown)});
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

int MessageLayout::IndexOf(uint32_t tag) const {
  const size_t number = tag >> 3;
  if (number >= index_by_number_.size()) return kNoField;
  const int index = index_by_number_[number];
  if (index == kNoField) return kNoField;
  const Form form = fields_[static_cast<size_t>(index)].form;
  const bool is_number =
      form == Form::kBoolean || form == Form::kInteger || form == Form::kEnum;
  return (tag & 7) == (is_number ? WireReader::kVarint : WireReader::kBytes)
             ? index
             : kNoField;
}

std::span<feel::ContextEntry> MessageLayout::EntriesOf(
    std::string_view bytes, feel::Arena& arena) const {
  auto* const first = static_cast<feel::ContextEntry*>(arena.Allocate(
      unset_.size() * sizeof(feel::ContextEntry), alignof(feel::ContextEntry)));
  std::uninitialized_copy(unset_.begin(), unset_.end(), first);
  const std::span<feel::ContextEntry> entries(first, unset_.size());
  WireReader reader(bytes);
  while (!reader.done()) {
    const uint32_t tag = reader.ReadTag();
    const int index = IndexOf(tag);
    if (index == kNoField) {
      reader.Skip(tag);  // A field of a later version.
      continue;
    }
    const auto i = static_cast<size_t>(index);
    entries[i].value = Read(fields_[i], tag, reader, arena);
  }
  if (year_field_ != kNoField) NameUnknownsByYear(entries, arena);
  return entries;
}

// A message that is read when a rule asks for it, which for most of those
// inside others never happens.
class MessageLayout::WireRecord final : public feel::Record {
 public:
  WireRecord(const MessageLayout& layout, std::string_view bytes,
             feel::Arena& arena)
      : layout_(layout), bytes_(bytes), arena_(arena) {}

 private:
  std::span<const feel::ContextEntry> Read() const override {
    return layout_.EntriesOf(bytes_, arena_);
  }

  const MessageLayout& layout_;
  std::string_view bytes_;
  feel::Arena& arena_;
};

feel::Value MessageLayout::RecordOf(std::string_view bytes,
                                    feel::Arena& arena) const {
  return feel::Value::OfRecord(arena.New<WireRecord>(*this, bytes, arena));
}

feel::Value MessageLayout::Read(const Field& field, uint32_t tag,
                                WireReader& reader, feel::Arena& arena) const {
  switch (field.form) {
    case Form::kBoolean:
      return feel::Value::Boolean(reader.ReadVarint() != 0);
    case Form::kInteger:
      return feel::Value::Number(
          Decimal(int64_t{static_cast<int32_t>(reader.ReadVarint())}));
    case Form::kEnum: {
      const uint64_t number = reader.ReadVarint();
      if (number < field.enum_words.size()) {
        return feel::Value::String(field.enum_words[number]);
      }
      return feel::Value::Error(arena, "evidence holds an unknown enum value",
                                {});
    }
    case Form::kText:
      return feel::Value::String(reader.ReadBytes());
    case Form::kDecimal:
      return ReadDecimal(reader.ReadBytes(), arena);
    case Form::kDate:
      return ReadDate(reader.ReadBytes(), arena);
    case Form::kMessage:
      return field.inside->RecordOf(reader.ReadBytes(), arena);
    case Form::kTextList:
    case Form::kMessageList:
      return ReadList(field, tag, reader, arena);
  }
  return {};
}

// The items of a list follow one another on the wire.
feel::Value MessageLayout::ReadList(const Field& field, uint32_t tag,
                                    WireReader& reader,
                                    feel::Arena& arena) const {
  const std::span<feel::Value> items =
      arena.NewArray<feel::Value>(reader.CountRun(tag));
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) reader.ReadTag();
    const std::string_view bytes = reader.ReadBytes();
    items[i] = field.form == Form::kTextList
                   ? feel::Value::String(bytes)
                   : field.inside->RecordOf(bytes, arena);
  }
  return feel::Value::List(items);
}

// "rd spend of a fiscal year" becomes "rd spend of fiscal year 2025", which is
// what the reader of a missing figure asks next. Cheap enough for some dozen
// years; patents and the like keep the words that need no memory.
void MessageLayout::NameUnknownsByYear(std::span<feel::ContextEntry> entries,
                                       feel::Arena& arena) const {
  const feel::Value& year = entries[static_cast<size_t>(year_field_)].value;
  if (year.is_null()) return;
  const std::string item = fmt::format(" of {} {} is not known", message_words_,
                                       year.number().ToString());
  for (feel::ContextEntry& entry : entries) {
    if (!entry.value.is_missing()) continue;
    const std::string_view name = entry.name;
    const std::span<char> text =
        arena.NewArray<char>(name.size() + item.size());
    name.copy(text.data(), name.size());
    item.copy(text.data() + name.size(), item.size());
    entry.value = feel::Value::Null(arena.New<feel::NullReason>(
        feel::NullReason{feel::NullReason::Cause::kMissing,
                         {text.data(), text.size()},
                         {}}));
  }
}

}  // namespace techflow::evidence
