#include "rating/evidence/words.h"

#include <algorithm>

namespace techflow::evidence {
namespace {

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

char Lower(char c) {
  return IsCapital(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string FieldWords(std::string_view field_name) {
  std::string words(field_name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string MessageWords(const google::protobuf::Descriptor& message) {
  std::string words;
  for (const char c : message.name()) {
    if (IsCapital(c) && !words.empty()) words += ' ';
    words += Lower(c);
  }
  return words;
}

std::string EnumWords(const google::protobuf::EnumValueDescriptor& value) {
  // PatentStatus begins its values with PATENT_STATUS_: as many characters as
  // the name, an underscore for each capital in it, one of them at the end.
  const std::string& enum_name = value.type()->name();
  const auto prefix =
      enum_name.size() + static_cast<size_t>(std::count_if(
                             enum_name.begin(), enum_name.end(), IsCapital));
  std::string words = FieldWords(std::string_view(value.name()).substr(prefix));
  std::transform(words.begin(), words.end(), words.begin(), Lower);
  return words;
}

}  // namespace techflow::evidence
