#include "rating/scorecard/weight_table.h"

#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

// Segments s1, s2 and s3; dimension a with x and y, dimension b with z.
struct Compiled {
  explicit Compiled(const std::string& sets)
      : model(
            "segments { id: 's1' } segments { id: 's2' } "
            "segments { id: 's3' }\n"
            "dimensions { id: 'a' indicators { id: 'x' } "
            "indicators { id: 'y' } }\n"
            "dimensions { id: 'b' indicators { id: 'z' } }\n" +
            sets) {
    if (!model.reader.has_value()) return;
    table = WeightTable::Compile(model.message, *model.reader);
  }
  std::string problems() const { return model.diagnostics.ToString(); }

  DefinitionText<v1::Model> model;
  std::optional<WeightTable> table;
};

std::string Set(const std::string& segment, const std::string& more) {
  return "weight_sets { segment: '" + segment +
         "' provenance { zh: '自拟' en: 'Ours' }\n" + more + "}\n";
}

std::string Weight(const std::string& id, const std::string& value) {
  return "weights { id: '" + id + "' value { value: '" + value + "' } }\n";
}

std::string Dimensions(const std::string& a, const std::string& b) {
  return Weight("a", a) + Weight("b", b);
}

std::string Full() {
  return Dimensions("0.6", "0.4") + Weight("x", "0.3") + Weight("y", "0.7") +
         Weight("z", "1");
}

TEST(WeightTable, ArrangesWeightsInTheModelsOrder) {
  const Compiled it(Set("s2", Full()) +
                    Set("s1", Weight("z", "1") + Weight("y", "0.9") +
                                  Weight("x", "0.1") +
                                  Dimensions("0.5", "0.5")) +
                    Set("s3", Full()));
  ASSERT_TRUE(it.table.has_value()) << it.problems();
  const WeightTable::SegmentWeights& first = it.table->OfSegment(0);
  EXPECT_EQ(first[0].weight, D("0.5"));
  EXPECT_EQ(first[0].indicators[0], D("0.1"));
  EXPECT_EQ(first[0].indicators[1], D("0.9"));
  EXPECT_EQ(it.table->OfSegment(1)[0].weight, D("0.6"));
}

TEST(WeightTable, InheritsTheGroupsThatASetLeavesOut) {
  const Compiled it(
      Set("s1", Full()) +
      Set("s2", "based_on: 's1'\n" + Dimensions("0.9", "0.1")) +
      Set("s3", "based_on: 's2'\n" + Weight("x", "0.5") + Weight("y", "0.5")));
  ASSERT_TRUE(it.table.has_value()) << it.problems();
  EXPECT_EQ(it.table->OfSegment(1)[0].weight, D("0.9"));
  EXPECT_EQ(it.table->OfSegment(1)[0].indicators[1], D("0.7"));
  // Through the one on which it is based.
  EXPECT_EQ(it.table->OfSegment(2)[0].weight, D("0.9"));
  EXPECT_EQ(it.table->OfSegment(2)[0].indicators[1], D("0.5"));
  EXPECT_EQ(it.table->OfSegment(2)[1].indicators[0], D("1"));
}

TEST(WeightTable, RefusesSetsThatLeadBackToThemselves) {
  const Compiled it(Set("s1", Full()) + Set("s2", "based_on: 's3'\n") +
                    Set("s3", "based_on: 's2'\n"));
  EXPECT_FALSE(it.table.has_value());
  EXPECT_THAT(it.problems(),
              HasSubstr("error: the weight set of segment `s2` is in the end "
                        "based on itself"));
  EXPECT_THAT(it.problems(),
              HasSubstr("error: the weight set of segment `s3` is in the end "
                        "based on itself"));
  EXPECT_FALSE(Compiled(Set("s1", "based_on: 's1'\n") + Set("s2", Full()) +
                        Set("s3", Full()))
                   .table.has_value());
}

TEST(WeightTable, RefusesToBeBasedOnWhatIsNotThere) {
  const Compiled it(Set("s1", Full()) + Set("s2", "based_on: 's9'\n") +
                    Set("s3", Full()));
  EXPECT_FALSE(it.table.has_value());
  EXPECT_THAT(it.problems(), HasSubstr("there is no weight set of a segment "
                                       "`s9`"));
}

TEST(WeightTable, RefusesHalfAGroup) {
  const Compiled it(Set("s1", Full()) +
                    Set("s2", "based_on: 's1'\n" + Weight("x", "1")) +
                    Set("s3", Full()));
  EXPECT_FALSE(it.table.has_value());
  EXPECT_THAT(it.problems(), HasSubstr("the weight set of segment `s2` has no "
                                       "weight for `y`"));
}

TEST(WeightTable, RefusesGroupsThatDoNotAddUpToOne) {
  const Compiled it(Set("s1", Full()) +
                    Set("s2", "based_on: 's1'\n" + Dimensions("0.6", "0.41")) +
                    Set("s3", Full()));
  EXPECT_FALSE(it.table.has_value());
  EXPECT_THAT(it.problems(),
              HasSubstr("the weights of the dimensions in the weight set of "
                        "segment `s2` add up to 1.01; expected exactly 1"));
}

TEST(WeightTable, ReportsEverythingWrongWithItsSets) {
  const Compiled it(Set("s1", Full() + Weight("q", "0.1")) +
                    Set("s1", Full() + Weight("x", "1.5")) +
                    "weight_sets { segment: 's8' }\n");
  EXPECT_FALSE(it.table.has_value());
  EXPECT_THAT(it.problems(), HasSubstr("there is no dimension or indicator "
                                       "`q`"));
  EXPECT_THAT(it.problems(), HasSubstr("`value` of the weight of `x` is `1.5`; "
                                       "expected a number from 0 to 1"));
  EXPECT_THAT(it.problems(), HasSubstr("segment `s1` has two weight sets"));
  EXPECT_THAT(it.problems(), HasSubstr("there is no segment `s8`"));
  EXPECT_THAT(it.problems(), HasSubstr("segment `s2` has no weight set"));
  EXPECT_THAT(it.problems(), HasSubstr("needs `provenance` in Chinese (zh) and "
                                       "English (en)"));
}

TEST(WeightTable, LooksIntoTheDerivations) {
  const Compiled it(Set("s1", Full() + "derivations { method: 'guess' }\n") +
                    Set("s2", Full()) + Set("s3", Full()));
  EXPECT_FALSE(it.table.has_value());
  EXPECT_THAT(it.problems(),
              HasSubstr("`method` of derivation 1 of the weight set of segment "
                        "`s1` is `guess`; expected `ahp` or `entropy`"));
}

Decimal SumOf(const std::vector<Decimal>& parts) {
  Decimal sum;
  for (const Decimal& part : parts) sum = *Add(sum, part);
  return sum;
}

TEST(WeightTableOfPoints, SharesPointsSoThatTheyAddUpToExactlyOne) {
  // Thirds and sevenths have no end.
  const WeightTable table =
      WeightTable::OfPoints({{D("10"), {D("1"), D("1"), D("1")}},
                             {D("10"), {D("3"), D("4")}},
                             {D("10"), {D("10")}}},
                            2);
  for (const size_t segment : {size_t{0}, size_t{1}}) {
    const WeightTable::SegmentWeights& weights = table.OfSegment(segment);
    EXPECT_EQ(weights[0].weight, D("0.333334"));
    EXPECT_EQ(weights[1].weight, D("0.333333"));
    EXPECT_EQ(SumOf({weights[0].weight, weights[1].weight, weights[2].weight}),
              D("1"));
    EXPECT_EQ(weights[0].indicators[0], D("0.333334"));
    EXPECT_EQ(weights[1].indicators[0], D("0.428571"));
    for (const WeightTable::DimensionWeights& dimension : weights) {
      EXPECT_EQ(SumOf(dimension.indicators), D("1"));
    }
  }
}

TEST(WeightTableOfPoints, GivesTheFirstAllWhereNothingCanBeEarned) {
  const WeightTable table =
      WeightTable::OfPoints({{D("0"), {D("0"), D("0")}}}, 1);
  EXPECT_EQ(table.OfSegment(0)[0].weight, D("1"));
  EXPECT_EQ(table.OfSegment(0)[0].indicators[0], D("1"));
  EXPECT_EQ(table.OfSegment(0)[0].indicators[1], D("0"));
}

}  // namespace
}  // namespace techflow::scorecard
