#ifndef TECHFLOW_CLIENTS_CLI_COMMANDS_H_
#define TECHFLOW_CLIENTS_CLI_COMMANDS_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

// The commands by noun. Each function hangs its commands into the tree; parsing
// one of them sets session.action. `session` must outlive the tree.
namespace techflow::cli {

// rating evaluate, simulate.
void AddRatingCommands(CLI::App& rating, Session& session);

// rating list, get, explain.
void AddHistoryCommands(CLI::App& rating, Session& session);

// rating advise, compare, peers.
void AddInsightCommands(CLI::App& rating, Session& session);

// rating replay.
void AddReplayCommand(CLI::App& rating, Session& session);

// model list, get, add.
void AddModelCommands(CLI::App& model, Session& session);

// import panel, evidence.
void AddImportCommands(CLI::App& import, Session& session);

// health, completion, version, under the root.
void AddProgramCommands(CLI::App& root, Session& session);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_COMMANDS_H_
