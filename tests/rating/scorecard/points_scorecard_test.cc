// Scorecards whose points add up as they are, as official tables count them,
// and ratings of what is assumed.

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/scorecard/scorecard.h"
#include "tests/rating/scorecard/rated_company.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

std::string Indicator(const std::string& id, const std::string& measure,
                      const std::string& highest,
                      const std::string& missing = "ZERO") {
  return "indicators { id: '" + id +
         "' title { zh: '项' en: 'Item' } measure: '" + measure +
         "'\n  scoring { kind: 'curve'\n"
         "    points { x { value: '0' } points { value: '0' } }\n"
         "    points { x { value: '" +
         highest + "' } points { value: '" + highest +
         "' } } }\n"
         "  missing: MISSING_POLICY_" +
         missing + " supplied_by { zh: '企业' en: 'The company' } }\n";
}

std::string Dimension(const std::string& id, const std::string& more) {
  return "dimensions { id: '" + id + "' title { zh: '部分' en: 'Part' }\n" +
         more + "}\n";
}

// 40 points at most for people, 30 of either result, of which one is chosen:
// 70 in all. No segments.
std::string PointsModel() {
  return "weight_scheme { kind: 'sum_of_points' }\n" +
         Dimension("people", "cap { value: '40' }\n" +
                                 Indicator("staff", "a", "30") +
                                 Indicator("degrees", "b", "20")) +
         Dimension("results", "best_only: true\n" +
                                  Indicator("products", "c", "30") +
                                  Indicator("papers", "d", "10")) +
         "grade_scale { grades { id: 'A' from { value: '60' } text { zh: '优' "
         "en: 'Good' } } grades { id: 'B' from { value: '0' } text { zh: '差' "
         "en: 'Poor' } } }\n"
         "completeness { rated_from { value: '0.9' } provisional_from { "
         "value: '0.2' } }\n";
}

std::string Replaced(std::string text, const std::string& from,
                     const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

struct Compiled {
  explicit Compiled(const std::string& text) : model(text) {
    if (model.text == nullptr) return;
    const feel::Scope names = CompanyNames();
    card = Scorecard::Compile(model.message, model.text->places(),
                              BuildStandardCatalog(), {names, {}},
                              model.diagnostics);
  }
  std::string problems() const { return model.diagnostics.ToString(); }

  v1::Assessment Assess(const Known& known,
                        const Assumptions* assumptions = nullptr) const {
    v1::Assessment assessment;
    EXPECT_NE(card, nullptr) << problems();
    if (card == nullptr) return assessment;
    const absl::Status status = WithCompany(known, [&](Evaluator evaluate) {
      const auto outcome =
          card->Grade(evaluate, assumptions, [](const Outcome&) {});
      if (outcome.ok()) card->Describe(*outcome, assessment);
      return outcome.status();
    });
    EXPECT_TRUE(status.ok()) << status;
    return assessment;
  }

  DefinitionText<v1::Model> model;
  std::unique_ptr<const Scorecard> card;
};

Known Complete() { return {{"a", "25"}, {"b", "20"}, {"c", "12"}, {"d", "8"}}; }

TEST(PointsScorecard, AddsPointsUpWithinCapsAndTakesTheBest) {
  const v1::Assessment assessment = Compiled(PointsModel()).Assess(Complete());
  // 25 + 20, capped at 40; 12 of 12 and 8.
  EXPECT_EQ(assessment.score().value(), "52");
  EXPECT_EQ(assessment.grade(), "B");
  EXPECT_EQ(assessment.status(), v1::RATING_STATUS_RATED);
  EXPECT_EQ(assessment.dimensions(0).contribution().value(), "40");
  EXPECT_EQ(assessment.dimensions(0).adjustment().value(), "-5");
  EXPECT_EQ(assessment.dimensions(0).indicators(0).contribution().value(),
            "25");
  EXPECT_EQ(assessment.dimensions(1).contribution().value(), "12");
  EXPECT_EQ(assessment.dimensions(1).indicators(1).contribution().value(), "0");
  EXPECT_FALSE(assessment.dimensions(1).has_adjustment());
  EXPECT_FALSE(assessment.has_fold_adjustment());
}

TEST(PointsScorecard, NeedsNoSegmentsAndWeighsByWhatCanBeEarned) {
  const v1::Assessment assessment = Compiled(PointsModel()).Assess(Complete());
  EXPECT_EQ(assessment.segment(), "");
  // 40 and 30 of 70; staff 30 and degrees 20 of 50.
  EXPECT_EQ(assessment.dimensions(0).weight().value(), "0.571429");
  EXPECT_EQ(assessment.dimensions(1).weight().value(), "0.428571");
  EXPECT_EQ(assessment.dimensions(0).indicators(0).weight().value(),
            "0.3428574");
  EXPECT_EQ(assessment.completeness().value(), "1");
}

TEST(PointsScorecard, IsAsCompleteAsThePointsThatAreKnown) {
  const Compiled compiled(PointsModel());
  Known known = Complete();
  known.erase("a");
  const v1::Assessment assessment = compiled.Assess(known);
  // All but 0.6 × 0.571429, to six decimals.
  EXPECT_EQ(assessment.completeness().value(), "0.657143");
  EXPECT_EQ(assessment.status(), v1::RATING_STATUS_PROVISIONAL);
  EXPECT_EQ(assessment.score().value(), "32");
  EXPECT_EQ(assessment.lowest_base_score().value(), "32");
  // 30 more would pass the cap of 40.
  EXPECT_EQ(assessment.highest_base_score().value(), "52");
  EXPECT_EQ(assessment.missing(0).indicator(), "staff");
  EXPECT_EQ(assessment.missing(0).policy(), "it counts as 0 points");
}

TEST(PointsScorecard, RefusesToReallocateWhatHasNoWeight) {
  const Compiled compiled(
      Replaced(PointsModel(), "POLICY_ZERO", "POLICY_REALLOCATE"));
  EXPECT_EQ(compiled.card, nullptr);
  EXPECT_THAT(compiled.problems(),
              HasSubstr("indicator `staff` has MISSING_POLICY_REALLOCATE, but "
                        "the weight scheme `sum_of_points` has no weights to "
                        "reallocate; expected _ZERO, _FLOOR or _UNRATABLE"));
}

TEST(PointsScorecard, RefusesMoreThanAHundredPoints) {
  const Compiled compiled(PointsModel() +
                          Dimension("more", Indicator("extra", "d", "31")));
  EXPECT_EQ(compiled.card, nullptr);
  EXPECT_THAT(compiled.problems(), HasSubstr("the dimensions can bring 101 "
                                             "points; expected at most 100"));
  const Compiled just(PointsModel() +
                      Dimension("more", Indicator("extra", "d", "30")));
  EXPECT_NE(just.card, nullptr) << just.problems();
}

TEST(PointsScorecard, TakesNoWeightSets) {
  const Compiled compiled(PointsModel() + "weight_sets { segment: 's' }\n");
  EXPECT_EQ(compiled.card, nullptr);
  EXPECT_THAT(compiled.problems(), HasSubstr("the weight scheme "
                                             "`sum_of_points` takes no weight "
                                             "sets"));
}

std::string WeightedModel(const std::string& scheme) {
  return Replaced(
             Replaced(Replaced(PointsModel(), "kind: 'sum_of_points'", scheme),
                      "cap { value: '40' }\n", ""),
             "best_only: true\n", "") +
         "segments { id: 's' title { zh: '全体' en: 'All' } }\n"
         "weight_sets { segment: 's' provenance { zh: '自拟' en: 'Ours' }\n"
         "weights { id: 'people' value { value: '0.6' } }\n"
         "weights { id: 'staff' value { value: '0.5' } }\n"
         "weights { id: 'degrees' value { value: '0.5' } }\n"
         "weights { id: 'results' value { value: '0.4' } }\n"
         "weights { id: 'products' value { value: '1' } }\n"
         "weights { id: 'papers' value { value: '0' } } }\n";
}

TEST(PointsScorecard, LeavesCapsToSumsOfPoints) {
  std::string text = WeightedModel("kind: 'weighted_mean'");
  text = Replaced(text, "id: 'people'", "id: 'people' cap { value: '40' }");
  text = Replaced(text, "id: 'results'", "id: 'results' best_only: true");
  const Compiled compiled(text);
  EXPECT_EQ(compiled.card, nullptr);
  for (const char* dimension : {"people", "results"}) {
    EXPECT_THAT(compiled.problems(),
                HasSubstr("dimension `" + std::string(dimension) +
                          "` has `cap` or `best_only`, which only the weight "
                          "scheme `sum_of_points` takes"));
  }
}

TEST(FoldAdjustment, IsWhatASchemeTakesOffTheContributions) {
  // 0.6 × 22.5 + 0.4 × 12 = 18.3, and the weaker part has 12.
  const v1::Assessment weakest =
      Compiled(WeightedModel("kind: 'weakest_link'")).Assess(Complete());
  EXPECT_EQ(weakest.base_score().value(), "12");
  EXPECT_EQ(weakest.fold_adjustment().value(), "-6.3");
  EXPECT_EQ(weakest.dimensions(0).contribution().value(), "13.5");
  const v1::Assessment geometric =
      Compiled(WeightedModel("kind: 'weighted_geometric_mean'"))
          .Assess({{"a", "30"}, {"b", "0"}, {"c", "30"}, {"d", "1"}});
  EXPECT_EQ(geometric.base_score().value(), "0");
  EXPECT_EQ(geometric.fold_adjustment().value(), "-21");
}

TEST(Assumptions, TakeAMeasureAsGiven) {
  const Compiled compiled(PointsModel());
  Assumptions assumptions;
  assumptions.measures.emplace("products", D("30"));
  assumptions.measures.emplace("nobody", D("1"));
  const v1::Assessment assessment = compiled.Assess(Complete(), &assumptions);
  EXPECT_EQ(assessment.score().value(), "70");
  EXPECT_EQ(assessment.dimensions(1).indicators(0).measure().value(), "30");
  // What was unknown is known then.
  const v1::Assessment of_nothing = compiled.Assess({}, &assumptions);
  EXPECT_EQ(of_nothing.missing_size(), 3);
}

TEST(Assumptions, TakePointsAsGivenWhateverTheMeasure) {
  const Compiled compiled(PointsModel());
  Assumptions assumptions;
  assumptions.points.emplace("papers", D("9.5"));
  Known known = Complete();
  known.erase("c");
  const v1::Assessment assessment = compiled.Assess(known, &assumptions);
  EXPECT_EQ(assessment.score().value(), "49.5");
  EXPECT_FALSE(assessment.dimensions(1).indicators(1).has_measure());
  EXPECT_FALSE(assessment.dimensions(1).indicators(1).missing());
}

TEST(Assumptions, TakeWeightsAsGiven) {
  const Compiled compiled(WeightedModel("kind: 'weighted_mean'"));
  Assumptions assumptions;
  assumptions.weights.emplace("products", D("0"));
  assumptions.weights.emplace("papers", D("1"));
  const v1::Assessment assessment = compiled.Assess(Complete(), &assumptions);
  // 0.6 × 22.5 + 0.4 × 8.
  EXPECT_EQ(assessment.score().value(), "16.7");
  EXPECT_EQ(assessment.dimensions(1).indicators(1).weight().value(), "0.4");
  EXPECT_EQ(compiled.Assess(Complete()).score().value(), "18.3");
}

}  // namespace
}  // namespace techflow::scorecard
