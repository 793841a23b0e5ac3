#include "rating/evidence/patent_status.h"

#include <optional>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "rating/evidence/civil_day.h"

namespace techflow::evidence {
namespace {

absl::CivilDay Day(std::string_view text) {
  const std::optional<v1::Date> date = ParseDay(text);
  EXPECT_TRUE(date.has_value()) << text;
  return ToCivilDay(date.value_or(v1::Date()));
}

v1::Patent Filed(std::string_view day, std::string_view office,
                 v1::PatentType type) {
  v1::Patent patent;
  *patent.mutable_filing_date() = ToDate(Day(day));
  patent.set_office(std::string(office));
  patent.set_type(type);
  return patent;
}

TEST(TermEnd, IsComputedByOfficeAndKind) {
  struct Case {
    std::string_view filed;
    std::string_view office;
    v1::PatentType type;
    std::optional<absl::CivilDay> end;
  };
  for (const Case& c : {
           Case{"2010-03-15", "CN", v1::PATENT_TYPE_INVENTION,
                Day("2030-03-15")},
           Case{"2010-03-15", "US", v1::PATENT_TYPE_INVENTION,
                Day("2030-03-15")},
           Case{"1999-09-06", "CN", v1::PATENT_TYPE_UTILITY_MODEL,
                Day("2009-09-06")},
           Case{"2010-03-15", "DE", v1::PATENT_TYPE_UTILITY_MODEL, {}},
           Case{"2021-05-31", "CN", v1::PATENT_TYPE_DESIGN, Day("2031-05-31")},
           Case{"2021-06-01", "CN", v1::PATENT_TYPE_DESIGN, Day("2036-06-01")},
           Case{"2021-06-01", "US", v1::PATENT_TYPE_DESIGN, {}},
           Case{"2010-03-15", "WO", v1::PATENT_TYPE_INVENTION, {}},
           Case{"2008-02-29", "CN", v1::PATENT_TYPE_INVENTION,
                Day("2028-02-29")},
           Case{"2008-02-29", "CN", v1::PATENT_TYPE_UTILITY_MODEL,
                Day("2018-03-01")},
       }) {
    EXPECT_EQ(TermEnd(Filed(c.filed, c.office, c.type)), c.end)
        << c.filed << " " << c.office;
  }
}

TEST(TermEnd, IsTheOneGivenWhereOneIsGiven) {
  v1::Patent patent = Filed("2010-03-15", "CN", v1::PATENT_TYPE_INVENTION);
  *patent.mutable_expiry_date() = ToDate(Day("2029-01-01"));
  EXPECT_EQ(TermEnd(patent), Day("2029-01-01"));
}

TEST(PatentStatus, ChangesOnTheDayOfEachFact) {
  v1::Patent patent = Filed("2010-03-15", "CN", v1::PATENT_TYPE_INVENTION);
  *patent.mutable_grant_date() = ToDate(Day("2013-01-10"));
  EXPECT_EQ(StatusOn(patent, Day("2010-03-15")), v1::PATENT_STATUS_PENDING);
  EXPECT_EQ(StatusOn(patent, Day("2013-01-09")), v1::PATENT_STATUS_PENDING);
  EXPECT_EQ(StatusOn(patent, Day("2013-01-10")), v1::PATENT_STATUS_IN_FORCE);
  EXPECT_EQ(StatusOn(patent, Day("2030-03-14")), v1::PATENT_STATUS_IN_FORCE);
  EXPECT_EQ(StatusOn(patent, Day("2030-03-15")), v1::PATENT_STATUS_EXPIRED);
  *patent.mutable_lapse_date() = ToDate(Day("2020-06-01"));
  EXPECT_EQ(StatusOn(patent, Day("2020-05-31")), v1::PATENT_STATUS_IN_FORCE);
  EXPECT_EQ(StatusOn(patent, Day("2020-06-01")), v1::PATENT_STATUS_LAPSED);
  EXPECT_EQ(StatusOn(patent, Day("2035-01-01")), v1::PATENT_STATUS_LAPSED);
  *patent.mutable_transferred_on() = ToDate(Day("2018-01-01"));
  EXPECT_EQ(StatusOn(patent, Day("2017-12-31")), v1::PATENT_STATUS_IN_FORCE);
  EXPECT_EQ(StatusOn(patent, Day("2018-01-01")), v1::PATENT_STATUS_TRANSFERRED);
  EXPECT_EQ(StatusOn(patent, Day("2020-06-01")), v1::PATENT_STATUS_TRANSFERRED);
}

TEST(PatentStatus, OfApplicationsThatWereNeverGrantedEndsToo) {
  v1::Patent patent = Filed("2010-03-15", "CN", v1::PATENT_TYPE_INVENTION);
  EXPECT_EQ(StatusOn(patent, Day("2031-01-01")), v1::PATENT_STATUS_EXPIRED);
  *patent.mutable_lapse_date() = ToDate(Day("2014-01-01"));
  EXPECT_EQ(StatusOn(patent, Day("2014-01-01")), v1::PATENT_STATUS_LAPSED);
}

TEST(CivilDay, ReadsOnlyRealDays) {
  EXPECT_TRUE(ParseDay("2024-02-29").has_value());
  EXPECT_TRUE(ParseDay("0001-01-01").has_value());
  for (const std::string_view text :
       {"", "2023-02-29", "2023-04-31", "2023-13-01", "2023-00-01",
        "0000-01-01", "2023-1-1", "2023/01/01", "23-01-0001", "2023-01-0x",
        "2023--1-01", "2023-01-+1"}) {
    EXPECT_FALSE(ParseDay(text).has_value()) << text;
  }
  EXPECT_EQ(DayText(ToDate(absl::CivilDay(987, 6, 5))), "0987-06-05");
}

}  // namespace
}  // namespace techflow::evidence
