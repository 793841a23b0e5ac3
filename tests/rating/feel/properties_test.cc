#include "rating/feel/properties.h"

#include "gtest/gtest.h"
#include "tests/rating/feel/expect_all.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

TEST(Properties, TakeDatesAndTimesApart) {
  ExpectAll({
      {R"(@"-0044-03-15".year)", "-44"},
      {R"(@"2026-11-23".weekday)", "1"},
      {R"(@"2026-11-23".hour)", "null"},
      {R"(@"2026-11-23T10:30:05".day)", "23"},
      {R"(@"2026-11-23T10:30:05".minute)", "30"},
      {R"(@"10:30:05".hour)", "10"},
      {R"(@"10:30:05".year)", "null"},
  });
}

// DMN 1.5, table 65: a decimal in [0..60).
TEST(Properties, SecondsHaveFractions) {
  ExpectAll({
      {R"(@"10:30:05.25".second)", "5.25"},
      {R"(@"2026-11-23T10:30:59.999999999".second)", "59.999999999"},
      {R"(@"-PT1M1.000000001S".seconds)", "-1.000000001"},
  });
}

TEST(Properties, TellZones) {
  ExpectAll({
      {R"(@"2026-07-01T10:30:00@Europe/Paris".time offset)", R"(@"PT2H")"},
      {R"(@"2026-12-01T10:30:00@Europe/Paris".time offset)", R"(@"PT1H")"},
      {R"(@"2026-12-01T10:30:00@Europe/Paris".timezone)", "\"Europe/Paris\""},
      {R"(@"2026-12-01T10:30:00-01:30".time offset)", R"(@"-PT1H30M")"},
      {R"(@"2026-12-01T10:30:00-01:30".timezone)", "null"},
      {R"(@"2026-12-01T10:30:00".time offset)", "null"},
      {R"(@"10:30:00Z".time offset)", R"(@"PT0S")"},
      {R"(@"10:30:00@Europe/London".time offset)", R"(@"PT0S")"},
      {R"(@"10:30:00@Europe/London".timezone)", "\"Europe/London\""},
  });
}

TEST(Properties, TakeDurationsApart) {
  ExpectAll({
      {R"(@"P1DT26H61M".days)", "2"},
      {R"(@"P1DT26H61M".hours)", "3"},
      {R"(@"P1DT26H61M".minutes)", "1"},
      {R"(@"-P1DT2H".days)", "-1"},
      {R"(@"-P1DT2H".hours)", "-2"},
      {R"(@"P26M".years)", "2"},
      {R"(@"P26M".months)", "2"},
      {R"(@"-P26M".months)", "-2"},
      {R"(@"P26M".days)", "null"},
      {R"(@"P1D".months)", "null"},
  });
}

}  // namespace
}  // namespace techflow::feel
