#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/evaluation.h"
#include "rating/scorecard/catalog.h"
#include "rating/scorecard/scorecard.h"
#include "tests/rating/scorecard/definition_text.h"
#include "tests/rating/scorecard/small_model.h"

// What the unknown leaves possible of a score and a grade.
namespace techflow::scorecard {
namespace {

using testing::HasSubstr;

using Facts = std::map<std::string, std::string>;

constexpr char kBaseScore[] = "base score";

// Every number that a company of the small model may give, the extreme ones of
// each measure and those on both sides of what corrections look at.
const std::map<std::string, std::vector<std::string>>& Extremes() {
  static const std::map<std::string, std::vector<std::string>> extremes = {
      {"a", {"0", "0.06"}},
      {"b", {"0", "30"}},
      {"c", {"0", "7"}},
      {"d", {"0", "10"}},
      {"k", {"0.5", "1"}},
      {"n", {"-1", "0", "1"}},
      {"listed", {"true", "false"}}};
  return extremes;
}

// The corrections in place of those of the small model.
std::string WithCorrections(const std::string& corrections) {
  std::string text = SmallModel();
  const size_t begin = text.find("corrections {");
  const size_t end = text.find("grade_scale {");
  return text.replace(begin, end - begin, corrections);
}

std::string CorrectionText(const std::string& id, const std::string& kind,
                           const std::string& fields) {
  return "corrections { id: '" + id +
         "' title { zh: '修' en: 'Correction' } reason { zh: '因' en: 'Why' } "
         "kind: '" +
         kind + "' " + fields + " }\n";
}

class Card {
 public:
  explicit Card(const std::string& text = SmallModel()) : model_(text) {
    for (const char* number : {"a", "b", "c", "d", "k", "n", kBaseScore}) {
      names_.Add(number, feel::TypeKind::kNumber);
    }
    names_.Add("field", feel::TypeKind::kString);
    names_.Add("listed", feel::TypeKind::kBoolean);
    if (model_.text == nullptr) return;
    const std::vector<std::string> scored = {kBaseScore};
    card_ = Scorecard::Compile(model_.message, model_.text->places(),
                               BuildStandardCatalog(), {names_, scored, scored},
                               model_.diagnostics);
  }
  bool is_right() const { return card_ != nullptr; }
  std::string problems() const { return model_.diagnostics.ToString(); }

  absl::StatusOr<v1::Assessment> Assess(const Facts& facts) const {
    feel::Evaluation evaluation{feel::DateAndTime{}};
    const feel::Evaluation::Frame frame(evaluation, names_.size());
    for (int slot = 0; slot < static_cast<int>(names_.size()); ++slot) {
      evaluation.Set(slot, ValueOf(names_.at(slot), facts, evaluation));
    }
    const auto outcome = card_->Grade(
        [&](const Rule& rule) {
          return rule.expression().Evaluate(evaluation);
        },
        nullptr,
        [&](const Outcome& scored) {
          if (!scored.is_rated()) return;
          evaluation.Set(*names_.Find(kBaseScore),
                         feel::Value::Number(scored.folded.score));
        });
    if (!outcome.ok()) return outcome.status();
    v1::Assessment assessment;
    card_->Describe(*outcome, assessment);
    return assessment;
  }

 private:
  static feel::Value ValueOf(const feel::Scope::Name& name, const Facts& facts,
                             feel::Evaluation& evaluation) {
    const auto fact = facts.find(name.name);
    if (fact == facts.end()) {
      return feel::Value::Missing(evaluation.arena(),
                                  name.name + " is not known");
    }
    if (name.type.is(feel::TypeKind::kNumber)) {
      return feel::Value::Number(D(fact->second));
    }
    if (name.type.is(feel::TypeKind::kBoolean)) {
      return feel::Value::Boolean(fact->second == "true");
    }
    return feel::Value::String(fact->second);
  }

  DefinitionText<v1::Model> model_;
  feel::Scope names_;
  std::unique_ptr<const Scorecard> card_;
};

Facts Complete() {
  return {{"a", "0.04"}, {"b", "10"}, {"c", "3"},         {"d", "4"},
          {"k", "1"},    {"n", "0"},  {"field", "other"}, {"listed", "false"}};
}

Facts Without(Facts facts, const std::vector<std::string>& names) {
  for (const std::string& name : names) facts.erase(name);
  return facts;
}

struct Ends {
  Decimal lowest_base;
  Decimal highest_base;
  Decimal lowest;
  Decimal highest;
  std::string worst;
  std::string best;
};

Ends EndsOf(const v1::Assessment& assessment) {
  return {D(assessment.lowest_base_score().value()),
          D(assessment.highest_base_score().value()),
          D(assessment.lowest_score().value()),
          D(assessment.highest_score().value()),
          assessment.worst_grade(),
          assessment.best_grade()};
}

// Grades of the small model are called in the order of the alphabet.
bool Holds(const Ends& ends, const v1::Assessment& inner) {
  const Ends inside = EndsOf(inner);
  const Decimal base = D(inner.base_score().value());
  const Decimal score = D(inner.score().value());
  return ends.lowest_base <= base && base <= ends.highest_base &&
         ends.lowest <= score && score <= ends.highest &&
         ends.best <= inner.grade() && inner.grade() <= ends.worst &&
         ends.lowest_base <= inside.lowest_base &&
         inside.highest_base <= ends.highest_base &&
         ends.lowest <= inside.lowest && inside.highest <= ends.highest &&
         ends.best <= inside.best && inside.worst <= ends.worst;
}

// Fills what is unknown one name after another with every extreme value: the
// interval holds each result on the way, and each of their intervals.
void ExpectHoldsAll(const Card& card, const Facts& facts) {
  const auto outer = card.Assess(facts);
  ASSERT_TRUE(outer.ok()) << outer.status();
  if (!outer->has_score()) return;
  const Ends ends = EndsOf(*outer);
  EXPECT_TRUE(Holds(ends, *outer)) << outer->ShortDebugString();
  for (const auto& [name, values] : Extremes()) {
    if (facts.contains(name)) continue;
    for (const std::string& value : values) {
      Facts filled = facts;
      filled[name] = value;
      const auto inner = card.Assess(filled);
      ASSERT_TRUE(inner.ok()) << inner.status();
      EXPECT_TRUE(Holds(ends, *inner)) << name << " = " << value << "\n"
                                       << outer->ShortDebugString() << "\n"
                                       << inner->ShortDebugString();
    }
  }
}

// Every choice of what is unknown, the rest at an extreme value each.
void ExpectHoldsAllOfEveryChoice(const Card& card) {
  std::vector<std::string> names;
  for (const auto& [name, values] : Extremes()) names.push_back(name);
  for (unsigned unknown = 0; unknown < 1U << names.size(); ++unknown) {
    for (unsigned side = 0; side < 1U << names.size(); ++side) {
      if ((side & unknown) != 0) continue;
      Facts facts = {{"field", "other"}};
      for (size_t i = 0; i < names.size(); ++i) {
        if ((unknown >> i & 1U) != 0) continue;
        const std::vector<std::string>& values = Extremes().at(names[i]);
        facts[names[i]] =
            (side >> i & 1U) != 0 ? values.back() : values.front();
      }
      ExpectHoldsAll(card, facts);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(ScorecardInterval, IsAPointWhereEverythingIsKnown) {
  const Card card;
  ASSERT_TRUE(card.is_right()) << card.problems();
  const auto assessment = card.Assess(Complete());
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->lowest_score().value(), assessment->score().value());
  EXPECT_EQ(assessment->highest_score().value(), assessment->score().value());
  EXPECT_EQ(assessment->worst_grade(), assessment->grade());
  EXPECT_EQ(assessment->best_grade(), assessment->grade());
}

// 0.3 × 60 + 0.48 × 44.285714 + 0.12 × 40 = 44.057143 of what is known.
TEST(ScorecardInterval, RunsFromTheFewestToTheMostPointsOfWhatIsUnknown) {
  const Card card;
  const auto no_staff = card.Assess(Without(Complete(), {"b"}));
  ASSERT_TRUE(no_staff.ok()) << no_staff.status();
  EXPECT_EQ(no_staff->lowest_base_score().value(), "44.057143");
  EXPECT_EQ(no_staff->highest_base_score().value(), "54.057143");
  EXPECT_EQ(no_staff->lowest_score().value(), "44.057143");
  EXPECT_EQ(no_staff->highest_score().value(), "54.057143");
  // Intensity earns 20 to 100, but reallocation could impute 0.
  const auto no_intensity = card.Assess(Without(Complete(), {"a"}));
  ASSERT_TRUE(no_intensity.ok()) << no_intensity.status();
  EXPECT_EQ(no_intensity->lowest_base_score().value(), "29.390476");
  EXPECT_EQ(no_intensity->highest_base_score().value(), "59.390476");
  EXPECT_EQ(no_intensity->worst_grade(), "C");
  EXPECT_EQ(no_intensity->best_grade(), "B");
}

TEST(ScorecardInterval, CountsAnUnknownConditionBothWays) {
  const Card card;
  const auto assessment = card.Assess(Without(Complete(), {"listed"}));
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->grade(), "B");
  EXPECT_EQ(assessment->worst_grade(), "C");
  EXPECT_EQ(assessment->best_grade(), "B");
  const Card constant(WithCorrections(
      CorrectionText("half", "coefficient", "when: 'listed' value: '0.5'")));
  const auto halved = constant.Assess(Without(Complete(), {"listed"}));
  ASSERT_TRUE(halved.ok()) << halved.status();
  EXPECT_EQ(halved->score().value(), "47.390476");
  EXPECT_EQ(halved->lowest_score().value(), "23.695238");
  EXPECT_EQ(halved->highest_score().value(), "47.390476");
}

TEST(ScorecardInterval, LetsAnUnknownValueReachItsBounds) {
  const auto assess = [](const std::string& correction) {
    const Card card(WithCorrections(correction));
    EXPECT_TRUE(card.is_right()) << card.problems();
    return *card.Assess(Without(Complete(), {"k", "n"}));
  };
  const v1::Assessment open =
      assess(CorrectionText("open", "coefficient", "value: 'k'"));
  EXPECT_EQ(open.lowest_score().value(), "0");
  EXPECT_EQ(open.highest_score().value(), "100");
  EXPECT_EQ(open.best_grade(), "A");
  const v1::Assessment bounded = assess(
      CorrectionText("bounded", "coefficient",
                     "value: 'k' parameters { name: 'lowest' value: '0.5' } "
                     "parameters { name: 'highest' value: '1' }"));
  EXPECT_EQ(bounded.lowest_score().value(), "23.695238");
  EXPECT_EQ(bounded.highest_score().value(), "47.390476");
  const v1::Assessment notches =
      assess(CorrectionText("notches", "notches",
                            "value: 'n' parameters { name: 'at_most' value: "
                            "'1' }"));
  EXPECT_EQ(notches.worst_grade(), "C");
  EXPECT_EQ(notches.best_grade(), "A");
  EXPECT_EQ(notches.lowest_score().value(), "47.390476");
  const v1::Assessment cap = assess(
      CorrectionText("cap", "cap", "value: 'if k > 0 then \"A\" else \"B\"'"));
  EXPECT_EQ(cap.worst_grade(), "C");
  EXPECT_EQ(cap.best_grade(), "B");
  const v1::Assessment floor = assess(CorrectionText(
      "floor", "floor", "value: 'if k > 0 then \"A\" else \"B\"'"));
  EXPECT_EQ(floor.worst_grade(), "B");
  EXPECT_EQ(floor.best_grade(), "A");
}

TEST(ScorecardInterval, OpensRulesThatLookAtAScoreWhichCanStillMove) {
  const Card card(WithCorrections(
      CorrectionText("high", "notches", "when: 'base score >= 50' value: '1'") +
      CorrectionText("low", "veto", "when: 'base score < 46'")));
  ASSERT_TRUE(card.is_right()) << card.problems();
  const auto settled = card.Assess(Complete());
  ASSERT_TRUE(settled.ok()) << settled.status();
  EXPECT_EQ(settled->best_grade(), "B");
  EXPECT_EQ(settled->worst_grade(), "B");
  // 44.057143 to 54.057143.
  const auto open = card.Assess(Without(Complete(), {"b"}));
  ASSERT_TRUE(open.ok()) << open.status();
  EXPECT_EQ(open->best_grade(), "A");
  EXPECT_EQ(open->worst_grade(), "C");
}

// The condition guards the value against a division by zero.
TEST(ScorecardInterval, DoesNotLookAtAValueWhoseConditionIsFalse) {
  const Card card(WithCorrections(CorrectionText(
      "guarded", "coefficient",
      "when: 'base score > 47 and n != 0' value: '1 / n' parameters { name: "
      "'highest' value: '1' }")));
  ASSERT_TRUE(card.is_right()) << card.problems();
  const auto assessment = card.Assess(Without(Complete(), {"b"}));
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->lowest_score().value(), "0");
  EXPECT_EQ(assessment->highest_score().value(), "54.057143");
}

TEST(ScorecardInterval, HoldsWhateverBecomesKnown) {
  const Card card;
  ExpectHoldsAllOfEveryChoice(card);
}

TEST(ScorecardInterval, HoldsWhateverBecomesKnownUnderEveryCorrection) {
  const Card card(WithCorrections(
      CorrectionText("scaled", "coefficient",
                     "when: 'c > 1' value: 'k' parameters { name: 'lowest' "
                     "value: '0.5' } parameters { name: 'highest' value: '1' "
                     "}") +
      CorrectionText("lifted", "coefficient",
                     "value: '1 + base score / 1000' parameters { name: "
                     "'lowest' value: '1' } parameters { name: 'highest' "
                     "value: '1.1' }") +
      CorrectionText("moved", "notches",
                     "when: 'd > 5' value: 'n' parameters { name: 'at_most' "
                     "value: '1' }") +
      CorrectionText("capped", "cap",
                     "value: 'if base score < 60 then \"B\" else \"A\"'") +
      CorrectionText("floored", "floor",
                     "when: 'k = 1' value: 'if listed then \"B\" else "
                     "\"C\"'") +
      CorrectionText("stopped", "veto", "when: 'listed and base score < 30'")));
  ASSERT_TRUE(card.is_right()) << card.problems();
  ExpectHoldsAllOfEveryChoice(card);
}

TEST(ScorecardInterval, IsNoneOfAScoreThatIsNotThere) {
  const Card card;
  const auto assessment = card.Assess({{"field", "other"}});
  ASSERT_TRUE(assessment.ok()) << assessment.status();
  EXPECT_EQ(assessment->status(), v1::RATING_STATUS_UNRATABLE);
  EXPECT_EQ(assessment->lowest_base_score().value(), "0");
  EXPECT_EQ(assessment->highest_base_score().value(), "100");
  EXPECT_FALSE(assessment->has_lowest_score());
  EXPECT_EQ(assessment->best_grade(), "");
}

TEST(ScorecardNames, KeepsTheBaseScoreFromMeasures) {
  std::string text = SmallModel();
  text.replace(text.find("measure: 'a'"), 12, "measure: 'base score'");
  const Card card(text);
  EXPECT_FALSE(card.is_right());
  EXPECT_THAT(card.problems(), HasSubstr("the measure of indicator `intensity` "
                                         "uses `base score`"));
}

}  // namespace
}  // namespace techflow::scorecard
