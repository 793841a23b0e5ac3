#include "server/watched_clock.h"

#include <algorithm>
#include <ctime>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/errors.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

std::string TimeText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

}  // namespace

WatchedClock::WatchedClock(const Clock& wall, SteadyTime steady)
    : wall_(wall), steady_(std::move(steady)), zero_(wall_.Now() - steady_()) {}

absl::StatusOr<absl::Time> WatchedClock::EntryTime() const {
  // In this order: a thread that is held up in between sees the clock behind,
  // which is no harm, and never ahead.
  const absl::Time now = wall_.Now();
  const absl::Duration passed = steady_();
  absl::MutexLock lock(&mutex_);
  const absl::Duration ahead = now - (zero_ + passed);
  if (ahead <= kMaxClockJump) {
    zero_ = std::max(zero_, now - passed);
    return now;
  }
  return Error(
      absl::StatusCode::kUnavailable, reason::kClockAhead,
      absl::StrCat(
          "the clock says ", TimeText(now), " and went ahead by ",
          absl::ToInt64Seconds(ahead), " s: by the time that has passed it is ",
          TimeText(now - ahead),
          ". Nothing is stored with such a time. Put the clock right, and it "
          "goes on by itself; where it is right now, start again with "
          "--accept_clock=REASON, which is kept in the log"));
}

absl::Duration TimeSinceBoot() {
  timespec time{};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return absl::DurationFromTimespec(time);
}

}  // namespace techflow::server
