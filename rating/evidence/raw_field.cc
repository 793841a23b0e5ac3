#include "rating/evidence/raw_field.h"

#include <array>
#include <cstddef>
#include <iterator>

#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::FileDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::RepeatedPtrField;

// Where a field does not say whether it is set, one that differs from its
// default is; this is overruled where it does.
RawField Raw(int32_t number) { return {number != 0, number, {}}; }
RawField Raw(const std::string& text) {
  RawField field{!text.empty(), 0, {}};
  field.text = &text;
  return field;
}
RawField Raw(const Message& message) {
  RawField field{true, 0, {}};
  field.message = &message;
  return field;
}
template <typename Item>
RawField Raw(const RepeatedPtrField<Item>& list) {
  return Raw(list.size());
}

template <typename Typed, typename Get, typename Has>
RawField Read(const Message& from, Get get, Has has) {
  const auto& typed = static_cast<const Typed&>(from);
  RawField field = Raw(get(typed));
  if constexpr (requires { has(typed); }) field.is_set = has(typed);
  return field;
}

template <typename Typed, typename GetItem>
constexpr auto ItemReader(GetItem) -> RawField (*)(const Message&, int) {
  if constexpr (requires(const Typed& typed, GetItem get) { get(typed, 0); }) {
    return [](const Message& from, int index) {
      return Raw(GetItem()(static_cast<const Typed&>(from), index));
    };
  } else {
    return nullptr;
  }
}

// The lambdas with `-> decltype` are asked whether they can be called at all:
// not every field has a has_ or an item.
#define FIELD(Type, name)                                                     \
  FieldReader{                                                                \
      #Type, #name,                                                           \
      [](const Message& from) {                                               \
        return Read<v1::Type>(                                                \
            from,                                                             \
            [](const auto& typed) -> decltype(auto) { return typed.name(); }, \
            [](const auto& typed) -> decltype(typed.has_##name()) {           \
              return typed.has_##name();                                      \
            });                                                               \
      },                                                                      \
      ItemReader<v1::Type>(                                                   \
          [](const auto& typed, int index) -> decltype(typed.name(index)) {   \
            return typed.name(index);                                         \
          })},

// Written by CMake, which looks for fields in the protos.
constexpr FieldReader kReaders[] = {
#include "evidence_fields.inc"
};

#undef FIELD

constexpr size_t CountMessages() {
  size_t count = 0;
  for (size_t i = 0; i < std::size(kReaders); ++i) {
    if (i == 0 || kReaders[i].message != kReaders[i - 1].message) ++count;
  }
  return count;
}

// Where the readers of each message begin, and where the last end. The messages
// stand in the order of their files, types.proto before evidence.proto.
constexpr auto kStarts = [] {
  std::array<size_t, CountMessages() + 1> starts{};
  size_t message = 0;
  for (size_t i = 0; i < std::size(kReaders); ++i) {
    if (i > 0 && kReaders[i].message != kReaders[i - 1].message) {
      starts[++message] = i;
    }
  }
  starts.back() = std::size(kReaders);
  return starts;
}();

}  // namespace

std::span<const FieldReader> ReadersOf(const Descriptor& message) {
  // Asked for once: each time costs more than the rest of this.
  static const FileDescriptor* const types = v1::Date::descriptor()->file();
  static const FileDescriptor* const evidence =
      v1::Evidence::descriptor()->file();
  const FileDescriptor* const file = message.file();
  if (file != types && file != evidence) return {};
  const int place =
      message.index() + (file == types ? 0 : types->message_type_count());
  const auto start = static_cast<size_t>(place);
  if (start + 1 >= kStarts.size()) return {};
  return std::span(kReaders).subspan(kStarts[start],
                                     kStarts[start + 1] - kStarts[start]);
}

const FieldReader* FindFieldReader(const FieldDescriptor& field) {
  const std::span<const FieldReader> readers =
      ReadersOf(*field.containing_type());
  const auto index = static_cast<size_t>(field.index());
  const bool is_there =
      index < readers.size() && readers[index].field == field.name();
  return is_there ? &readers[index] : nullptr;
}

}  // namespace techflow::evidence
