#include "clients/cli/exact_number.h"

#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

ExactNumber Number(std::string_view text) { return *ExactNumber::Parse(text); }

TEST(ExactNumber, KeepsTheDigitsItReads) {
  EXPECT_EQ(Number("12.50").ToString(), "12.50");
  EXPECT_EQ(Number("-0.007").ToString(), "-0.007");
  EXPECT_EQ(Number("000").ToString(), "0");
  EXPECT_EQ(Number("-0").ToString(), "0");
  EXPECT_EQ(Number("1e6").ToString(), "1000000");
  EXPECT_EQ(Number("12.5E-3").ToString(), "0.0125");
  EXPECT_EQ(Number(".5").ToString(), "0.5");
}

TEST(ExactNumber, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "-", ".", "1.2.3", "1e", "e5", "0x1", "NaN",
                           "1 ", "--1", "1e99999999", "1e-99999999"}) {
    EXPECT_FALSE(ExactNumber::Parse(text).has_value()) << text;
  }
}

TEST(ExactNumber, AddsAndSubtractsWithoutLoss) {
  EXPECT_EQ((Number("0.1") + Number("0.2")).ToString(), "0.3");
  EXPECT_EQ((Number("99.9") + Number("0.1")).ToString(), "100.0");
  EXPECT_EQ((Number("1") - Number("1.000000000000000000001")).ToString(),
            "-0.000000000000000000001");
  EXPECT_EQ((Number("-5") + Number("3")).ToString(), "-2");
  EXPECT_EQ((Number("5") - Number("5")).ToString(), "0");
}

TEST(ExactNumber, MultipliesWithoutLoss) {
  EXPECT_EQ((Number("0.85") * Number("161.1573028564453")).ToString(),
            "136.983707427978505");
  EXPECT_EQ((Number("-3") * Number("0.5")).ToString(), "-1.5");
  EXPECT_EQ((Number("0") * Number("-7")).ToString(), "0");
}

TEST(ExactNumber, RoundsHalvesToTheEvenNeighbour) {
  EXPECT_EQ(Number("0.125").Rounded(2).ToString(), "0.12");
  EXPECT_EQ(Number("0.135").Rounded(2).ToString(), "0.14");
  EXPECT_EQ(Number("0.1251").Rounded(2).ToString(), "0.13");
  EXPECT_EQ(Number("0.5").Rounded(0).ToString(), "0");
  EXPECT_EQ(Number("1.5").Rounded(0).ToString(), "2");
  EXPECT_EQ(Number("-2.5").Rounded(0).ToString(), "-2");
  EXPECT_EQ(Number("0.004").Rounded(2).ToString(), "0.00");
  EXPECT_EQ(Number("999.995").Rounded(2).ToString(), "1000.00");
  EXPECT_EQ(Number("7").Rounded(2).ToString(), "7.00");
}

TEST(ExactNumber, TrimsZerosOnlyBehindThePoint) {
  EXPECT_EQ(Number("1500.500").Trimmed().ToString(), "1500.5");
  EXPECT_EQ(Number("1500.00").Trimmed().ToString(), "1500");
  EXPECT_EQ(Number("0.00").Trimmed().ToString(), "0");
}

TEST(WithThousands, SetsCommasInTheWholePartOnly) {
  EXPECT_EQ(WithThousands("1234567.8912"), "1,234,567.8912");
  EXPECT_EQ(WithThousands("-1000"), "-1,000");
  EXPECT_EQ(WithThousands("999"), "999");
  EXPECT_EQ(WithThousands("abc"), "abc");
}

}  // namespace
}  // namespace techflow::cli
