#include "rating/scorecard/scoring_expression.h"

#include <memory>
#include <string>

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
    function = ScoringExpression::Compile(
        {definition.message, *definition.reader, scope});
  }
  std::string problems() const { return definition.diagnostics.ToString(); }
  std::string ErrorOf(const std::string& measure) const {
    const auto standing = function->Score(D(measure));
    EXPECT_EQ(standing.status().code(), absl::StatusCode::kInvalidArgument);
    return std::string(standing.status().message());
  }

  DefinitionText<v1::ScoringFunction> definition;
  std::unique_ptr<const ScoringFunction> function;
};

TEST(ScoringExpression, GivesThePointsOfItsFormula) {
  const Compiled it(
      "kind: 'expression'\nexpression: 'min(100, max(0, measure * 8 + 4))'\n");
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.function->Score(D("2"))->points, D("20"));
  EXPECT_EQ(it.function->Score(D("-3"))->points, D("0"));
  EXPECT_EQ(it.function->Score(D("50"))->points, D("100"));
  EXPECT_FALSE(it.function->Score(D("2"))->next.has_value());
  EXPECT_TRUE(it.function->turns().empty());
}

TEST(ScoringExpression, RoundsHalfEvenToSixDecimals) {
  const Compiled it("kind: 'expression'\nexpression: 'measure / 3'\n");
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.function->Score(D("2"))->points, D("0.666667"));
  EXPECT_EQ(it.function->Score(D("0.0000015"))->points, D("0"));
  EXPECT_EQ(it.function->Score(D("0.0000045"))->points, D("0.000002"));
}

TEST(ScoringExpression, KnowsTheBoundsThatItIsGiven) {
  const Compiled whole("kind: 'expression'\nexpression: 'measure'\n");
  ASSERT_NE(whole.function, nullptr) << whole.problems();
  EXPECT_EQ(whole.function->lowest_points(), D("0"));
  EXPECT_EQ(whole.function->highest_points(), D("100"));
  const Compiled part(
      "kind: 'expression'\nexpression: 'measure'\n"
      "parameters { name: 'lowest' value: '5' }\n"
      "parameters { name: 'highest' value: '12.5' }\n");
  ASSERT_NE(part.function, nullptr) << part.problems();
  EXPECT_EQ(part.function->lowest_points(), D("5"));
  EXPECT_EQ(part.function->highest_points(), D("12.5"));
  EXPECT_EQ(part.function->Score(D("5"))->points, D("5"));
  EXPECT_EQ(part.function->Score(D("12.5"))->points, D("12.5"));
}

TEST(ScoringExpression, RefusesPointsOutsideItsBounds) {
  const Compiled it(
      "kind: 'expression'\nexpression: 'measure'\n"
      "parameters { name: 'highest' value: '20' }\n");
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.ErrorOf("20.0000001"),
            "the expression gives 20.0000001 for the measure 20.0000001; "
            "expected points from 0 to 20");
  EXPECT_EQ(it.ErrorOf("-1"),
            "the expression gives -1 for the measure -1; expected points from "
            "0 to 20");
  EXPECT_THAT(it.ErrorOf("1e6000"), HasSubstr("expected points from 0 to 20"));
}

TEST(ScoringExpression, RefusesNullAndSaysWhence) {
  const Compiled it(
      "kind: 'expression'\n"
      "expression: 'if measure < 0 then null else 100 / measure'\n");
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.ErrorOf("-1"),
            "the expression gives null (null is written here) for the measure "
            "-1; expected points from 0 to 100");
  EXPECT_EQ(it.ErrorOf("0"),
            "the expression gives null (division by zero) for the measure 0; "
            "expected points from 0 to 100");
}

TEST(ScoringExpression, RefusesWhatIsNoNumber) {
  const Compiled it(
      "kind: 'expression'\n"
      "expression: 'if measure > 0 then measure else \"none\"'\n");
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_EQ(it.ErrorOf("0"),
            "the expression gives a string for the measure 0; expected points "
            "from 0 to 100");
}

TEST(ScoringExpression, EndsAFormulaThatTakesTooLong) {
  const Compiled it(
      "kind: 'expression'\n"
      "expression: 'count(for i in 1..300000 return i + measure)'\n");
  ASSERT_NE(it.function, nullptr) << it.problems();
  EXPECT_THAT(it.ErrorOf("1"), HasSubstr("the expression ends with `"));
}

TEST(ScoringExpression, SeesNothingButTheMeasure) {
  const Compiled it("kind: 'expression'\nexpression: 'measure + revenue'\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(), HasSubstr("model.txtpb:2:24: error: "));
  EXPECT_THAT(it.problems(), HasSubstr("revenue"));
}

TEST(ScoringExpression, RefusesToReadAClock) {
  const Compiled it(
      "kind: 'expression'\nexpression: 'measure + today().year - 2000'\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:2:14: error: `expression` of `it` uses "
                        "`today`; expected points that depend on `measure` "
                        "alone"));
}

TEST(ScoringExpression, ReportsErrorsOfTheTextAtTheirPlace) {
  const Compiled it("kind: 'expression'\nexpression: 'measure + '\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(), HasSubstr("model.txtpb:2:"));
  const Compiled text("kind: 'expression'\nexpression: '\"much\"'\n");
  EXPECT_EQ(text.function, nullptr);
  EXPECT_THAT(text.problems(),
              HasSubstr("model.txtpb:2:14: error: `expression` of `it` is "
                        "string; expected number"));
}

TEST(ScoringExpression, IsTriedAtOnceWhereItDependsOnNothing) {
  const Compiled it("kind: 'expression'\nexpression: '50 * 3'\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(), HasSubstr("model.txtpb:2:1: error: the expression "
                                       "gives 150 for"));
  const Compiled fixed("kind: 'expression'\nexpression: '50'\n");
  ASSERT_NE(fixed.function, nullptr) << fixed.problems();
  EXPECT_EQ(fixed.function->Score(D("7"))->points, D("50"));
}

TEST(ScoringExpression, ReportsEverythingWrongWithItsDefinition) {
  const Compiled it(
      "kind: 'expression'\n"
      "bands { when: '-' }\n"
      "parameters { name: 'least' value: '5' }\n"
      "parameters { name: 'highest' value: '120' }\n"
      "parameters { name: 'lowest' value: 'few' }\n"
      "parameters { name: 'lowest' value: '1' }\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(), HasSubstr("model.txtpb:2:1: error: `it` does not "
                                       "take `bands`"));
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:3:14: error: there is no parameter "
                        "`least`; there are `lowest` and `highest`"));
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:4:30: error: `value` of parameter "
                        "`highest` of `it` is `120`; expected a number from 0 "
                        "to 100"));
  EXPECT_THAT(it.problems(), HasSubstr("`lowest` of `it` is `few`; expected"));
  EXPECT_THAT(it.problems(), HasSubstr("model.txtpb:6:14: error: parameter "
                                       "`lowest` of `it` is given twice"));
  EXPECT_THAT(it.problems(),
              HasSubstr("`it` needs `expression`, FEEL over `measure`"));
}

TEST(ScoringExpression, RefusesBoundsTheWrongWayRound) {
  const Compiled it(
      "kind: 'expression'\nexpression: 'measure'\n"
      "parameters { name: 'lowest' value: '80' }\n"
      "parameters { name: 'highest' value: '20' }\n");
  EXPECT_EQ(it.function, nullptr);
  EXPECT_THAT(it.problems(),
              HasSubstr("model.txtpb:3:1: error: `lowest` of `it` is 80; "
                        "expected at most `highest`, 20"));
}

}  // namespace
}  // namespace techflow::scorecard
