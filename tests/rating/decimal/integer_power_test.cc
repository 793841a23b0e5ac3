#include "rating/decimal/integer_power.h"

#include <string>

#include "gtest/gtest.h"

namespace techflow {
namespace {

Decimal Number(const std::string& text) {
  const absl::StatusOr<Decimal> value = Decimal::Parse(text);
  EXPECT_TRUE(value.ok()) << value.status();
  return value.value_or(Decimal());
}

TEST(IntegerPower, IsRightInTheLastDigitWhereTheKernelIsNot) {
  EXPECT_EQ(Power(Number("1.000012345678901"), 365),
            Number("1.004516312921515483686413950584362"));
}

TEST(IntegerPower, OfZeroIsZeroOrOneOrNothing) {
  EXPECT_EQ(Power(0, 0), Decimal(1));
  EXPECT_EQ(Power(0, 5), Decimal(0));
  EXPECT_EQ(Power(0, -5), std::nullopt);
  EXPECT_EQ(Power(Number("12.5"), 0), Decimal(1));
}

TEST(IntegerPower, OfOneStaysOneForAnyExponent) {
  EXPECT_EQ(Power(1, Number("9e6144")), Decimal(1));
  EXPECT_EQ(Power(-1, Number("9e6144")), Decimal(1));
  EXPECT_EQ(Power(-1, Number("9999999999999999999999999999999999")),
            Decimal(-1));
  EXPECT_EQ(Power(-1, Number("-3.00")), Decimal(-1));
}

// With an exact product of all digits, these would not end.
TEST(IntegerPower, EndsForHugeExponents) {
  EXPECT_EQ(Power(Number("1.0000001"), 999999999999), std::nullopt);
  EXPECT_EQ(Power(Number("1.0000001"), -999999999999), Decimal(0));
  EXPECT_EQ(Power(Number("0.9999999"), 999999999999), Decimal(0));
  EXPECT_EQ(Power(2, Number("9e6144")), std::nullopt);
  EXPECT_EQ(Power(2, Number("-9e6144")), Decimal(0));
  EXPECT_EQ(Power(Number("-9e6144"), Number("9e6144")), std::nullopt);
}

TEST(IntegerPower, KeepsItsSignOnlyForOddExponents) {
  EXPECT_EQ(Power(-2, 3), Decimal(-8));
  EXPECT_EQ(Power(-2, 4), Decimal(16));
  EXPECT_EQ(Power(-2, -3), Number("-0.125"));
}

TEST(IntegerPower, TellsWhenItsDigitsAreNotEnough) {
  const Decimal base = Number("1.0000001");
  const PowerAttempt narrow = TryIntegerPower(base, 1'000'000'000, 5);
  EXPECT_FALSE(narrow.decided);
  const PowerAttempt wide = TryIntegerPower(base, 1'000'000'000, 15);
  EXPECT_TRUE(wide.decided);
  EXPECT_EQ(wide.value, TryIntegerPower(base, 1'000'000'000, 60).value);
}

TEST(IntegerPower, NeverDecidesWrongly) {
  for (const char* base :
       {"1.1", "-0.97", "1.000012345678901", "3", "1e-3", "9999999999999999",
        "1.00000000000000005", "1.000000000000000000000000000000001e3"}) {
    for (const int exponent : {2, 3, 5, 7, 50, 99, 365, 1000, -2, -5, -365}) {
      const PowerAttempt wide = TryIntegerPower(Number(base), exponent, 60);
      ASSERT_TRUE(wide.decided);
      for (size_t limbs = 4; limbs < 15; ++limbs) {
        const PowerAttempt narrow =
            TryIntegerPower(Number(base), exponent, limbs);
        if (!narrow.decided) continue;
        EXPECT_EQ(narrow.value, wide.value)
            << base << " ** " << exponent << " with " << limbs << " limbs";
      }
    }
  }
}

}  // namespace
}  // namespace techflow
