#include "server/replay_filter.h"

#include "gtest/gtest.h"
#include "tests/conformance/published_model.h"

namespace techflow::server {
namespace {

// Stored at 1,000.5 s, a "T2" as of 2026-06-30 by models/m/versions/12.
store::v1::Entry SomeRating() {
  store::v1::Entry entry;
  entry.set_subject("enterprises/a");
  entry.set_recorded_at_us(1'000'500'000);
  entry.mutable_rating()->set_as_of_date(20260630);
  entry.mutable_rating()->set_model_version("models/m/versions/12");
  entry.mutable_rating()->set_grade("T2");
  return entry;
}

bool Passes(const v1::ReplayFilter& filter) {
  return PassesReplayFilter(filter, SomeRating());
}

TEST(ReplayFilter, LetsOnlyRatingsThrough) {
  EXPECT_TRUE(Passes({}));
  store::v1::Entry model;
  model.mutable_model_version();
  EXPECT_FALSE(PassesReplayFilter({}, model));
}

TEST(ReplayFilter, KnowsTheEnterprise) {
  v1::ReplayFilter filter;
  filter.set_enterprise("enterprises/a");
  EXPECT_TRUE(Passes(filter));
  filter.set_enterprise("enterprises/aa");
  EXPECT_FALSE(Passes(filter));
}

TEST(ReplayFilter, KnowsAModelAndOneVersionOfIt) {
  v1::ReplayFilter filter;
  for (const std::string model : {"models/m", "models/m/versions/12"}) {
    filter.set_model(model);
    EXPECT_TRUE(Passes(filter)) << model;
  }
  for (const std::string model :
       {"models/mm", "models/m/versions/1", "models/m/versions/123"}) {
    filter.set_model(model);
    EXPECT_FALSE(Passes(filter)) << model;
  }
}

TEST(ReplayFilter, TakesTheFirstMomentInAndLeavesTheLastOut) {
  v1::ReplayFilter filter;
  filter.mutable_stored_from()->set_seconds(1000);
  filter.mutable_stored_from()->set_nanos(500'000'000);
  EXPECT_TRUE(Passes(filter));
  filter.mutable_stored_from()->set_nanos(500'000'001);
  EXPECT_FALSE(Passes(filter));
  filter.clear_stored_from();
  filter.mutable_stored_until()->set_seconds(1000);
  filter.mutable_stored_until()->set_nanos(500'000'001);
  EXPECT_TRUE(Passes(filter));
  filter.mutable_stored_until()->set_nanos(500'000'000);
  EXPECT_FALSE(Passes(filter));
}

TEST(ReplayFilter, TakesBothDaysIn) {
  v1::ReplayFilter filter;
  *filter.mutable_as_of_from() = Day(2026, 6, 30);
  *filter.mutable_as_of_until() = Day(2026, 6, 30);
  EXPECT_TRUE(Passes(filter));
  *filter.mutable_as_of_from() = Day(2026, 7, 1);
  filter.clear_as_of_until();
  EXPECT_FALSE(Passes(filter));
  filter.clear_as_of_from();
  *filter.mutable_as_of_until() = Day(2026, 6, 29);
  EXPECT_FALSE(Passes(filter));
}

TEST(ReplayFilter, TellsNoGradeFromNoFilter) {
  v1::ReplayFilter filter;
  filter.add_grades("");
  EXPECT_FALSE(Passes(filter));
  filter.add_grades("T2");
  EXPECT_TRUE(Passes(filter));
  store::v1::Entry ungraded = SomeRating();
  ungraded.mutable_rating()->clear_grade();
  EXPECT_TRUE(PassesReplayFilter(filter, ungraded));
}

}  // namespace
}  // namespace techflow::server
