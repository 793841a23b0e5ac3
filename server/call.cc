#include "server/call.h"

#include "server/errors.h"

namespace techflow::server {

absl::Status Call::CheckAwaited() const {
  if (is_cancelled_()) {
    return Error(absl::StatusCode::kCancelled, reason::kCancelled,
                 "the caller cancelled the call");
  }
  if (clock_.Now() >= deadline_) {
    return Error(absl::StatusCode::kDeadlineExceeded, reason::kDeadlineExceeded,
                 "the deadline passed before the call was done");
  }
  return absl::OkStatus();
}

void Call::AddNote(absl::string_view key, absl::string_view value) {
  if (value.empty()) return;
  notes_.emplace_back(std::string(key), std::string(value));
}

}  // namespace techflow::server
