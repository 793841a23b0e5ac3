#include "rating/scorecard/percentile.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

struct Compiled {
  explicit Compiled(const std::string& text) : definition(text) {
    if (!definition.reader.has_value()) return;
    const feel::Scope scope;
    function =
        Percentile::Compile({definition.message, *definition.reader, scope});
  }
  std::string problems() const { return definition.diagnostics.ToString(); }
  Standing At(const std::string& measure) const {
    return *function->Score(D(measure));
  }

  DefinitionText<v1::ScoringFunction> definition;
  std::unique_ptr<const ScoringFunction> function;
};

// Eight companies: two of 1, five of 4, one of 10.
std::string Eight(const std::string& more = "") {
  return "kind: 'percentile'\n"
         "peers {\n"
         "  as_of_date { year: 2025 month: 12 day: 31 }\n"
         "  source { zh: '样本' en: 'A sample' }\n"
         "  counts { value { value: '1' } count: 2 }\n"
         "  counts { value { value: '4' } count: 5 }\n"
         "  counts { value { value: '10' } count: 1 }\n" +
         more + "}\n";
}

TEST(Percentile, CountsThoseBelowAndHalfOfTheEqual) {
  const Compiled it(Eight());
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.At("-3").points, D("0"));
  EXPECT_EQ(it.At("1").points, D("12.5"));
  EXPECT_EQ(it.At("2").points, D("25"));
  EXPECT_EQ(it.At("4").points, D("56.25"));
  EXPECT_EQ(it.At("4.000001").points, D("87.5"));
  EXPECT_EQ(it.At("10").points, D("93.75"));
  EXPECT_EQ(it.At("11").points, D("100"));
  EXPECT_EQ(it.function->lowest_points(), D("0"));
  EXPECT_EQ(it.function->highest_points(), D("100"));
}

TEST(Percentile, IsMirroredWhereLessIsBetter) {
  const Compiled it(Eight("  falling: true\n"));
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.At("0").points, D("100"));
  EXPECT_EQ(it.At("1").points, D("87.5"));
  EXPECT_EQ(it.At("2").points, D("75"));
  EXPECT_EQ(it.At("4").points, D("43.75"));
  EXPECT_EQ(it.At("10").points, D("6.25"));
  EXPECT_EQ(it.At("10.5").points, D("0"));
}

TEST(Percentile, RoundsItsOneQuotientHalfEven) {
  const Compiled it(
      "kind: 'percentile'\n"
      "peers { as_of_date { year: 2025 month: 1 day: 1 } "
      "source { zh: '样' en: 'S' }\n"
      "counts { value { value: '0' } count: 1 }\n"
      "counts { value { value: '1' } count: 2 } }\n");
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.At("0").points, D("16.666667"));
  EXPECT_EQ(it.At("0.5").points, D("33.333333"));
}

TEST(Percentile, SaysWhereTheMeasureStands) {
  const Compiled it(Eight());
  EXPECT_EQ(it.At("0").band, "< 1");
  EXPECT_EQ(it.At("1").band, "1");
  EXPECT_EQ(it.At("3").band, "(1..4)");
  EXPECT_EQ(it.At("10").band, "10");
  EXPECT_EQ(it.At("12").band, "> 10");
}

TEST(Percentile, NamesTheNearestValueThatEarnsMore) {
  const Compiled it(Eight());
  EXPECT_EQ(it.At("0").next->at, D("1"));
  EXPECT_EQ(it.At("0").next->points, D("12.5"));
  EXPECT_EQ(it.At("1").next->at, D("4"));
  EXPECT_EQ(it.At("2").next->at, D("4"));
  EXPECT_EQ(it.At("2").next->points, D("56.25"));
  // Only who passes the best earns more.
  EXPECT_EQ(it.At("10").next->at, D("10"));
  EXPECT_EQ(it.At("10").next->points, D("100"));
  EXPECT_FALSE(it.At("11").next.has_value());
}

TEST(Percentile, LooksDownwardsWhereLessIsBetter) {
  const Compiled it(Eight("  falling: true\n"));
  EXPECT_EQ(it.At("20").next->at, D("10"));
  EXPECT_EQ(it.At("20").next->points, D("6.25"));
  EXPECT_EQ(it.At("10").next->at, D("4"));
  EXPECT_EQ(it.At("3").next->at, D("1"));
  EXPECT_EQ(it.At("3").next->points, D("87.5"));
  EXPECT_EQ(it.At("1").next->at, D("1"));
  EXPECT_EQ(it.At("1").next->points, D("100"));
  EXPECT_FALSE(it.At("0").next.has_value());
}

TEST(Percentile, TurnsAtEachValueWhichStandsAlone) {
  const Compiled it(Eight());
  const std::span<const Turn> turns = it.function->turns();
  ASSERT_EQ(turns.size(), 6u);
  EXPECT_EQ(turns[2].at, D("4"));
  EXPECT_EQ(turns[2].kind, Turn::Kind::kOpensAbove);
  EXPECT_EQ(turns[3].at, D("4"));
  EXPECT_EQ(turns[3].kind, Turn::Kind::kClosesBelow);
}

TEST(Percentile, HoldsAsManyPeersAsItMay) {
  const Compiled it(
      "kind: 'percentile'\n"
      "peers { as_of_date { year: 2025 month: 1 day: 1 } "
      "source { zh: '样' en: 'S' }\n"
      "counts { value { value: '0' } count: 999999999999 }\n"
      "counts { value { value: '1' } count: 1 } }\n");
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.At("0").points, D("50"));
  EXPECT_EQ(it.At("0.5").points, D("100"));
}

TEST(Percentile, ReportsEverythingWrongWithItsTable) {
  const Compiled it(
      "kind: 'percentile'\n"
      "expression: 'measure'\n"
      "peers {\n"
      "  as_of_date { year: 2025 month: 2 day: 29 }\n"
      "  source { zh: '样本' }\n"
      "  counts { value { value: '4' } count: 2 }\n"
      "  counts { value { value: '4' } count: 0 }\n"
      "  counts { value { value: 'x' } count: 1000000000001 }\n"
      "}\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(), HasSubstr("model.txtpb:2:1: error: `it` does not "
                                       "take `expression`; it takes: kind, "
                                       "peers"));
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:4:3: error: `as_of_date` of the peers of "
                        "`it` is 2025-02-29; expected a day of the calendar"));
  EXPECT_THAT(it.problems(),
              HasSubstr("the peers of `it` needs `source` in English (en)"));
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:7:12: error: `value` of count 2 of the "
                        "peers of `it` is 4; expected more than 4"));
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:7:33: error: `count` of count 2 of the "
                        "peers of `it` is 0; expected 1 to 1000000000000"));
  EXPECT_THAT(it.problems(), HasSubstr("`value` of count 3 of the peers of "
                                       "`it` is `x`; expected a number from"));
  EXPECT_THAT(it.problems(), HasSubstr("is 1000000000001; expected 1 to"));
}

TEST(Percentile, NeedsTwoCountsADayAndASource) {
  const Compiled it(
      "kind: 'percentile'\n"
      "peers { counts { value { value: '4' } count: 2 } }\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(), HasSubstr("the peers of `it` need two counts or "
                                       "more, got 1"));
  EXPECT_THAT(it.problems(), HasSubstr("the peers of `it` need `as_of_date`"));
  EXPECT_THAT(it.problems(), HasSubstr("Chinese (zh) and English (en)"));
  const Compiled none("kind: 'percentile'\n");
  EXPECT_EQ(none.function, nullptr);
  EXPECT_THAT(none.problems(), HasSubstr("`it` needs `peers`"));
}

TEST(Percentile, RefusesMorePeersThanThereCanBe) {
  const Compiled it(
      "kind: 'percentile'\n"
      "peers { as_of_date { year: 2025 month: 1 day: 1 } "
      "source { zh: '样' en: 'S' }\n"
      "counts { value { value: '0' } count: 1000000000000 }\n"
      "counts { value { value: '1' } count: 1 } }\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(),
              HasSubstr("the counts of the peers of `it` add up to "
                        "1000000000001; expected at most 1000000000000"));
}

std::string ModelFrom(const std::string& effective_from) {
  return effective_from +
         "dimensions { id: 'd' indicators { id: 'i' scoring {\n" + Eight() +
         "} } }\n";
}

TEST(CheckPeerDays, RefusesPeersOfTheFuture) {
  DefinitionText<v1::Model> model(
      ModelFrom("effective_from { year: 2025 month: 12 day: 30 }\n"));
  ASSERT_TRUE(model.reader.has_value()) << model.diagnostics.ToString();
  EXPECT_FALSE(CheckPeerDays(model.message, *model.reader));
  EXPECT_THAT(model.diagnostics.ToString(),
              HasSubstr("model.txtpb:5:3: error: `as_of_date` of the peers of "
                        "indicator `i` is 2025-12-31; expected at most "
                        "`effective_from` of the model, 2025-12-30"));
}

TEST(CheckPeerDays, TakesPeersOfTheDayAndModelsWithoutOne) {
  for (const char* from :
       {"effective_from { year: 2025 month: 12 day: 31 }\n", ""}) {
    DefinitionText<v1::Model> model(ModelFrom(from));
    ASSERT_TRUE(model.reader.has_value()) << model.diagnostics.ToString();
    EXPECT_TRUE(CheckPeerDays(model.message, *model.reader));
    EXPECT_FALSE(model.diagnostics.has_errors());
  }
}

}  // namespace
}  // namespace techflow::scorecard
