#ifndef TECHFLOW_CLIENTS_CLI_RULES_FUNCTION_ARGUMENTS_H_
#define TECHFLOW_CLIENTS_CLI_RULES_FUNCTION_ARGUMENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/rules/json_reader.h"
#include "clients/cli/rules/value_from_json.h"
#include "rating/feel/function.h"
#include "rating/feel/value.h"

namespace techflow::cli {

// What a JSON object gives a decision service or a business knowledge model: an
// argument for each parameter, by its name.
struct FunctionArguments {
  std::vector<std::string_view> names;  // As long as the function.
  std::vector<feel::Value> values;
  std::vector<std::string> absent;
  // Members that are no parameter, with their places.
  std::vector<std::string> problems;
};

// Values that do not fit are told by `reader`. `json` may be a null pointer:
// then all are absent. One thread.
FunctionArguments ReadArguments(const feel::Function& function,
                                const JsonValue* json, const std::string& file,
                                JsonValues& reader);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_FUNCTION_ARGUMENTS_H_
