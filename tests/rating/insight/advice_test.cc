#include "rating/insight/advice.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/insight/measure_levels.h"
#include "rating/insight/rerating.h"
#include "rating/insight/shown_number.h"
#include "rating/scorecard/weighted_mean.h"
#include "tests/rating/insight/model_text.h"

namespace techflow::insight {
namespace {

using testing::HasSubstr;

const std::string kBands =
    Bands({{"< 5", "0"}, {"[5..10)", "50"}, {">= 10", "100"}});

absl::StatusOr<v1::Advice> AdviceFor(const Rated& rated,
                                     const AdviceRequest& request = {}) {
  if (rated.model == nullptr) return absl::InternalError("no model");
  return Advise(*rated.model, rated.view, rated.day, rated.assessment, request);
}

// 0.5 × 50 + 0.3 × 0 + 0.2 × 50 = 35, which is D.
TestModel ThreeIndicators() {
  TestModel model;
  model.dimensions = {
      {"x",
       "1",
       {{"a", "7", kBands, "0.5", "can_change: true months: 24 effort: 3"},
        {"b", "4", kBands, "0.3", "can_change: true months: 12"},
        {"c", "10", Curve({{"0", "0"}, {"20", "100"}}), "0.2",
         "can_change: true months: 6"}}}};
  return model;
}

TEST(Advise, FindsTheCheapestWayToTheNextGrade) {
  const auto advice = AdviceFor(Rated(ThreeIndicators()));
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_EQ(advice->target_grade(), "C");
  EXPECT_TRUE(advice->reachable());
  EXPECT_TRUE(advice->is_cheapest());
  // One step each of b (15 points) and c (10) would do; c is faster.
  ASSERT_EQ(advice->changes_size(), 1);
  const v1::AdvisedChange& change = advice->changes(0);
  EXPECT_EQ(change.indicator(), "c");
  EXPECT_EQ(change.from().value(), "10");
  EXPECT_EQ(change.to().value(), "20");
  EXPECT_EQ(change.points_before().value(), "50");
  EXPECT_EQ(change.points_after().value(), "100");
  EXPECT_EQ(advice->effort(), 1);
  EXPECT_EQ(advice->months(), 6);
  EXPECT_EQ(advice->score().value(), "45");
  EXPECT_EQ(advice->grade(), "C");
}

TEST(Advise, CombinesChangesForAFartherGrade) {
  AdviceRequest request;
  request.target_grade = "B";
  const auto advice = AdviceFor(Rated(ThreeIndicators()), request);
  ASSERT_TRUE(advice.ok()) << advice.status();
  // b by two steps brings 30 and c by one 10: 75 points for an effort of 3.
  EXPECT_TRUE(advice->is_cheapest());
  EXPECT_EQ(advice->effort(), 2);
  EXPECT_EQ(advice->score().value(), "65");
  ASSERT_EQ(advice->changes_size(), 1);
  EXPECT_EQ(advice->changes(0).indicator(), "b");
  EXPECT_EQ(advice->changes(0).to().value(), "10");
}

TEST(Advise, HonoursMonthsAndFixedIndicators) {
  AdviceRequest request;
  request.fixed_indicators = {"c"};
  auto advice = AdviceFor(Rated(ThreeIndicators()), request);
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_EQ(advice->changes(0).indicator(), "b");
  request = {};
  request.target_grade = "B";
  request.within_months = 6;
  advice = AdviceFor(Rated(ThreeIndicators()), request);
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_FALSE(advice->reachable());
  EXPECT_TRUE(advice->is_cheapest());
  EXPECT_EQ(advice->changes_size(), 0);
  EXPECT_FALSE(advice->has_score());
  EXPECT_EQ(advice->why_not().en(),
            "with all that can be changed within 6 months at its best the "
            "score is 45 and the grade C");
}

TEST(Advise, NamesTheCorrectionThatHoldsTheGrade) {
  TestModel model = ThreeIndicators();
  model.more = CorrectionText("k", "cap", "", "\"D\"");
  const auto advice = AdviceFor(Rated(model));
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_FALSE(advice->reachable());
  EXPECT_THAT(advice->why_not().en(),
              HasSubstr("Correction k holds the grade at D: because"));
  EXPECT_THAT(advice->why_not().zh(), HasSubstr("修正k使等级停在 D：因为"));
}

TEST(Advise, SaysWhereNothingCanChange) {
  AdviceRequest request;
  request.fixed_indicators = {"a", "b", "c"};
  const auto advice = AdviceFor(Rated(ThreeIndicators()), request);
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_FALSE(advice->reachable());
  EXPECT_EQ(advice->why_not().en(), "no indicator can be changed to earn more");
}

TEST(Advise, RefusesWhatHasNoBetterGrade) {
  TestModel best = ThreeIndicators();
  for (TestIndicator& indicator : best.dimensions[0].indicators) {
    indicator.measure = "20";
  }
  EXPECT_EQ(AdviceFor(Rated(best)).status().code(),
            absl::StatusCode::kFailedPrecondition);
  TestModel unratable = ThreeIndicators();
  unratable.dimensions[0].indicators[0].measure = "null";
  unratable.dimensions[0].indicators[0].missing = "UNRATABLE";
  EXPECT_EQ(AdviceFor(Rated(unratable)).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(Advise, SaysAllThatIsWrongWithARequest) {
  AdviceRequest request;
  request.target_grade = "E";
  request.within_months = -1;
  request.fixed_indicators = {"z"};
  const absl::Status status =
      AdviceFor(Rated(ThreeIndicators()), request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(),
            "target_grade is `E`; expected one of A, B, C, D; within_months is "
            "-1; expected 0 or more; fixed_indicators has `z`; expected ids of "
            "the model's indicators");
  request = {};
  request.target_grade = "D";
  EXPECT_EQ(AdviceFor(Rated(ThreeIndicators()), request).status().message(),
            "target_grade is D; expected a grade better than D, which the "
            "rating has");
}

// A level of an indicator, or none.
struct Choice {
  std::string id;
  Decimal measure;
  int effort = 0;
  int months = 0;
};

std::vector<std::vector<Choice>> ChoicesOf(const Rated& rated,
                                           int within_months) {
  std::vector<std::vector<Choice>> choices;
  for (const v1::Dimension& dimension :
       rated.model->definition().dimensions()) {
    for (const v1::Indicator& indicator : dimension.indicators()) {
      const v1::Changeability& change = indicator.changeability();
      const v1::IndicatorResult& line =
          *FindLine(rated.assessment, indicator.id());
      if (!change.can_change() || line.missing()) continue;
      if (within_months != 0 && change.months() > within_months) continue;
      choices.push_back({Choice{}});
      for (const MeasureLevel& level :
           LevelsAround(rated.model->FindScoring(indicator.id())->turns(),
                        NumberOf(line.measure()))) {
        // Doing worse is no advice, even where it would help.
        scorecard::Assumptions assumptions;
        assumptions.measures.emplace(indicator.id(), level.measure);
        const auto then =
            rated.model->Assess(rated.view, rated.day, nullptr, &assumptions);
        EXPECT_TRUE(then.ok()) << then.status();
        if (NumberOf(FindLine(*then, indicator.id())->points()) <=
            NumberOf(line.points())) {
          continue;
        }
        choices.back().push_back({indicator.id(), level.measure,
                                  level.steps * std::max(change.effort(), 1),
                                  change.months()});
      }
    }
  }
  return choices;
}

// Effort and months of the cheapest of all combinations that reaches the rank.
std::optional<std::pair<int, int>> CheapestOfAll(const Rated& rated, int rank,
                                                 int within_months) {
  const auto choices = ChoicesOf(rated, within_months);
  std::optional<std::pair<int, int>> best;
  std::vector<size_t> taken(choices.size(), 0);
  for (size_t at = 0; at < choices.size();) {
    scorecard::Assumptions assumptions;
    std::pair<int, int> cost;
    for (size_t i = 0; i < choices.size(); ++i) {
      const Choice& choice = choices[i][taken[i]];
      if (choice.id.empty()) continue;
      assumptions.measures.emplace(choice.id, choice.measure);
      cost.first += choice.effort;
      cost.second = std::max(cost.second, choice.months);
    }
    if (!best.has_value() || cost < *best) {
      const auto then =
          rated.model->Assess(rated.view, rated.day, nullptr, &assumptions);
      EXPECT_TRUE(then.ok()) << then.status();
      if (then.ok() && then->grade_rank() <= rank) best = cost;
    }
    for (at = 0; at < choices.size(); ++at) {
      if (++taken[at] < choices[at].size()) break;
      taken[at] = 0;
    }
  }
  return best;
}

// Rated with the advised measures, by nothing but the model.
void ExpectPromiseHolds(const Rated& rated, const v1::Advice& advice,
                        int rank) {
  scorecard::Assumptions assumptions;
  for (const v1::AdvisedChange& change : advice.changes()) {
    assumptions.measures.emplace(change.indicator(), NumberOf(change.to()));
  }
  const auto then =
      rated.model->Assess(rated.view, rated.day, nullptr, &assumptions);
  ASSERT_TRUE(then.ok()) << then.status();
  EXPECT_EQ(then->grade(), advice.grade());
  EXPECT_EQ(then->score().value(), advice.score().value());
  EXPECT_LE(then->grade_rank(), rank);
}

class RandomModels {
 public:
  explicit RandomModels(unsigned seed) : random_(seed) {}

  int Below(unsigned limit) { return static_cast<int>(random_() % limit); }
  std::string Text(unsigned limit) { return std::to_string(Below(limit)); }

  std::string Scoring() {
    switch (Below(4)) {
      case 0:
        return Curve({{"0", "0"}, {"5", "35.5"}, {"9", "60"}, {"20", "100"}});
      case 1:
        return Bands({{"< 3", "100"}, {"[3..8]", "40"}, {"> 8", "5"}});
      case 2:
        return Bands({{"<= 4", "10"},
                      {"(4..9)", "80"},
                      {"[9..15)", "30"},
                      {">= 15", "100"}});
      default:
        return Bands({{"< 6", "0"}, {"[6..12)", "45"}, {">= 12", "90"}});
    }
  }

  TestIndicator Indicator(const std::string& id, const std::string& weight) {
    return {id,
            Below(6) == 0 ? "null" : Text(14),
            Scoring(),
            weight,
            Below(5) == 0 ? "can_change: false"
                          : "can_change: true months: " + Text(13) +
                                " effort: " + Text(5),
            Below(2) == 0 ? "REALLOCATE" : "ZERO"};
  }

  TestModel Model(const std::string& scheme) {
    TestModel model;
    model.scheme = scheme;
    model.dimensions = {
        {"x", "0.55", {Indicator("a", "0.3"), Indicator("b", "0.7")}},
        {"y",
         "0.45",
         {Indicator("c", "0.25"), Indicator("d", "0.33"),
          Indicator("e", "0.42")}}};
    if (Below(3) == 0) {
      model.more += CorrectionText("f", "coefficient", "", "0.93");
    }
    if (Below(3) == 0) model.more += CorrectionText("g", "notches", "", "-1");
    if (Below(5) == 0) model.more += CorrectionText("h", "cap", "", "\"B\"");
    return model;
  }

 private:
  std::mt19937 random_;
};

// The score is that of the worst dimension: gains do not add up.
class WorstDimension : public scorecard::WeightScheme {
 public:
  static std::unique_ptr<const scorecard::WeightScheme> Compile(
      const scorecard::WeightSchemeSource& source) {
    auto scheme = std::make_unique<WorstDimension>();
    scheme->mean_ = scorecard::WeightedMean::Compile(source);
    return scheme;
  }
  scorecard::FoldedScore Fold(
      std::span<const scorecard::WeighedDimension> dimensions) const override {
    scorecard::FoldedScore folded = mean_->Fold(dimensions);
    scorecard::FoldedDimension* worst = nullptr;
    for (scorecard::FoldedDimension& dimension : folded.dimensions) {
      dimension.contribution = Decimal();
      for (scorecard::FoldedIndicator& indicator : dimension.indicators) {
        indicator.contribution = Decimal();
      }
      if (!dimension.points.has_value()) continue;
      if (worst == nullptr || *dimension.points < *worst->points) {
        worst = &dimension;
      }
    }
    folded.score = Decimal();
    if (worst == nullptr) return folded;
    worst->contribution = *worst->points;
    folded.score = *worst->points;
    return folded;
  }

 private:
  std::unique_ptr<const scorecard::WeightScheme> mean_;
};

// Scores from 65 to 72 lose 20 points: more is not always better.
class Dip : public scorecard::Correction {
 public:
  Stage stage() const override { return Stage::kScore; }
  feel::TypeKind value_kind() const override { return feel::TypeKind::kNull; }
  absl::StatusOr<scorecard::Corrected> Apply(
      const scorecard::GradedScore& before, const feel::Value& /*value*/,
      const scorecard::GradeScale& scale) const override {
    if (before.score < Decimal(65) || before.score > Decimal(72)) {
      return scorecard::Corrected{before, "0"};
    }
    const Decimal score = *Subtract(before.score, Decimal(20));
    return scorecard::Corrected{{score, scale.RankOf(score)}, "-20"};
  }
  scorecard::GradedRange Reach(
      const scorecard::GradedRange& before,
      const scorecard::GradeScale& /*scale*/) const override {
    return before;  // It takes no value that could be unknown.
  }
};

scorecard::Catalog TestCatalog() {
  scorecard::Catalog catalog = scorecard::BuildStandardCatalog();
  catalog.weight_schemes.Add("weighted_mean_of_worst", WorstDimension::Compile);
  catalog.corrections.Add("dip", [](const scorecard::CorrectionSource&) {
    return std::make_unique<Dip>();
  });
  return catalog;
}

void ExpectNothingIsCheaper(const std::string& scheme, unsigned seed,
                            int rounds, const std::string& more = "") {
  RandomModels models(seed);
  int reached = 0;
  for (int round = 0; round < rounds; ++round) {
    TestModel model = models.Model(scheme);
    model.more = more + model.more;
    const Rated rated(model, TestCatalog());
    if (!rated.ok() || rated.assessment.grade_rank() == 1) continue;
    AdviceRequest request;
    if (round % 3 == 1) request.within_months = 8;
    if (round % 2 == 1) request.target_grade = "A";
    const int rank = round % 2 == 1 ? 1 : rated.assessment.grade_rank() - 1;
    const auto advice = AdviceFor(rated, request);
    ASSERT_TRUE(advice.ok()) << advice.status();
    const auto cheapest = CheapestOfAll(rated, rank, request.within_months);
    EXPECT_TRUE(advice->is_cheapest());
    ASSERT_EQ(advice->reachable(), cheapest.has_value()) << round;
    if (!cheapest.has_value()) {
      EXPECT_FALSE(advice->why_not().zh().empty());
      continue;
    }
    ++reached;
    EXPECT_EQ(advice->effort(), cheapest->first) << round;
    EXPECT_EQ(advice->months(), cheapest->second) << round;
    ExpectPromiseHolds(rated, *advice, rank);
  }
  EXPECT_GT(reached, rounds / 5);
}

TEST(Advise, FindsWhatBruteForceFinds) {
  ExpectNothingIsCheaper("weighted_mean", 20260630, 120);
}

TEST(Advise, FindsItWhereGainsDoNotAddUp) {
  ExpectNothingIsCheaper("weighted_mean_of_worst", 7, 60);
}

TEST(Advise, FindsItWhereMoreIsNotAlwaysBetter) {
  ExpectNothingIsCheaper("weighted_mean", 11, 60,
                         CorrectionText("p", "dip", "", ""));
}

TEST(Advise, SaysWhereTheSearchEndedEarly) {
  TestModel model = ThreeIndicators();
  model.more = CorrectionText("p", "dip", "", "");
  const Rated rated(model, TestCatalog());
  ASSERT_TRUE(rated.ok());
  AdviceRequest request;
  request.target_grade = "A";
  request.most_ratings = 2;
  const auto advice = AdviceFor(rated, request);
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_TRUE(advice->reachable());
  EXPECT_FALSE(advice->is_cheapest());
  EXPECT_EQ(advice->grade(), "A");
  // Both of a and b are needed and, at their best, enough: 80.
  ExpectPromiseHolds(rated, *advice, 1);
}

TEST(Advise, GivesTheSameAdviceTwice) {
  const Rated rated(ThreeIndicators());
  const auto once = AdviceFor(rated);
  const auto twice = AdviceFor(rated);
  ASSERT_TRUE(once.ok() && twice.ok());
  EXPECT_EQ(once->SerializeAsString(), twice->SerializeAsString());
}

}  // namespace
}  // namespace techflow::insight
