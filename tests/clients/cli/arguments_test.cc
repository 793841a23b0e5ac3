#include "clients/cli/arguments.h"

#include <set>

#include "clients/cli/texts.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

TEST(ParseDate, TakesWholeDaysOnly) {
  EXPECT_EQ(DateText(*ParseDate("--as-of", "2024-02-29")), "2024-02-29");
  for (const char* text : {"2023-02-29", "2024-2-9", "2024-02", "20240229",
                           "2024-02-29T", "", "yesterday"}) {
    EXPECT_FALSE(ParseDate("--as-of", text).ok()) << text;
  }
}

TEST(ParseMoment, TakesAMomentWithItsZone) {
  const auto utc = ParseMoment("time", "2026-11-26T09:30:00Z");
  ASSERT_TRUE(utc.ok()) << utc.status();
  EXPECT_EQ(utc->seconds(), 1795685400);
  const auto zoned = ParseMoment("time", "2026-11-26T17:30:00.25+08:00");
  ASSERT_TRUE(zoned.ok()) << zoned.status();
  EXPECT_EQ(zoned->seconds(), utc->seconds());
  EXPECT_EQ(zoned->nanos(), 250000000);
}

TEST(ParseMoment, RefusesWhatLeavesTheMomentOpen) {
  for (const char* text :
       {"2026-11-26", "2026-11-26T09:30:00", "", "now", "infinite-future",
        "2026-11-31T00:00:00Z", "2026-11-26 09:30:00Z"}) {
    EXPECT_FALSE(ParseMoment("time", text).ok()) << text;
  }
}

TEST(ParseLogMoment, TakesATimeOrASizeOfTheLog) {
  const auto size = ParseLogMoment("--known-at", "#120");
  ASSERT_TRUE(size.ok()) << size.status();
  EXPECT_EQ(size->log_size(), 120);
  const auto time = ParseLogMoment("--known-at", "2026-11-26T09:30:00Z");
  ASSERT_TRUE(time.ok()) << time.status();
  EXPECT_EQ(time->time().seconds(), 1795685400);
  for (const char* text : {"#", "#-1", "#1x", "120", "#99999999999999999999"}) {
    EXPECT_FALSE(ParseLogMoment("--known-at", text).ok()) << text;
  }
}

TEST(ParseChange, KeepsTheEqualsSignWithinBrackets) {
  const auto change = ParseChange("fiscal_years[year=2025].rd_spend=5000000");
  ASSERT_TRUE(change.ok());
  EXPECT_EQ(change->field(), "fiscal_years[year=2025].rd_spend");
  EXPECT_EQ(change->value(), "5000000");
}

TEST(ParseChange, TakesAnEmptyValueForUnknown) {
  const auto change = ParseChange("profile.on_negative_list=");
  ASSERT_TRUE(change.ok());
  EXPECT_EQ(change->value(), "");
  EXPECT_FALSE(ParseChange("=5").ok());
  EXPECT_FALSE(ParseChange("fiscal_years[year=2025]").ok());
}

TEST(Names, CanBeWrittenInShort) {
  EXPECT_EQ(EnterpriseName("intel"), "enterprises/intel");
  EXPECT_EQ(EnterpriseName("enterprises/intel"), "enterprises/intel");
  EXPECT_EQ(ReplayJobName("3"), "replayJobs/3");
  EXPECT_EQ(ReplayJobName("replayJobs/3"), "replayJobs/3");
  EXPECT_EQ(RatingName("intel/3"), "enterprises/intel/ratings/3");
  EXPECT_EQ(RatingName("enterprises/intel/ratings/3"),
            "enterprises/intel/ratings/3");
  EXPECT_EQ(RatingName("intel"), "");
  EXPECT_EQ(RatingName("enterprises/intel"), "");
  EXPECT_EQ(ModelName("techflow"), "models/techflow");
  EXPECT_EQ(ModelName("techflow/2"), "models/techflow/versions/2");
  EXPECT_EQ(ModelName(""), "");
}

TEST(DefaultEnterprise, IsTheCreditCodeElseTheFilesName) {
  v1::Evidence evidence;
  EXPECT_EQ(DefaultEnterprise(evidence, "some/intel.json"), "intel");
  evidence.mutable_profile()->set_unified_social_credit_code("91X");
  EXPECT_EQ(DefaultEnterprise(evidence, "some/intel.json"), "91X");
}

TEST(AccountDays, AreTheDaysOnWhichAccountsWereKnown) {
  v1::Evidence evidence;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        fiscal_years {
          year: 2024
          period_end { year: 2024 month: 12 day: 31 }
          source {
            collected_on { year: 2026 month: 1 day: 1 }
            known_on { year: 2025 month: 4 day: 30 }
          }
        }
        fiscal_years {
          year: 2023
          period_end { year: 2023 month: 12 day: 31 }
          source {
            collected_on { year: 2026 month: 1 day: 1 }
            known_on { year: 2023 month: 1 day: 1 }
          }
        })pb",
      &evidence));
  const auto days = AccountDays(evidence);
  ASSERT_EQ(days.size(), 2u);
  EXPECT_EQ(DateText(days[0]), "2023-12-31");
  EXPECT_EQ(DateText(days[1]), "2025-04-30");
}

TEST(RandomUuid, IsAFreshVersion4) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string uuid = RandomUuid();
    EXPECT_EQ(uuid.size(), 36u);
    EXPECT_EQ(uuid[14], '4');
    EXPECT_NE(std::string("89ab").find(uuid[19]), std::string::npos);
    EXPECT_TRUE(seen.insert(uuid).second);
  }
}

}  // namespace
}  // namespace techflow::cli
