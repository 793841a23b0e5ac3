#ifndef TECHFLOW_RATING_EVIDENCE_MESSAGE_LAYOUT_H_
#define TECHFLOW_RATING_EVIDENCE_MESSAGE_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "rating/evidence/raw_field.h"
#include "rating/feel/arena.h"
#include "rating/feel/column_keys.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::evidence {

// One message type at one place of Evidence, as a FEEL context: what each
// field is called, how it is read, and what to say where it is not known. There
// is one for each place, because "zh of title of a patent" is not "zh of name
// of the profile". Immutable; any number of threads.
//
// Values are read field by field, when a rule asks: a rating looks at few of
// the many fields, and reading or serialising all took longer than its rules.
class MessageLayout {
 public:
  // `place` is said after "of" in reasons: "the profile", "a patent"; empty for
  // Evidence itself.
  MessageLayout(const google::protobuf::Descriptor& message,
                const std::string& place);
  MessageLayout(const MessageLayout&) = delete;
  MessageLayout& operator=(const MessageLayout&) = delete;

  // The context of all fields, in their order.
  const feel::Type& type() const { return type_; }

  // The value of a field of `message`, which is of this layout's type and, like
  // the layout, outlives what is read from it; messages inside are records,
  // which read their fields when a rule asks. A field that is unset is a
  // missing null, a list of messages without items an empty list.
  feel::Value Read(const google::protobuf::Message& message, size_t field,
                   feel::Arena& arena) const;

 private:
  class MessageTable;
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
    const FieldReader* reader;
    Form form;
    bool empty_is_known;  // An empty list that says "none".
    std::string name;
    std::string unknown_text;
    feel::NullReason unknown;             // Its message is `unknown_text`.
    std::vector<std::string> enum_words;  // By number; 0 is never used.
    // Of a boolean and of an enum: the null where it is unset, and after it
    // what each number says.
    std::vector<feel::Value> words;
    std::unique_ptr<const MessageLayout> inside;
  };

  static std::vector<feel::Value> WordsOf(const Field& field);
  static Form FormOf(const google::protobuf::FieldDescriptor& field);
  static feel::Type TypeOf(const Field& field);
  static Field FieldFor(const google::protobuf::FieldDescriptor& field,
                        const std::string& place);
  // The value of a field of each message, in their order.
  void ReadAll(const Field& field,
               std::span<const google::protobuf::Message* const> messages,
               std::span<feel::Value> values, feel::ColumnKeys& keys,
               feel::Arena& arena) const;
  // Of booleans and enums, and of dates, with their keys.
  void ReadWords(const Field& field,
                 std::span<const google::protobuf::Message* const> messages,
                 std::span<feel::Value> values, feel::ColumnKeys& keys,
                 feel::Arena& arena) const;
  void ReadDates(const Field& field,
                 std::span<const google::protobuf::Message* const> messages,
                 std::span<feel::Value> values, feel::ColumnKeys& keys,
                 feel::Arena& arena) const;
  template <typename Make>
  void ReadEach(const Field& field,
                std::span<const google::protobuf::Message* const> messages,
                std::span<feel::Value> values, feel::Arena& arena,
                Make make) const;
  // A record for each message, all of this layout's type.
  std::span<const feel::Value> RecordsOf(
      std::span<const google::protobuf::Message* const> messages,
      feel::Arena& arena) const;
  // The same for lists of texts, and for messages and lists of them.
  void ReadTexts(const Field& field,
                 std::span<const google::protobuf::Message* const> messages,
                 std::span<feel::Value> values, feel::Arena& arena) const;
  void ReadMessages(const Field& field,
                    std::span<const google::protobuf::Message* const> messages,
                    std::span<feel::Value> values, feel::Arena& arena) const;
  feel::Value Unknown(const Field& field,
                      const google::protobuf::Message& message,
                      feel::Arena& arena) const;

  std::string message_words_;  // "fiscal year".
  // Items with a year are named by it in reasons; null where there is none.
  const FieldReader* year_reader_ = nullptr;
  std::vector<Field> fields_;
  feel::Type type_;
  std::span<const feel::Member> members_;  // Of type_.
};

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_MESSAGE_LAYOUT_H_
