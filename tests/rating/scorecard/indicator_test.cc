#include "rating/scorecard/indicator.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/rating/scorecard/rated_company.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

// An indicator over the word w, with 15 to 20 points for a leading one, which
// the expert's a may choose.
std::string Expert(const std::string& expert_points = "a") {
  return "id: 'level'\n"
         "title { zh: '水平' en: 'Level' }\n"
         "measure: 'w'\n"
         "expert_points: '" +
         expert_points +
         "'\n"
         "scoring {\n"
         "  kind: 'expert_range'\n"
         "  entries { key: 'leading' lowest_points { value: '15' }\n"
         "    points { value: '20' } text { zh: '领先' en: 'leading' } }\n"
         "  entries { key: 'poor' lowest_points { value: '2' }\n"
         "    points { value: '2' } text { zh: '差' en: 'poor' } }\n"
         "}\n"
         "missing: MISSING_POLICY_ZERO\n"
         "supplied_by { zh: '专家' en: 'An expert' }\n";
}

std::string Formula() {
  return "id: 'share'\n"
         "title { zh: '占比' en: 'Share' }\n"
         "measure: 'a'\n"
         "scoring { kind: 'expression' expression: 'measure * 2' }\n"
         "missing: MISSING_POLICY_ZERO\n"
         "supplied_by { zh: '审计' en: 'Auditor' }\n";
}

struct Compiled {
  explicit Compiled(const std::string& text)
      : definition(text), names(CompanyNames()) {
    if (!definition.reader.has_value()) return;
    const Catalog catalog = BuildStandardCatalog();
    indicator = Indicator::Compile(definition.message, catalog, {names, {}},
                                   *definition.reader);
  }
  std::string problems() const { return definition.diagnostics.ToString(); }

  // What a company's line says.
  v1::IndicatorResult LineOf(const Known& known) const {
    v1::IndicatorResult line;
    WithCompany(known, [&](Evaluator evaluate) {
      Reading reading;
      const absl::Status status = indicator->Read(evaluate, reading);
      EXPECT_TRUE(status.ok()) << status;
      if (status.ok()) indicator->Describe(reading, line);
      return status.ok();
    });
    return line;
  }
  absl::Status ErrorOf(const Known& known) const {
    return WithCompany(known, [&](Evaluator evaluate) {
      Reading reading;
      return indicator->Read(evaluate, reading);
    });
  }

  DefinitionText<v1::Indicator> definition;
  feel::Scope names;
  std::unique_ptr<const Indicator> indicator;
};

TEST(Indicator, TakesTheExpertsPointsWithinTheRange) {
  const Compiled it(Expert());
  ASSERT_NE(it.indicator, nullptr) << it.problems();
  for (const char* points : {"15", "17.5", "20"}) {
    const v1::IndicatorResult line =
        it.LineOf({{"w", "leading"}, {"a", points}});
    EXPECT_EQ(line.points().value(), points);
    EXPECT_EQ(line.measure_text(), "leading");
    EXPECT_FALSE(line.has_measure());
    EXPECT_FALSE(line.has_range_lowest());
    EXPECT_EQ(line.expert_reason(), "");
  }
}

TEST(Indicator, DoesNotTakePointsOutsideTheRangeAndSaysSo) {
  const Compiled it(Expert());
  ASSERT_NE(it.indicator, nullptr) << it.problems();
  const v1::IndicatorResult line = it.LineOf({{"w", "leading"}, {"a", "20.5"}});
  EXPECT_EQ(line.points().value(), "15");
  EXPECT_EQ(line.range_lowest().value(), "15");
  EXPECT_EQ(line.range_highest().value(), "20");
  EXPECT_EQ(line.expert_reason(),
            "the expert's 20.5 points lie outside 15 to 20");
  EXPECT_EQ(it.LineOf({{"w", "leading"}, {"a", "14.999999"}}).expert_reason(),
            "the expert's 14.999999 points lie outside 15 to 20");
}

TEST(Indicator, LeavesTheRangeOpenWhereNoExpertSpoke) {
  const Compiled it(Expert());
  ASSERT_NE(it.indicator, nullptr) << it.problems();
  const v1::IndicatorResult line = it.LineOf({{"w", "leading"}});
  EXPECT_EQ(line.points().value(), "15");
  EXPECT_EQ(line.range_highest().value(), "20");
  EXPECT_EQ(line.expert_reason(), "a is not known");
}

TEST(Indicator, AsksNoExpertWhereNothingIsLeftToOne) {
  const Compiled it(Expert());
  ASSERT_NE(it.indicator, nullptr) << it.problems();
  const v1::IndicatorResult line = it.LineOf({{"w", "poor"}, {"a", "19"}});
  EXPECT_EQ(line.points().value(), "2");
  EXPECT_EQ(line.expert_reason(), "");
  EXPECT_FALSE(line.has_range_lowest());
}

TEST(Indicator, IsUnknownWithoutItsMeasureWhateverTheExpertSays) {
  const Compiled it(Expert());
  ASSERT_NE(it.indicator, nullptr) << it.problems();
  const v1::IndicatorResult line = it.LineOf({{"a", "19"}});
  EXPECT_TRUE(line.missing());
  EXPECT_EQ(line.missing_reason(), "w is not known");
  EXPECT_EQ(line.points().value(), "0");
}

TEST(Indicator, FailsAtItsMeasureWhereItsValueHasNoPoints) {
  const Compiled word(Expert());
  const absl::Status status = word.ErrorOf({{"w", "odd"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(std::string(status.message()),
            "model.txtpb:3:11: the measure of `it`: the measure is `odd`; "
            "expected one of leading, poor");
  const Compiled formula(Formula());
  ASSERT_NE(formula.indicator, nullptr) << formula.problems();
  EXPECT_EQ(formula.LineOf({{"a", "21"}}).points().value(), "42");
  const absl::Status outside = formula.ErrorOf({{"a", "51"}});
  EXPECT_EQ(outside.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(std::string(outside.message()),
            "model.txtpb:3:11: the measure of `it`: the expression gives 102 "
            "for the measure 51; expected points from 0 to 100");
}

TEST(Indicator, TakesExpertPointsOnlyWhereARangeIsLeft) {
  const Compiled it(Formula() + "expert_points: 'b'\n");
  EXPECT_EQ(it.indicator, nullptr);
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:7:1: error: `it` has `expert_points`, "
                        "which only `expert_range` takes"));
}

TEST(Indicator, WantsAMeasureOfTheKindThatItsScoringTakes) {
  std::string text = Expert();
  text.replace(text.find("measure: 'w'"), 12, "measure: 'b'");
  const Compiled number(text);
  EXPECT_EQ(number.indicator, nullptr);
  EXPECT_THAT(number.problems(),
              HasSubstr("model.txtpb:3:11: error: the measure of `it` is "
                        "number; expected string"));
  const Compiled expert(Expert("w"));
  EXPECT_EQ(expert.indicator, nullptr);
  EXPECT_THAT(expert.problems(),
              HasSubstr("the expert's points of `it` is string; expected "
                        "number"));
}

}  // namespace
}  // namespace techflow::scorecard
