#ifndef TECHFLOW_RATING_EVIDENCE_MESSAGE_LAYOUT_H_
#define TECHFLOW_RATING_EVIDENCE_MESSAGE_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "rating/feel/arena.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::evidence {

// One message type at one place of Evidence, as a FEEL context: what each
// field is called, how it is read, and what to say where it is not known. There
// is one for each place, because "zh of title of a patent" is not "zh of name
// of the profile". Immutable; any number of threads.
class MessageLayout {
 public:
  // `place` is said after "of" in reasons: "the profile", "a patent".
  MessageLayout(const google::protobuf::Descriptor& message, std::string place);
  MessageLayout(const MessageLayout&) = delete;
  MessageLayout& operator=(const MessageLayout&) = delete;

  feel::Type type() const;
  size_t size() const { return fields_.size(); }
  std::string_view name(size_t field) const { return fields_[field].name; }
  feel::Type field_type(size_t field) const;

  // A context of all fields.
  feel::Value ContextOf(const google::protobuf::Message& message,
                        feel::Arena& arena) const;
  // One field; where it is unset or an empty list, what that means inside an
  // item: no items for messages, not known for everything else.
  feel::Value FieldOf(const google::protobuf::Message& message, size_t field,
                      feel::Arena& arena) const;

 private:
  enum class Form : uint8_t {
    kBoolean,
    kInteger,
    kText,
    kEnum,
    kDecimal,
    kDate,
    kMessage,
    kTextList,
    kMessageList,
  };
  struct Field {
    const google::protobuf::FieldDescriptor* descriptor;
    Form form;
    bool empty_is_known;  // An empty list that says "none".
    std::string name;
    std::string unknown_text;
    feel::NullReason unknown;             // Its message is `unknown_text`.
    std::vector<std::string> enum_words;  // By number; 0 is never used.
    std::unique_ptr<const MessageLayout> inside;
  };

  static Form FormOf(const google::protobuf::FieldDescriptor& field);
  static Field FieldFor(const google::protobuf::FieldDescriptor& field,
                        const std::string& place);
  feel::Value ListOf(const google::protobuf::Message& message,
                     const Field& field, feel::Arena& arena) const;
  feel::Value EnumOf(const Field& field, int number, feel::Arena& arena) const;
  void NameUnknownsByYear(int year, feel::ContextEntry* entries,
                          feel::Arena& arena) const;

  const google::protobuf::Reflection* reflection_;
  std::string message_words_;  // "fiscal year".
  // Items with a year are named by it in reasons; -1 where there is none.
  int year_field_ = -1;
  std::vector<Field> fields_;
};

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_MESSAGE_LAYOUT_H_
