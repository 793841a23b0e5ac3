#include "rating/scorecard/score_arithmetic.h"

#include <cstdint>
#include <random>

#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

TEST(WithDecimals, KeepsTheNumber) {
  for (const char* number : {"0", "1", "80", "100", "0.5", "62.5", "0.000001",
                             "99.999999", "0.0000000001", "-3.25"}) {
    EXPECT_EQ(WithDecimals(D(number), 6), D(number)) << number;
    EXPECT_EQ(WithDecimals(D(number), 6).ToString(), number);
  }
}

TEST(DivideRounded, RoundsAHalfToTheEvenDigit) {
  EXPECT_EQ(DivideRounded(D("0.000001"), D("2"), 6), D("0"));
  EXPECT_EQ(DivideRounded(D("0.000003"), D("2"), 6), D("0.000002"));
  EXPECT_EQ(DivideRounded(D("0.000005"), D("2"), 6), D("0.000002"));
}

// The quotient is a little above a half at the 35th digit, where a quotient of
// 34 digits shows an exact half.
TEST(DivideRounded, SeesWhatThirtyFourDigitsHide) {
  const Decimal denominator = D("0.999999999999999999999999999");
  const Decimal numerator = D("0.0000005");
  EXPECT_EQ(DivideRounded(numerator, denominator, 6), D("0.000001"));
  EXPECT_EQ(RoundTo(numerator, 6), D("0"));
}

// Against integers: numerator and denominator in millionths, so that quotient
// and remainder are exact in 128 bits.
TEST(DivideRounded, AgreesWithIntegerArithmetic) {
  std::mt19937_64 random(20261123);
  for (int i = 0; i < 20'000; ++i) {
    const auto numerator = static_cast<int64_t>(random() % 100'000'000);
    const auto denominator = static_cast<int64_t>(1 + random() % 1'000'000);
    const int64_t scaled = numerator * 1'000'000;
    int64_t quotient = scaled / denominator;
    const int64_t rest = 2 * (scaled % denominator);
    if (rest > denominator || (rest == denominator && quotient % 2 == 1)) {
      ++quotient;
    }
    const Decimal expected = *Divide(Decimal(quotient), Decimal(1'000'000));
    EXPECT_EQ(DivideRounded(Decimal(numerator), Decimal(denominator), 6),
              expected)
        << numerator << " / " << denominator;
  }
}

TEST(Bounded, KeepsWhatLiesBetween) {
  EXPECT_EQ(Bounded(D("-1"), D("0"), D("100")), D("0"));
  EXPECT_EQ(Bounded(D("7"), D("0"), D("100")), D("7"));
  EXPECT_EQ(Bounded(D("101"), D("0"), D("100")), D("100"));
}

}  // namespace
}  // namespace techflow::scorecard
