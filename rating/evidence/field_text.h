#ifndef TECHFLOW_RATING_EVIDENCE_FIELD_TEXT_H_
#define TECHFLOW_RATING_EVIDENCE_FIELD_TEXT_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

// Fields of evidence as the text that people write for them: digits, a day as
// YYYY-MM-DD, true or false, an enum value's lower-case words ("in force"; with
// underscores or as the proto has it will do), or just the text.
namespace techflow::evidence {

// Whether a text can stand for the field: all but whole messages and lists.
bool HasText(const google::protobuf::FieldDescriptor& field);

// Sets the field of `message`. INVALID_ARGUMENT with what was expected, and
// nothing is set, where `text` cannot stand for it. HasText(field).
absl::Status SetFieldText(std::string_view text,
                          const google::protobuf::FieldDescriptor& field,
                          google::protobuf::Message& message);

// The text of a field; empty where it is unset. HasText(field).
std::string GetFieldText(const google::protobuf::FieldDescriptor& field,
                         const google::protobuf::Message& message);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_FIELD_TEXT_H_
