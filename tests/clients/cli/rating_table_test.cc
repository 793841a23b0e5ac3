#include "clients/cli/rating_table.h"

#include <sstream>

#include "clients/cli/output.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "techflow/v1/rating_service.pb.h"

namespace techflow::cli {
namespace {

v1::ListRatingsResponse Ratings() {
  v1::ListRatingsResponse list;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        ratings {
          name: "enterprises/intel/ratings/2"
          enterprise: "enterprises/intel"
          enterprise_name { zh: "英特尔" en: "Intel" }
          as_of_date { year: 1993 month: 12 day: 31 }
          assessment {
            status: RATING_STATUS_RATED
            score { value: "63.485" }
            grade: "T4"
            grade_rank: 4
            completeness { value: "0.8" }
          }
        }
        ratings {
          name: "enterprises/intel/ratings/1"
          enterprise: "enterprises/intel"
          enterprise_name { zh: "英特尔" en: "Intel" }
          as_of_date { year: 1992 month: 12 day: 31 }
          assessment {
            status: RATING_STATUS_PROVISIONAL
            score { value: "60" }
            grade: "T5"
            grade_rank: 5
            completeness { value: "0.35" }
          }
        }
        ratings {
          name: "enterprises/a/ratings/1"
          enterprise: "enterprises/a"
          as_of_date { year: 1991 month: 12 day: 31 }
          assessment { status: RATING_STATUS_UNRATABLE }
        })pb",
      &list));
  return list;
}

class RatingTable : public testing::Test {
 protected:
  std::ostringstream out_, err_;
  Session session_{out_, err_, false, false, {}, {}};
};

TEST_F(RatingTable, ComparesWithTheYearBefore) {
  const v1::ListRatingsResponse list = Ratings();
  const Table table = RatingsTable(session_, Pointers(list.ratings()));
  EXPECT_EQ(table.rows[0][5].text, "+3.48 ▲");
  EXPECT_EQ(table.rows[1][5].text, "");
}

TEST_F(RatingTable, ShowsNoChangeWhereRatingsBetweenAreLeftOut) {
  const v1::ListRatingsResponse list = Ratings();
  const Table table = RatingsTable(session_, Pointers(list.ratings()), true);
  EXPECT_EQ(table.rows[0][5].text, "");
}

TEST_F(RatingTable, WritesNoScoreAsADash) {
  const v1::ListRatingsResponse list = Ratings();
  const Table table = RatingsTable(session_, Pointers(list.ratings()));
  EXPECT_EQ(table.rows[2][0].text, "enterprises/a");
  EXPECT_EQ(table.rows[2][2].text, "–");
  EXPECT_EQ(table.rows[2][3].text, "–");
  EXPECT_EQ(table.rows[2][6].text, "unratable");
}

TEST_F(RatingTable, SpeaksChinese) {
  session_.settings.language = Language::kChinese;
  const v1::ListRatingsResponse list = Ratings();
  const Table table = RatingsTable(session_, Pointers(list.ratings()));
  EXPECT_EQ(table.rows[0][0].text, "英特尔");
  EXPECT_EQ(table.rows[1][6].text, "暂定");
}

TEST_F(RatingTable, KeepsEveryDigitInCsv) {
  const v1::ListRatingsResponse list = Ratings();
  EXPECT_THAT(CsvText(RatingsCsv(Pointers(list.ratings()))),
              testing::HasSubstr(",RATING_STATUS_RATED,T4,63.485,0.8,"));
}

TEST(Output, PrintsAnEmptyListAsAnEmptyMessage) {
  EXPECT_EQ(JsonText(v1::ListRatingsResponse()), "{}\n");
}

TEST(Output, PrintsAListOfNothingAsValidJsonAndYaml) {
  for (const Format format : {Format::kJson, Format::kYaml}) {
    std::ostringstream out, err;
    Session session{out, err, false, false, {}, {}};
    session.settings.format = format;
    ListPrinter(session).Finish();
    EXPECT_EQ(out.str(), "[]\n");
  }
}

}  // namespace
}  // namespace techflow::cli
