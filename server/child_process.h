#ifndef TECHFLOW_SERVER_CHILD_PROCESS_H_
#define TECHFLOW_SERVER_CHILD_PROCESS_H_

#include <ostream>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

namespace techflow::server {

// How a process ended.
struct ProcessEnd {
  int exit_code = 0;

  // That killed it, and then it has no exit code; else 0.
  int signal = 0;
};

// Does `work` in a process of its own, whose exit code is what comes back of
// it, and waits for its end: RocksDB may end the process over damaged files.
// The process shares the files of this one, and `out` and `errors`, to which it
// may write, are flushed before and after. To be called before any thread is
// started. UNAVAILABLE where there can be no such process.
absl::StatusOr<ProcessEnd> RunInChild(absl::FunctionRef<int()> work,
                                      std::ostream& out, std::ostream& errors);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_CHILD_PROCESS_H_
