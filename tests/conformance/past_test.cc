// What was known at a moment, by the size of the log and by its time.

#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Two ratings of acme and one of bolt in between, whose moments it knows.
class PastTest : public ConformanceTest {
 protected:
  void SetUp() override {
    ConformanceTest::SetUp();
    start_.set_log_size(LogSize());
    first_ = MomentAfter(Rate(SmallRequest("acme")));
    Rate(SmallRequest("bolt"));
    second_ = MomentAfter(Rate(SmallRequest("acme")));
  }

  // A moment by the size of the log, and the same by its time.
  struct Moment {
    v1::LogMoment by_size;
    v1::LogMoment by_time;
  };

  int64_t LogSize() {
    PatientContext context;
    v1::GetCheckpointResponse response;
    EXPECT_TRUE(audits->GetCheckpoint(&context, {}, &response).ok());
    return response.size();
  }

  Moment MomentAfter(const v1::Rating& rating) {
    Moment moment;
    moment.by_size.set_log_size(LogSize());
    *moment.by_time.mutable_time() = rating.create_time();
    return moment;
  }

  grpc::Status Get(const std::string& name, const v1::LogMoment& moment,
                   v1::Rating& rating) {
    PatientContext context;
    v1::GetRatingRequest request;
    request.set_name(name);
    *request.mutable_known_at() = moment;
    v1::GetRatingResponse response;
    const grpc::Status status =
        ratings->GetRating(&context, request, &response);
    rating = response.rating();
    return status;
  }

  std::string Newest(const v1::LogMoment& moment) {
    v1::Rating rating;
    const grpc::Status status =
        Get("enterprises/acme/ratings/-", moment, rating);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return rating.name();
  }

  // The names of all pages of one rating each.
  std::vector<std::string> List(const std::string& parent,
                                const v1::LogMoment& moment) {
    v1::ListRatingsRequest request;
    request.set_parent(parent);
    request.set_page_size(1);
    *request.mutable_known_at() = moment;
    return AllPages(request);
  }

  v1::LogMoment start_;
  Moment first_;
  Moment second_;
};

TEST_F(PastTest, TheNewestRatingIsTheOneThatWasKnownThen) {
  for (const v1::LogMoment& moment : {first_.by_size, first_.by_time}) {
    EXPECT_EQ(Newest(moment), "enterprises/acme/ratings/1");
  }
  for (const v1::LogMoment& moment :
       {second_.by_size, second_.by_time, v1::LogMoment()}) {
    EXPECT_EQ(Newest(moment), "enterprises/acme/ratings/2");
  }
}

TEST_F(PastTest, ARatingIsNotFoundBeforeItWasStored) {
  v1::Rating rating;
  for (const v1::LogMoment& moment : {first_.by_size, first_.by_time}) {
    EXPECT_TRUE(Get("enterprises/acme/ratings/1", moment, rating).ok());
    ExpectError(Get("enterprises/acme/ratings/2", moment, rating),
                grpc::StatusCode::NOT_FOUND, "RATING_NOT_FOUND");
  }
  ExpectError(Get("enterprises/acme/ratings/-", start_, rating),
              grpc::StatusCode::NOT_FOUND, "RATING_NOT_FOUND");
}

TEST_F(PastTest, AListHoldsWhatWasKnownThen) {
  for (const v1::LogMoment& moment : {first_.by_size, first_.by_time}) {
    EXPECT_THAT(List("enterprises/acme", moment),
                ElementsAre("enterprises/acme/ratings/1"));
    EXPECT_THAT(List("enterprises/-", moment),
                ElementsAre("enterprises/acme/ratings/1"));
    EXPECT_THAT(List("enterprises/bolt", moment), IsEmpty());
  }
  for (const v1::LogMoment& moment : {second_.by_size, second_.by_time}) {
    EXPECT_THAT(
        List("enterprises/-", moment),
        ElementsAre("enterprises/acme/ratings/2", "enterprises/bolt/ratings/1",
                    "enterprises/acme/ratings/1"));
  }
  EXPECT_THAT(List("enterprises/-", start_), IsEmpty());
}

TEST_F(PastTest, TheFutureOfTheLogIsNotKnown) {
  v1::LogMoment future;
  future.set_log_size(LogSize() + 1);
  v1::Rating rating;
  ExpectError(Get("enterprises/acme/ratings/-", future, rating),
              grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REQUEST");
}

}  // namespace
}  // namespace techflow::conformance
