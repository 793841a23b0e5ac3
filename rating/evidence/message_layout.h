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
#include "rating/evidence/wire_reader.h"
#include "rating/feel/arena.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::evidence {

// One message type at one place of Evidence, as a FEEL context: what each
// field is called, how it is read, and what to say where it is not known. There
// is one for each place, because "zh of title of a patent" is not "zh of name
// of the profile". Immutable; any number of threads.
//
// Values are read from serialised messages and not through reflection: a
// message holds few of its many fields, its bytes hold only those, and asking
// for each took three times as long as a whole rating may.
class MessageLayout {
 public:
  // `place` is said after "of" in reasons: "the profile", "a patent"; empty for
  // Evidence itself.
  MessageLayout(const google::protobuf::Descriptor& message,
                const std::string& place);
  MessageLayout(const MessageLayout&) = delete;
  MessageLayout& operator=(const MessageLayout&) = delete;

  feel::Type type() const;
  size_t size() const { return fields_.size(); }
  std::string_view name(size_t field) const { return fields_[field].name; }
  feel::Type field_type(size_t field) const;

  // All fields, in the order of the descriptor, of the message that `bytes`
  // are, which live as long as `arena`; messages inside are records, which read
  // their bytes when a rule asks. A field that is unset is a missing
  // null, a list of messages without items an empty list.
  std::span<feel::ContextEntry> EntriesOf(std::string_view bytes,
                                          feel::Arena& arena) const;

 private:
  class WireRecord;
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
    Form form;
    bool empty_is_known;  // An empty list that says "none".
    std::string name;
    std::string unknown_text;
    feel::NullReason unknown;             // Its message is `unknown_text`.
    std::vector<std::string> enum_words;  // By number; 0 is never used.
    std::unique_ptr<const MessageLayout> inside;
  };
  static constexpr int kNoField = -1;

  static Form FormOf(const google::protobuf::FieldDescriptor& field);
  static Field FieldFor(const google::protobuf::FieldDescriptor& field,
                        const std::string& place);
  feel::Value RecordOf(std::string_view bytes, feel::Arena& arena) const;
  // The index in fields_ for a tag of the wire; kNoField where there is none.
  int IndexOf(uint32_t tag) const;
  feel::Value Read(const Field& field, uint32_t tag, WireReader& reader,
                   feel::Arena& arena) const;
  feel::Value ReadList(const Field& field, uint32_t tag, WireReader& reader,
                       feel::Arena& arena) const;
  void NameUnknownsByYear(std::span<feel::ContextEntry> entries,
                          feel::Arena& arena) const;

  std::string message_words_;  // "fiscal year".
  // Items with a year are named by it in reasons.
  int year_field_ = kNoField;
  std::vector<Field> fields_;
  std::vector<int> index_by_number_;
  // The context of a message in which nothing is set: most fields are not, so
  // each context starts as a copy of it.
  std::vector<feel::ContextEntry> unset_;
};

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_MESSAGE_LAYOUT_H_
