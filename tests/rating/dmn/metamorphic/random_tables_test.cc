// Random decision tables under other names, with other blanks and in another
// order of their rules.

#include <algorithm>

#include "gtest/gtest.h"
#include "tests/rating/dmn/metamorphic/model_changes.h"
#include "tests/rating/dmn/reference/random_table.h"
#include "tests/rating/dmn/run_model.h"

namespace techflow::dmn::metamorphic {
namespace {

using feel::Dialect;
using reference::Input;
using reference::Table;
using reference::Tree;
using reference::Value;

// A model, and what its inputs are called.
struct Version {
  std::string what;
  std::string xml;
  NewNames names;
};

std::string NameIn(const Version& version, const std::string& name) {
  const auto found = version.names.find(name);
  return found == version.names.end() ? name : found->second;
}

// What the decision says, and the rules behind it whatever their order.
std::string Answer(const Version& version, const std::vector<Input>& inputs,
                   Dialect dialect) {
  Names names;
  InputTexts texts;
  for (const Input& input : inputs) {
    names.push_back({NameIn(version, input.name), {}});
    texts.emplace_back(NameIn(version, input.name),
                       input.value ? Text(*input.value) : "?");
  }
  const Compiled compiled = CompileModel(version.xml, names, dialect);
  if (compiled.graph == nullptr) return "does not compile";
  DecisionTrace trace;
  const Outcome outcome =
      RunDecision(*compiled.graph, NameIn(version, "d"), texts, &trace);
  std::vector<std::string> rules;
  for (const MatchedRule& rule : trace.decisions.back().tables.back().matched) {
    rules.emplace_back(rule.id);
  }
  std::sort(rules.begin(), rules.end());
  std::string answer = outcome.result + " by";
  for (const std::string& rule : rules) answer += " " + rule;
  return answer;
}

constexpr unsigned kTables = 300;

void ForEachTable(
    const std::function<void(const Table&, const std::vector<Input>&,
                             std::mt19937&)>& use) {
  for (unsigned seed = 0; seed < kTables && !testing::Test::HasFailure();
       ++seed) {
    std::mt19937 random(seed);
    reference::RandomTable generator(random, 1 + seed % 25);
    for (int round = 0; round < 4; ++round) {
      use(generator.table(), generator.Inputs(), random);
    }
  }
}

void ExpectSameAnswers(const Version& before, const Version& after,
                       const std::vector<Input>& inputs) {
  for (const Dialect dialect : {Dialect::kConformance, Dialect::kStrict}) {
    EXPECT_EQ(Answer(after, inputs, dialect), Answer(before, inputs, dialect))
        << after.what << "\n"
        << before.xml << "\n"
        << after.xml;
  }
}

TEST(RandomTables, KeepTheirAnswersUnderAllChanges) {
  ForEachTable([](const Table& table, const std::vector<Input>& inputs,
                  std::mt19937& random) {
    const Version before{"", ModelXml(table, inputs), {}};
    ExpectSameAnswers(
        before, {"other blanks", WithOtherSpacing(before.xml, random), {}},
        inputs);
    ExpectSameAnswers(
        before, {"other order", WithShuffledRules(before.xml, random), {}},
        inputs);
    const NewNames names = ChooseNames(before.xml, {}, random);
    EXPECT_EQ(names.size(), inputs.size() + 1);
    ExpectSameAnswers(before,
                      {"other names", WithNames(before.xml, {}, names), names},
                      inputs);
  });
}

// All outputs that the rules have as output values, in some order.
std::vector<Value> OutputsOf(const Table& table, std::mt19937& random) {
  std::vector<Value> values;
  for (const reference::Row& row : table.rows) {
    if (row.outputs[0].form != Tree::Form::kConstant) return {};
    const Value& output = row.outputs[0].constant;
    const bool is_new = std::none_of(
        values.begin(), values.end(),
        [&output](const Value& value) { return Text(value) == Text(output); });
    if (output.IsNull()) return {};
    if (is_new) values.push_back(output);
  }
  std::shuffle(values.begin(), values.end(), random);
  return values;
}

TEST(RandomTables, WithoutTiesKeepTheirPriorities) {
  int checked = 0;
  ForEachTable([&](const Table& original, const std::vector<Input>& inputs,
                   std::mt19937& random) {
    Table table = original;
    if (table.outputs.size() != 1) return;
    table.outputs[0].values = OutputsOf(table, random);
    if (table.outputs[0].values.empty()) return;
    table.aggregation = "";
    for (const char* policy : {"PRIORITY", "OUTPUT ORDER"}) {
      table.policy = policy;
      Table shuffled = table;
      std::shuffle(shuffled.rows.begin(), shuffled.rows.end(), random);
      // Which of the rules with the same output comes first may change.
      const auto result = [&inputs](const Table& of) {
        const std::string answer = Answer({"", ModelXml(of, inputs), {}},
                                          inputs, Dialect::kConformance);
        return answer.substr(0, answer.find(" by"));
      };
      EXPECT_EQ(result(shuffled), result(table));
      ++checked;
    }
  });
  EXPECT_GT(checked, 100);
}

}  // namespace
}  // namespace techflow::dmn::metamorphic
