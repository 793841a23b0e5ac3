#ifndef TECHFLOW_CLIENTS_CLI_RULES_JSON_WRITER_H_
#define TECHFLOW_CLIENTS_CLI_RULES_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace techflow::cli {

// The characters as a JSON string. Control characters are written as escapes,
// those above U+007F too, so that no value writes to the reader's terminal.
std::string JsonQuoted(std::string_view text);

// Writes one JSON document, a value on each line, as our other answers are. The
// caller opens and closes in pairs, and gives each member of an object its name
// first. One thread.
class JsonWriter {
 public:
  void BeginObject() { Begin('{'); }
  void EndObject() { End('}'); }
  void BeginArray() { Begin('['); }
  void EndArray() { End(']'); }
  // Before the value of a member.
  void Name(std::string_view name);

  void Null() { Word("null"); }
  void Boolean(bool boolean) { Word(boolean ? "true" : "false"); }
  // `digits` is a number as JSON writes it.
  void Number(std::string_view digits) { Word(digits); }
  void Integer(int64_t integer) { Word(std::to_string(integer)); }
  void String(std::string_view text) { Word(JsonQuoted(text)); }

  // The document, ending in a line feed.
  std::string Take() { return std::move(json_ += '\n'); }

 private:
  void Begin(char bracket);
  void End(char bracket);
  void Word(std::string_view word);
  void StartValue();
  void StartLine();

  std::string json_;
  size_t depth_ = 0;
  bool is_first_ = true;   // Of the list or object that is open.
  bool has_name_ = false;  // The value comes behind its name.
};

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_JSON_WRITER_H_
