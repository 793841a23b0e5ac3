#include "rating/feel/arithmetic.h"

#include <array>
#include <string>

#include "gtest/gtest.h"
#include "tests/rating/feel/expect_all.h"
#include "tests/rating/feel/harness.h"

namespace techflow::feel {
namespace {

// A letter for the kind of a result, `-` for null.
char Letter(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNumber:
      return 'n';
    case ValueKind::kDate:
      return 'd';
    case ValueKind::kTime:
      return 't';
    case ValueKind::kDateAndTime:
      return 'i';
    case ValueKind::kDaysDuration:
      return 'D';
    case ValueKind::kMonthsDuration:
      return 'M';
    default:
      return value.is_null() ? '-' : '?';
  }
}

constexpr std::array<std::string_view, 6> kOperands = {
    "2",
    R"(@"2026-11-23")",
    R"(@"10:30:00Z")",
    R"(@"2026-11-23T10:30:00Z")",
    R"(@"P1D")",
    R"(@"P1M")"};

// One line for each left operand, one letter for each right one.
std::string Results(std::string_view sign) {
  std::string results;
  for (const std::string_view left : kOperands) {
    for (const std::string_view right : kOperands) {
      const std::string text = std::string(left) + " " + std::string(sign) +
                               " " + std::string(right);
      results += Letter(Trial(text).Evaluate());
    }
    results += '\n';
  }
  return results;
}

TEST(Arithmetic, AddsAndSubtractsWhatTheLanguageLists) {
  EXPECT_EQ(Results("+"),
            "n-----\n"
            "----dd\n"
            "----t-\n"
            "----ii\n"
            "-dtiD-\n"
            "-d-i-M\n");
  EXPECT_EQ(Results("-"),
            "n-----\n"
            "-D-Ddd\n"
            "--D-t-\n"
            "-D-Dii\n"
            "----D-\n"
            "-----M\n");
}

TEST(Arithmetic, MultipliesAndDividesDurations) {
  EXPECT_EQ(Results("*"),
            "n---DM\n"
            "------\n"
            "------\n"
            "------\n"
            "D-----\n"
            "M-----\n");
  EXPECT_EQ(Results("/"),
            "n-----\n"
            "------\n"
            "------\n"
            "------\n"
            "D---n-\n"
            "M----n\n");
  EXPECT_EQ(Results("**"),
            "n-----\n"
            "------\n"
            "------\n"
            "------\n"
            "------\n"
            "------\n");
}

TEST(Arithmetic, MovesDatesByDurations) {
  ExpectAll({
      {R"(@"2026-11-23" + @"PT36H")", R"(@"2026-11-24")"},
      {R"(@"2026-11-23" - @"PT1S")", R"(@"2026-11-22")"},
      {R"(@"2024-02-29" + @"P1Y")", R"(@"2025-02-28")"},
      {R"(@"2026-03-31T10:00:00+02:00" - @"P1M")",
       R"(@"2026-02-28T10:00:00+02:00")"},
      {R"(@"2026-12-31T23:59:59.5" + @"PT0.5S")", R"(@"2027-01-01T00:00:00")"},
      {R"(@"2027-01-01T00:00:00" - @"PT0.000000001S")",
       R"(@"2026-12-31T23:59:59.999999999")"},
      {R"(@"0001-01-01" - @"P1D")", R"(@"0000-12-31")"},
      {R"(@"999999999-12-31" + @"P1D")", "null"},
      {R"(@"-999999999-01-01" - @"P1D")", "null"},
      {R"(@"-999999999-01-01T00:00:00" - @"P1M")", "null"},
  });
}

TEST(Arithmetic, WrapsTimesAroundMidnight) {
  ExpectAll({
      {R"(@"00:00:00" - @"PT0.000000001S")", R"(@"23:59:59.999999999")"},
      {R"(@"23:00:00+05:00" + @"P3DT2H")", R"(@"01:00:00+05:00")"},
      {R"(@"10:00:00@Asia/Shanghai" + @"P1D")", R"(@"10:00:00@Asia/Shanghai")"},
  });
}

TEST(Arithmetic, TakesDifferencesInUtc) {
  ExpectAll({
      {R"(@"2026-11-23T10:00:00Z" - @"2026-11-23T10:00:00+08:00")",
       R"(@"PT8H")"},
      {R"(@"2026-11-23T10:00:00@Asia/Shanghai" - @"2026-11-23")", R"(@"PT2H")"},
      {R"(@"10:00:00Z" - @"10:00:00.5Z")", R"(@"-PT0.5S")"},
      {R"(@"10:00:00-01:00" - @"10:00:00+01:00")", R"(@"PT2H")"},
      {R"(@"10:00:00" - @"10:00:00Z")", "null"},
      {R"(@"2026-11-23T10:00:00" - @"2026-11-23T10:00:00Z")", "null"},
      {R"(@"2026-11-23T10:00:00" - @"2026-11-23")", "null"},
      {R"(@"999999999-12-31" - @"-999999999-01-01")", R"(@"P730484999633D")"},
  });
}

TEST(Arithmetic, CutsDurationsBelowTheirUnit) {
  ExpectAll({
      {R"(@"P1D" / 7)", R"(@"PT3H25M42.857142857S")"},
      {R"(-@"P1D" / 7)", R"(@"-PT3H25M42.857142857S")"},
      {R"(@"P1Y" / 7)", R"(@"P1M")"},
      {R"(@"P1M" * -1.9)", R"(@"-P1M")"},
      {R"(@"PT1S" / @"PT3S")", "0.3333333333333333333333333333333333"},
      {R"(@"P1D" / @"P0D")", "null"},
      {R"(@"P1M" / @"P0M")", "null"},
      {R"(@"P1D" / 0)", "null"},
  });
}

TEST(Arithmetic, KeepsDurationsWithinTheirRange) {
  // The longest duration: 2 ** 63 - 1 seconds or months.
  ExpectAll({
      {R"(@"PT1S" * 9223372036854775807)", R"(@"P106751991167300DT15H30M7S")"},
      {R"(@"PT1S" * 9223372036854775807 + @"PT0.999999999S")",
       R"(@"P106751991167300DT15H30M7.999999999S")"},
      {R"(@"PT1S" * 9223372036854775807 + @"PT1S")", "null"},
      {R"(@"PT1S" * -9223372036854775808)", "null"},
      {R"(-(@"PT1S" * 9223372036854775807) - @"PT1S")", "null"},
      {R"(@"P1M" * -9223372036854775807)", R"(@"-P768614336404564650Y7M")"},
      {R"(@"P1M" * -9223372036854775808)", "null"},
      {R"(@"P1M" * -9223372036854775807 - @"P1M")", "null"},
      {R"(@"2026-11-23" + @"PT1S" * 9223372036854775807)", "null"},
      {R"(@"2026-11-23T10:00:00" + @"PT1S" * 9223372036854775807)", "null"},
      {R"(@"2026-11-23" + @"P1M" * 9223372036854775807)", "null"},
      {R"(@"10:00:00" + @"PT1S" * 9223372036854775807)", R"(@"01:30:07")"},
  });
}

}  // namespace
}  // namespace techflow::feel
