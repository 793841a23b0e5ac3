#ifndef TECHFLOW_CLIENTS_CLI_YAML_H_
#define TECHFLOW_CLIENTS_CLI_YAML_H_

#include <string>
#include <string_view>

namespace techflow::cli {

// The same document as YAML 1.2 block style, ending in a line feed. Members
// keep their order; texts stay in double quotes unless they are plain words,
// so that no reader takes "no" for false or "1.10" for a number. `json` must be
// well formed, as our writers make it. A pure function.
std::string YamlText(std::string_view json);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_YAML_H_
