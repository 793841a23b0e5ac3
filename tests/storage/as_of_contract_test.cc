// What every RatingStore does: ratings by as-of date and grade.

#include <string>
#include <utility>
#include <vector>

#include "tests/storage/contract_fixture.h"

namespace techflow::storage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ByAsOfDate : public RatingStoreContract {
 protected:
  ByAsOfDate() {
    Append(Rating("A", 20211231, "T1"));   // 1
    Append(Rating("B", 20231231, "T2"));   // 2
    Append(Rating("A", 20221231, "T1"));   // 3
    Append(Rating("C", 20231231, "T1"));   // 4
    Append(Rating("D", 20231231, ""));     // 5
    Append(Rating("B", 20211231, "T10"));  // 6
  }

  std::vector<int64_t> Find(const AsOfQuery& query) {
    return Positions(store_->ByAsOfDate(query));
  }
};

INSTANTIATE_TEST_SUITE_P(Every, ByAsOfDate,
                         testing::ValuesIn(Implementations()),
                         [](const auto& test) { return test.param.name; });

TEST_P(ByAsOfDate, GivesTheNewestDayFirstAndOfADayTheLastStored) {
  EXPECT_THAT(Find({}), ElementsAre(5, 4, 2, 3, 6, 1));
}

TEST_P(ByAsOfDate, IncludesTheFirstAndTheLastDay) {
  EXPECT_THAT(Find({.from = 20221231}), ElementsAre(5, 4, 2, 3));
  EXPECT_THAT(Find({.from = 20230101}), ElementsAre(5, 4, 2));
  EXPECT_THAT(Find({.until = 20221231}), ElementsAre(3, 6, 1));
  EXPECT_THAT(Find({.from = 20211231, .until = 20211231}), ElementsAre(6, 1));
  EXPECT_THAT(Find({.from = 20240101, .until = 20200101}), IsEmpty());
}

TEST_P(ByAsOfDate, MergesTheGradesAsked) {
  EXPECT_THAT(Find({.grades = {"T1"}}), ElementsAre(4, 3, 1));
  EXPECT_THAT(Find({.grades = {"T2", "T1", "T1"}}), ElementsAre(4, 2, 3, 1));
  EXPECT_THAT(Find({.grades = {"T10"}}), ElementsAre(6));
  EXPECT_THAT(Find({.until = 20221231, .grades = {"T1"}}), ElementsAre(3, 1));
}

TEST_P(ByAsOfDate, FindsTheRatingsWithoutAGrade) {
  EXPECT_THAT(Find({.grades = {""}}), ElementsAre(5));
}

TEST_P(ByAsOfDate, FindsNothingForAGradeThatCannotBe) {
  EXPECT_THAT(Find({.grades = {"T3"}}), IsEmpty());
  EXPECT_THAT(Find({.grades = {std::string("T1\0", 3)}}), IsEmpty());
  EXPECT_THAT(Find({.grades = {std::string(40, 'T')}}), IsEmpty());
}

TEST_P(ByAsOfDate, ContinuesAfterTheLastOfAPage) {
  for (const std::vector<std::string>& grades :
       {std::vector<std::string>{},
        std::vector<std::string>{"", "T1", "T10", "T2"}}) {
    AsOfQuery query{.grades = grades, .limit = 1};
    std::vector<int64_t> found;
    for (;;) {
      const auto page = store_->ByAsOfDate(query);
      ASSERT_TRUE(page.ok()) << page.status();
      if (page->empty()) break;
      const store::v1::Entry& last = page->back().entry;
      found.push_back(last.position());
      query.after = AsOfCursor{.as_of_date = last.rating().as_of_date(),
                               .position = last.position()};
    }
    EXPECT_THAT(found, ElementsAre(5, 4, 2, 3, 6, 1));
  }
}

TEST_P(ByAsOfDate, TheCursorCannotWidenTheDays) {
  AsOfQuery query{.from = 20221231, .until = 20221231};
  query.after = AsOfCursor{.as_of_date = 20231231, .position = 9};
  EXPECT_THAT(Find(query), ElementsAre(3));
  query.after = AsOfCursor{.as_of_date = 20211231, .position = 9};
  EXPECT_THAT(Find(query), IsEmpty());
}

TEST_P(ByAsOfDate, RefusesWhatCannotBeAsked) {
  const auto code = [this](const AsOfQuery& query) {
    return store_->ByAsOfDate(query).status().code();
  };
  EXPECT_EQ(code({.from = -1}), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(code({.until = 100000000}), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(code({.limit = 0}), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(code({.after = AsOfCursor{.as_of_date = -1, .position = 0}}),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace techflow::storage
