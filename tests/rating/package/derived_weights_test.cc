#include "rating/package/derived_weights.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::package {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Judgements = google::protobuf::RepeatedPtrField<v1::PairwiseJudgement>;

struct Pair {
  const char* first;
  const char* second;
  const char* ratio;
};

Judgements Judge(const std::vector<Pair>& pairs) {
  Judgements judgements;
  for (const Pair& pair : pairs) {
    v1::PairwiseJudgement& judgement = *judgements.Add();
    judgement.set_first(pair.first);
    judgement.set_second(pair.second);
    judgement.set_ratio(pair.ratio);
  }
  return judgements;
}

std::vector<std::string> Texts(const std::vector<Decimal>& numbers) {
  std::vector<std::string> texts;
  for (const Decimal& number : numbers) texts.push_back(number.ToString());
  return texts;
}

Decimal SumOf(const std::vector<Decimal>& numbers) {
  Decimal sum;
  for (const Decimal& number : numbers) sum = *Add(sum, number);
  return sum;
}

// Against Python's decimal at 60 digits, before rounding: 0.64832901 0.22965079
// 0.12202019, ratio 0.00318500; 0.24175784 0.52990129 0.05772745 0.17061342,
// ratio 0.03599699.
TEST(AhpWeights, AreThePrincipalEigenvector) {
  const auto three = WeighByJudgements(
      Judge({{"a", "b", "3"}, {"a", "c", "5"}, {"b", "c", "2"}}));
  ASSERT_TRUE(three.ok()) << three.status();
  EXPECT_THAT(three->ids, ElementsAre("a", "b", "c"));
  EXPECT_THAT(Texts(three->weights),
              ElementsAre("0.648329", "0.229651", "0.12202"));
  EXPECT_EQ(three->consistency_ratio.ToString(), "0.003185");

  const auto four = WeighByJudgements(Judge({{"a", "b", "1/3"},
                                             {"a", "c", "4"},
                                             {"a", "d", "2"},
                                             {"b", "c", "7"},
                                             {"b", "d", "3"},
                                             {"c", "d", "1/4"}}));
  ASSERT_TRUE(four.ok()) << four.status();
  EXPECT_THAT(Texts(four->weights),
              ElementsAre("0.241758", "0.529901", "0.057728", "0.170613"));
  EXPECT_EQ(four->consistency_ratio.ToString(), "0.035997");
}

TEST(AhpWeights, OfJudgementsThatAgreeAreTheirRatios) {
  const auto weights = WeighByJudgements(
      Judge({{"a", "b", "2"}, {"a", "c", "4"}, {"b", "c", "2"}}));
  ASSERT_TRUE(weights.ok()) << weights.status();
  EXPECT_EQ(weights->consistency_ratio, Decimal(0));
  EXPECT_THAT(Texts(weights->weights),
              ElementsAre("0.571429", "0.285714", "0.142857"));
  EXPECT_EQ(SumOf(weights->weights), Decimal(1));
}

TEST(AhpWeights, AddUpToExactlyOne) {
  const auto weights = WeighByJudgements(
      Judge({{"a", "b", "1"}, {"a", "c", "1"}, {"b", "c", "1"}}));
  ASSERT_TRUE(weights.ok()) << weights.status();
  EXPECT_THAT(Texts(weights->weights),
              ElementsAre("0.333334", "0.333333", "0.333333"));
}

TEST(AhpWeights, NameTheJudgementThatIsFurthestOff) {
  const auto weights = WeighByJudgements(
      Judge({{"a", "b", "3"}, {"b", "c", "3"}, {"a", "c", "1/9"}}));
  ASSERT_TRUE(weights.ok()) << weights.status();
  EXPECT_GT(weights->consistency_ratio,
            *Decimal::Parse(kHighestConsistencyRatio));
  const auto one_off = WeighByJudgements(Judge({{"a", "b", "1"},
                                                {"a", "c", "1"},
                                                {"a", "d", "9"},
                                                {"b", "c", "1"},
                                                {"b", "d", "1"},
                                                {"c", "d", "1"}}));
  ASSERT_TRUE(one_off.ok()) << one_off.status();
  EXPECT_EQ(one_off->worst, 2);
}

TEST(AhpWeights, AreRefusedWithoutAWholeMatrix) {
  const auto message = [](const std::vector<Pair>& pairs) {
    return std::string(WeighByJudgements(Judge(pairs)).status().message());
  };
  EXPECT_THAT(message({}), HasSubstr("name 0 ids; expected 2 to 15"));
  EXPECT_THAT(message({{"a", "b", "0.5"}}),
              HasSubstr("`a` and `b` is `0.5`; expected 1 to 9 or 1/2 to 1/9"));
  EXPECT_THAT(message({{"a", "b", "1/1"}}), HasSubstr("is `1/1`"));
  EXPECT_THAT(message({{"a", "b", "10"}}), HasSubstr("is `10`"));
  EXPECT_THAT(message({{"a", "b", "2"}, {"b", "a", "2"}}),
              HasSubstr("`b` and `a` is there twice"));
  EXPECT_THAT(message({{"a", "a", "1"}, {"a", "b", "1"}}),
              HasSubstr("compares it with itself"));
  EXPECT_THAT(message({{"a", "b", "2"}, {"b", "c", "2"}}),
              HasSubstr("there is no judgement of `a` and `c`"));
}

WeighedColumn Column(const std::string& id,
                     const std::vector<std::string>& values) {
  WeighedColumn column{id, {}};
  for (const std::string& value : values) {
    column.values.push_back(
        value.empty() ? std::nullopt : std::optional(*Decimal::Parse(value)));
  }
  return column;
}

// Against Python's decimal at 60 digits: 0.13700877 0 0.86299123.
TEST(EntropyWeights, GoToWhatTellsCompaniesApart) {
  const auto weights = WeighByEntropy({Column("a", {"1", "2", "3", ""}),
                                       Column("b", {"5", "5", "5", "5"}),
                                       Column("c", {"0", "0", "10", "10"})});
  ASSERT_TRUE(weights.ok()) << weights.status();
  EXPECT_THAT(Texts(*weights), ElementsAre("0.137009", "0", "0.862991"));
  EXPECT_EQ(SumOf(*weights), Decimal(1));
}

TEST(EntropyWeights, AreRefusedWhereNothingCanBeTold) {
  const auto message = [](const std::vector<WeighedColumn>& columns) {
    return std::string(WeighByEntropy(columns).status().message());
  };
  EXPECT_THAT(message({Column("a", {"1", ""})}),
              HasSubstr("column `a` has 1 known values"));
  EXPECT_THAT(message({Column("a", {"1", "-2"})}),
              HasSubstr("column `a` has the value -2; expected 0 or more"));
  EXPECT_THAT(message({Column("a", {"0", "0"})}), HasSubstr("all 0"));
  EXPECT_THAT(message({Column("a", {"3", "3"}), Column("b", {"7", "7"})}),
              HasSubstr("no column tells companies apart"));
}

}  // namespace
}  // namespace techflow::package
