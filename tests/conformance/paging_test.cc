// Lists, page by page.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/conformance/server_process.h"

namespace techflow::conformance {
namespace {

using PagingTest = ConformanceTest;

TEST_F(PagingTest, ACompanyIsListedNewestFirst) {
  for (int i = 0; i < 7; ++i) Rate(SmallRequest("acme"));
  v1::ListRatingsRequest request;
  request.set_parent("enterprises/acme");
  std::vector<std::string> expected;
  for (int i = 7; i > 0; --i) {
    expected.push_back("enterprises/acme/ratings/" + std::to_string(i));
  }
  for (const int size : {1, 2, 3, 7, 50}) {
    request.set_page_size(size);
    EXPECT_EQ(AllPages(request), expected) << size;
  }
}

TEST_F(PagingTest, AllAreListedByDayAndFiltered) {
  for (int day = 1; day <= 9; ++day) {
    v1::RateEnterpriseRequest request =
        SmallRequest("company-" + std::to_string(day));
    request.mutable_as_of_date()->set_day(day);
    Rate(request);
  }
  v1::ListRatingsRequest request;
  request.set_parent("enterprises/-");
  *request.mutable_as_of_from() = Day(2026, 6, 3);
  *request.mutable_as_of_until() = Day(2026, 6, 6);
  request.add_grades("B");
  request.set_page_size(3);
  EXPECT_THAT(AllPages(request),
              ::testing::ElementsAre("enterprises/company-6/ratings/1",
                                     "enterprises/company-5/ratings/1",
                                     "enterprises/company-4/ratings/1",
                                     "enterprises/company-3/ratings/1"));
}

TEST_F(PagingTest, ATokenBelongsToItsQuery) {
  Rate(SmallRequest("acme"));
  Rate(SmallRequest("acme"));
  v1::ListRatingsRequest request;
  request.set_parent("enterprises/acme");
  request.set_page_size(1);
  PatientContext a;
  v1::ListRatingsResponse page;
  ASSERT_TRUE(ratings->ListRatings(&a, request, &page).ok());
  const std::string token = page.next_page_token();
  ASSERT_NE(token, "");
  for (const std::string& bad :
       {token.substr(1), token + "A", std::string("token"),
        std::string(5000, 'A')}) {
    PatientContext context;
    request.set_page_token(bad);
    ExpectError(ratings->ListRatings(&context, request, &page),
                grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REQUEST");
  }
  PatientContext b;
  request.set_page_token(token);
  request.set_parent("enterprises/-");
  ExpectError(ratings->ListRatings(&b, request, &page),
              grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REQUEST");
}

TEST_F(PagingTest, NobodyHasNoRatings) {
  const v1::ListRatingsResponse none = List("enterprises/nobody");
  EXPECT_TRUE(none.ratings().empty());
  EXPECT_EQ(none.next_page_token(), "");
}

TEST_F(PagingTest, ANegativePageSizeIsRefused) {
  PatientContext context;
  v1::ListRatingsRequest request;
  request.set_parent("enterprises/acme");
  request.set_page_size(-1);
  v1::ListRatingsResponse page;
  ExpectError(ratings->ListRatings(&context, request, &page),
              grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REQUEST");
}

}  // namespace
}  // namespace techflow::conformance
