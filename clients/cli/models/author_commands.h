#ifndef TECHFLOW_CLIENTS_CLI_MODELS_AUTHOR_COMMANDS_H_
#define TECHFLOW_CLIENTS_CLI_MODELS_AUTHOR_COMMANDS_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

// What authors of models need, without a server. `session` must outlive the
// tree.
namespace techflow::cli {

// model validate, test, coverage, export-dmn.
void AddAuthorCommands(CLI::App& model, Session& session);

// model diff.
void AddDifferenceCommand(CLI::App& model, Session& session);

// model weights ahp, entropy.
void AddWeightCommands(CLI::App& model, Session& session);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_MODELS_AUTHOR_COMMANDS_H_
