#include "rating/evidence/message_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <new>
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
using ::google::protobuf::Message;

feel::Value ReadDecimal(const Message& message, feel::Arena& arena) {
  const auto& decimal = static_cast<const v1::Decimal&>(message);
  const absl::StatusOr<Decimal> number = Decimal::Parse(decimal.value());
  if (number.ok()) return feel::Value::Number(*number);
  return feel::Value::Error(arena, "evidence holds a malformed decimal", {});
}

std::optional<feel::Date> DayOf(const v1::Date& day) {
  if (!feel::IsDate(day.year(), day.month(), day.day())) return std::nullopt;
  return feel::Date{day.year(), static_cast<uint8_t>(day.month()),
                    static_cast<uint8_t>(day.day())};
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
    if (descriptor.name() == "year") year_reader_ = fields_.back().reader;
  }
  std::vector<feel::Member> members;
  members.reserve(fields_.size());
  // Only now: a short text moves when the fields do.
  for (Field& field : fields_) {
    field.unknown = {feel::NullReason::Cause::kMissing, field.unknown_text, {}};
    field.words = WordsOf(field);
    members.push_back({field.name, TypeOf(field)});
  }
  type_ = feel::Type::Context(std::move(members));
  members_ = type_.members();
}

std::vector<feel::Value> MessageLayout::WordsOf(const Field& field) {
  std::vector<feel::Value> words = {feel::Value::Null(&field.unknown)};
  if (field.form == Form::kBoolean) {
    words.push_back(feel::Value::Boolean(false));
    words.push_back(feel::Value::Boolean(true));
  }
  for (const std::string& word : field.enum_words) {
    words.push_back(feel::Value::String(word));
  }
  return words;
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
  field.reader = FindFieldReader(descriptor);
  assert(field.reader != nullptr);
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

feel::Type MessageLayout::TypeOf(const Field& field) {
  switch (field.form) {
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
      return field.inside->type();
    case Form::kTextList:
      return feel::Type::List(feel::TypeKind::kString);
    case Form::kMessageList:
      return feel::Type::List(field.inside->type());
  }
  return {};
}

// Messages that are read as rules ask for their fields: most of them never are.
class MessageLayout::MessageTable final : public feel::RecordTable {
 public:
  MessageTable(const MessageLayout& layout,
               std::span<const Message* const> messages, feel::Arena& arena)
      : RecordTable(layout.members_, messages.size(), arena),
        layout_(layout),
        messages_(messages) {}

 private:
  void Read(size_t index, size_t first, std::span<feel::Value> values,
            feel::ColumnKeys& keys) const override {
    layout_.ReadAll(layout_.fields_[index],
                    messages_.subspan(first, values.size()), values, keys,
                    arena());
  }

  const MessageLayout& layout_;
  std::span<const Message* const> messages_;
};

std::span<const feel::Value> MessageLayout::RecordsOf(
    std::span<const Message* const> messages, feel::Arena& arena) const {
  return arena.New<MessageTable>(*this, messages, arena)->records();
}

feel::Value MessageLayout::Read(const Message& message, size_t index,
                                feel::Arena& arena) const {
  feel::Value value;
  const Message* const messages[] = {&message};
  feel::ColumnKeys keys;
  ReadAll(fields_[index], messages, {&value, 1}, keys, arena);
  return value;
}

// `make` is asked what a field that is known is worth, by what it holds and its
// place among the messages.
template <typename Make>
void MessageLayout::ReadEach(const Field& field,
                             std::span<const Message* const> messages,
                             std::span<feel::Value> values, feel::Arena& arena,
                             Make make) const {
  const auto read = field.reader->read;
  for (size_t i = 0; i < values.size(); ++i) {
    const RawField raw = read(*messages[i]);
    // Each is made where it stays: to copy what was just made takes longer.
    if (raw.is_set || field.empty_is_known) {
      new (&values[i]) feel::Value(make(raw, i));
    } else {
      new (&values[i]) feel::Value(Unknown(field, *messages[i], arena));
    }
  }
}

void MessageLayout::ReadAll(const Field& field,
                            std::span<const Message* const> messages,
                            std::span<feel::Value> values,
                            feel::ColumnKeys& keys, feel::Arena& arena) const {
  const auto read_each = [&](auto make) {
    ReadEach(field, messages, values, arena, make);
  };
  switch (field.form) {
    case Form::kBoolean:
    case Form::kEnum:
      return ReadWords(field, messages, values, keys, arena);
    case Form::kDate:
      return ReadDates(field, messages, values, keys, arena);
    case Form::kInteger:
      return read_each([](const RawField& raw, size_t) {
        return feel::Value::Number(Decimal(int64_t{raw.number}));
      });
    case Form::kText:
      return read_each([](const RawField& raw, size_t) {
        return feel::Value::String(*raw.text);
      });
    case Form::kDecimal:
      return read_each([&](const RawField& raw, size_t) {
        return ReadDecimal(*raw.message, arena);
      });
    case Form::kTextList:
      return ReadTexts(field, messages, values, arena);
    case Form::kMessage:
    case Form::kMessageList:
      return ReadMessages(field, messages, values, arena);
  }
}

void MessageLayout::ReadWords(const Field& field,
                              std::span<const Message* const> messages,
                              std::span<feel::Value> values,
                              feel::ColumnKeys& keys,
                              feel::Arena& arena) const {
  // 0, the place of the null, for what is unset.
  const std::span<uint8_t> places = arena.NewArray<uint8_t>(values.size());
  bool are_words = field.words.size() <= feel::ColumnKeys::kMostWords;
  ReadEach(field, messages, values, arena, [&](const RawField& raw, size_t i) {
    // A number below zero is beyond all words too.
    const size_t place = size_t{static_cast<uint32_t>(raw.number)} + 1;
    places[i] = static_cast<uint8_t>(place);
    if (place < field.words.size()) return field.words[place];
    are_words = false;
    return feel::Value::Error(arena, "evidence holds an unknown enum value",
                              {});
  });
  if (!are_words) return;
  keys.form = feel::ColumnKeys::Form::kWords;
  keys.words = field.words;
  keys.places = places.data();
}

void MessageLayout::ReadDates(const Field& field,
                              std::span<const Message* const> messages,
                              std::span<feel::Value> values,
                              feel::ColumnKeys& keys,
                              feel::Arena& arena) const {
  const std::span<int32_t> days = arena.NewRoom<int32_t>(values.size());
  std::fill(days.begin(), days.end(), feel::ColumnKeys::kNoDay);
  bool are_days = true;
  ReadEach(field, messages, values, arena, [&](const RawField& raw, size_t i) {
    const std::optional<feel::Date> day =
        DayOf(static_cast<const v1::Date&>(*raw.message));
    const auto key = day ? feel::ColumnKeys::KeyOf(*day) : std::nullopt;
    are_days = are_days && key.has_value();
    days[i] = key.value_or(feel::ColumnKeys::kNoDay);
    if (day) return feel::Value::OfDate(*day);
    return feel::Value::Error(arena, "evidence holds a date that is no day",
                              {});
  });
  if (!are_days) return;
  keys.form = feel::ColumnKeys::Form::kDays;
  keys.days = days.data();
  keys.no_day = feel::Value::Null(&field.unknown);
}

void MessageLayout::ReadTexts(const Field& field,
                              std::span<const Message* const> messages,
                              std::span<feel::Value> values,
                              feel::Arena& arena) const {
  for (size_t i = 0; i < values.size(); ++i) {
    const int size = field.reader->read(*messages[i]).number;
    if (size == 0 && !field.empty_is_known) {
      values[i] = Unknown(field, *messages[i], arena);
      continue;
    }
    const std::span<feel::Value> texts =
        arena.NewRoom<feel::Value>(static_cast<size_t>(size));
    for (int item = 0; item < size; ++item) {
      texts[static_cast<size_t>(item)] = feel::Value::String(
          *field.reader->read_item(*messages[i], item).text);
    }
    values[i] = feel::Value::List(texts);
  }
}

void MessageLayout::ReadMessages(const Field& field,
                                 std::span<const Message* const> messages,
                                 std::span<feel::Value> values,
                                 feel::Arena& arena) const {
  const bool is_list = field.form == Form::kMessageList;
  const FieldReader& reader = *field.reader;
  // How many messages are inside each.
  const auto count_in = [&](const Message& message) {
    const RawField raw = reader.read(message);
    return is_list ? raw.number : raw.is_set ? 1 : 0;
  };
  size_t total = 0;
  for (const Message* message : messages) {
    total += static_cast<size_t>(count_in(*message));
  }
  // One table for all of them, so that the fields of all are read together.
  const std::span<const Message*> inside = arena.NewRoom<const Message*>(total);
  size_t next = 0;
  for (const Message* message : messages) {
    const int count = count_in(*message);
    for (int item = 0; item < count; ++item) {
      inside[next++] = is_list ? reader.read_item(*message, item).message
                               : reader.read(*message).message;
    }
  }
  std::span<const feel::Value> records = field.inside->RecordsOf(inside, arena);
  for (size_t i = 0; i < values.size(); ++i) {
    const auto count = static_cast<size_t>(count_in(*messages[i]));
    if (is_list) {
      values[i] = feel::Value::List(records.first(count));
    } else if (count == 0) {
      values[i] = Unknown(field, *messages[i], arena);
    } else {
      values[i] = records.front();
    }
    records = records.subspan(count);
  }
}

// "rd spend of a fiscal year" becomes "rd spend of fiscal year 2025", which is
// what the reader of a missing figure asks next. Patents and the like keep the
// words that need no memory.
feel::Value MessageLayout::Unknown(const Field& field, const Message& message,
                                   feel::Arena& arena) const {
  if (year_reader_ == nullptr) return feel::Value::Null(&field.unknown);
  const RawField year = year_reader_->read(message);
  if (!year.is_set) return feel::Value::Null(&field.unknown);
  return feel::Value::Missing(
      arena, fmt::format("{} of {} {} is not known", field.name, message_words_,
                         year.number));
}

}  // namespace techflow::evidence
