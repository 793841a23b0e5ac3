// techflow: the command line of the rating service.

#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "clients/cli/command_line.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  techflow::cli::Session session{.out = std::cout,
                                 .err = std::cerr,
                                 .out_is_terminal = isatty(STDOUT_FILENO) != 0,
                                 .err_is_terminal = isatty(STDERR_FILENO) != 0,
                                 .settings = {},
                                 .action = {}};
  return techflow::cli::Run(session,
                            std::vector<std::string>(argv + 1, argv + argc));
}
