#include "rating/decimal/decimal.h"

#include <limits>
#include <string>
#include <type_traits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Optional;

constexpr int64_t kLowest = std::numeric_limits<int64_t>::min();
constexpr int64_t kHighest = std::numeric_limits<int64_t>::max();

Decimal Number(const std::string& text) {
  const absl::StatusOr<Decimal> value = Decimal::Parse(text);
  EXPECT_TRUE(value.ok()) << value.status();
  return value.value_or(Decimal());
}

std::string Refusal(const std::string& text) {
  const absl::StatusOr<Decimal> value = Decimal::Parse(text);
  if (value.ok()) return "accepted as " + value->ToString();
  EXPECT_EQ(value.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(value.status().message());
}

static_assert(sizeof(Decimal) == 16);
static_assert(std::is_trivially_copyable_v<Decimal>);
static_assert(!std::is_convertible_v<double, Decimal>);
static_assert(std::is_convertible_v<int, Decimal>);

TEST(Decimal, IsZeroUnlessToldOtherwise) {
  EXPECT_TRUE(Decimal().is_zero());
  EXPECT_EQ(Decimal(), Decimal(0));
  EXPECT_EQ(Decimal().ToString(), "0");
}

TEST(Decimal, HoldsEveryInt64) {
  for (const int64_t integer : {kLowest, int64_t{-1}, int64_t{0}, kHighest}) {
    EXPECT_EQ(Decimal(integer).ToString(), std::to_string(integer));
    EXPECT_THAT(Decimal(integer).ToInt64(), Optional(integer));
  }
}

TEST(Decimal, BecomesAnInt64OnlyWhereItFits) {
  EXPECT_THAT(Number("12.00").ToInt64(), Optional(12));
  EXPECT_THAT(Number("-9e18").ToInt64(), Optional(-9'000'000'000'000'000'000));
  EXPECT_THAT(Number("-92233720368547758080e-1").ToInt64(), Optional(kLowest));
  for (const char* text : {"0.5", "9223372036854775808", "-9223372036854775809",
                           "1e19", "9e6144", "1e-6176", "10e18"}) {
    EXPECT_EQ(Number(text).ToInt64(), std::nullopt) << text;
  }
}

TEST(Decimal, IsAnIntegerWhateverItsScale) {
  for (const char* text : {"0", "0.00", "1.00", "-12e3", "1e6144", "5000e-3"}) {
    EXPECT_TRUE(Number(text).is_integer()) << text;
  }
  for (const char* text : {"0.5", "1.01", "1e-6176", "5001e-3", "-0.1"}) {
    EXPECT_FALSE(Number(text).is_integer()) << text;
  }
}

TEST(Decimal, EqualsTheSameNumberOfAnotherScale) {
  EXPECT_EQ(Number("1.0"), Number("1.00"));
  EXPECT_EQ(Number("1e3"), Decimal(1000));
  EXPECT_EQ(Number("1.0").ToString(), Number("1.00").ToString());
  const Decimal sum = *Subtract(Number("1.10"), Number("0.1"));
  EXPECT_EQ(sum, Decimal(1));
  EXPECT_EQ(sum.ToString(), "1");
}

TEST(Decimal, IsOrderedByValue) {
  const char* ascending[] = {"-9e6144", "-2",   "-1.5", "-1e-6176", "0",
                             "1e-6176", "0.99", "1.0",  "1.01",     "9e6144"};
  for (size_t i = 0; i < std::size(ascending); ++i) {
    for (size_t j = 0; j < std::size(ascending); ++j) {
      EXPECT_EQ(Number(ascending[i]) <=> Number(ascending[j]), i <=> j)
          << ascending[i] << " and " << ascending[j];
    }
  }
}

TEST(Decimal, IsOrderedByValueWithinAScaleAndASign) {
  const Decimal step = Number("1e-4");
  // The second has a coefficient just below a machine word, the third the
  // largest of all.
  for (const char* text : {"12.3456", "1844674407370955.1614",
                           "999999999999999999999999999999.9998"}) {
    const Decimal low = Number(text);
    const Decimal high = *Add(low, step);
    EXPECT_LT(low, high);
    EXPECT_GT(high, low);
    EXPECT_LT(high.Negated(), low.Negated());
    EXPECT_GT(low.Negated(), high.Negated());
    EXPECT_NE(low, high);
    EXPECT_EQ(high, *Add(low, step));
  }
}

TEST(Decimal, HasNoNegativeZero) {
  const Decimal tiny = Number("-1e-6176");
  for (const Decimal& zero :
       {Number("-0"), Number("-0.00"), Decimal(0).Negated(),
        *Multiply(Decimal(-1), Decimal(0)), *Divide(Decimal(0), Decimal(-3)),
        *Multiply(tiny, Number("0.1")), *Modulo(Decimal(-10), Decimal(5)),
        *Modulo(Decimal(10), Decimal(-5)), *Power(tiny, Decimal(3)),
        *Round(Number("-0.4"), 0, Rounding::kHalfEven),
        *SquareRoot(Number("-0"))}) {
    EXPECT_TRUE(zero.is_zero());
    EXPECT_FALSE(zero.is_negative());
    EXPECT_EQ(zero.ToString(), "0");
  }
}

TEST(Decimal, ChangesItsSignOnly) {
  EXPECT_EQ(Number("1.5").Negated(), Number("-1.5"));
  EXPECT_EQ(Number("-1.5").Negated(), Number("1.5"));
  EXPECT_EQ(Number("-1.5").Absolute(), Number("1.5"));
  EXPECT_EQ(Number("1.5").Absolute(), Number("1.5"));
}

TEST(Decimal, HasNoResultBeyondTheRange) {
  const Decimal huge = Number("9e6144");
  EXPECT_EQ(Add(huge, huge), std::nullopt);
  EXPECT_EQ(Subtract(huge.Negated(), huge), std::nullopt);
  EXPECT_EQ(Multiply(huge, huge), std::nullopt);
  EXPECT_EQ(Divide(huge, Number("0.1")), std::nullopt);
  EXPECT_EQ(Exponential(Decimal(20000)), std::nullopt);
}

TEST(Decimal, HasNoResultOutsideTheDomain) {
  EXPECT_EQ(Divide(Decimal(1), Decimal(0)), std::nullopt);
  EXPECT_EQ(Divide(Decimal(0), Decimal(0)), std::nullopt);
  EXPECT_EQ(Modulo(Decimal(1), Decimal(0)), std::nullopt);
  EXPECT_EQ(SquareRoot(Decimal(-1)), std::nullopt);
  EXPECT_EQ(NaturalLogarithm(Decimal(0)), std::nullopt);
  EXPECT_EQ(NaturalLogarithm(Decimal(-1)), std::nullopt);
  EXPECT_EQ(Power(Decimal(-2), Number("0.5")), std::nullopt);
  EXPECT_EQ(Power(Decimal(0), Decimal(-1)), std::nullopt);
  EXPECT_EQ(Power(Decimal(0), Number("-0.5")), std::nullopt);
}

TEST(Decimal, BecomesZeroOrShorterWhereItIsTooSmall) {
  EXPECT_EQ(Divide(Number("1e-6176"), Decimal(2)), Decimal(0));
  EXPECT_EQ(Divide(Number("3e-6176"), Decimal(2)), Number("2e-6176"));
  EXPECT_EQ(Exponential(Decimal(-20000)), Decimal(0));
}

TEST(Modulo, HasTheSignOfTheDivisor) {
  EXPECT_EQ(Modulo(Decimal(12), Decimal(5)), Decimal(2));
  EXPECT_EQ(Modulo(Decimal(-12), Decimal(5)), Decimal(3));
  EXPECT_EQ(Modulo(Decimal(12), Decimal(-5)), Decimal(-3));
  EXPECT_EQ(Modulo(Decimal(-12), Decimal(-5)), Decimal(-2));
  EXPECT_EQ(Modulo(Number("10.1"), Number("4.5")), Number("1.1"));
  EXPECT_EQ(Modulo(Number("-10.1"), Number("4.5")), Number("3.4"));
  EXPECT_EQ(Modulo(Number("10.1"), Number("-4.5")), Number("-3.4"));
  EXPECT_EQ(Modulo(Number("-10.1"), Number("-4.5")), Number("-1.1"));
}

TEST(Round, RefusesWhatDoesNotFit) {
  EXPECT_EQ(Round(Number("1e30"), 4, Rounding::kHalfEven), std::nullopt);
  EXPECT_EQ(Round(Number("1e30"), 3, Rounding::kHalfEven), Number("1e30"));
  EXPECT_EQ(Round(Decimal(1), 6177, Rounding::kHalfEven), std::nullopt);
  EXPECT_EQ(Round(Decimal(1), -6112, Rounding::kHalfEven), std::nullopt);
  EXPECT_EQ(Round(Decimal(1), std::numeric_limits<int>::min(), Rounding::kUp),
            std::nullopt);
  EXPECT_EQ(Round(Number("1e-6176"), -6111, Rounding::kUp), Number("1e6111"));
}

TEST(Parse, RefusesWhatIsNotANumber) {
  for (const char* text :
       {"",      "-",     "+",     ".",      "-.",     "+1",  "--1",
        "1.",    "1.e5",  ".e5",   "e5",     "1e",     "1e+", "1e-",
        "1e1.5", "1e5e5", "1..2",  "1.2.3",  " 1",     "1 ",  "1,5",
        "1_000", "0x10",  "NaN",   "nan",    "sNaN",   "Inf", "-Infinity",
        "abc",   "1a",    "1e+-5", "\u0661", "\uff11", "1d5", "1f"}) {
    EXPECT_THAT(Refusal(text), HasSubstr("is not a number"));
  }
  EXPECT_THAT(Refusal(std::string("1\0", 2)), HasSubstr("is not a number"));
}

TEST(Parse, RefusesToRound) {
  const std::string nines(34, '9');
  EXPECT_EQ(Number(nines + "000").ToString(), nines + "000");
  EXPECT_EQ(Number("0." + nines + "000").ToString(), "0." + nines);
  const std::string zeros(40, '0');
  EXPECT_EQ(Number("1" + zeros + ".00"), Number("1e40"));
  for (const std::string& text : {nines + "1", nines + ".1", "0." + nines + "5",
                                  nines + "0.01", "1." + zeros + "1"}) {
    EXPECT_THAT(Refusal(text), HasSubstr("more than 34 significant digits"));
  }
}

TEST(Parse, RefusesWhatIsOutOfRange) {
  for (const char* text :
       {"1e6145", "10e6144", "1e-6177", "11e-6177", "-1e999999999999999999999",
        "1e-999999999999999999999", "1e9223372036854775808"}) {
    EXPECT_THAT(Refusal(text), HasSubstr("is out of the range of a decimal"));
  }
  const std::string nines(34, '9');
  EXPECT_THAT(Refusal(nines + "e6112"), HasSubstr("out of the range"));
  EXPECT_EQ(Number(nines + "e6111").ToString(), nines + std::string(6111, '0'));
}

TEST(Parse, ReadsZeroWithAnyExponent) {
  EXPECT_EQ(Number("0e999999999999999999999"), Decimal(0));
  EXPECT_EQ(Number("-0.000e-999999999999999999999"), Decimal(0));
}

TEST(Parse, QuotesOnlyTheStartOfALongText) {
  EXPECT_THAT(Refusal("x\n" + std::string(100'000, 'y')),
              AllOf(HasSubstr("\"x\\ny"), HasSubstr("y...\" is not"),
                    testing::SizeIs(testing::Lt(100u))));
}

TEST(ToString, IsReadBackToTheSameValue) {
  for (const char* text : {"12.5", "-0.007", "0", "1000", "-1200.5", "0.1"}) {
    EXPECT_EQ(Number(text).ToString(), text);
  }
  for (const char* text : {"1e6144", "-1.5e-6175", "123e-40", "7e33"}) {
    EXPECT_EQ(Number(Number(text).ToString()), Number(text)) << text;
  }
}

}  // namespace
}  // namespace techflow
