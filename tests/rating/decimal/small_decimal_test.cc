#include "rating/decimal/small_decimal.h"

#include <random>

#include "gtest/gtest.h"
#include "rating/decimal/decimal_kernel.h"

namespace techflow {
namespace {

constexpr int kPairs = 200'000;

void ExpectSameBits(const std::optional<Decimal>& small,
                    const std::optional<Decimal>& library) {
  ASSERT_TRUE(library.has_value());
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

 private:
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
    const auto sum = AddSmall(a, b);
    if (!sum) continue;
    ++answered;
    ExpectSameBits(sum, library::Add(a, b));
    ExpectSameBits(sum, library::Subtract(a, b.Negated()));
    ASSERT_FALSE(HasFailure()) << a.ToString() << " + " << b.ToString();
  }
  EXPECT_GT(answered, kPairs / 2);
}

TEST(SmallDecimal, MultipliesToTheSameBitsAsTheLibrary) {
  RandomDecimals decimals;
  int answered = 0;
  for (int i = 0; i < kPairs; ++i) {
    const Decimal a = decimals.Next();
    const Decimal b = decimals.Next();
    const auto product = MultiplySmall(a, b);
    if (!product) continue;
    ++answered;
    ExpectSameBits(product, library::Multiply(a, b));
    ASSERT_FALSE(HasFailure()) << a.ToString() << " * " << b.ToString();
  }
  EXPECT_GT(answered, kPairs / 2);
}

TEST(SmallDecimal, LeavesTheLargeToTheLibrary) {
  const Decimal word = *Decimal::Parse("18446744073709551615");
  const Decimal more = *Decimal::Parse("18446744073709551616");
  EXPECT_TRUE(AddSmall(word, word).has_value());
  EXPECT_FALSE(AddSmall(word, more).has_value());
  EXPECT_FALSE(MultiplySmall(word, word).has_value());
  EXPECT_FALSE(CompareSmall(word, *Decimal::Parse("1e-15")).has_value());
}

}  // namespace
}  // namespace techflow
