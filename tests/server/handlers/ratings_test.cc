#include "server/handlers/ratings.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/errors.h"
#include "server/handlers/simulate.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

using RatingsTest = HandlerTest;

// All names of a list, page by page, and how many pages there were.
std::vector<std::string> Pages(const Environment& environment, Call& call,
                               v1::ListRatingsRequest request, int& pages) {
  std::vector<std::string> names;
  pages = 0;
  do {
    const auto page = ListRatings(environment, call, request);
    EXPECT_TRUE(page.ok()) << page.status();
    if (!page.ok()) break;
    for (const v1::Rating& rating : page->ratings()) {
      names.push_back(rating.name());
    }
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  return names;
}

TEST_F(RatingsTest, GetsWhatWasStored) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  v1::GetRatingRequest request;
  request.set_name(stored.name());
  const auto got = GetRating(environment, call, request);
  ASSERT_TRUE(got.ok()) << got.status();
  EXPECT_EQ(got->rating().SerializeAsString(), stored.SerializeAsString());
}

TEST_F(RatingsTest, ListsACompanyNewestFirstInPages) {
  for (int i = 0; i < 5; ++i) Rate(SmallRequest("acme"));
  Rate(SmallRequest("other"));
  v1::ListRatingsRequest request;
  request.set_parent("enterprises/acme");
  request.set_page_size(2);
  int pages = 0;
  EXPECT_THAT(Pages(environment, call, request, pages),
              ::testing::ElementsAre(
                  "enterprises/acme/ratings/5", "enterprises/acme/ratings/4",
                  "enterprises/acme/ratings/3", "enterprises/acme/ratings/2",
                  "enterprises/acme/ratings/1"));
  EXPECT_EQ(pages, 3);
  request.set_page_size(5);
  Pages(environment, call, request, pages);
  EXPECT_EQ(pages, 1);
}

TEST_F(RatingsTest, ListsAllByAsOfDateWithFilters) {
  for (int day = 1; day <= 6; ++day) {
    v1::RateEnterpriseRequest request =
        SmallRequest(absl::StrCat("company-", day % 3));
    request.mutable_as_of_date()->set_day(day);
    Rate(request);
  }
  v1::ListRatingsRequest request;
  request.set_parent("enterprises/-");
  *request.mutable_as_of_from() = Day(2026, 6, 2);
  *request.mutable_as_of_until() = Day(2026, 6, 5);
  request.set_page_size(3);
  int pages = 0;
  EXPECT_THAT(Pages(environment, call, request, pages),
              ::testing::ElementsAre("enterprises/company-2/ratings/2",
                                     "enterprises/company-1/ratings/2",
                                     "enterprises/company-0/ratings/1",
                                     "enterprises/company-2/ratings/1"));
  EXPECT_EQ(pages, 2);
  request.add_grades("A");
  EXPECT_TRUE(Pages(environment, call, request, pages).empty());
  request.add_grades("B");
  EXPECT_EQ(Pages(environment, call, request, pages).size(), 4u);
}

TEST_F(RatingsTest, RefusesATokenOfAnotherList) {
  for (int i = 0; i < 3; ++i) Rate(SmallRequest("acme"));
  v1::ListRatingsRequest request;
  request.set_parent("enterprises/acme");
  request.set_page_size(1);
  const std::string token =
      ListRatings(environment, call, request)->next_page_token();
  ASSERT_NE(token, "");
  request.set_page_token(token);
  request.set_page_size(2);  // The size may change between pages.
  EXPECT_TRUE(ListRatings(environment, call, request).ok());
  request.add_grades("A");
  EXPECT_EQ(ListRatings(environment, call, request).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(RatingsTest, SimulatesWithoutStoring) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  v1::SimulateRatingRequest request;
  request.set_rating(stored.name());
  v1::EvidenceChange& change = *request.add_changes();
  change.set_field("fiscal_years[year=2025].rd_spend");
  change.set_value("100");
  request.set_explain(true);
  const auto simulated = SimulateRating(environment, call, request);
  ASSERT_TRUE(simulated.ok()) << simulated.status();
  EXPECT_EQ(simulated->disclaimer(), "NOT_STORED");
  EXPECT_EQ(simulated->rating().name(), "");
  EXPECT_EQ(simulated->rating().assessment().grade(), "A");
  EXPECT_EQ(simulated->base_rating().assessment().grade(), "B");
  EXPECT_FALSE(simulated->explanation().waterfall().empty());
  EXPECT_EQ(store->Size(), 2);
}

TEST_F(RatingsTest, SimulationOfTheSameGivesTheSameBytes) {
  const v1::Rating stored = Rate(SmallRequest("acme"));
  v1::SimulateRatingRequest request;
  request.set_rating(stored.name());
  const auto simulated = SimulateRating(environment, call, request);
  ASSERT_TRUE(simulated.ok()) << simulated.status();
  EXPECT_EQ(simulated->rating().assessment_digest(),
            stored.assessment_digest());
  EXPECT_EQ(simulated->rating().evidence_digest(), stored.evidence_digest());
}

TEST_F(RatingsTest, ListsEveryChangeThatIsWrong) {
  v1::SimulateRatingRequest request;
  *request.mutable_evidence() = SmallEvidence();
  *request.mutable_as_of_date() = Day(2026, 6, 30);
  request.set_model(kSmallModel);
  request.add_changes()->set_field("no_such_field");
  request.add_changes()->set_field("patents[9].lapse_date");
  const auto refused = SimulateRating(environment, call, request);
  EXPECT_EQ(ToItemError(refused.status()).violations_size(), 2)
      << refused.status();
}

}  // namespace
}  // namespace techflow::server
