#include "rating/scorecard/expert_range.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

struct Compiled {
  explicit Compiled(const std::string& text)
      : definition("kind: 'expert_range'\n" + text) {
    if (!definition.reader.has_value()) return;
    const feel::Scope scope;
    function =
        ExpertRange::Compile({definition.message, *definition.reader, scope});
  }
  std::string problems() const { return definition.diagnostics.ToString(); }

  DefinitionText<v1::ScoringFunction> definition;
  std::unique_ptr<const ScoringFunction> function;
};

std::string Row(const std::string& field, const std::string& at,
                const std::string& lowest, const std::string& points) {
  return field + " { " + (field == "bands" ? "when" : "key") + ": '" + at +
         "' lowest_points { value: '" + lowest + "' } points { value: '" +
         points + "' } text { zh: '档' en: 'row' } }\n";
}

std::string TwoBands() {
  return Row("bands", "< 5", "0", "7.000001") +
         Row("bands", ">= 5", "20", "20");
}

std::string Without(const std::string& value) {
  return "parameters { name: 'without_expert' value: '" + value + "' }\n";
}

TEST(ExpertRange, LeavesTheRangeOfItsBandToAnExpert) {
  const Compiled it(TwoBands());
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_TRUE(it.function->leaves_range_to_expert());
  const auto standing = it.function->Score(D("3"));
  ASSERT_TRUE(standing.ok() && standing->range.has_value());
  EXPECT_EQ(standing->range->lowest, D("0"));
  EXPECT_EQ(standing->range->highest, D("7.000001"));
  EXPECT_EQ(standing->band, "< 5");
  EXPECT_EQ(it.function->lowest_points(), D("0"));
  EXPECT_EQ(it.function->highest_points(), D("20"));
}

TEST(ExpertRange, LeavesNothingWhereTheRangeIsOneNumber) {
  const Compiled it(TwoBands());
  const auto standing = it.function->Score(D("5"));
  EXPECT_EQ(standing->points, D("20"));
  EXPECT_FALSE(standing->range.has_value());
}

TEST(ExpertRange, HasThePointsThatTheModelChoseWithoutAnExpert) {
  EXPECT_EQ(Compiled(TwoBands()).function->Score(D("1"))->points, D("0"));
  EXPECT_EQ(
      Compiled(TwoBands() + Without("lowest")).function->Score(D("1"))->points,
      D("0"));
  // 3.5000005, half-even.
  EXPECT_EQ(
      Compiled(TwoBands() + Without("middle")).function->Score(D("1"))->points,
      D("3.5"));
  EXPECT_EQ(
      Compiled(TwoBands() + Without("highest")).function->Score(D("1"))->points,
      D("7.000001"));
}

TEST(ExpertRange, TakesWordsToo) {
  const Compiled it(Row("entries", "leading", "15", "20") +
                    Row("entries", "", "0", "4"));
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.function->measure_kind(), feel::TypeKind::kString);
  const auto leading = it.function->Score(Measure::OfWord("leading"));
  EXPECT_EQ(leading->range->lowest, D("15"));
  EXPECT_EQ(leading->range->highest, D("20"));
  EXPECT_EQ(it.function->Score(Measure::OfWord("other"))->range->highest,
            D("4"));
}

TEST(ExpertRange, RefusesAMeasureThatNoRowHolds) {
  const Compiled it(Row("entries", "leading", "15", "20"));
  const auto standing = it.function->Score(Measure::OfWord("other"));
  EXPECT_EQ(standing.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(standing.status().message()),
            "the measure is `other`; expected one of leading");
}

TEST(ExpertRange, ReportsEverythingWrongWithItsRows) {
  const Compiled it(
      Row("bands", "< 5", "8", "7") +
      "bands { when: '>= 5' points { value: '20' } text { zh: '档' en: 'r' } "
      "}\nexpression: 'measure'\n" +
      Without("mean") + "parameters { name: 'expert' value: 'x' }\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:2:21: error: `lowest_points` of row 1 of "
                        "`it` is 8; expected at most its `points`, 7"));
  EXPECT_THAT(it.problems(), HasSubstr("row 2 of `it` needs `lowest_points`; "
                                       "expected a number from 0 to 100"));
  EXPECT_THAT(it.problems(), HasSubstr("`it` does not take `expression`"));
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:5:1: error: `without_expert` is `mean`; "
                        "expected `lowest`, `middle` or `highest`"));
  EXPECT_THAT(it.problems(), HasSubstr("there is no parameter `expert`; there "
                                       "is `without_expert`"));
}

TEST(ExpertRange, ReportsAGapOnce) {
  const Compiled it(Row("bands", "< 5", "0", "7") +
                    Row("bands", "> 5", "8", "9"));
  EXPECT_EQ(it.function, nullptr);
  EXPECT_EQ(it.definition.diagnostics.error_count(), 1U) << it.problems();
}

TEST(ExpertRange, NeedsEitherBandsOrEntries) {
  EXPECT_THAT(Compiled("").problems(),
              HasSubstr("`it` needs either `bands` or `entries`"));
  EXPECT_THAT(Compiled(TwoBands() + Row("entries", "a", "0", "1")).problems(),
              HasSubstr("`it` needs either `bands` or `entries`"));
}

}  // namespace
}  // namespace techflow::scorecard
