#include "rating/evidence/message_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "rating/decimal/decimal.h"
#include "rating/evidence/civil_day.h"
#include "rating/evidence/identifiers.h"
#include "rating/evidence/words.h"
#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::FileDescriptor;
using ::google::protobuf::Message;

std::vector<const MessageRules*> RulesByIndex(const FileDescriptor& file) {
  std::vector<const MessageRules*> rules(
      static_cast<size_t>(file.message_type_count()), nullptr);
  for (const MessageRules& rule : AllMessageRules()) {
    const Descriptor& message = *rule.message();
    if (message.file() == &file) {
      rules[static_cast<size_t>(message.index())] = &rule;
    }
  }
  return rules;
}

std::string DayWords(const absl::CivilDay& day) { return DayText(ToDate(day)); }

int LongestList(const FieldDescriptor& field) {
  if (&field == v1::Evidence::descriptor()->FindFieldByNumber(
                    v1::Evidence::kPatentsFieldNumber)) {
    return kMaxPatents;
  }
  return field.containing_type() == v1::Evidence::descriptor()
             ? kMaxItems
             : kMaxItemsInside;
}

// "one of invention, utility model, design".
std::string ChoicesOf(const EnumDescriptor& type) {
  std::string choices;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() == 0) continue;
    choices += choices.empty() ? "one of " : ", ";
    choices += EnumWords(*type.value(i));
  }
  return choices;
}

}  // namespace

// A message with what it says of itself, asked for once: each time costs more
// than reading a field.
struct MessageCheck::Subject {
  explicit Subject(const Message& checked)
      : message(checked),
        type(*checked.GetDescriptor()),
        readers(ReadersOf(type)) {}

  const FieldDescriptor& Field(int number) const {
    return *type.FindFieldByNumber(number);
  }
  const FieldReader& ReaderOf(const FieldDescriptor& field) const {
    return readers[static_cast<size_t>(field.index())];
  }
  RawField Read(const FieldDescriptor& field) const {
    return ReaderOf(field).read(message);
  }
  // A day that is set and real.
  std::optional<absl::CivilDay> Day(const FieldDescriptor& field) const {
    const RawField raw = Read(field);
    if (!raw.is_set) return std::nullopt;
    const auto& date = static_cast<const v1::Date&>(*raw.message);
    if (!IsRealDay(date)) return std::nullopt;
    return ToCivilDay(date);
  }
  // A number that is set and well formed, be it an integer or a decimal.
  std::optional<Decimal> Number(const FieldDescriptor& field) const {
    const RawField raw = Read(field);
    if (!raw.is_set) return std::nullopt;
    if (field.message_type() == nullptr) {
      return Decimal(int64_t{raw.number});
    }
    const absl::StatusOr<Decimal> number =
        Decimal::Parse(static_cast<const v1::Decimal&>(*raw.message).value());
    if (!number.ok()) return std::nullopt;
    return *number;
  }

  const Message& message;
  const Descriptor& type;
  std::span<const FieldReader> readers;
};

MessageCheck::MessageCheck(Findings& findings)
    : findings_(findings),
      evidence_file_(*v1::Evidence::descriptor()->file()),
      evidence_rules_(RulesByIndex(evidence_file_)),
      types_rules_(RulesByIndex(*v1::Source::descriptor()->file())),
      date_(v1::Date::descriptor()),
      decimal_(v1::Decimal::descriptor()),
      localized_text_(v1::LocalizedText::descriptor()),
      source_(v1::Source::descriptor()) {}

const MessageRules* MessageCheck::RulesOf(const Subject& subject) const {
  const bool is_evidence = subject.type.file() == &evidence_file_;
  const std::vector<const MessageRules*>& rules =
      is_evidence ? evidence_rules_ : types_rules_;
  return rules[static_cast<size_t>(subject.type.index())];
}

void MessageCheck::Check(const Message& message, const Place& place) {
  const Subject subject(message);
  const MessageRules* const rules = RulesOf(subject);
  if (rules != nullptr) CheckRequired(subject, *rules, place);
  for (size_t i = 0; i < subject.readers.size(); ++i) {
    const RawField raw = subject.readers[i].read(message);
    if (!raw.is_set) continue;
    const FieldDescriptor& field = *subject.type.field(static_cast<int>(i));
    const Place inside{&place, field.name()};
    if (field.is_repeated()) {
      CheckList(subject, field, raw.number, inside);
    } else {
      CheckField(field, raw, rules, inside);
    }
  }
  if (rules == nullptr) return;
  for (const FieldPair& days : rules->in_order) {
    if (days.first == 0) break;
    CheckOrder(subject, days, place);
  }
  for (const FieldPair& numbers : rules->parts) {
    if (numbers.first == 0) break;
    CheckPart(subject, numbers, place);
  }
  if (rules->event != 0) CheckEvent(subject, *rules, place);
}

void MessageCheck::CheckField(const FieldDescriptor& field, const RawField& raw,
                              const MessageRules* rules, const Place& place) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string& text = *raw.text;
      CheckText(text, place);
      if (field.name() == "currency" && !IsCurrencyCode(text)) {
        findings_.AddViolation(place, text,
                               "an ISO 4217 code of three capital letters");
      }
      return;
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int number = raw.number;
      if (field.enum_type()->FindValueByNumber(number) == nullptr) {
        findings_.AddViolation(place, fmt::to_string(number),
                               ChoicesOf(*field.enum_type()));
      }
      return;
    }
    case FieldDescriptor::CPPTYPE_INT32: {
      const int number = raw.number;
      if (field.name() == "year" && number > kLastYear) {
        findings_.AddViolation(place, fmt::to_string(number),
                               "a year from 1 to 9999");
      } else if (number < 0) {
        findings_.AddViolation(place, fmt::to_string(number),
                               "a number of 0 or more");
      }
      return;
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      CheckInside(field, *raw.message, rules, place);
      return;
    default:
      return;
  }
}

void MessageCheck::CheckInside(const FieldDescriptor& field,
                               const Message& inside, const MessageRules* rules,
                               const Place& place) {
  const Descriptor* const type = field.message_type();
  if (type == date_) {
    const auto& date = static_cast<const v1::Date&>(inside);
    if (!IsRealDay(date)) {
      findings_.AddViolation(place, DayText(date),
                             "a real day in the years 1 to 9999, with year, "
                             "month and day");
    }
  } else if (type == decimal_) {
    const bool may_be_negative =
        rules != nullptr &&
        std::count(rules->may_be_negative.begin(), rules->may_be_negative.end(),
                   field.number()) > 0;
    CheckDecimal(static_cast<const v1::Decimal&>(inside), may_be_negative,
                 place);
  } else {
    Check(inside, place);
    if (type == localized_text_) {
      const auto& text = static_cast<const v1::LocalizedText&>(inside);
      if (text.zh().empty() && text.en().empty()) {
        findings_.AddViolation(place, "", "a text in zh or in en");
      }
    } else if (type == source_) {
      CheckKnownOn(static_cast<const v1::Source&>(inside), place);
    }
  }
}

void MessageCheck::CheckKnownOn(const v1::Source& source, const Place& place) {
  if (!source.has_known_on() || !IsRealDay(source.known_on()) ||
      !source.has_collected_on() || !IsRealDay(source.collected_on())) {
    return;
  }
  const absl::CivilDay known = ToCivilDay(source.known_on());
  const absl::CivilDay collected = ToCivilDay(source.collected_on());
  if (known <= collected) return;
  findings_.AddWarning(
      {&place, "known_on"}, DayWords(known),
      fmt::format("later than its collection on {}", DayWords(collected)));
}

void MessageCheck::CheckDecimal(const v1::Decimal& decimal,
                                bool may_be_negative, const Place& place) {
  const absl::StatusOr<Decimal> number = Decimal::Parse(decimal.value());
  if (!number.ok()) {
    findings_.AddViolation(place, decimal.value(),
                           "a decimal number as text, with 34 significant "
                           "digits at most");
  } else if (number->is_negative() && !may_be_negative) {
    findings_.AddViolation(place, decimal.value(), "a number of 0 or more");
  }
}

void MessageCheck::CheckText(std::string_view text, const Place& place) {
  if (text.size() > kMaxTextBytes) {
    findings_.AddViolation(place, text,
                           fmt::format("a text of {} bytes at most, this one "
                                       "has {}",
                                       kMaxTextBytes, text.size()));
  }
}

void MessageCheck::CheckList(const Subject& subject,
                             const FieldDescriptor& field, int size,
                             const Place& place) {
  if (size > kMaxItemsInside && size > LongestList(field)) {
    // The items are left alone: looking at them is what the limit is against.
    findings_.AddViolation(
        place, fmt::format("{} items", size),
        fmt::format("a list of {} items at most", LongestList(field)));
    return;
  }
  const bool are_messages = field.message_type() != nullptr;
  const auto read_item = subject.ReaderOf(field).read_item;
  for (int i = 0; i < size; ++i) {
    const Place item{place.parent, place.field, i};
    const RawField raw = read_item(subject.message, i);
    if (are_messages) {
      Check(*raw.message, item);
      continue;
    }
    const std::string& text = *raw.text;
    CheckText(text, item);
    if (text.empty()) findings_.AddViolation(item, "", "a text that says it");
  }
}

void MessageCheck::CheckRequired(const Subject& subject,
                                 const MessageRules& rules,
                                 const Place& place) {
  for (const int number : rules.required) {
    if (number == 0) return;
    const FieldDescriptor& field = subject.Field(number);
    if (subject.Read(field).is_set) continue;
    const Place missing{&place, field.name()};
    findings_.AddViolation(missing, "",
                           field.enum_type() != nullptr
                               ? ChoicesOf(*field.enum_type())
                               : std::string("a value, it is required"));
  }
}

void MessageCheck::CheckOrder(const Subject& subject, const FieldPair& days,
                              const Place& place) {
  const FieldDescriptor& earlier = subject.Field(days.first);
  const FieldDescriptor& later = subject.Field(days.second);
  const std::optional<absl::CivilDay> first = subject.Day(earlier);
  if (!first) return;
  const std::optional<absl::CivilDay> second = subject.Day(later);
  if (!second || *first <= *second) return;
  findings_.AddViolation({&place, later.name()}, DayWords(*second),
                         fmt::format("a day not before {} ({})",
                                     DayWords(*first), earlier.name()));
}

void MessageCheck::CheckPart(const Subject& subject, const FieldPair& numbers,
                             const Place& place) {
  const FieldDescriptor& part_field = subject.Field(numbers.first);
  const FieldDescriptor& whole_field = subject.Field(numbers.second);
  const std::optional<Decimal> part = subject.Number(part_field);
  if (!part) return;
  const std::optional<Decimal> whole = subject.Number(whole_field);
  if (!whole || *part <= *whole) return;
  findings_.AddViolation({&place, part_field.name()}, part->ToString(),
                         fmt::format("at most {} ({}), of which it is a part",
                                     whole->ToString(), whole_field.name()));
}

void MessageCheck::CheckEvent(const Subject& subject, const MessageRules& rules,
                              const Place& place) {
  const FieldDescriptor& event = subject.Field(rules.event);
  const std::optional<absl::CivilDay> day = subject.Day(event);
  const FieldDescriptor* const source_field =
      subject.type.FindFieldByName("source");
  if (!day) return;
  const RawField raw_source = subject.Read(*source_field);
  if (!raw_source.is_set) return;
  const auto& source = static_cast<const v1::Source&>(*raw_source.message);
  const Place source_place{&place, "source"};
  if (!source.has_collected_on() || !IsRealDay(source.collected_on())) return;
  const absl::CivilDay collected = ToCivilDay(source.collected_on());
  if (*day > collected) {
    findings_.AddWarning(
        {&place, event.name()}, DayWords(*day),
        fmt::format("later than its collection on {}", DayWords(collected)));
  }
  if (!source.has_known_on() || !IsRealDay(source.known_on())) return;
  const absl::CivilDay known = ToCivilDay(source.known_on());
  if (known < *day) {
    findings_.AddWarning(
        {&source_place, "known_on"}, DayWords(known),
        fmt::format("known before it happened on {}", DayWords(*day)));
  }
}

}  // namespace techflow::evidence
