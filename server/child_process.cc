#include "server/child_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace techflow::server {
namespace {

absl::Status NoProcess() {
  return absl::UnavailableError(
      absl::StrCat("cannot run a process for it: ", std::strerror(errno)));
}

}  // namespace

absl::StatusOr<ProcessEnd> RunInChild(absl::FunctionRef<int()> work,
                                      std::ostream& out, std::ostream& errors) {
  // What is in memory would be written by both.
  out.flush();
  errors.flush();
  const pid_t child = fork();
  if (child < 0) return NoProcess();
  if (child == 0) {
    const int exit_code = work();
    out.flush();
    errors.flush();
    _exit(exit_code);
  }
  int state = 0;
  while (waitpid(child, &state, 0) < 0) {
    if (errno != EINTR) return NoProcess();
  }
  if (WIFEXITED(state)) return ProcessEnd{.exit_code = WEXITSTATUS(state)};
  return ProcessEnd{.signal = WTERMSIG(state)};
}

}  // namespace techflow::server
