#ifndef TECHFLOW_CLIENTS_CLI_PROGRESS_H_
#define TECHFLOW_CLIENTS_CLI_PROGRESS_H_

#include <cstddef>
#include <string>

#include "absl/time/time.h"
#include "clients/cli/session.h"

namespace techflow::cli {

// Shows on session.err how far a long job is: on a terminal one line that is
// written again, else a line for each ten per cent. One thread at a time.
class Progress {
 public:
  // `total` of 0 shows nothing.
  Progress(Session& session, size_t total, absl::Time start);

  void Show(size_t done, absl::Time now);

  // Ends the line, so that what follows starts on a fresh one.
  void Finish();

 private:
  std::string Line(size_t done, absl::Time now) const;

  Session& session_;
  size_t total_;
  absl::Time start_;
  absl::Time shown_at_;
  size_t shown_tenths_ = 0;
  bool line_is_open_ = false;
};

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_PROGRESS_H_
