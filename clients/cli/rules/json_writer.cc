#include "clients/cli/rules/json_writer.h"

#include "absl/strings/str_cat.h"
#include "fmt/format.h"
#include "rating/feel/characters.h"

namespace techflow::cli {

std::string JsonQuoted(std::string_view text) {
  std::string quoted = "\"";
  for (size_t i = 0; i < text.size();) {
    const feel::CodePoint point = feel::CodePointAt(text, i);
    if (point.bytes == 0) {  // Values are UTF-8; this keeps the JSON valid.
      quoted += "\\ufffd";
      ++i;
      continue;
    }
    const bool is_control =
        point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0);
    if (point.value == '"' || point.value == '\\') {
      quoted += '\\';
      quoted += text[i];
    } else if (point.value == '\n') {
      quoted += "\\n";
    } else if (point.value == '\t') {
      quoted += "\\t";
    } else if (is_control) {
      quoted += fmt::format("\\u{:04x}", static_cast<uint32_t>(point.value));
    } else {
      quoted += text.substr(i, point.bytes);
    }
    i += point.bytes;
  }
  return quoted + '"';
}

void JsonWriter::Name(std::string_view name) {
  StartValue();
  json_ += JsonQuoted(name);
  json_ += ": ";
  has_name_ = true;
}

void JsonWriter::Begin(char bracket) {
  StartValue();
  json_ += bracket;
  ++depth_;
  is_first_ = true;
}

void JsonWriter::End(char bracket) {
  --depth_;
  if (!is_first_) StartLine();
  json_ += bracket;
  is_first_ = false;
}

void JsonWriter::Word(std::string_view word) {
  StartValue();
  json_ += word;
}

// Behind its name, or on a line of its own behind what came before it.
void JsonWriter::StartValue() {
  if (!has_name_ && depth_ > 0) {
    if (!is_first_) json_ += ',';
    StartLine();
  }
  has_name_ = false;
  is_first_ = false;
}

void JsonWriter::StartLine() {
  json_ += '\n';
  json_.append(depth_, ' ');
}

}  // namespace techflow::cli
