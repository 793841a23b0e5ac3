#ifndef TECHFLOW_CLIENTS_CLI_COMMAND_LINE_H_
#define TECHFLOW_CLIENTS_CLI_COMMAND_LINE_H_

#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace techflow::cli {

// The tree of commands. Parsing a command line with it puts the settings and
// the chosen action into `session`, which must live as long as the tree. Help
// texts are in the session's language.
std::unique_ptr<CLI::App> MakeCommandLine(Session& session);

// The language of --lang, else of TECHFLOW_LANG, else of the locale. It must be
// known before the tree is made, whose help texts are in it.
Language ChooseLanguage(const std::vector<std::string>& arguments);

// Parses `arguments` (without the program's name), runs the command, and
// returns the program's exit code. Main thread.
int Run(Session& session, const std::vector<std::string>& arguments);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_COMMAND_LINE_H_
