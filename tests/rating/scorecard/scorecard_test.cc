#include "rating/scorecard/scorecard.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/evaluation.h"
#include "rating/scorecard/catalog.h"
#include "tests/rating/scorecard/definition_text.h"
#include "tests/rating/scorecard/small_model.h"

namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

// The names of a company in these tests; those that are not set are missing.
using Facts = std::map<std::string, std::string>;

feel::Scope Names() {
  feel::Scope scope;
  for (const char* number : {"a", "b", "c", "d", "k", "n", "score"}) {
    scope.Add(number, feel::TypeKind::kNumber);
  }
  scope.Add("field", feel::TypeKind::kString);
  scope.Add("listed", feel::TypeKind::kBoolean);
  return scope;
}

std::string Replaced(std::string text, const std::string& from,
                     const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

// "model.txtpb:21:19" for where `found` stands in `text`, which is ASCII there.
std::string PlaceOf(const std::string& text, const std::string& found) {
  const size_t at = text.find(found);
  EXPECT_NE(at, std::string::npos) << found;
  const size_t start = text.rfind('\n', at) + 1;
  const auto line =
      1 +
      std::count(text.begin(), text.begin() + static_cast<int64_t>(at), '\n');
  return "model.txtpb:" + std::to_string(line) + ":" +
         std::to_string(at - start + 1);
}

// A compiled scorecard with what it was compiled from.
struct Compiled {
  explicit Compiled(const std::string& text = SmallModel())
      : model(text), names(Names()) {
    if (model.text == nullptr) return;
    const std::vector<std::string> withheld = {"score"};
    card = Scorecard::Compile(model.message, model.text->places(),
                              BuildStandardCatalog(), {names, withheld},
                              model.diagnostics);
  }
  std::string problems() const { return model.diagnostics.ToString(); }

  absl::StatusOr<v1::Assessment> Assess(const Facts& facts) const {
    feel::Evaluation evaluation{feel::DateAndTime{}};
    const feel::Evaluation::Frame frame(evaluation, names.size());
    for (size_t slot = 0; slot < names.size(); ++slot) {
      const feel::Scope::Name& name = names.at(static_cast<int>(slot));
      feel::Value value =
          feel::Value::Missing(evaluation.arena(), name.name + " is not known");
      const auto fact = facts.find(name.name);
      if (fact != facts.end()) {
        if (name.type.is(feel::TypeKind::kNumber)) {
          value = feel::Value::Number(D(fact->second));
        } else if (name.type.is(feel::TypeKind::kBoolean)) {
          value = feel::Value::Boolean(fact->second == "true");
        } else {
          value = feel::Value::String(fact->second);
        }
      }
      evaluation.Set(static_cast<int>(slot), value);
    }
    const auto outcome = card->Grade(
        [&](const Rule& rule) {
          return rule.expression().Evaluate(evaluation);
        },
        nullptr, [](const Outcome&) {});
    if (!outcome.ok()) return outcome.status();
    v1::Assessment assessment;
    card->Describe(*outcome, assessment);
    return assessment;
  }

  DefinitionText<v1::Model> model;
  feel::Scope names;
  std::unique_ptr<const Scorecard> card;
};

Facts Complete() {
  return {{"a", "0.04"}, {"b", "10"}, {"c", "3"},         {"d", "4"},
          {"k", "1"},    {"n", "0"},  {"field", "other"}, {"listed", "false"}};
}

TEST(Scorecard, ScoresASmallModelAsOneDoesByHand) {
  const Compiled compiled;
  ASSERT_NE(compiled.card, nullptr) << compiled.problems();
  const auto assessment = compiled.Assess(Complete());
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->status(), v1::RATING_STATUS_RATED);
  EXPECT_EQ(assessment->segment(), "general");
  EXPECT_EQ(assessment->completeness().value(), "1");
  // intensity 0.3 × 60 = 18; staff 0.1 × 33.333333 = 3.333333;
  // held 0.48 × (10 + 3 × 80 / 7 = 44.285714) = 21.257143; cited 0.12 × 40.
  EXPECT_EQ(assessment->dimensions(0).contribution().value(), "21.333333");
  EXPECT_EQ(assessment->dimensions(1).contribution().value(), "26.057143");
  EXPECT_EQ(assessment->base_score().value(), "47.390476");
  EXPECT_EQ(assessment->score().value(), "47.390476");
  EXPECT_EQ(assessment->lowest_base_score().value(), "47.390476");
  EXPECT_EQ(assessment->highest_base_score().value(), "47.390476");
  EXPECT_EQ(assessment->grade(), "B");
  EXPECT_EQ(assessment->grade_rank(), 2);
  EXPECT_TRUE(assessment->missing().empty());
}

TEST(Scorecard, WritesALineForEveryIndicator) {
  const Compiled compiled;
  const auto assessment = compiled.Assess(Complete());
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  const v1::IndicatorResult& line = assessment->dimensions(0).indicators(0);
  EXPECT_EQ(line.id(), "intensity");
  EXPECT_EQ(line.measure().value(), "0.04");
  EXPECT_EQ(line.points().value(), "60");
  EXPECT_EQ(line.band(), "[0.03..0.06)");
  EXPECT_EQ(line.band_text().en(), "middling");
  EXPECT_EQ(line.next_at().value(), "0.06");
  EXPECT_EQ(line.next_points().value(), "100");
  EXPECT_EQ(line.highest_points().value(), "100");
  EXPECT_EQ(line.weight().value(), "0.3");
  EXPECT_EQ(line.effective_weight().value(), "0.3");
  EXPECT_EQ(line.contribution().value(), "18");
  EXPECT_EQ(line.display_factor().value(), "100");
}

TEST(Scorecard, TakesTheFirstSegmentThatIsTrue) {
  const Compiled compiled;
  Facts facts = Complete();
  facts["field"] = "software";
  EXPECT_EQ(compiled.Assess(facts)->segment(), "software");
  facts.erase("field");
  EXPECT_EQ(compiled.Assess(facts)->segment(), "general");
}

TEST(Scorecard, ListsWhatIsMissingTheHeaviestFirst) {
  const Compiled compiled;
  const auto assessment = compiled.Assess({{"a", "0.04"}, {"b", "10"}});
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->status(), v1::RATING_STATUS_PROVISIONAL);
  EXPECT_EQ(assessment->completeness().value(), "0.4");
  ASSERT_EQ(assessment->missing_size(), 2);
  EXPECT_EQ(assessment->missing(0).indicator(), "held");
  EXPECT_EQ(assessment->missing(0).weight().value(), "0.48");
  EXPECT_EQ(assessment->missing(0).reason(), "c is not known");
  EXPECT_EQ(assessment->missing(0).supplied_by().en(), "Patent register");
  EXPECT_EQ(assessment->missing(1).indicator(), "cited");
  EXPECT_EQ(assessment->missing(1).policy(), "it counts as 15 points");
  EXPECT_TRUE(assessment->dimensions(1).indicators(0).missing());
  EXPECT_FALSE(assessment->dimensions(1).indicators(0).has_points());
  EXPECT_EQ(assessment->dimensions(1).indicators(1).points().value(), "15");
}

TEST(Scorecard, HasNoGradeWhereTooLittleIsKnown) {
  const Compiled compiled;
  const auto assessment = compiled.Assess({{"b", "10"}, {"d", "1"}});
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->status(), v1::RATING_STATUS_UNRATABLE);
  EXPECT_EQ(assessment->unratable_reason(),
            "only 0.22 of the total weight is known; 0.3 is needed");
  EXPECT_FALSE(assessment->has_score());
  EXPECT_FALSE(assessment->has_base_score());
  EXPECT_EQ(assessment->grade(), "");
  EXPECT_EQ(assessment->grade_rank(), 0);
  EXPECT_TRUE(assessment->corrections().empty());
  EXPECT_EQ(assessment->missing_size(), 2);
  // 0.1 × 33.333333 + 0.12 × 10 and the rest between 0 and 100.
  EXPECT_EQ(assessment->lowest_base_score().value(), "4.533333");
  EXPECT_EQ(assessment->highest_base_score().value(), "82.533333");
}

TEST(Scorecard, HasNoGradeWithoutWhatItCannotDoWithout) {
  const Compiled compiled(Replaced(SmallModel(), "MISSING_POLICY_ZERO",
                                   "MISSING_POLICY_UNRATABLE"));
  Facts facts = Complete();
  facts.erase("b");
  const auto assessment = compiled.Assess(facts);
  EXPECT_EQ(assessment->status(), v1::RATING_STATUS_UNRATABLE);
  EXPECT_EQ(assessment->unratable_reason(), "required and unknown: `staff`");
}

TEST(Scorecard, CorrectsTheScoreThenTheGradeThenVetoes) {
  const Compiled compiled;
  Facts facts = Complete();
  facts["k"] = "0.9";
  facts["n"] = "-2";
  const auto assessment = compiled.Assess(facts);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->corrections(0).score_before().value(), "47.390476");
  // 42.6514284, half-even.
  EXPECT_EQ(assessment->corrections(0).score_after().value(), "42.651428");
  EXPECT_EQ(assessment->corrections(0).value(), "0.9");
  EXPECT_EQ(assessment->corrections(1).value(), "-1");
  EXPECT_EQ(assessment->corrections(1).grade_before(), "B");
  EXPECT_EQ(assessment->corrections(1).grade_after(), "C");
  EXPECT_FALSE(assessment->corrections(2).applied());
  EXPECT_EQ(assessment->score().value(), "42.651428");
  EXPECT_EQ(assessment->grade(), "C");
}

TEST(Scorecard, LeavesOutACorrectionThatCannotBeDecidedAndSaysSo) {
  const Compiled compiled;
  Facts facts = Complete();
  facts.erase("listed");
  const auto assessment = compiled.Assess(facts);
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_FALSE(assessment->corrections(2).applied());
  EXPECT_EQ(assessment->corrections(2).missing_reason(),
            "the condition of correction `listed` is unknown: listed is not "
            "known");
  EXPECT_EQ(assessment->grade(), "B");
}

TEST(Scorecard, FailsWhereARuleIsWrongAndNamesThePlace) {
  const std::string text =
      Replaced(SmallModel(), "measure: 'a'", "measure: 'a / (b - 10)'");
  const Compiled compiled(text);
  ASSERT_NE(compiled.card, nullptr) << compiled.problems();
  const auto assessment = compiled.Assess(Complete());
  EXPECT_EQ(assessment.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(assessment.status().message()),
              HasSubstr(PlaceOf(text, "a / (b") +
                        ": the measure of indicator `intensity`: division by "
                        "zero"));
}

// Seeded: whatever is known, the parts add up, the interval holds the score,
// and full evidence stays within it.
TEST(Scorecard, KeepsItsPromisesForAnyEvidence) {
  const Compiled compiled;
  std::mt19937_64 random(7);
  for (int i = 0; i < 500; ++i) {
    Facts full = Complete();
    full["a"] = "0.0" + std::to_string(random() % 100);
    for (const char* name : {"b", "c", "d"}) {
      full[name] = std::to_string(random() % 40);
    }
    full["field"] = random() % 2 == 0 ? "software" : "other";
    Facts partial = full;
    for (const char* name : {"a", "b", "c", "d"}) {
      if (random() % 3 == 0) partial.erase(name);
    }
    const auto some = compiled.Assess(partial);
    const auto all = compiled.Assess(full);
    ASSERT_TRUE(some.ok() && all.ok());
    const Decimal lowest = D(some->lowest_base_score().value());
    const Decimal highest = D(some->highest_base_score().value());
    const Decimal truth = D(all->base_score().value());
    EXPECT_LE(lowest, truth);
    EXPECT_GE(highest, truth);
    if (!some->has_base_score()) continue;
    const Decimal base = D(some->base_score().value());
    EXPECT_LE(lowest, base);
    EXPECT_GE(highest, base);
    Decimal sum;
    for (const v1::DimensionResult& dimension : some->dimensions()) {
      for (const v1::IndicatorResult& line : dimension.indicators()) {
        sum = *Add(sum, D(line.contribution().value()));
      }
    }
    EXPECT_EQ(sum, base);
  }
}

TEST(Scorecard, ReportsAllThatIsWrongWithAModelAtOnce) {
  std::string text = SmallModel();
  text = Replaced(text, "id: 'staff'", "id: 'Staff!'");
  text = Replaced(text, "value: '0.9'", "value: '0.8'");
  text = Replaced(text, "segment: 'general'", "segment: 'generol'");
  text = Replaced(text, "kind: 'veto'", "kind: 'vote'");
  text = Replaced(text, "measure: 'd'", "measure: 'e + 1'");
  text = Replaced(text, "measure: 'c'", "measure: 'score'");
  text = Replaced(text, "en: 'Patent search'", "");
  text = Replaced(text, "kind: 'weighted_mean'", "kind: 'mean'");
  text = Replaced(text, "provisional_from { value: '0.3' }",
                  "provisional_from { value: '0.9' }");
  text = Replaced(text, "value: 'n'", "value: '0.5'");
  const Compiled compiled(text);
  EXPECT_EQ(compiled.card, nullptr);
  const std::string problems = compiled.problems();
  EXPECT_THAT(problems, HasSubstr("`Staff!` is no id"));
  EXPECT_THAT(problems,
              HasSubstr("there is no dimension or indicator `staff`"));
  EXPECT_THAT(problems, HasSubstr("there is no segment `generol`"));
  EXPECT_THAT(problems, HasSubstr("segment `general` has no weight set"));
  EXPECT_THAT(problems,
              HasSubstr("there is no correction `vote`; there are `cap`, "
                        "`coefficient`, `floor`, `notches`, `veto`"));
  EXPECT_THAT(problems, HasSubstr(PlaceOf(text, "e + 1") + ": error"));
  EXPECT_THAT(problems, HasSubstr(PlaceOf(text, "score'") +
                                  ": error: the measure of indicator `held` "
                                  "uses `score`, which is known only after "
                                  "grading"));
  EXPECT_THAT(problems, HasSubstr("needs `supplied_by` in English (en)"));
  EXPECT_THAT(problems, HasSubstr("there is no weight scheme `mean`"));
  EXPECT_THAT(problems, HasSubstr("expected at most `rated_from`, 0.8"));
  EXPECT_THAT(problems, HasSubstr("the number of notches is 0.5"));
}

TEST(Scorecard, SaysWhatWeightsAddUpTo) {
  const Compiled compiled(
      Replaced(SmallModel(), "value: '0.9'", "value: '0.8'"));
  EXPECT_EQ(compiled.card, nullptr);
  EXPECT_THAT(compiled.problems(),
              HasSubstr("the weights of the indicators of dimension `patents` "
                        "in the weight set of segment `software` add up to "
                        "0.9; expected exactly 1"));
}

TEST(Scorecard, RefusesACorrectionThatStandsTooLate) {
  std::string text = SmallModel();
  text = Replaced(text, "kind: 'coefficient'", "kind: 'veto'");
  text = Replaced(text, "value: 'k'", "");
  const Compiled compiled(text);
  EXPECT_EQ(compiled.card, nullptr);
  EXPECT_THAT(compiled.problems(),
              HasSubstr("correction `steady` is a notches and stands after a "
                        "veto"));
}

}  // namespace
}  // namespace techflow::scorecard
