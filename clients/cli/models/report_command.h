#ifndef TECHFLOW_CLIENTS_CLI_MODELS_REPORT_COMMAND_H_
#define TECHFLOW_CLIENTS_CLI_MODELS_REPORT_COMMAND_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace techflow::cli {

// model report: a model in retrospect, without a server. `session` must outlive
// the tree.
void AddReportCommand(CLI::App& model, Session& session);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_MODELS_REPORT_COMMAND_H_
