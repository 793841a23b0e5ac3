#ifndef TECHFLOW_RATING_EVIDENCE_MESSAGE_CHECK_H_
#define TECHFLOW_RATING_EVIDENCE_MESSAGE_CHECK_H_

#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "rating/evidence/findings.h"
#include "rating/evidence/message_rules.h"
#include "rating/evidence/raw_field.h"
#include "techflow/v1/types.pb.h"

namespace techflow::evidence {

// Checks what the descriptor and MessageRules say of a message and of all that
// is in it: required fields, real days and their order, decimals, signs, parts,
// known enum values, lengths. One thread; `findings` outlives it.
class MessageCheck {
 public:
  explicit MessageCheck(Findings& findings);

  void Check(const google::protobuf::Message& message, const Place& place);

 private:
  using FieldDescriptor = google::protobuf::FieldDescriptor;
  struct Subject;

  const MessageRules* RulesOf(const Subject& subject) const;
  void CheckField(const FieldDescriptor& field, const RawField& raw,
                  const MessageRules* rules, const Place& place);
  void CheckList(const Subject& subject, const FieldDescriptor& field, int size,
                 const Place& place);
  void CheckText(std::string_view text, const Place& place);
  void CheckInside(const FieldDescriptor& field,
                   const google::protobuf::Message& inside,
                   const MessageRules* rules, const Place& place);
  void CheckKnownOn(const v1::Source& source, const Place& place);
  void CheckDecimal(const v1::Decimal& decimal, bool may_be_negative,
                    const Place& place);

  void CheckRequired(const Subject& subject, const MessageRules& rules,
                     const Place& place);
  void CheckOrder(const Subject& subject, const FieldPair& days,
                  const Place& place);
  void CheckPart(const Subject& subject, const FieldPair& numbers,
                 const Place& place);
  void CheckEvent(const Subject& subject, const MessageRules& rules,
                  const Place& place);

  Findings& findings_;
  const google::protobuf::FileDescriptor& evidence_file_;
  // By the index of the message in its file; null where there are none.
  std::vector<const MessageRules*> evidence_rules_;
  std::vector<const MessageRules*> types_rules_;
  const google::protobuf::Descriptor* date_;
  const google::protobuf::Descriptor* decimal_;
  const google::protobuf::Descriptor* localized_text_;
  const google::protobuf::Descriptor* source_;
};

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_MESSAGE_CHECK_H_
