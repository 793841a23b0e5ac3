#include "rating/evidence/raw_field.h"

#include <algorithm>
#include <iterator>

#include "techflow/v1/evidence.pb.h"

namespace techflow::evidence {
namespace {

using ::google::protobuf::FieldDescriptor;
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

}  // namespace

const FieldReader* FindFieldReader(const FieldDescriptor& field) {
  const FieldReader* const found =
      std::find_if(std::begin(kReaders), std::end(kReaders),
                   [&field](const FieldReader& reader) {
                     return reader.message == field.containing_type()->name() &&
                            reader.field == field.name();
                   });
  return found == std::end(kReaders) ? nullptr : found;
}

}  // namespace techflow::evidence
