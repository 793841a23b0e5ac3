#include "rating/scorecard/lookup_table.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

struct Compiled {
  explicit Compiled(const std::string& entries)
      : definition("kind: 'lookup_table'\n" + entries) {
    if (!definition.reader.has_value()) return;
    const feel::Scope scope;
    function =
        LookupTable::Compile({definition.message, *definition.reader, scope});
  }
  std::string problems() const { return definition.diagnostics.ToString(); }

  DefinitionText<v1::ScoringFunction> definition;
  std::unique_ptr<const ScoringFunction> function;
};

std::string Entry(const std::string& key, const std::string& points) {
  return "entries { key: '" + key + "' points { value: '" + points +
         "' } text { zh: '档' en: 'row' } }\n";
}

TEST(LookupTable, GivesThePointsOfAWord) {
  const Compiled it(Entry("national", "90") + Entry("省级", "60"));
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.function->measure_kind(), feel::TypeKind::kString);
  const auto standing = it.function->Score(Measure::OfWord("省级"));
  ASSERT_TRUE(standing.ok()) << standing.status();
  EXPECT_EQ(standing->points, D("60"));
  EXPECT_EQ(standing->band, "省级");
  EXPECT_EQ(standing->band_text->en(), "row");
  EXPECT_FALSE(standing->next.has_value());
  EXPECT_EQ(it.function->lowest_points(), D("60"));
  EXPECT_EQ(it.function->highest_points(), D("90"));
}

TEST(LookupTable, RefusesAWordThatItDoesNotList) {
  const Compiled it(Entry("national", "90") + Entry("city", "60"));
  ASSERT_NE(it.function, nullptr) << it.problems();
  const auto standing = it.function->Score(Measure::OfWord("village"));
  EXPECT_EQ(standing.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(standing.status().message()),
            "the measure is `village`; expected one of city, national");
}

TEST(LookupTable, HasALastEntryForEveryOther) {
  const Compiled it(Entry("national", "90") + Entry("", "5"));
  ASSERT_NE(it.function, nullptr) << it.problems();
  const auto standing = it.function->Score(Measure::OfWord("village"));
  ASSERT_TRUE(standing.ok()) << standing.status();
  EXPECT_EQ(standing->points, D("5"));
  EXPECT_EQ(standing->band, "every other");
  EXPECT_EQ(it.function->lowest_points(), D("5"));
}

TEST(LookupTable, LooksNumbersUpByTheirValue) {
  const Compiled it(Entry("1", "10") + Entry("2.0", "80") + Entry("7", "30"));
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.function->measure_kind(), feel::TypeKind::kNumber);
  EXPECT_EQ(it.function->Score(D("2"))->points, D("80"));
  EXPECT_EQ(it.function->Score(D("7"))->points, D("30"));
  const auto between = it.function->Score(D("3"));
  EXPECT_EQ(std::string(between.status().message()),
            "the measure is `3`; expected one of 1, 2.0, 7");
}

TEST(LookupTable, NamesTheNearestNumberThatEarnsMore) {
  const Compiled it(Entry("1", "10") + Entry("2", "80") + Entry("7", "30"));
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.function->Score(D("1"))->next->at, D("2"));
  EXPECT_EQ(it.function->Score(D("7"))->next->at, D("2"));
  EXPECT_EQ(it.function->Score(D("7"))->next->points, D("80"));
  EXPECT_FALSE(it.function->Score(D("2"))->next.has_value());
}

TEST(LookupTable, ReportsEverythingWrongWithItsEntries) {
  const Compiled it(
      Entry("", "5") + Entry("a", "101") + Entry("b", "1") + Entry("b", "2") +
      "entries { key: 'c' points { value: '3' } text { zh: '档' } "
      "lowest_points { value: '1' } }\nexpression: 'measure'\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:2:11: error: entry 1 of `it` has no "
                        "`key`, which only the last entry, for every other "
                        "measure, may leave out"));
  EXPECT_THAT(it.problems(), HasSubstr("`points` of entry 2 of `it` is `101`; "
                                       "expected a number from 0 to 100"));
  EXPECT_THAT(it.problems(), HasSubstr("model.txtpb:5:11: error: entry 4 of "
                                       "`it` has the key `b` of an earlier "
                                       "entry"));
  EXPECT_THAT(it.problems(), HasSubstr("entry 5 of `it` needs `text` in "
                                       "English (en)"));
  EXPECT_THAT(it.problems(),
              HasSubstr("entry 5 of `it` has `lowest_points`, which only "
                        "`expert_range` takes"));
  EXPECT_THAT(it.problems(), HasSubstr("`it` does not take `expression`"));
}

TEST(LookupTable, RefusesTheSameNumberWrittenTwice) {
  const Compiled it(Entry("1", "10") + Entry("1.0", "20"));
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(), HasSubstr("has the key `1.0` of an earlier"));
}

TEST(LookupTable, NeedsAnEntry) {
  const Compiled it("");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(), HasSubstr("`it` needs an entry or more"));
}

}  // namespace
}  // namespace techflow::scorecard
