#include "rating/feel/zone.h"

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/calendar_text.h"

namespace techflow::feel {
namespace {

std::string OffsetOf(std::string_view instant) {
  const auto parsed = ParseDateAndTime(instant, false);
  if (!parsed) return "not read";
  return ToText(DaysDuration{LocalSeconds(*parsed) - UtcSeconds(*parsed), 0});
}

std::string Sum(std::string_view instant, std::string_view duration) {
  const auto sum = AddDuration(*ParseDateAndTime(instant, false),
                               *ParseDaysDuration(duration));
  return sum ? ToText(*sum) : "nothing";
}

// Every line of zone_vectors.txt, which make_zone_vectors.py writes.
TEST(Zone, AgreesWithPython) {
  std::ifstream file(TECHFLOW_SOURCE_DIR "/tests/rating/feel/zone_vectors.txt");
  std::vector<std::string> names;
  int time_count = 0;
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> fields = absl::StrSplit(line, ' ');
    names.push_back(fields[0]);
    const NamedZone* named = FindNamedZone(fields[0]);
    ASSERT_NE(named, nullptr) << fields[0];
    const Zone zone = Zone::Named(named);
    for (size_t i = 1; i < fields.size(); ++i) {
      const std::pair<std::string, std::string> pair =
          absl::StrSplit(fields[i].substr(1), ':');
      const int64_t seconds = std::stoll(pair.first);
      const int32_t offset = fields[i].front() == 'u'
                                 ? zone.OffsetAtUtc(seconds)
                                 : zone.OffsetAtLocal(seconds);
      ASSERT_EQ(offset, std::stoll(pair.second)) << names.back() << fields[i];
      ++time_count;
    }
  }
  std::vector<std::string> all_names;
  for (const NamedZone& zone : AllNamedZones()) {
    all_names.emplace_back(zone.name);
  }
  EXPECT_EQ(names, all_names);
  // A file cut short must not pass.
  EXPECT_GE(time_count, 10'000);
}

TEST(Zone, HasTheNamesOfTheDatabaseOnly) {
  for (const std::string_view name :
       {"Europe/Paris", "Asia/Shanghai", "UTC", "Etc/GMT+5", "US/Pacific"}) {
    EXPECT_NE(FindNamedZone(name), nullptr) << name;
  }
  for (const std::string_view name :
       {"", "europe/paris", "Paris", "posix/Europe/Paris", "right/UTC",
        "localtime", "Factory", ":UTC", "Fixed/UTC+01:00:00", "Europe/Paris ",
        "../zoneinfo/UTC"}) {
    EXPECT_EQ(FindNamedZone(name), nullptr) << name;
  }
}

TEST(Zone, TakesTheOffsetBeforeForTimesThatTheClockSkips) {
  EXPECT_EQ(OffsetOf("2026-03-29T01:59:59@Europe/Paris"), "PT1H");
  EXPECT_EQ(OffsetOf("2026-03-29T02:30:00@Europe/Paris"), "PT1H");
  EXPECT_EQ(OffsetOf("2026-03-29T03:00:00@Europe/Paris"), "PT2H");
}

TEST(Zone, TakesTheFirstOfTimesThatTheClockShowsTwice) {
  EXPECT_EQ(OffsetOf("2026-10-25T02:30:00@Europe/Paris"), "PT2H");
  EXPECT_EQ(OffsetOf("2026-10-25T03:00:00@Europe/Paris"), "PT1H");
}

TEST(Zone, GoesByTheLastRulesForEver) {
  EXPECT_EQ(OffsetOf("999999999-07-01T12:00:00@Europe/Paris"), "PT2H");
  EXPECT_EQ(OffsetOf("999999999-12-31T23:59:59@America/New_York"), "-PT5H");
  EXPECT_EQ(OffsetOf("999999999-12-31T23:59:59@Australia/Sydney"), "PT11H");
  // Ireland calls its winter the exception.
  EXPECT_EQ(OffsetOf("5000-07-01T12:00:00@Europe/Dublin"), "PT1H");
  EXPECT_EQ(OffsetOf("5000-01-01T12:00:00@Europe/Dublin"), "PT0S");
}

TEST(Zone, HasLocalMeanTimeBeforeItsFirstTransition) {
  EXPECT_EQ(OffsetOf("-999999999-01-01T00:00:00@Asia/Shanghai"), "PT8H5M43S");
}

TEST(Zone, WithoutADayHasItsWinterOffset) {
  // London had summer time in all of 1970, and Dublin's rule is upside down.
  for (const std::string_view name : {"Europe/London", "Europe/Dublin"}) {
    EXPECT_EQ(Zone::Named(FindNamedZone(name)).OffsetWithoutDay(), 0) << name;
  }
  EXPECT_EQ(Zone::Named(FindNamedZone("Asia/Shanghai")).OffsetWithoutDay(),
            8 * 3600);
}

TEST(Zone, MovesInstantsAlongTheirTimeLine) {
  EXPECT_EQ(Sum("2026-03-28T12:00:00@Europe/Paris", "P1D"),
            "2026-03-29T13:00:00@Europe/Paris");
  EXPECT_EQ(Sum("2026-10-25T12:00:00@Europe/Paris", "-P1D"),
            "2026-10-24T13:00:00@Europe/Paris");
  EXPECT_EQ(Sum("2026-03-29T13:00:00@Europe/Paris", "-P1D"),
            "2026-03-28T12:00:00@Europe/Paris");
}

TEST(Zone, TellsTheSecondOfTwoTimesByItsOffset) {
  EXPECT_EQ(Sum("2026-10-25T02:30:00@Europe/Paris", "PT1H"),
            "2026-10-25T02:30:00+01:00");
  EXPECT_EQ(Sum("2026-10-25T02:30:00@Europe/Paris", "PT1H30M"),
            "2026-10-25T03:00:00@Europe/Paris");
}

TEST(Zone, EndsWithTheYearsAllowed) {
  EXPECT_EQ(Sum("999999999-12-31T23:59:59@Europe/Paris", "PT1S"), "nothing");
  EXPECT_EQ(Sum("-999999999-01-01T00:00:00@Europe/Paris", "-PT1S"), "nothing");
  EXPECT_EQ(Sum("999999999-12-31T23:59:58-18:00", "PT1S"),
            "999999999-12-31T23:59:59-18:00");
}

}  // namespace
}  // namespace techflow::feel
