#ifndef TECHFLOW_CLIENTS_CLI_RULES_COMMANDS_H_
#define TECHFLOW_CLIENTS_CLI_RULES_COMMANDS_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

// The commands that run rules on this computer, without a server. As the other
// commands they hang themselves into the tree; `session` must outlive it.
namespace techflow::cli {

// feel, under the root.
void AddFeelCommand(CLI::App& root, Session& session);

// dmn eval, check.
void AddDmnCommands(CLI::App& dmn, Session& session);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_COMMANDS_H_
