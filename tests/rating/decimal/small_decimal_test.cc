#include "rating/decimal/small_decimal.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rating/decimal/decimal_kernel.h"

namespace techflow {
namespace {

constexpr int kPairs = 200'000;

void ExpectSameBits(const std::optional<Decimal>& small,
                    const std::optional<Decimal>& library) {
  ASSERT_EQ(small.has_value(), library.has_value());
  if (!library) return;
  EXPECT_EQ(DecimalKernel::LowWord(*small), DecimalKernel::LowWord(*library));
  EXPECT_EQ(DecimalKernel::HighWord(*small), DecimalKernel::HighWord(*library));
}

// Decimals of all lengths of words and a little more, of exponents that are
// near, and now and then at the ends of the range.
class RandomDecimals {
 public:
  Decimal Next() {
    const uint64_t bits = random_();
    Coefficient coefficient = random_() >> (bits % 64);
    if (bits % 101 == 0) coefficient *= 1'000'003;
    if (bits % 37 == 0) coefficient = kPowersOfTen[bits % 20];
    if (bits % 29 == 0) coefficient = 0;
    // As long as they may be, and so that sums and products end in a half.
    if (bits % 7 == 0) coefficient = Wide();
    if (bits % 43 == 0)
      coefficient = kPowersOfTen[kDecimalDigits] - bits % 9 - 1;
    if (bits % 31 == 0) coefficient = 5 * kPowersOfTen[bits % 33];
    int64_t exponent = static_cast<int64_t>(random_() % 40) - 20;
    if (bits % 211 == 0) exponent += kMinimumExponent + 20;
    if (bits % 223 == 0) exponent += kMaximumExponent - 20;
    return *DecimalKernel::Build({random_() % 2 == 0, coefficient, exponent});
  }
  // Often the same value in another scale, which is what comparisons are for.
  Decimal NextLike(const Decimal& other) {
    DecimalParts parts = DecimalKernel::Take(other);
    const uint64_t bits = random_();
    if (bits % 3 != 0 || parts.coefficient > kPowersOfTen[16]) return Next();
    if (parts.exponent <= kMinimumExponent + 3) return Next();
    parts.coefficient *= 1000;
    parts.exponent -= 3;
    parts.coefficient += bits % 2;
    return *DecimalKernel::Build(parts);
  }
  // Of the other's scale.
  Decimal NextScaled(const Decimal& other) {
    DecimalParts parts = DecimalKernel::Take(Next());
    parts.exponent = DecimalKernel::Take(other).exponent;
    return *DecimalKernel::Build(parts);
  }

 private:
  // Of 20 to 34 digits.
  Coefficient Wide() {
    const Coefficient bits = (Coefficient{random_()} << 64) | random_();
    return bits % kPowersOfTen[20 + random_() % 15];
  }

  std::mt19937_64 random_{20261123};
};

TEST(SmallDecimal, ComparesAsTheLibrary) {
  RandomDecimals decimals;
  int answered = 0;
  for (int i = 0; i < kPairs; ++i) {
    const Decimal a = decimals.Next();
    const Decimal b = decimals.NextLike(a);
    const auto order = CompareSmall(a, b);
    if (!order) continue;
    ++answered;
    ASSERT_EQ(*order, library::Compare(a, b))
        << a.ToString() << " and " << b.ToString();
  }
  EXPECT_GT(answered, kPairs / 2);
}

TEST(SmallDecimal, AddsToTheSameBitsAsTheLibrary) {
  RandomDecimals decimals;
  int answered = 0;
  for (int i = 0; i < kPairs; ++i) {
    const Decimal a = decimals.Next();
    const Decimal b = i % 2 == 0 ? decimals.Next() : decimals.NextLike(a);
    ExpectSameBits(Add(a, b), library::Add(a, b));
    const auto sum = AddSmall(a, b);
    if (!sum) continue;
    ++answered;
    ExpectSameBits(sum, library::Add(a, b));
    ExpectSameBits(sum, library::Subtract(a, b.Negated()));
    ASSERT_FALSE(HasFailure()) << a.ToString() << " + " << b.ToString();
  }
  EXPECT_GT(answered, kPairs / 2);
}

TEST(SmallDecimal, SubtractsToTheSameBitsAsTheLibrary) {
  RandomDecimals decimals;
  for (int i = 0; i < kPairs; ++i) {
    const Decimal a = decimals.Next();
    const Decimal b =
        i % 2 == 0 ? decimals.NextLike(a) : decimals.NextScaled(a);
    ExpectSameBits(Subtract(a, b), library::Subtract(a, b));
    ExpectSameBits(Subtract(a, a), library::Subtract(a, a));
    ASSERT_FALSE(HasFailure()) << a.ToString() << " - " << b.ToString();
  }
}

TEST(SmallDecimal, MultipliesToTheSameBitsAsTheLibrary) {
  RandomDecimals decimals;
  int answered = 0;
  for (int i = 0; i < kPairs; ++i) {
    const Decimal a = decimals.Next();
    const Decimal b = decimals.Next();
    ExpectSameBits(Multiply(a, b), library::Multiply(a, b));
    const auto product = MultiplySmall(a, b);
    if (!product) continue;
    ++answered;
    ExpectSameBits(product, library::Multiply(a, b));
    ASSERT_FALSE(HasFailure()) << a.ToString() << " * " << b.ToString();
  }
  EXPECT_GT(answered, kPairs / 2);
}

TEST(SmallDecimal, MultipliesAtTheEndsOfTheScale) {
  for (const char* a : {"0", "-3", "7e-6176", "-7e-3088", "2e-3089", "3e3055",
                        "9e3056", "4e6111"}) {
    for (const char* b : {"0", "-5", "1e-6176", "7e-3088", "2e-3088", "-3e3055",
                          "1e3056", "5e6111"}) {
      const Decimal left = *Decimal::Parse(a);
      const Decimal right = *Decimal::Parse(b);
      ExpectSameBits(Multiply(left, right), library::Multiply(left, right));
      ASSERT_FALSE(HasFailure()) << a << " * " << b;
    }
  }
}

TEST(SmallDecimal, LeavesTheLargeToTheLibrary) {
  const Decimal one(1);
  const Decimal long_one =
      *Decimal::Parse("1.000000000000000000000000000000001");
  const Decimal far = *Decimal::Parse("1e38");
  EXPECT_TRUE(AddSmall(one, long_one).has_value());
  EXPECT_FALSE(AddSmall(one, far).has_value());
  EXPECT_FALSE(CompareSmall(one, far).has_value());
  EXPECT_TRUE(MultiplySmall(long_one, Decimal(9999)).has_value());
  EXPECT_FALSE(MultiplySmall(long_one, Decimal(10000)).has_value());
  EXPECT_TRUE(DivideSmall(long_one, Decimal(7)).has_value());
  EXPECT_FALSE(DivideSmall(one, long_one).has_value());
}

TEST(SmallDecimal, DividesToTheSameBitsAsTheLibrary) {
  RandomDecimals decimals;
  int answered = 0;
  for (int i = 0; i < kPairs; ++i) {
    const Decimal a = decimals.Next();
    const Decimal b = i % 2 == 0 ? decimals.Next() : decimals.NextLike(a);
    const auto quotient = DivideSmall(a, b);
    if (!quotient) continue;
    ++answered;
    ExpectSameBits(quotient, library::Divide(a, b));
    ASSERT_FALSE(HasFailure()) << a.ToString() << " / " << b.ToString();
  }
  EXPECT_GT(answered, kPairs / 2);
}

// Small numbers make exact quotients and halves, which random ones hardly do.
TEST(SmallDecimal, DividesSmallIntegersToTheSameBitsAsTheLibrary) {
  for (int64_t a = 0; a <= 400; ++a) {
    for (int64_t b = 1; b <= 400; ++b) {
      for (const Decimal& divisor :
           {Decimal(b), *Decimal::Parse(absl::StrCat(b, "e-3")),
            *Decimal::Parse(absl::StrCat("-", b, "000000"))}) {
        ExpectSameBits(DivideSmall(Decimal(a), divisor),
                       library::Divide(Decimal(a), divisor));
      }
    }
    ASSERT_FALSE(HasFailure()) << a;
  }
}

// Of any length and scale.
TEST(SmallDecimal, LeavesTheRestOfComparisonsToExactIntegers) {
  RandomDecimals decimals;
  for (int i = 0; i < kPairs; ++i) {
    const Decimal a = *Divide(decimals.Next(), Decimal(i % 97 + 1));
    const Decimal b =
        i % 3 == 0 ? *Multiply(a, Decimal(1)) : *Add(a, decimals.NextLike(a));
    ASSERT_EQ(a <=> b, library::Compare(a, b))
        << a.ToString() << " and " << b.ToString();
    ASSERT_EQ(b <=> a, library::Compare(b, a));
  }
}

}  // namespace
}  // namespace techflow
