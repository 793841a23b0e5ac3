#ifndef TECHFLOW_CLIENTS_CLI_COMPLETION_H_
#define TECHFLOW_CLIENTS_CLI_COMPLETION_H_

#include <string>

#include "CLI/CLI.hpp"

// Shell completion, made by walking the tree of commands, so that it can never
// forget one. Pure functions of the tree.
namespace techflow::cli {

// A script for bash 4 and later.
std::string BashCompletion(const CLI::App& app);

// A script for zsh: the one for bash, through zsh's own adapter.
std::string ZshCompletion(const CLI::App& app);

// A script for fish 3 and later, with descriptions.
std::string FishCompletion(const CLI::App& app);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_COMPLETION_H_
