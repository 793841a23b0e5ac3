#ifndef TECHFLOW_CLIENTS_CLI_RULES_VALUE_FROM_JSON_H_
#define TECHFLOW_CLIENTS_CLI_RULES_VALUE_FROM_JSON_H_

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/cli/rules/json_reader.h"
#include "rating/feel/arena.h"
#include "rating/feel/expression.h"
#include "rating/feel/type.h"
#include "rating/feel/value.h"

namespace techflow::cli {

// Makes FEEL values of JSON, and says all that does not fit. Numbers keep every
// digit. Values live in the arena, and their null reasons name the file. One
// thread.
class JsonValues {
 public:
  // `file` is named in messages. In the strict dialect a member that is not
  // there is unknown evidence, which plain DMN does not know: otherwise it is
  // the null that somebody wrote.
  JsonValues(std::string_view file, feel::Dialect dialect, feel::Arena& arena);

  // The value as one of `type`, as a parameter receives it: one value may stand
  // for a list of it, and a list of one for its item. Dates, times and
  // durations are strings, `2026-12-31` or as FEEL writes them
  // `@"2026-12-31"`; where the type is Any, only the latter is no string.
  // `path` is what the value is called: "fiscal years[2].rd spend". Null where
  // it does not fit; problems() says why.
  feel::Value Read(const JsonValue& json, const feel::Type& type,
                   const std::string& path);
  // For what the file does not hold.
  feel::Value Absent(const std::string& path);

  // "input.json:3:14: `revenue` is the string "12"; a number is expected".
  const std::vector<std::string>& problems() const { return problems_; }
  // What was read, but is probably not what was meant; each is given once.
  std::vector<std::string> TakeNotes() { return std::exchange(notes_, {}); }

 private:
  feel::Value ReadUntyped(const JsonValue& json, const std::string& path);
  feel::Value ReadObject(const JsonValue& json, const feel::Type& type,
                         const std::string& path);
  feel::Value ReadItems(const JsonValue& json, const feel::Type& element,
                        const std::string& path);
  feel::Value ReadNumber(const JsonValue& json, const std::string& path);
  feel::Value ReadTemporal(const JsonValue& json, const feel::Type& type,
                           const std::string& path);
  feel::Value Null(const JsonValue& json, std::string_view path);
  feel::Value Fail(const JsonValue& json, const std::string& path,
                   std::string_view sentence);
  void NoteUnknownMember(const JsonMember& member, const feel::Type& type,
                         const std::string& path);

  std::string_view file_;  // In the arena.
  feel::Dialect dialect_;
  feel::Arena& arena_;
  std::vector<std::string> problems_;
  std::vector<std::string> notes_;
  std::set<std::string> noted_;
};

// "a number", "a date as 2026-12-31": what is to be given for the type.
std::string Expected(const feel::Type& type);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_VALUE_FROM_JSON_H_
