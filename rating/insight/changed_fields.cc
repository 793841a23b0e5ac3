#include "rating/insight/changed_fields.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "rating/evidence/field_text.h"

namespace techflow::insight {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

// A list of messages as one side has it.
struct List {
  const Message& owner;
  const FieldDescriptor& field;

  int size() const { return owner.GetReflection()->FieldSize(owner, &field); }
  const Message& at(int i) const {
    return owner.GetReflection()->GetRepeatedMessage(owner, &field, i);
  }
};

using IndexByKey = std::map<std::string, int>;

// Nothing where the field's text is missing in an item, is there twice, or
// cannot stand in brackets.
std::optional<IndexByKey> IndexBy(const FieldDescriptor& key,
                                  const List& list) {
  IndexByKey index;
  for (int i = 0; i < list.size(); ++i) {
    std::string text = evidence::GetFieldText(key, list.at(i));
    if (text.empty() || text.find(']') != std::string::npos ||
        !index.emplace(std::move(text), i).second) {
      return std::nullopt;
    }
  }
  return index;
}

// Names, days, years and kinds tell items apart; counts and amounts only by
// chance.
bool CanBeKey(const FieldDescriptor& field) {
  if (field.is_repeated() || !evidence::HasText(field)) return false;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
    case FieldDescriptor::CPPTYPE_ENUM:
      return true;
    case FieldDescriptor::CPPTYPE_INT32:
      return field.name() == "year";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return field.message_type()->name() == "Date";
    default:
      return false;
  }
}

class Differences {
 public:
  explicit Differences(size_t most) : most_(most) {}

  void Walk(const std::string& prefix, const Message& before,
            const Message& after);
  std::vector<std::string> Take() { return std::move(paths_); }

 private:
  void Add(std::string path) {
    if (paths_.size() < most_) paths_.push_back(std::move(path));
  }
  void WalkField(const std::string& path, const FieldDescriptor& field,
                 const Message& before, const Message& after);
  void WalkList(const std::string& path, const List& before, const List& after);
  void WalkByKey(const std::string& path, std::string_view key,
                 const List& before, const IndexByKey& index_before,
                 const List& after, const IndexByKey& index_after);
  void WalkByIndex(const std::string& path, const List& before,
                   const List& after);
  void WalkTexts(const std::string& path, const FieldDescriptor& field,
                 const Message& before, const Message& after);

  size_t most_;
  std::vector<std::string> paths_;
};

void Differences::Walk(const std::string& prefix, const Message& before,
                       const Message& after) {
  const Descriptor& type = *before.GetDescriptor();
  for (int i = 0; i < type.field_count() && paths_.size() < most_; ++i) {
    const FieldDescriptor& field = *type.field(i);
    WalkField(prefix + std::string(field.name()), field, before, after);
  }
}

void Differences::WalkField(const std::string& path,
                            const FieldDescriptor& field, const Message& before,
                            const Message& after) {
  if (field.is_repeated()) {
    if (field.message_type() != nullptr) {
      WalkList(path, {before, field}, {after, field});
    } else {
      WalkTexts(path, field, before, after);
    }
  } else if (evidence::HasText(field)) {
    if (evidence::GetFieldText(field, before) !=
        evidence::GetFieldText(field, after)) {
      Add(path);
    }
  } else {
    Walk(path + ".", before.GetReflection()->GetMessage(before, &field),
         after.GetReflection()->GetMessage(after, &field));
  }
}

void Differences::WalkList(const std::string& path, const List& before,
                           const List& after) {
  const Descriptor& type = *before.field.message_type();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& key = *type.field(i);
    if (!CanBeKey(key)) continue;
    const std::optional<IndexByKey> index_before = IndexBy(key, before);
    const std::optional<IndexByKey> index_after = IndexBy(key, after);
    if (!index_before.has_value() || !index_after.has_value()) continue;
    return WalkByKey(path, key.name(), before, *index_before, after,
                     *index_after);
  }
  WalkByIndex(path, before, after);
}

void Differences::WalkByKey(const std::string& path, std::string_view key,
                            const List& before, const IndexByKey& index_before,
                            const List& after, const IndexByKey& index_after) {
  for (const auto& [text, i] : index_before) {
    const std::string item = fmt::format("{}[{}={}]", path, key, text);
    const auto found = index_after.find(text);
    if (found == index_after.end()) {
      Add(item);
    } else {
      Walk(item + ".", before.at(i), after.at(found->second));
    }
  }
  for (const auto& [text, i] : index_after) {
    if (index_before.contains(text)) continue;
    Add(fmt::format("{}[{}={}]", path, key, text));
  }
}

void Differences::WalkByIndex(const std::string& path, const List& before,
                              const List& after) {
  for (int i = 0; i < before.size() || i < after.size(); ++i) {
    const std::string item = fmt::format("{}[{}]", path, i);
    if (i < before.size() && i < after.size()) {
      Walk(item + ".", before.at(i), after.at(i));
    } else {
      Add(item);
    }
  }
}

void Differences::WalkTexts(const std::string& path,
                            const FieldDescriptor& field, const Message& before,
                            const Message& after) {
  const auto texts = [&field](const Message& message) {
    std::vector<std::string> items;
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return items;
    const int size = message.GetReflection()->FieldSize(message, &field);
    for (int i = 0; i < size; ++i) {
      items.push_back(
          message.GetReflection()->GetRepeatedString(message, &field, i));
    }
    return items;
  };
  if (texts(before) != texts(after)) Add(path);
}

}  // namespace

std::vector<std::string> ChangedFields(const v1::Evidence& before,
                                       const v1::Evidence& after, size_t most) {
  Differences differences(most);
  differences.Walk("", before, after);
  return differences.Take();
}

}  // namespace techflow::insight
