#ifndef TECHFLOW_CLIENTS_CLI_RULES_JSON_READER_H_
#define TECHFLOW_CLIENTS_CLI_RULES_JSON_READER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

// JSON (RFC 8259) that keeps every digit: a number stays the text that was
// written, because a rule's number has 34 digits and an exponent up to 6144,
// and the JSON libraries of Debian 12 refuse what is no double. Pure functions.
namespace techflow::cli {

// Lines and columns count from 1, columns in code points.
struct JsonPlace {
  int line = 0;
  int column = 0;
};

struct JsonMember;

// A JSON value and where it stands. Members keep their order.
struct JsonValue {
  enum class Kind { kNull, kBoolean, kNumber, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  JsonPlace place;
  bool boolean = false;
  std::string text;  // A number as it is written, or a string's characters.
  std::vector<JsonValue> items;
  std::vector<JsonMember> members;  // No name is there twice.
};

struct JsonMember {
  std::string name;
  JsonPlace place;
  JsonValue value;
};

// Far above the evidence of a large company (below 1 MiB); the values that are
// made of it take some fifty times as much.
inline constexpr size_t kMaxJsonBytes = size_t{16} << 20;
// As many as a list of rules may hold.
inline constexpr size_t kMaxJsonValues = 1'000'000;
// Bounds the recursion; data of people is below ten.
inline constexpr int kMaxJsonDepth = 200;

// The one value that `text` is. DATA_LOSS, whose message starts with the place
// ("input.json:3:14: …"), where it is no JSON in UTF-8, a name is there twice,
// or a bound is passed. `file` is only named.
absl::StatusOr<JsonValue> ReadJson(std::string_view file,
                                   std::string_view text);

// "the number 12.5", "the string \"abc\"", "a list": for messages.
std::string Described(const JsonValue& value);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_JSON_READER_H_
