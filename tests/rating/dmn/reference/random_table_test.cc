#include "tests/rating/dmn/reference/random_table.h"

#include <fmt/format.h>

#include <cstdlib>

#include "gtest/gtest.h"
#include "rating/feel/type.h"
#include "tests/rating/dmn/reference/table_answer.h"
#include "tests/rating/dmn/run_model.h"
#include "tests/rating/feel/reference/agreement.h"

namespace techflow::dmn::reference {
namespace {

using feel::Dialect;

Names NamesOf(const std::vector<Input>& inputs) {
  Names names;
  for (const Input& input : inputs) {
    feel::Type type;
    if (input.type == "number") type = feel::TypeKind::kNumber;
    if (input.type == "string") type = feel::TypeKind::kString;
    if (input.type == "boolean") type = feel::TypeKind::kBoolean;
    if (input.type == "date") type = feel::TypeKind::kDate;
    if (input.type == "days and time duration") {
      type = feel::TypeKind::kDaysDuration;
    }
    names.push_back({input.name, type});
  }
  return names;
}

std::string Rules(const std::vector<int>& rows) {
  std::string text;
  for (const int row : rows) text += fmt::format("{} ", row);
  return text;
}

std::string Rules(const std::vector<TableAnswer::Unmatched>& rules) {
  std::string text;
  for (const TableAnswer::Unmatched& rule : rules) {
    text += fmt::format("{} by {}; ", rule.row, rule.condition);
  }
  return text;
}

// What the engine's trace tells, in the reference's words.
std::vector<int> Matched(const TableTrace& trace) {
  std::vector<int> rows;
  for (const MatchedRule& rule : trace.matched) rows.push_back(rule.row);
  return rows;
}

std::string Unmatched(const TableTrace& trace) {
  std::vector<TableAnswer::Unmatched> rules;
  for (const UnmatchedRule& rule : trace.unmatched) {
    rules.push_back({rule.row, std::string(rule.condition)});
  }
  return Rules(rules);
}

class TablesAgree : public testing::Test {
 protected:
  void TearDown() override {
    // It would be no test if most of it meant nothing.
    EXPECT_GT(not_null_, answers_ / 2);
    EXPECT_GT(strict_, 0);
  }

  // Asks one table in one dialect about some inputs.
  void Check(unsigned seed, size_t rows, Dialect dialect);
  void CheckRun(const DecisionGraph& graph, const Table& table,
                const std::vector<Input>& inputs, Dialect dialect);

  int strict_ = 0;  // Tables that the strict dialect accepts.
  int answers_ = 0;
  int not_null_ = 0;
};

void TablesAgree::CheckRun(const DecisionGraph& graph, const Table& table,
                           const std::vector<Input>& inputs, Dialect dialect) {
  InputTexts texts;
  for (const Input& input : inputs) {
    texts.emplace_back(input.name, input.value ? Text(*input.value) : "?");
  }
  const TableAnswer answer = Answer(
      table, inputs,
      dialect == Dialect::kStrict ? Nulls::kMakeUnknown : Nulls::kRuleOut);
  DecisionTrace trace;
  trace.with_unmatched_rules = true;
  const Outcome traced = RunDecision(graph, "d", texts, &trace);
  const Outcome untraced = RunDecision(graph, "d", texts);
  EXPECT_EQ(untraced.result, traced.result);
  EXPECT_EQ(untraced.null_reason, traced.null_reason);
  const feel::Value& result = trace.decisions.back().result;
  if (answer.is_missing) {
    EXPECT_TRUE(result.is_missing()) << feel::reference::EveryBit(result);
  } else {
    EXPECT_TRUE(feel::reference::Agrees(result, answer.result))
        << feel::reference::EveryBit(result) << " instead of "
        << Text(answer.result);
  }
  const TableTrace& told = trace.decisions.back().tables.back();
  EXPECT_EQ(Rules(Matched(told)), Rules(answer.matched));
  EXPECT_EQ(Unmatched(told), Rules(answer.unmatched));
  ++answers_;
  if (!result.is_null()) ++not_null_;
}

void TablesAgree::Check(unsigned seed, size_t rows, Dialect dialect) {
  std::mt19937 random(seed);
  RandomTable generator(random, rows);
  const std::string xml = ModelXml(generator.table(), generator.Inputs());
  const Compiled compiled =
      CompileModel(xml, NamesOf(generator.Inputs()), dialect);
  // The strict dialect refuses gaps, overlaps and rules that never apply.
  if (compiled.graph == nullptr && dialect == Dialect::kStrict) return;
  ASSERT_NE(compiled.graph, nullptr) << compiled.diagnostics << xml;
  if (dialect == Dialect::kStrict) ++strict_;
  for (int round = 0; round < 12; ++round) {
    const std::vector<Input> inputs = generator.Inputs();
    std::string values;
    for (const Input& input : inputs) {
      values += fmt::format("{} = {}; ", input.name,
                            input.value ? Text(*input.value) : "?");
    }
    SCOPED_TRACE(
        fmt::format("seed {}, {} rows, {}: {}\n{}", seed, rows,
                    dialect == Dialect::kStrict ? "strict" : "conformance",
                    values, rows < 20 ? xml : ""));
    CheckRun(*compiled.graph, generator.table(), inputs, dialect);
    if (HasFailure()) return;
  }
}

// TECHFLOW_RANDOM_TABLES asks for more than the usual number of tables.
unsigned TableCount(unsigned usual) {
  const char* text = std::getenv("TECHFLOW_RANDOM_TABLES");
  return text == nullptr
             ? usual
             : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

TEST_F(TablesAgree, OfFewRules) {
  for (unsigned seed = 0; seed < TableCount(3'000) && !HasFailure(); ++seed) {
    Check(seed, 1 + seed % 16, Dialect::kConformance);
    Check(seed, 1 + seed % 16, Dialect::kStrict);
  }
}

TEST_F(TablesAgree, OfHundredsOfRules) {
  for (unsigned seed = 0; seed < TableCount(40) && !HasFailure(); ++seed) {
    Check(seed, 100 + 10 * (seed % 40), Dialect::kConformance);
    Check(seed, 100 + 10 * (seed % 40), Dialect::kStrict);
  }
}

}  // namespace
}  // namespace techflow::dmn::reference
