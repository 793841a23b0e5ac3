#include "rating/decimal/wide_decimal.h"

#include <string>

#include "gtest/gtest.h"

namespace techflow {
namespace {

constexpr Coefficient kLargest = kPowersOfTen[34] - 1;

TEST(WideDecimal, HoldsACoefficientOf34Digits) {
  const WideDecimal wide(kLargest, -34);
  EXPECT_TRUE(wide.exact());
  EXPECT_EQ(wide.Digits(), std::string(34, '9'));
  EXPECT_EQ(wide.exponent(), -34);
  EXPECT_EQ(wide.LeadingExponent(), -1);
}

TEST(WideDecimal, KeepsAllDigitsOfAProductThatFits) {
  const WideDecimal wide(kLargest, 0);
  const WideDecimal product = WideDecimal::Product(wide, wide, 8);
  EXPECT_TRUE(product.exact());
  EXPECT_EQ(product.Digits(),
            std::string(33, '9') + "8" + std::string(33, '0') + "1");
  EXPECT_EQ(product.exponent(), 0);
}

TEST(WideDecimal, CutsOffAProductThatDoesNotFit) {
  const WideDecimal wide(kLargest, 0);
  const WideDecimal product = WideDecimal::Product(wide, wide, 2);
  EXPECT_FALSE(product.exact());
  EXPECT_EQ(product.Digits(), std::string(14, '9'));
  EXPECT_EQ(product.exponent(), 54);
  EXPECT_EQ(product.LeadingExponent(), 67);
}

TEST(WideDecimal, StaysExactWhenOnlyZerosAreCutOff) {
  const WideDecimal wide(kPowersOfTen[33], 0);
  const WideDecimal product = WideDecimal::Product(wide, wide, 2);
  EXPECT_TRUE(product.exact());
  EXPECT_EQ(product.LeadingExponent(), 66);
}

TEST(WideDecimal, IsInexactWhenAFactorIs) {
  const WideDecimal third = WideDecimal::Reciprocal(3, 0, 2);
  const WideDecimal one(1, 0);
  EXPECT_FALSE(WideDecimal::Product(third, one, 4).exact());
  EXPECT_FALSE(WideDecimal::Product(one, third, 4).exact());
}

TEST(WideDecimal, HasAnExactReciprocalWhereItEnds) {
  const WideDecimal eighth = WideDecimal::Reciprocal(8, 2, 15);
  EXPECT_TRUE(eighth.exact());
  EXPECT_EQ(eighth.Digits(), "125000000");
  EXPECT_EQ(eighth.LeadingExponent(), -3);
  // The longest that ends: 5 ** 112, a number of 79 digits.
  const Coefficient two_to_112 = Coefficient{1} << 112;
  EXPECT_TRUE(WideDecimal::Reciprocal(two_to_112, 0, 15).exact());
  EXPECT_EQ(WideDecimal::Reciprocal(1, 5, 15).LeadingExponent(), -5);
}

TEST(WideDecimal, CutsOffAReciprocalThatDoesNotEnd) {
  const WideDecimal third = WideDecimal::Reciprocal(3, 0, 4);
  EXPECT_FALSE(third.exact());
  EXPECT_EQ(third.Digits(), std::string(36, '3'));
  EXPECT_EQ(third.LeadingExponent(), -1);
  const WideDecimal tiny = WideDecimal::Reciprocal(kLargest, 0, 3);
  EXPECT_FALSE(tiny.exact());
  EXPECT_EQ(tiny.LeadingExponent(), -34);
}

}  // namespace
}  // namespace techflow
