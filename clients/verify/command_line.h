#ifndef TECHFLOW_CLIENTS_VERIFY_COMMAND_LINE_H_
#define TECHFLOW_CLIENTS_VERIFY_COMMAND_LINE_H_

#include <ostream>
#include <string>
#include <vector>

namespace techflow::verify {

// The exit codes of techflow-verify.
inline constexpr int kExitVerified = 0;
inline constexpr int kExitNotVerified = 1;
// A wrong command line, or a file of it that cannot be read.
inline constexpr int kExitUsage = 2;
inline constexpr int kExitUnreproducible = 3;

// The program: checks the bundle that `arguments`, without the program's name,
// ask for, writes the verdict to `out` and mistakes to `err`, and returns the
// exit code. It reads files and the environment's language, and nothing else.
int Run(const std::vector<std::string>& arguments, std::ostream& out,
        std::ostream& err);

}  // namespace techflow::verify

#endif  // TECHFLOW_CLIENTS_VERIFY_COMMAND_LINE_H_
