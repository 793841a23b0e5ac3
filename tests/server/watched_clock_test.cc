#include "server/watched_clock.h"

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/errors.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr absl::Duration kYear = absl::Hours(24 * 365);

class SetClock final : public Clock {
 public:
  absl::Time Now() const override { return now; }

  absl::Time now = absl::FromUnixSeconds(1'780'000'000);
};

class WatchedClockTest : public testing::Test {
 protected:
  // Time passes as it does: by both clocks.
  void Pass(absl::Duration time) {
    wall.now += time;
    passed += time;
  }

  bool IsRight() const { return clock.EntryTime().ok(); }

  SetClock wall;
  absl::Duration passed = absl::Hours(3);
  const WatchedClock clock{wall, [this] { return passed; }};
};

TEST_F(WatchedClockTest, GivesTheTimeWhileBothClocksAgree) {
  Pass(kYear);
  EXPECT_EQ(clock.EntryTime().value(), wall.now);
}

TEST_F(WatchedClockTest, GivesNoTimeForEntriesWhileItIsYearsAhead) {
  Pass(absl::Minutes(10));
  wall.now += 10 * kYear;
  const absl::Status status = clock.EntryTime().status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_EQ(ReasonOf(status), reason::kClockAhead);
  EXPECT_THAT(std::string(status.message()),
              AllOf(HasSubstr("says 2036-05-25T20:36:40Z"),
                    HasSubstr("ahead by 315360000 s"),
                    HasSubstr("it is 2026-05-28T20:36:40Z"),
                    HasSubstr("--accept_clock=REASON")));
}

TEST_F(WatchedClockTest, TellsTheTimeToOthersAllTheSame) {
  wall.now += kYear;
  EXPECT_EQ(clock.Now(), wall.now);
}

TEST_F(WatchedClockTest, GoesOnAsSoonAsItIsRight) {
  wall.now += kYear;
  EXPECT_FALSE(IsRight());
  Pass(absl::Hours(5));
  EXPECT_FALSE(IsRight());
  wall.now -= kYear;
  EXPECT_TRUE(IsRight());
}

TEST_F(WatchedClockTest, TakesAJumpUpToTheLimitForACorrection) {
  wall.now += kMaxClockJump;
  EXPECT_TRUE(IsRight());
  wall.now += kMaxClockJump + absl::Microseconds(1);
  EXPECT_FALSE(IsRight());
}

TEST_F(WatchedClockTest, DoesNotAddUpWhatItTookForCorrections) {
  for (int day = 0; day < 1000; ++day) {
    Pass(absl::Hours(24));
    wall.now += absl::Minutes(5);
    ASSERT_TRUE(IsRight()) << day;
  }
}

TEST_F(WatchedClockTest, ComesBackFromBeingPutBack) {
  for (int step = 0; step < 3; ++step) {
    wall.now -= absl::Minutes(50);
    EXPECT_TRUE(IsRight());
  }
  wall.now += absl::Minutes(150);
  EXPECT_TRUE(IsRight());
}

TEST_F(WatchedClockTest, CountsFromTheLatestTimeThatWasRight) {
  wall.now -= 2 * kYear;
  EXPECT_TRUE(IsRight());
  wall.now += 2 * kYear + kMaxClockJump + absl::Seconds(1);
  EXPECT_FALSE(IsRight());
}

TEST_F(WatchedClockTest, TheMachinesSteadyTimeDoesNotGoBack) {
  const absl::Duration before = TimeSinceBoot();
  EXPECT_GT(before, absl::ZeroDuration());
  EXPECT_GE(TimeSinceBoot(), before);
}

}  // namespace
}  // namespace techflow::server
