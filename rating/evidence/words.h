#ifndef TECHFLOW_RATING_EVIDENCE_WORDS_H_
#define TECHFLOW_RATING_EVIDENCE_WORDS_H_

#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"

// How the names of the protos are said in rules, changes and messages. Pure.
namespace techflow::evidence {

// "rd_spend" is "rd spend".
std::string FieldWords(std::string_view field_name);

// "FiscalYear" is "fiscal year".
std::string MessageWords(const google::protobuf::Descriptor& message);

// Without the enum's own name: PATENT_STATUS_IN_FORCE is "in force".
std::string EnumWords(const google::protobuf::EnumValueDescriptor& value);

}  // namespace techflow::evidence

#endif  // TECHFLOW_RATING_EVIDENCE_WORDS_H_
