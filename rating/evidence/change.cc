#include "rating/evidence/change.h"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "rating/evidence/field_path.h"
#include "rating/evidence/field_text.h"
#include "rating/evidence/words.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

// The items after it keep their order.
void TakeOut(const FieldDescriptor& list, int index, Message& message) {
  const Reflection& reflection = *message.GetReflection();
  const int last = reflection.FieldSize(message, &list) - 1;
  for (int i = index; i < last; ++i) {
    reflection.SwapElements(&message, &list, i, i + 1);
  }
  reflection.RemoveLast(&message, &list);
}

// Finds the field of one change and sets it.
class Changer {
 public:
  explicit Changer(const v1::EvidenceChange& change) : change_(change) {}

  std::optional<Violation> Apply(v1::Evidence& evidence) const;

 private:
  Violation WrongField(std::string expected) const {
    return {"field", change_.field(), std::move(expected)};
  }
  Violation WrongValue(std::string expected) const {
    return {"value", change_.value(), std::move(expected)};
  }
  Violation NoSuchField(std::string_view name, const Descriptor& type) const;

  // The first message that a walk made on its way, and where.
  struct Made {
    Message* in = nullptr;
    const FieldDescriptor* field = nullptr;
  };
  std::optional<Violation> Walk(const std::vector<PathStep>& steps,
                                Message* message, Made& made) const;

  // The item of the list that the step selects, or what is wrong with it.
  std::optional<Violation> Select(const PathStep& step,
                                  const FieldDescriptor& list,
                                  const Message& message, int& index) const;
  std::optional<Violation> SelectByKey(const PathStep& step,
                                       const FieldDescriptor& list,
                                       const Message& message,
                                       int& index) const;
  // From a field that more steps follow into what it holds.
  std::optional<Violation> Enter(const PathStep& step,
                                 const FieldDescriptor& field,
                                 Message*& message) const;
  std::optional<Violation> Set(const PathStep& step,
                               const FieldDescriptor& field,
                               Message& message) const;
  // Sets a text of a list, or takes an item out of it.
  std::optional<Violation> SetItem(const PathStep& step,
                                   const FieldDescriptor& field,
                                   Message& message) const;

  const v1::EvidenceChange& change_;
};

Violation Changer::NoSuchField(std::string_view name,
                               const Descriptor& type) const {
  std::vector<std::string> names;
  std::string listed;
  for (int i = 0; i < type.field_count(); ++i) {
    names.push_back(type.field(i)->name());
    listed += (i == 0 ? "" : ", ") + names.back();
  }
  const std::string nearest = NearestName(name, names);
  return WrongField(fmt::format(
      "a field of {} instead of {}{}: {}", MessageWords(type), name,
      nearest.empty() ? "" : fmt::format(" (did you mean {}?)", nearest),
      listed));
}

std::optional<Violation> Changer::SelectByKey(const PathStep& step,
                                              const FieldDescriptor& list,
                                              const Message& message,
                                              int& index) const {
  const Descriptor& type = *list.message_type();
  const FieldDescriptor* const key =
      type.FindFieldByName(std::string(step.key_field));
  if (key == nullptr || !HasText(*key))
    return NoSuchField(step.key_field, type);
  const Reflection& reflection = *message.GetReflection();
  int found = 0;
  for (int i = 0; i < reflection.FieldSize(message, &list); ++i) {
    const Message& item = reflection.GetRepeatedMessage(message, &list, i);
    if (GetFieldText(*key, item) != step.key_value) continue;
    index = i;
    ++found;
  }
  if (found == 1) return std::nullopt;
  return WrongField(fmt::format("one item of {} whose {} is {}; there are {}",
                                list.name(), step.key_field, step.key_value,
                                found));
}

std::optional<Violation> Changer::Select(const PathStep& step,
                                         const FieldDescriptor& list,
                                         const Message& message,
                                         int& index) const {
  if (!list.is_repeated()) {
    return WrongField(
        fmt::format("no brackets after {}, it is no list", list.name()));
  }
  if (step.selection == PathStep::Selection::kKey) {
    if (list.message_type() == nullptr) {
      return WrongField(
          fmt::format("an index after {}, its items have no "
                      "fields",
                      list.name()));
    }
    return SelectByKey(step, list, message, index);
  }
  const int size = message.GetReflection()->FieldSize(message, &list);
  if (step.index >= size) {
    return WrongField(
        fmt::format("an index of {} below {}, the number of its "
                    "items",
                    list.name(), size));
  }
  index = step.index;
  return std::nullopt;
}

std::optional<Violation> Changer::Enter(const PathStep& step,
                                        const FieldDescriptor& field,
                                        Message*& message) const {
  if (field.message_type() == nullptr ||
      (!field.is_repeated() && HasText(field))) {
    return WrongField(
        fmt::format("nothing after {}, it has no fields", field.name()));
  }
  const Reflection& reflection = *message->GetReflection();
  if (step.selection == PathStep::Selection::kNone) {
    if (field.is_repeated()) {
      return WrongField(fmt::format("{}[0] or {}[name=value], it is a list",
                                    field.name(), field.name()));
    }
    message = reflection.MutableMessage(message, &field);
    return std::nullopt;
  }
  int index = 0;
  if (auto wrong = Select(step, field, *message, index)) return wrong;
  message = reflection.MutableRepeatedMessage(message, &field, index);
  return std::nullopt;
}

std::optional<Violation> Changer::SetItem(const PathStep& step,
                                          const FieldDescriptor& field,
                                          Message& message) const {
  int index = 0;
  if (auto wrong = Select(step, field, message, index)) return wrong;
  if (change_.value().empty()) {
    TakeOut(field, index, message);
    return std::nullopt;
  }
  if (field.message_type() != nullptr) {
    return WrongField(fmt::format("a field of the item, as {}[{}].{}",
                                  field.name(), index,
                                  field.message_type()->field(0)->name()));
  }
  message.GetReflection()->SetRepeatedString(&message, &field, index,
                                             change_.value());
  return std::nullopt;
}

std::optional<Violation> Changer::Set(const PathStep& step,
                                      const FieldDescriptor& field,
                                      Message& message) const {
  if (&field == v1::Patent::descriptor()->FindFieldByNumber(
                    v1::Patent::kStatusFieldNumber)) {
    return WrongField("another field: status is computed from the dates");
  }
  if (step.selection != PathStep::Selection::kNone) {
    return SetItem(step, field, message);
  }
  if (change_.value().empty()) {
    message.GetReflection()->ClearField(&message, &field);
    return std::nullopt;
  }
  if (!HasText(field)) {
    return WrongValue(fmt::format(
        "no value, which clears {}, or else one of its {} in the field",
        field.name(), field.is_repeated() ? "items" : "fields"));
  }
  const absl::Status set = SetFieldText(change_.value(), field, message);
  if (set.ok()) return std::nullopt;
  return WrongValue(std::string(set.message()));
}

std::optional<Violation> Changer::Walk(const std::vector<PathStep>& steps,
                                       Message* message, Made& made) const {
  for (size_t i = 0; i < steps.size(); ++i) {
    const PathStep& step = steps[i];
    const Descriptor& type = *message->GetDescriptor();
    const FieldDescriptor* const field =
        type.FindFieldByName(std::string(step.field));
    if (field == nullptr) return NoSuchField(step.field, type);
    if (i + 1 == steps.size()) return Set(step, *field, *message);
    if (made.field == nullptr && !field->is_repeated() &&
        !message->GetReflection()->HasField(*message, field)) {
      made = {message, field};
    }
    if (auto wrong = Enter(step, *field, message)) return wrong;
  }
  return std::nullopt;
}

std::optional<Violation> Changer::Apply(v1::Evidence& evidence) const {
  const absl::StatusOr<std::vector<PathStep>> steps =
      ParseFieldPath(change_.field());
  if (!steps.ok()) return WrongField(std::string(steps.status().message()));
  Made made;
  std::optional<Violation> wrong = Walk(*steps, &evidence, made);
  // Neither a wrong change nor making a field unknown leaves messages behind.
  if (made.field != nullptr && (wrong || change_.value().empty())) {
    made.in->GetReflection()->ClearField(made.in, made.field);
  }
  return wrong;
}

}  // namespace

std::optional<Violation> ApplyChange(const v1::EvidenceChange& change,
                                     v1::Evidence& evidence) {
  return Changer(change).Apply(evidence);
}

std::vector<Violation> ApplyChanges(
    const google::protobuf::RepeatedPtrField<v1::EvidenceChange>& changes,
    v1::Evidence& evidence) {
  std::vector<Violation> violations;
  for (int i = 0; i < changes.size(); ++i) {
    std::optional<Violation> wrong = ApplyChange(changes.Get(i), evidence);
    if (!wrong) continue;
    wrong->field = fmt::format("changes[{}].{}", i, wrong->field);
    violations.push_back(*std::move(wrong));
  }
  return violations;
}

}  // namespace techflow::evidence
