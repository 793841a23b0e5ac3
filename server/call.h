#ifndef TECHFLOW_SERVER_CALL_H_
#define TECHFLOW_SERVER_CALL_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/clock.h"

namespace techflow::server {

// What a handler may know of the call that it answers: whether anybody still
// waits for the answer, and where to note ids for the log. One call, one
// thread; CheckAwaited may be asked from several.
class Call {
 public:
  using Note = std::pair<std::string, std::string>;

  Call(const Clock& clock, absl::Time deadline,
       std::function<bool()> is_cancelled)
      : clock_(clock),
        deadline_(deadline),
        is_cancelled_(std::move(is_cancelled)) {}

  // DEADLINE_EXCEEDED or CANCELLED once nobody waits any more. Asked before
  // each part of the work that takes long or cannot be undone.
  absl::Status CheckAwaited() const;

  // Adds an id to the log line of the call; never evidence.
  void AddNote(absl::string_view key, absl::string_view value);

  const std::vector<Note>& notes() const { return notes_; }

 private:
  const Clock& clock_;
  const absl::Time deadline_;
  const std::function<bool()> is_cancelled_;
  std::vector<Note> notes_;
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_CALL_H_
