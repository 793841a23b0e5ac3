#ifndef TECHFLOW_SERVER_WATCHED_CLOCK_H_
#define TECHFLOW_SERVER_WATCHED_CLOCK_H_

#include <functional>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "server/clock.h"

namespace techflow::server {

// A clock that is held against one that nobody sets, so that it is seen when
// it goes ahead. A clock that is put back is the store's business, which knows
// the time of the newest entry. Any thread.
class WatchedClock final : public Clock {
 public:
  // How much time has passed since some moment.
  using SteadyTime = std::function<absl::Duration()>;

  // Takes the present time of `wall` for right. `wall` must outlive it.
  WatchedClock(const Clock& wall, SteadyTime steady);

  absl::Time Now() const override { return wall_.Now(); }

  // UNAVAILABLE while the clock is more than kMaxClockJump ahead of what the
  // steady time says. Whenever it is found ahead by less, it is taken for right
  // and watched from there, so that small corrections do not add up. A clock
  // that was put back is not: when it is put right again, that is no jump.
  absl::StatusOr<absl::Time> EntryTime() const override;

 private:
  const Clock& wall_;
  const SteadyTime steady_;

  mutable absl::Mutex mutex_;
  // The time by the wall clock at the zero of the steady one: the latest that
  // was taken for right.
  mutable absl::Time zero_ ABSL_GUARDED_BY(mutex_);
};

// The time since the machine was started, that in which it was suspended
// included. A pause of a virtual machine that it does not see is not in it.
absl::Duration TimeSinceBoot();

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_WATCHED_CLOCK_H_
