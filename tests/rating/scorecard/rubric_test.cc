#include "rating/scorecard/rubric.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/feel/evaluation.h"
#include "tests/rating/scorecard/definition_text.h"

namespace techflow::scorecard {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

feel::Scope Names() {
  feel::Scope scope;
  for (const char* name : {"a", "b", "c", "d"}) {
    scope.Add(name, feel::TypeKind::kNumber);
  }
  scope.Add("score", feel::TypeKind::kNumber);
  return scope;
}

std::string Clause(const std::string& id, const std::string& condition) {
  return "clauses { id: '" + id +
         "' title { zh: '条' en: 'Clause' } article: "
         "'第一条' condition: '" +
         condition + "' supplied_by { zh: '企业' en: 'The company' } ";
}

// a, and b or c or (d and d).
std::string SmallRubric() {
  return "question { zh: '是吗' en: 'Is it so?' }\n"
         "verdict { id: 'all' title { zh: '全' en: 'All' }\n" +
         Clause("a", "a > 0") +
         "value: 'a' unit { zh: '%' en: '%' } "
         "display_factor { value: '100' } }\n"
         "groups { id: 'any' title { zh: '任' en: 'Any' } any: true\n" +
         Clause("b", "b > 0") + "}\n" + Clause("c", "c > 0") +
         "}\n"
         "groups { id: 'both' title { zh: '皆' en: 'Both' }\n" +
         Clause("d", "d > 0") + "}\n" + Clause("e", "d > 1") + "} } } }\n";
}

struct Compiled {
  explicit Compiled(const std::string& text = SmallRubric())
      : definition(text), names(Names()) {
    if (definition.text == nullptr) return;
    const std::vector<std::string> withheld = {"score"};
    rubric = Rubric::Compile(definition.message, {names, withheld},
                             *definition.reader);
  }
  std::string problems() const { return definition.diagnostics.ToString(); }

  absl::StatusOr<v1::RubricResult> Evaluate(
      const std::map<std::string, int>& facts) const {
    feel::Evaluation evaluation{feel::DateAndTime{}};
    const feel::Evaluation::Frame frame(evaluation, names.size());
    for (int slot = 0; slot < static_cast<int>(names.size()); ++slot) {
      const std::string& name = names.at(slot).name;
      const auto fact = facts.find(name);
      evaluation.Set(slot, fact == facts.end()
                               ? feel::Value::Missing(evaluation.arena(),
                                                      name + " is not known")
                               : feel::Value::Number(Decimal(fact->second)));
    }
    return rubric->Evaluate([&evaluation](const Rule& rule) {
      return rule.expression().Evaluate(evaluation);
    });
  }

  DefinitionText<v1::Rubric> definition;
  feel::Scope names;
  std::unique_ptr<const Rubric> rubric;
};

v1::Verdict VerdictOf(const std::map<std::string, int>& facts) {
  const Compiled compiled;
  EXPECT_NE(compiled.rubric, nullptr) << compiled.problems();
  const auto result = compiled.Evaluate(facts);
  EXPECT_TRUE(result.ok()) << result.status();
  return result->verdict();
}

std::vector<std::string> DecidingClauses(
    const std::map<std::string, int>& facts) {
  std::vector<std::string> ids;
  const Compiled compiled;
  const auto result = compiled.Evaluate(facts);
  EXPECT_TRUE(result.ok()) << result.status();
  for (const v1::ClauseResult& line : result->clauses()) {
    if (line.can_decide()) ids.push_back(line.id());
  }
  return ids;
}

TEST(Rubric, ListsEachGroupBeforeWhatIsInIt) {
  const Compiled compiled;
  ASSERT_NE(compiled.rubric, nullptr) << compiled.problems();
  const auto result = compiled.Evaluate({{"a", 1}, {"b", 0}, {"c", 0}});
  ASSERT_TRUE(result.ok()) << result.status();
  std::vector<std::string> lines;
  for (const v1::ClauseResult& line : result->clauses()) {
    lines.push_back(line.group() + "/" + line.id() +
                    (line.is_group() ? line.any() ? " any" : " all" : ""));
  }
  EXPECT_THAT(lines, ElementsAre("/all all", "all/a", "all/any any", "any/b",
                                 "any/c", "any/both all", "both/d", "both/e"));
  EXPECT_EQ(result->question().en(), "Is it so?");
}

TEST(Rubric, ShowsTheValueOfAClauseAndWhatIsNotKnownOfOne) {
  const Compiled compiled;
  const auto result = compiled.Evaluate({{"a", 1}});
  ASSERT_TRUE(result.ok()) << result.status();
  const v1::ClauseResult& known = result->clauses(1);
  EXPECT_EQ(known.answer(), v1::VERDICT_MET);
  EXPECT_EQ(known.value(), "1");
  EXPECT_EQ(known.unit().en(), "%");
  EXPECT_EQ(known.display_factor().value(), "100");
  EXPECT_EQ(known.article(), "第一条");
  EXPECT_FALSE(known.has_supplied_by());
  EXPECT_EQ(known.missing_reason(), "");
  const v1::ClauseResult& unknown = result->clauses(3);
  EXPECT_EQ(unknown.answer(), v1::VERDICT_UNKNOWN);
  EXPECT_EQ(unknown.missing_reason(), "b is not known");
  EXPECT_EQ(unknown.supplied_by().en(), "The company");
}

TEST(Rubric, AnswersInThreeValues) {
  EXPECT_EQ(VerdictOf({{"a", 1}, {"b", 1}}), v1::VERDICT_MET);
  EXPECT_EQ(VerdictOf({{"a", 0}}), v1::VERDICT_NOT_MET);
  EXPECT_EQ(VerdictOf({{"a", 1}}), v1::VERDICT_UNKNOWN);
  EXPECT_EQ(VerdictOf({{"b", 1}}), v1::VERDICT_UNKNOWN);
  EXPECT_EQ(VerdictOf({{"a", 1}, {"b", 0}, {"c", 0}}), v1::VERDICT_UNKNOWN);
  EXPECT_EQ(VerdictOf({{"a", 1}, {"b", 0}, {"c", 0}, {"d", 1}}),
            v1::VERDICT_NOT_MET);
  EXPECT_EQ(VerdictOf({{"a", 1}, {"b", 0}, {"c", 0}, {"d", 2}}),
            v1::VERDICT_MET);
}

TEST(Rubric, SaysWhichUnknownClausesCanDecide) {
  EXPECT_THAT(DecidingClauses({}), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_THAT(DecidingClauses({{"b", 1}}), ElementsAre("a"));
  EXPECT_THAT(DecidingClauses({{"a", 1}, {"b", 0}}),
              ElementsAre("c", "d", "e"));
  EXPECT_THAT(DecidingClauses({{"a", 1}, {"d", 1}}), ElementsAre("b", "c"));
  EXPECT_THAT(DecidingClauses({{"a", 0}}), ElementsAre());
}

// Clauses of their own names, so that they are independent.
TEST(Rubric, AClauseCanDecideExactlyWhereSomeAnswersOfTheOthersLetIt) {
  std::string text = SmallRubric();
  text.replace(text.find("d > 1"), 5, "score > 0");
  DefinitionText<v1::Rubric> definition(text);
  Compiled compiled(SmallRubric());
  compiled.rubric = Rubric::Compile(definition.message, {compiled.names, {}},
                                    *definition.reader);
  ASSERT_NE(compiled.rubric, nullptr);
  const std::vector<std::string> names = {"a", "b", "c", "d", "score"};
  const std::vector<int> lines = {1, 3, 4, 6, 7};
  // Each name is 0, 1 or unknown.
  for (int state = 0; state < 243; ++state) {
    std::vector<int> digits;
    for (int rest = state, i = 0; i < 5; ++i, rest /= 3) {
      digits.push_back(rest % 3);
    }
    const auto verdict_of = [&](const std::vector<int>& values) {
      std::map<std::string, int> facts;
      for (size_t i = 0; i < names.size(); ++i) {
        if (values[i] < 2) facts[names[i]] = values[i];
      }
      return *compiled.Evaluate(facts);
    };
    const v1::RubricResult result = verdict_of(digits);
    for (size_t clause = 0; clause < names.size(); ++clause) {
      bool can_decide = false;
      for (int fill = 0; fill < 32 && digits[clause] == 2; ++fill) {
        std::vector<int> filled = digits;
        for (size_t i = 0; i < names.size(); ++i) {
          if (digits[i] == 2) filled[i] = (fill >> i) & 1;
        }
        std::vector<int> flipped = filled;
        flipped[clause] = 1 - flipped[clause];
        can_decide = can_decide || verdict_of(filled).verdict() !=
                                       verdict_of(flipped).verdict();
      }
      EXPECT_EQ(result.clauses(lines[clause]).can_decide(), can_decide)
          << "state " << state << ", clause " << names[clause];
    }
  }
}

TEST(Rubric, StopsAtAnErrorEvenWhereItNoLongerMatters) {
  std::string text = SmallRubric();
  text.replace(text.find("c > 0"), 5, "1 / c > 0");
  const Compiled compiled(text);
  ASSERT_NE(compiled.rubric, nullptr) << compiled.problems();
  const auto result = compiled.Evaluate({{"a", 0}, {"b", 1}, {"c", 0}});
  EXPECT_EQ(result.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(result.status().message()),
              HasSubstr("the condition of clause `c`"));
}

TEST(Rubric, ReportsEverythingWrongAtItsPlace) {
  const Compiled compiled(
      "verdict {\n"
      "id: 'Verdict'\n"
      "clauses { id: 'one' title { zh: '条' en: 'Clause' } condition: '1' }\n"
      "clauses {\n"
      "id: 'one'\n"
      "title { en: 'Clause' }\n"
      "condition: 'score > 1'\n"
      "value: 'nothing'\n"
      "unit { en: '%' }\n"
      "display_factor { value: '-1' }\n"
      "supplied_by { zh: '企业' en: 'The company' }\n"
      "}\n"
      "groups { id: 'empty' title { zh: '空' en: 'Empty' } }\n"
      "}\n");
  EXPECT_EQ(compiled.rubric, nullptr);
  const std::string problems = compiled.problems();
  EXPECT_THAT(problems, HasSubstr("`question`"));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:2:1: error: "));
  EXPECT_THAT(problems, HasSubstr("the condition of clause `one` is number"));
  EXPECT_THAT(problems, HasSubstr("clause `one` needs `supplied_by`"));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:5:1: error: "));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:6:1: error: "));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:7:13: error: the condition of "
                                  "clause `one` uses `score`"));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:8:9: error: "));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:9:1: error: "));
  EXPECT_THAT(problems, HasSubstr("model.txtpb:10:1: error: "));
  EXPECT_THAT(problems,
              HasSubstr("model.txtpb:13:10: error: group `empty` needs a "
                        "clause or a group"));
}

}  // namespace
}  // namespace techflow::scorecard
