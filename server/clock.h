#ifndef TECHFLOW_SERVER_CLOCK_H_
#define TECHFLOW_SERVER_CLOCK_H_

#include <chrono>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace techflow::server {

// The only clock of the server: everything below it is given times as
// arguments. Implementations may be asked from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;

  // The time of an entry that is about to be stored: Now(), or UNAVAILABLE
  // while that is known to be wrong. What is stored has its time for ever, and
  // nothing is stored with an earlier one after it.
  virtual absl::StatusOr<absl::Time> EntryTime() const { return Now(); }
};

// The machine's, as it is now: absl::Now() may go on for two seconds as if
// nobody had set the clock, and gRPC's deadlines do not.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override {
    return absl::FromChrono(std::chrono::system_clock::now());
  }
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_CLOCK_H_
