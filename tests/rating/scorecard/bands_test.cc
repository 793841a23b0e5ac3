#include "rating/scorecard/bands.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

std::string Band(const std::string& when, int points) {
  return "bands { when: '" + when + "' points { value: '" +
         std::to_string(points) + "' } text { zh: '档' en: 'band " +
         std::to_string(points) + "' } }\n";
}

struct Compiled {
  explicit Compiled(const std::string& bands)
      : definition("kind: 'bands'\n" + bands) {
    const feel::Scope scope;
    function = Bands::Compile({definition.message, *definition.reader, scope});
  }
  std::string problems() const { return definition.diagnostics.ToString(); }

  DefinitionText<v1::ScoringFunction> definition;
  std::unique_ptr<const ScoringFunction> function;
};

TEST(Bands, GiveThePointsOfTheOneBandThatMatches) {
  const Compiled bands(Band("< 0.03", 20) + Band("[0.03..0.05)", 60) +
                       Band(">= 0.05", 100));
  ASSERT_NE(bands.function, nullptr) << bands.problems();
  EXPECT_EQ(bands.function->Score(D("-7"))->points, D("20"));
  EXPECT_EQ(bands.function->Score(D("0.0299999999999"))->points, D("20"));
  EXPECT_EQ(bands.function->Score(D("0.03"))->points, D("60"));
  EXPECT_EQ(bands.function->Score(D("0.030"))->points, D("60"));
  EXPECT_EQ(bands.function->Score(D("0.05"))->points, D("100"));
  EXPECT_EQ(bands.function->Score(D("0.03"))->band, "[0.03..0.05)");
  EXPECT_EQ(bands.function->Score(D("0.03"))->band_text->en(), "band 60");
}

TEST(Bands, NameTheNearestBandThatEarnsMore) {
  const Compiled bands(Band("< 3", 20) + Band("[3..5)", 60) +
                       Band("[5..9]", 100) + Band("> 9", 40));
  ASSERT_NE(bands.function, nullptr) << bands.problems();
  const auto next_of = [&](const std::string& measure) {
    return bands.function->Score(D(measure))->next;
  };
  EXPECT_EQ(next_of("1")->at, D("3"));
  EXPECT_EQ(next_of("1")->points, D("60"));
  EXPECT_EQ(next_of("4")->at, D("5"));
  EXPECT_FALSE(next_of("7").has_value());
  EXPECT_EQ(next_of("12")->at, D("9"));
  EXPECT_EQ(next_of("12")->points, D("100"));
  EXPECT_EQ(bands.function->lowest_points(), D("20"));
  EXPECT_EQ(bands.function->highest_points(), D("100"));
}

TEST(Bands, LookBothWaysForTheNearest) {
  const Compiled bands(Band("< 1", 90) + Band("[1..3)", 50) +
                       Band("[3..9)", 20) + Band(">= 9", 60));
  ASSERT_NE(bands.function, nullptr) << bands.problems();
  const auto next_of = [&](const std::string& measure) {
    return bands.function->Score(D(measure))->next;
  };
  EXPECT_EQ(next_of("4")->at, D("3"));
  EXPECT_EQ(next_of("4")->points, D("50"));
  EXPECT_EQ(next_of("8")->at, D("9"));
  EXPECT_EQ(next_of("8")->points, D("60"));
  // Of two that are as near the lower one.
  EXPECT_EQ(next_of("6")->at, D("3"));
  // Over one that earns less.
  EXPECT_EQ(next_of("10")->at, D("1"));
}

TEST(Bands, MayHoldSeveralIntervalsAndPoints) {
  const Compiled bands(Band("< 1, > 3", 10) + Band("1, (1..2), [2..3]", 90));
  ASSERT_NE(bands.function, nullptr) << bands.problems();
  EXPECT_EQ(bands.function->Score(D("1"))->points, D("90"));
  EXPECT_EQ(bands.function->Score(D("3"))->points, D("90"));
  EXPECT_EQ(bands.function->Score(D("3.1"))->points, D("10"));
}

TEST(Bands, SayWhereTheyMeetAndWhoHoldsTheEdge) {
  const Compiled bands(Band("< 3", 20) + Band("3", 60) + Band("(3..5)", 70) +
                       Band(">= 5", 90));
  ASSERT_NE(bands.function, nullptr) << bands.problems();
  const std::span<const Turn> turns = bands.function->turns();
  ASSERT_EQ(turns.size(), 3u);
  EXPECT_EQ(turns[0].at, D("3"));
  EXPECT_EQ(turns[0].kind, Turn::Kind::kOpensAbove);
  EXPECT_EQ(turns[1].at, D("3"));
  EXPECT_EQ(turns[1].kind, Turn::Kind::kClosesBelow);
  EXPECT_EQ(turns[2].at, D("5"));
  EXPECT_EQ(turns[2].kind, Turn::Kind::kOpensAbove);
}

TEST(Bands, ReportEveryGapAtItsBand) {
  const Compiled bands(Band("(0..1)", 10) + Band("(1..2]", 20) +
                       Band("> 3", 30));
  EXPECT_EQ(bands.function, nullptr);
  EXPECT_THAT(bands.problems(), HasSubstr("leave a gap: <= 0"));
  EXPECT_THAT(bands.problems(),
              HasSubstr("model.txtpb:3:9: error: the bands of `it` leave a "
                        "gap: 1"));
  EXPECT_THAT(bands.problems(), HasSubstr("leave a gap: (2..3]"));
}

TEST(Bands, ReportAnOverlap) {
  const Compiled bands(Band("<= 1", 10) + Band("[1..2)", 20) +
                       Band("> 1.5", 30));
  EXPECT_EQ(bands.function, nullptr);
  EXPECT_THAT(bands.problems(), HasSubstr("overlap: <= 1 and [1..2)"));
  EXPECT_THAT(bands.problems(), HasSubstr("overlap: [1..2) and > 1.5"));
}

TEST(Bands, ReportAGapAboveTheLast) {
  const Compiled bands(Band("< 1", 10) + Band("[1..2)", 20));
  EXPECT_EQ(bands.function, nullptr);
  EXPECT_THAT(bands.problems(), HasSubstr("leave a gap: >= 2"));
}

TEST(Bands, MustCompareWithConstantNumbers) {
  const Compiled computed(Band("? > ? * 2", 10));
  EXPECT_EQ(computed.function, nullptr);
  EXPECT_THAT(computed.problems(), HasSubstr("constant numbers"));
  const Compiled word(Band("\"high\"", 10));
  EXPECT_EQ(word.function, nullptr);
}

TEST(Bands, ReportAnErrorOfFeelAtItsColumn) {
  const Compiled bands(Band("< 1", 10) + Band(">= unknown", 20));
  EXPECT_EQ(bands.function, nullptr);
  EXPECT_THAT(bands.problems(), HasSubstr("model.txtpb:3:19: error"));
}

TEST(Bands, NeedPointsTextAndAtLeastOneBand) {
  const Compiled none("");
  EXPECT_EQ(none.function, nullptr);
  EXPECT_THAT(none.problems(), HasSubstr("needs a band"));
  const Compiled bare("bands { when: '-' text { zh: '档' } }\n");
  EXPECT_EQ(bare.function, nullptr);
  EXPECT_THAT(bare.problems(), HasSubstr("needs `points`"));
  EXPECT_THAT(bare.problems(), HasSubstr("needs `text` in English"));
}

TEST(Bands, HaveExactlyOneBandForEveryNumber) {
  const Compiled bands(Band("<= -1", 1) + Band("(-1..0)", 2) + Band("0", 3) +
                       Band("(0..0.5]", 4) + Band("> 0.5", 5));
  ASSERT_NE(bands.function, nullptr) << bands.problems();
  for (int i = -200; i <= 200; ++i) {
    const Decimal x = *Divide(Decimal(i), Decimal(100));
    const int expected = i <= -100 ? 1
                         : i < 0   ? 2
                         : i == 0  ? 3
                         : i <= 50 ? 4
                                   : 5;
    EXPECT_EQ(bands.function->Score(x)->points, Decimal(expected)) << i;
  }
}

}  // namespace
}  // namespace techflow::scorecard
