#ifndef TECHFLOW_CLIENTS_CLI_RULES_VALUE_TEXT_H_
#define TECHFLOW_CLIENTS_CLI_RULES_VALUE_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rating/feel/value.h"

// Values for people. Pure functions.
namespace techflow::cli {

// The whole value as FEEL writes it, on one line where it fits into `width`
// columns of a terminal, else with an entry or item on each line. No line feed
// at its end.
std::string ValueText(const feel::Value& value, size_t width);

// The value on one line, cut where it is long: for traces.
std::string ShortText(const feel::Value& value);

// A null somewhere in a value.
struct FoundNull {
  std::string path;  // "[2].rd spend"; empty for the value itself.
  const feel::NullReason* reason = nullptr;
};

// The value itself where it is null, and the nulls inside of it that nobody
// wrote; at most `limit` of them.
std::vector<FoundNull> FindNulls(const feel::Value& value, size_t limit);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_VALUE_TEXT_H_
