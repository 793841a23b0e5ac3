#include "rating/dmn/table_index.h"

#include <fmt/format.h>

#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rating/dmn/rule_grid.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/expression.h"
#include "rating/feel/value_builder.h"

namespace techflow::dmn {
namespace {

using feel::Type;
using feel::TypeKind;
using feel::Value;

class RandomTable {
 public:
  explicit RandomTable(unsigned seed) : random_(seed) {
    scope_.Add("limit", TypeKind::kNumber);
    types_ = {TypeKind::kNumber, TypeKind::kString, TypeKind::kBoolean,
              TypeKind::kDate};
    // Around where an index begins, and well above it.
    rows_ = Pick(3) == 0 ? ColumnIndex::kMinRows - 1 + Pick(5) : 8 + Pick(120);
    for (size_t row = 0; row < rows_; ++row) {
      for (const Type& type : types_) cells_.push_back(Compile(type));
    }
  }

  RuleGrid Grid(RuleGrid::NullTest null_test) const {
    return RuleGrid(types_.size(), rows_, cells_, null_test);
  }
  const std::vector<Type>& types() const { return types_; }
  const feel::Scope& scope() const { return scope_; }

  std::string InputText(const Type& type) {
    if (Pick(10) == 0) return "null";
    if (Pick(20) == 0) return "\"of another kind\"";
    return Constant(type);
  }

 private:
  size_t Pick(size_t count) { return random_() % count; }

  std::string Constant(const Type& type) {
    switch (type.kind()) {
      case TypeKind::kNumber:
        return fmt::format("{}.{}", Pick(12), Pick(3) * 5);
      case TypeKind::kString:
        return fmt::format("\"{}\"", static_cast<char>('a' + Pick(6)));
      case TypeKind::kBoolean:
        return Pick(2) == 0 ? "true" : "false";
      default:
        return fmt::format("@\"2026-0{}-01\"", 1 + Pick(8));
    }
  }

  std::string Test(const Type& type) {
    const bool has_order =
        type.is(TypeKind::kNumber) || type.is(TypeKind::kDate);
    switch (Pick(has_order ? 8 : 4)) {
      case 0:
        return "-";
      case 1:
        return Constant(type) + ", " + Constant(type);
      case 2:
        return "not(" + Constant(type) + ")";
      case 4:
        return fmt::format("{}{}..{}{}", Pick(2) == 0 ? "[" : "(",
                           Constant(type), Constant(type),
                           Pick(2) == 0 ? "]" : ")");
      case 5:
        return "< " + Constant(type);
      case 6:
        return ">= " + Constant(type) + ", < " + Constant(type);
      case 7:
        return type.is(TypeKind::kNumber) ? "> limit" : "? = " + Constant(type);
      default:
        return Constant(type);
    }
  }

  RuleGrid::Cell Compile(const Type& type) {
    const std::string text = Test(type);
    feel::Diagnostics diagnostics;
    auto cell = feel::UnaryTests::Compile(
        text, scope_, type, {feel::Dialect::kConformance, {}}, diagnostics);
    EXPECT_NE(cell, nullptr) << text << "\n" << diagnostics.ToString();
    return cell;
  }

  std::mt19937 random_;
  feel::Scope scope_;
  std::vector<Type> types_;
  size_t rows_ = 0;
  std::vector<RuleGrid::Cell> cells_;
};

std::string Matches(const RuleGrid& grid, feel::Evaluation& evaluation,
                    const std::vector<Value>& inputs, bool only_first,
                    RuleGrid::Search search) {
  feel::ArenaArray<Candidate> candidates(evaluation.arena());
  grid.Match(evaluation, inputs, only_first, search, candidates);
  std::string text;
  for (const Candidate& candidate : candidates.items()) {
    text += fmt::format("{}{} ", candidate.row,
                        candidate.unknown == nullptr
                            ? ""
                            : fmt::format("?{}", candidate.unknown->message));
  }
  return text;
}

// An evaluation with random inputs for a table.
class RandomInputs {
 public:
  RandomInputs(RandomTable& table, bool with_missing)
      : evaluation_(feel::DateAndTime{}), frame_(evaluation_, 1) {
    evaluation_.Set(0, Value::Number(5));
    for (const Type& type : table.types()) {
      feel::Diagnostics diagnostics;
      texts_.push_back(feel::Expression::Compile(
          table.InputText(type), table.scope(),
          {feel::Dialect::kConformance, {}}, diagnostics));
      values_.push_back(texts_.back()->Evaluate(evaluation_));
      if (values_.back().is_null() && with_missing) {
        values_.back() = Value::Missing(evaluation_.arena(), "unknown");
      }
    }
  }

  feel::Evaluation& evaluation() { return evaluation_; }
  const std::vector<Value>& values() const { return values_; }

 private:
  feel::Evaluation evaluation_;
  feel::Evaluation::Frame frame_;
  std::vector<std::shared_ptr<const feel::Expression>> texts_;
  std::vector<Value> values_;
};

TEST(ColumnIndex, FindsWhatAskingEveryCellFinds) {
  size_t matches = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    RandomTable table(seed);
    for (const auto null_test :
         {RuleGrid::NullTest::kRulesOut, RuleGrid::NullTest::kIsUnknown}) {
      const RuleGrid grid = table.Grid(null_test);
      for (int round = 0; round < 40; ++round) {
        RandomInputs random(table, round % 2 == 0);
        feel::Evaluation& evaluation = random.evaluation();
        const std::vector<Value>& inputs = random.values();
        for (const bool only_first : {true, false}) {
          const std::string linear = Matches(
              grid, evaluation, inputs, only_first, RuleGrid::Search::kLinear);
          ASSERT_EQ(Matches(grid, evaluation, inputs, only_first,
                            RuleGrid::Search::kIndexed),
                    linear)
              << "seed " << seed << " round " << round;
          if (!linear.empty()) ++matches;
        }
      }
    }
  }
  // The tables are not so random that nothing ever matches.
  EXPECT_GT(matches, 1'000u);
}

std::string FailingRows(const RuleGrid& grid, RandomInputs& inputs) {
  std::string text;
  for (const FailingRow& failing :
       grid.FindFailing(inputs.evaluation(), inputs.values())) {
    text += fmt::format("{}:{} ", failing.row, failing.column);
  }
  return text;
}

std::string FailingCells(const RuleGrid& grid, RandomInputs& inputs) {
  std::string text;
  for (size_t row = 0; row < grid.row_count(); ++row) {
    for (size_t column = 0; column < grid.column_count(); ++column) {
      const feel::TestOutcome outcome =
          grid.cell(row, column)
              .Evaluate(inputs.evaluation(), inputs.values()[column]);
      if (outcome.match == feel::Match::kYes) continue;
      text += fmt::format("{}:{} ", row, column);
      break;
    }
  }
  return text;
}

TEST(ColumnIndex, FindsWhatFailsAsAskingEveryCellDoes) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    RandomTable table(seed);
    const RuleGrid grid = table.Grid(RuleGrid::NullTest::kIsUnknown);
    for (int round = 0; round < 40; ++round) {
      RandomInputs inputs(table, round % 2 == 0);
      ASSERT_EQ(FailingRows(grid, inputs), FailingCells(grid, inputs))
          << "seed " << seed << " round " << round;
    }
  }
}

RuleGrid::Cell CompileCell(const std::string& text, Type type) {
  feel::Diagnostics diagnostics;
  return feel::UnaryTests::Compile(text, feel::Scope(), type, {}, diagnostics);
}

TEST(ColumnIndex, KnowsOnlyValuesOfItsKind) {
  std::vector<RuleGrid::Cell> cells;
  std::vector<const feel::UnaryTests*> column;
  for (int i = 0; i < 10; ++i) {
    cells.push_back(
        CompileCell(fmt::format("[{}..{})", i, i + 1), TypeKind::kNumber));
    column.push_back(cells.back().get());
  }
  const auto index = ColumnIndex::Build(column);
  ASSERT_TRUE(index.has_value());
  EXPECT_TRUE(index->Knows(Value::Number(3)));
  EXPECT_FALSE(index->Knows(Value::String("3")));
  EXPECT_FALSE(index->Knows(Value()));
  EXPECT_TRUE(ContainsRow(index->RowsFor(Value::Number(3)), 3));
  EXPECT_FALSE(ContainsRow(index->RowsFor(Value::Number(3)), 2));
}

TEST(ColumnIndex, LeavesColumnsOfSeveralKindsAndShortOnesAlone) {
  std::vector<RuleGrid::Cell> cells;
  std::vector<const feel::UnaryTests*> column;
  for (int i = 0; i < 10; ++i) {
    cells.push_back(i % 2 == 0 ? CompileCell("1", {})
                               : CompileCell("\"a\"", {}));
    column.push_back(cells.back().get());
  }
  EXPECT_FALSE(ColumnIndex::Build(column).has_value());
  const auto few = std::vector(column.begin(), column.begin() + 1);
  EXPECT_FALSE(ColumnIndex::Build(few).has_value());
}

}  // namespace
}  // namespace techflow::dmn
