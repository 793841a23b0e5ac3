#ifndef TECHFLOW_SERVER_CLOCK_H_
#define TECHFLOW_SERVER_CLOCK_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace techflow::server {

// The only clock of the server: everything below it is given times as
// arguments. Implementations may be asked from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The machine's.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_CLOCK_H_
