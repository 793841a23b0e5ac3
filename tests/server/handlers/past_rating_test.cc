#include "server/handlers/past_rating.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/dates.h"
#include "server/errors.h"
#include "server/handlers/ratings.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kAcme[] = "enterprises/acme";

// The model stands at position 0, so the first rating makes the log's size 2.
class PastRatingTest : public HandlerTest {
 protected:
  // Rates `id` as of a day of June 2026.
  v1::Rating RateAtOnce(const std::string& id, int day) {
    v1::RateEnterpriseRequest request = SmallRequest(id);
    request.mutable_as_of_date()->set_day(day);
    return Rate(request);
  }

  // The same a second after the entry before.
  v1::Rating RateOn(const std::string& id, int day) {
    clock.now += absl::Seconds(1);
    return RateAtOnce(id, day);
  }

  static v1::LogMoment AtSize(int64_t size) {
    v1::LogMoment moment;
    moment.set_log_size(size);
    return moment;
  }

  static v1::LogMoment AtTime(absl::Time time) {
    v1::LogMoment moment;
    *moment.mutable_time() = ToTimestamp(absl::ToUnixMicros(time));
    return moment;
  }

  // The number of the rating that answers; 0 where there is none.
  int64_t Number(const v1::GetRatingRequest& request) {
    const auto got = GetRating(environment, call, request);
    if (absl::IsNotFound(got.status())) return 0;
    EXPECT_TRUE(got.ok()) << got.status();
    if (!got.ok()) return -1;
    const std::string& name = got->rating().name();
    return std::stoll(name.substr(name.rfind('/') + 1));
  }

  int64_t NewestAt(const v1::LogMoment& moment) {
    v1::GetRatingRequest request;
    request.set_name("enterprises/acme/ratings/-");
    *request.mutable_known_at() = moment;
    return Number(request);
  }

  // What the log of `size` entries said of a day of June 2026.
  int64_t Believed(int64_t size, int day) {
    v1::GetRatingRequest request;
    request.set_name("enterprises/acme/ratings/-");
    *request.mutable_known_at() = AtSize(size);
    *request.mutable_as_of_date() = Day(2026, 6, day);
    return Number(request);
  }

  // The names of a list of which `between` is called after each page.
  template <typename Between>
  std::vector<std::string> Pages(v1::ListRatingsRequest request,
                                 Between between) {
    std::vector<std::string> names;
    do {
      const auto page = ListRatings(environment, call, request);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) break;
      for (const v1::Rating& rating : page->ratings()) {
        names.push_back(rating.name());
      }
      request.set_page_token(page->next_page_token());
      between();
    } while (!request.page_token().empty());
    return names;
  }

  std::vector<std::string> List(const std::string& parent,
                                const v1::LogMoment& moment) {
    v1::ListRatingsRequest request;
    request.set_parent(parent);
    *request.mutable_known_at() = moment;
    return Pages(request, [] {});
  }

  absl::Status GetError(const std::string& name, const v1::LogMoment& moment) {
    v1::GetRatingRequest request;
    request.set_name(name);
    *request.mutable_known_at() = moment;
    return GetRating(environment, call, request).status();
  }
};

TEST_F(PastRatingTest, FindsTheNewestOfAnEnterprise) {
  RateOn("acme", 5);
  RateOn("acme", 3);
  RateOn("other", 9);
  v1::GetRatingRequest request;
  request.set_name("enterprises/acme/ratings/-");
  const auto got = GetRating(environment, call, request);
  ASSERT_TRUE(got.ok()) << got.status();
  EXPECT_EQ(got->rating().name(), "enterprises/acme/ratings/2");
  EXPECT_EQ(got->rating().log_position(), 2);
}

TEST_F(PastRatingTest, FindsWhatWasTheNewestAtEachSize) {
  RateOn("acme", 1);
  RateOn("other", 1);
  RateOn("acme", 2);
  EXPECT_EQ(NewestAt(AtSize(0)), 0);
  EXPECT_EQ(NewestAt(AtSize(1)), 0);
  EXPECT_EQ(NewestAt(AtSize(2)), 1);
  EXPECT_EQ(NewestAt(AtSize(3)), 1);
  EXPECT_EQ(NewestAt(AtSize(4)), 2);
}

TEST_F(PastRatingTest, FindsWhatWasTheNewestAtEachTime) {
  const absl::Time start = clock.now;
  RateOn("acme", 1);
  RateOn("acme", 2);
  const absl::Duration microsecond = absl::Microseconds(1);
  EXPECT_EQ(NewestAt(AtTime(start - absl::Hours(24 * 365 * 100))), 0);
  EXPECT_EQ(NewestAt(AtTime(start)), 0);
  EXPECT_EQ(NewestAt(AtTime(start + absl::Seconds(1) - microsecond)), 0);
  EXPECT_EQ(NewestAt(AtTime(start + absl::Seconds(1))), 1);
  EXPECT_EQ(NewestAt(AtTime(start + absl::Seconds(2) - microsecond)), 1);
  EXPECT_EQ(NewestAt(AtTime(start + absl::Seconds(2))), 2);
  EXPECT_EQ(NewestAt(AtTime(start + absl::Hours(24 * 365 * 100))), 2);
}

TEST_F(PastRatingTest, KnowsAllOfOneMicrosecondAtThatMicrosecond) {
  for (int i = 0; i < 3; ++i) Rate(SmallRequest("acme"));
  EXPECT_EQ(NewestAt(AtTime(clock.now)), 3);
  EXPECT_EQ(NewestAt(AtTime(clock.now - absl::Microseconds(1))), 0);
}

TEST_F(PastRatingTest, DoesNotKnowWhatWasStoredLater) {
  RateOn("acme", 1);
  RateOn("acme", 2);
  const std::string second = "enterprises/acme/ratings/2";
  const absl::Status later = GetError(second, AtSize(2));
  EXPECT_EQ(later.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(later), "RATING_NOT_FOUND");
  EXPECT_THAT(std::string(later.message()),
              HasSubstr("none was stored when the log held 2 entries"));
  EXPECT_TRUE(GetError(second, AtSize(3)).ok());
  EXPECT_EQ(GetError(second, AtTime(clock.now - absl::Seconds(1))).code(),
            absl::StatusCode::kNotFound);
  EXPECT_TRUE(GetError(second, AtTime(clock.now)).ok());
  EXPECT_EQ(GetError("enterprises/acme/ratings/3", AtSize(3)).code(),
            absl::StatusCode::kNotFound);
}

// Stored in the order 10, 20, 10 again, 5: what was believed about a day
// hangs on both axes.
TEST_F(PastRatingTest, TellsWhatWasBelievedAboutADay) {
  for (const int day : {10, 20, 10, 5}) RateOn("acme", day);
  EXPECT_EQ(Believed(5, 4), 0);
  EXPECT_EQ(Believed(5, 5), 4);
  EXPECT_EQ(Believed(5, 9), 4);
  EXPECT_EQ(Believed(5, 10), 3);
  EXPECT_EQ(Believed(5, 19), 3);
  EXPECT_EQ(Believed(5, 20), 2);
  EXPECT_EQ(Believed(5, 30), 2);
  EXPECT_EQ(Believed(4, 9), 0) << "the rating as of the 5th came later";
  EXPECT_EQ(Believed(3, 10), 1) << "the second one of that day came later";
  EXPECT_EQ(Believed(2, 30), 1) << "the rating as of the 20th came later";
  EXPECT_EQ(Believed(1, 30), 0);
}

TEST_F(PastRatingTest, LooksForADayBeyondOneChunkOfTheHistory) {
  RateOn("acme", 2);
  for (int i = 0; i < 120; ++i) RateAtOnce("acme", 9);
  EXPECT_EQ(Believed(store->Size(), 8), 1);
  EXPECT_EQ(Believed(store->Size(), 9), 121);
  EXPECT_EQ(Believed(store->Size(), 1), 0);
}

TEST_F(PastRatingTest, StopsLookingWhereNobodyWaits) {
  RateOn("acme", 2);
  v1::GetRatingRequest request;
  request.set_name("enterprises/acme/ratings/-");
  *request.mutable_as_of_date() = Day(2026, 6, 1);
  cancelled = true;
  EXPECT_EQ(GetRating(environment, call, request).status().code(),
            absl::StatusCode::kCancelled);
}

TEST_F(PastRatingTest, SaysWhichDayHadNoRating) {
  RateOn("acme", 9);
  v1::GetRatingRequest request;
  request.set_name("enterprises/acme/ratings/-");
  *request.mutable_as_of_date() = Day(2026, 6, 1);
  const absl::Status status = GetRating(environment, call, request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("none was stored as of 2026-06-01 or earlier"));
}

TEST_F(PastRatingTest, ListsAnEnterpriseAsItStood) {
  RateOn("acme", 1);
  RateOn("other", 1);
  RateOn("acme", 2);
  EXPECT_THAT(
      List(kAcme, AtSize(4)),
      ElementsAre("enterprises/acme/ratings/2", "enterprises/acme/ratings/1"));
  EXPECT_THAT(List(kAcme, AtSize(3)),
              ElementsAre("enterprises/acme/ratings/1"));
  EXPECT_THAT(List(kAcme, AtSize(1)), IsEmpty());
  EXPECT_THAT(List(kAcme, AtTime(clock.now - absl::Seconds(1))),
              ElementsAre("enterprises/acme/ratings/1"));
  EXPECT_THAT(List("enterprises/nobody", AtSize(4)), IsEmpty());
}

TEST_F(PastRatingTest, ListsAllAsTheyStood) {
  RateOn("acme", 9);
  RateOn("other", 1);
  RateOn("acme", 5);
  EXPECT_THAT(
      List("enterprises/-", AtSize(4)),
      ElementsAre("enterprises/acme/ratings/1", "enterprises/acme/ratings/2",
                  "enterprises/other/ratings/1"));
  EXPECT_THAT(
      List("enterprises/-", AtSize(3)),
      ElementsAre("enterprises/acme/ratings/1", "enterprises/other/ratings/1"));
  EXPECT_THAT(List("enterprises/-", AtSize(0)), IsEmpty());
}

TEST_F(PastRatingTest, ListsBothAxesAtOnce) {
  for (const int day : {10, 20, 10, 5}) RateOn("acme", day);
  v1::ListRatingsRequest request;
  *request.mutable_as_of_until() = Day(2026, 6, 10);
  *request.mutable_known_at() = AtSize(4);
  for (const char* parent : {kAcme, "enterprises/-"}) {
    request.set_parent(parent);
    EXPECT_THAT(
        Pages(request, [] {}),
        ElementsAre("enterprises/acme/ratings/3", "enterprises/acme/ratings/1"))
        << parent;
  }
}

// Ratings of the very microsecond that the list is about, of a day in the
// middle of it, arrive between its pages.
TEST_F(PastRatingTest, KeepsTheListOfAMomentWhileRatingsArrive) {
  for (const int day : {9, 7, 5, 3}) RateOn("acme", day);
  v1::ListRatingsRequest request;
  *request.mutable_known_at() = AtTime(clock.now);
  request.set_page_size(1);
  for (const char* parent : {kAcme, "enterprises/-"}) {
    request.set_parent(parent);
    const std::vector<std::string> expected = Pages(request, [] {});
    const std::vector<std::string> disturbed =
        Pages(request, [this] { RateAtOnce("acme", 4); });
    EXPECT_EQ(disturbed, expected) << parent;
    EXPECT_GE(expected.size(), 4u);
  }
}

TEST_F(PastRatingTest, BindsAPageTokenToTheMoment) {
  for (const int day : {1, 2, 3}) RateOn("acme", day);
  v1::ListRatingsRequest request;
  request.set_parent(kAcme);
  request.set_page_size(1);
  *request.mutable_known_at() = AtSize(4);
  request.set_page_token(
      ListRatings(environment, call, request)->next_page_token());
  ASSERT_NE(request.page_token(), "");
  EXPECT_TRUE(ListRatings(environment, call, request).ok());
  *request.mutable_known_at() = AtSize(3);
  EXPECT_EQ(ListRatings(environment, call, request).status().code(),
            absl::StatusCode::kInvalidArgument);
  request.clear_known_at();
  EXPECT_EQ(ListRatings(environment, call, request).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(PastRatingTest, RefusesASizeThatTheLogNeverHad) {
  RateOn("acme", 1);
  for (const int64_t size : {int64_t{-1}, int64_t{3}}) {
    const absl::Status status =
        GetError("enterprises/acme/ratings/-", AtSize(size));
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(std::string(status.message()),
              absl::StrCat("known_at.log_size: got `", size,
                           "`, expected 0 to 2, the size of the log"));
  }
}

TEST_F(PastRatingTest, RefusesWhatIsNoTime) {
  v1::LogMoment moment;
  moment.mutable_time()->set_nanos(1'000'000'000);
  const absl::Status status = GetError("enterprises/acme/ratings/1", moment);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("known_at.time: got `0 seconds and 1000000000 "
                        "nanoseconds since 1970`, expected a time of the years "
                        "1 to 9999"));
}

TEST_F(PastRatingTest, RefusesADayWhereTheNameHasANumber) {
  RateOn("acme", 1);
  v1::GetRatingRequest request;
  request.set_name("enterprises/acme/ratings/1");
  *request.mutable_as_of_date() = Day(2026, 6, 1);
  const absl::Status status = GetRating(environment, call, request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("as_of_date"));
}

TEST_F(PastRatingTest, ReportsAllThatIsWrongAtOnce) {
  v1::GetRatingRequest request;
  request.set_name("acme");
  *request.mutable_known_at() = AtSize(99);
  *request.mutable_as_of_date() = Day(2026, 2, 30);
  EXPECT_EQ(ToItemError(GetRating(environment, call, request).status())
                .violations_size(),
            3);
  v1::ListRatingsRequest list;
  list.set_parent("acme");
  list.set_page_token("none");
  *list.mutable_known_at() = AtSize(99);
  EXPECT_EQ(ToItemError(ListRatings(environment, call, list).status())
                .violations_size(),
            3);
}

TEST_F(PastRatingTest, TakesAMomentThatNamesNoneAsNow) {
  RateOn("acme", 1);
  EXPECT_EQ(NewestAt(v1::LogMoment()), 1);
  EXPECT_EQ(List(kAcme, v1::LogMoment()).size(), 1u);
}

}  // namespace
}  // namespace techflow::server
