#ifndef TECHFLOW_CLIENTS_CLI_AUDIT_COMMANDS_H_
#define TECHFLOW_CLIENTS_CLI_AUDIT_COMMANDS_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

// The auditor's commands. They hang into the tree as those of
// clients/cli/commands.h do.
namespace techflow::cli {

// audit checkpoint, key, proof, position, export.
void AddLogCommands(CLI::App& audit, Session& session);

// audit consistency.
void AddConsistencyCommand(CLI::App& audit, Session& session);

// audit tiles.
void AddTilesCommand(CLI::App& audit, Session& session);

// audit backup, figures.
void AddStoreCommands(CLI::App& audit, Session& session);

// audit replay start, list, status, cancel, findings; under `replay`.
void AddReplayJobCommands(CLI::App& replay, Session& session);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_AUDIT_COMMANDS_H_
