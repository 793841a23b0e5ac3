#include "rating/statistics/rank_agreement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace techflow::statistics {
namespace {

using testing::ElementsAre;

Decimal D(const char* text) { return *Decimal::Parse(text); }

// Rounded to 9 digits, as published figures are.
std::string Nine(const std::optional<Decimal>& value) {
  return value ? Round(*value, 9, Rounding::kHalfEven)->ToString() : "none";
}

// So many times the value.
void Append(std::vector<Decimal>& values, int count, int64_t value) {
  values.insert(values.end(), static_cast<size_t>(count), Decimal(value));
}

TEST(KendallTauB, IsOneForTheSameOrderAndMinusOneForTheOpposite) {
  const std::vector<Decimal> rising = {1, 2, 3, 4};
  const std::vector<Decimal> squares = {1, 4, 9, 16};
  const std::vector<Decimal> falling = {4, 3, 2, 1};
  EXPECT_EQ(Nine(KendallTauB(rising, squares)), "1");
  EXPECT_EQ(Nine(KendallTauB(rising, falling)), "-1");
}

// Of six pairs five are in order and one, of 3 and 2, is not: 4 / 6.
TEST(KendallTauB, CountsPairsInOrderLessPairsOutOfOrder) {
  const std::vector<Decimal> first = {1, 2, 3, 4};
  const std::vector<Decimal> second = {1, 3, 2, 4};
  EXPECT_EQ(Nine(KendallTauB(first, second)), "0.666666667");
}

// Six pairs. The first ties one, the second none: of the other five four are
// in order and one is not, 3 / sqrt(5 * 6) = 0.547722558.
TEST(KendallTauB, TakesTiesOutOfTheirOwnSideOnly) {
  const std::vector<Decimal> first = {1, 2, 2, 3};
  const std::vector<Decimal> second = {2, 1, 3, 4};
  EXPECT_EQ(Nine(KendallTauB(first, second)), "0.547722558");
}

TEST(KendallTauB, IsNothingWhereOneSideHasNoOrder) {
  const std::vector<Decimal> first = {1, 1, 1};
  const std::vector<Decimal> second = {1, 2, 3};
  EXPECT_EQ(KendallTauB(first, second), std::nullopt);
  EXPECT_EQ(KendallTauB({}, {}), std::nullopt);
}

TEST(KendallTauB, ComparesDecimalsExactly) {
  const std::vector<Decimal> first = {D("0.1"), D("0.10"), D("0.11")};
  const std::vector<Decimal> second = {1, 1, 2};
  EXPECT_EQ(Nine(KendallTauB(first, second)), "1");
}

// The 123 companies of the 2020 CUMCM problem C, good and bad by grade: A 27/0,
// B 37/1, C 32/2, D 0/24; 2,509.5 of 2,592 pairs.
TEST(AreaUnderCurve, AgreesWithThePublishedTable) {
  std::vector<Decimal> scores;
  std::vector<bool> is_good;
  constexpr int kCounts[4][2] = {{27, 0}, {37, 1}, {32, 2}, {0, 24}};
  for (int grade = 0; grade < 4; ++grade) {
    for (int side = 0; side < 2; ++side) {
      Append(scores, kCounts[grade][side], 4 - grade);
      is_good.resize(scores.size(), side == 0);
    }
  }
  ASSERT_EQ(scores.size(), 123u);
  EXPECT_EQ(Nine(AreaUnderCurve(scores, is_good)), "0.968171296");
}

TEST(AreaUnderCurve, CountsATieAsAHalf) {
  const std::vector<Decimal> scores = {5, 5};
  EXPECT_EQ(Nine(AreaUnderCurve(scores, {true, false})), "0.5");
}

TEST(AreaUnderCurve, IsNothingWithoutPositivesOrWithoutNegatives) {
  const std::vector<Decimal> scores = {1, 2};
  EXPECT_EQ(AreaUnderCurve(scores, {true, true}), std::nullopt);
  EXPECT_EQ(AreaUnderCurve(scores, {false, false}), std::nullopt);
}

TEST(TopPart, TakesAFifthRoundedUp) {
  const std::vector<Decimal> values = {1, 6, 3, 5, 2, 4};
  EXPECT_THAT(TopPart(values, 5),
              ElementsAre(false, true, false, true, false, false));
}

TEST(TopPart, TakesAllThatTieWithTheLast) {
  const std::vector<Decimal> values = {7, 9, 7, 1, 7};
  EXPECT_THAT(TopPart(values, 3), ElementsAre(true, true, true, false, true));
  EXPECT_TRUE(TopPart({}, 5).empty());
}

}  // namespace
}  // namespace techflow::statistics
