#include "rating/dmn/rule_grid.h"

#include <algorithm>
#include <utility>

namespace techflow::dmn {
namespace {

using feel::Match;
using feel::TestOutcome;
using feel::Value;

}  // namespace

RuleGrid::RuleGrid(size_t columns, size_t rows, std::vector<Cell> cells,
                   NullTest null_test)
    : columns_(columns),
      rows_(rows),
      cells_(std::move(cells)),
      null_test_(null_test) {
  for (size_t column = 0; column < columns_; ++column) {
    indexes_.push_back(ColumnIndex::Build(Column(column)));
    has_index_ = has_index_ || indexes_.back().has_value();
  }
}

std::vector<const feel::UnaryTests*> RuleGrid::Column(size_t column) const {
  std::vector<const feel::UnaryTests*> cells;
  for (size_t row = 0; row < rows_; ++row) cells.push_back(&cell(row, column));
  return cells;
}

template <typename IsKnownYes>
TestOutcome RuleGrid::MatchRow(feel::Evaluation& evaluation,
                               std::span<const Value> inputs, size_t row,
                               IsKnownYes is_known_yes) const {
  TestOutcome outcome{Match::kYes, nullptr};
  for (size_t column = 0; column < columns_; ++column) {
    if (is_known_yes(column)) continue;
    const feel::UnaryTests& tests = cell(row, column);
    if (tests.matches_everything()) continue;
    const TestOutcome of_cell = tests.Evaluate(evaluation, inputs[column]);
    if (of_cell.match == Match::kYes) continue;
    const bool is_unknown =
        of_cell.match == Match::kUnknown &&
        null_test_ == NullTest::kIsUnknown && of_cell.reason != nullptr &&
        of_cell.reason->cause != feel::NullReason::Cause::kExplicit;
    // A later cell may still rule the row out.
    if (!is_unknown) return {Match::kNo, nullptr};
    if (outcome.match == Match::kYes) outcome = of_cell;
  }
  return outcome;
}

void RuleGrid::Match(feel::Evaluation& evaluation,
                     std::span<const Value> inputs, bool only_first,
                     Search search,
                     feel::ArenaArray<Candidate>& candidates) const {
  if (has_index_ && search == Search::kIndexed) {
    MatchIndexed(evaluation, inputs, only_first, candidates);
    return;
  }
  for (size_t row = 0; row < rows_ && evaluation.Step(); ++row) {
    const TestOutcome outcome =
        MatchRow(evaluation, inputs, row, [](size_t) { return false; });
    if (outcome.match == Match::kNo) continue;
    candidates.Add({row, outcome.reason});
    if (only_first) return;
  }
}

void RuleGrid::MatchIndexed(feel::Evaluation& evaluation,
                            std::span<const Value> inputs, bool only_first,
                            feel::ArenaArray<Candidate>& candidates) const {
  SearchedRows left(evaluation.arena(), rows_);
  left.AddAll();
  // Those with cells that no index answers for.
  SearchedRows asked(evaluation.arena(), rows_);
  for (size_t column = 0; column < columns_; ++column) {
    const ColumnIndex* index = IndexFor(column, inputs[column]);
    if (index == nullptr) {
      asked.AddAll();
      continue;
    }
    left.KeepOnly(index->RowsFor(inputs[column]));
    if (index->has_open_rows()) asked.Add(index->open_rows());
  }
  ForEachRow(left.words(), [&](size_t row) {
    if (!evaluation.Step()) return false;
    TestOutcome outcome{Match::kYes, nullptr};
    if (ContainsRow(asked.words(), row)) {
      outcome = MatchRow(evaluation, inputs, row, [&](size_t column) {
        const ColumnIndex* index = IndexFor(column, inputs[column]);
        return index != nullptr && !ContainsRow(index->open_rows(), row);
      });
    }
    if (outcome.match == Match::kNo) return true;
    candidates.Add({row, outcome.reason});
    return !only_first;
  });
}

bool RuleGrid::Holds(feel::Evaluation& evaluation, const Value& input,
                     const Answer& answer, size_t row, size_t column) const {
  if (!answer.left.empty()) {
    if (!ContainsRow(answer.left, row)) return false;
    if (!ContainsRow(answer.open, row)) return true;
  }
  const feel::UnaryTests& tests = cell(row, column);
  return tests.matches_everything() ||
         tests.Evaluate(evaluation, input).match == Match::kYes;
}

std::span<const FailingRow> RuleGrid::FindFailing(
    feel::Evaluation& evaluation, std::span<const Value> inputs) const {
  feel::Arena& arena = evaluation.arena();
  const std::span<Answer> answers = arena.NewArray<Answer>(columns_);
  for (size_t column = 0; column < columns_; ++column) {
    const ColumnIndex* index = IndexFor(column, inputs[column]);
    if (index == nullptr) continue;
    answers[column] = {index->RowsFor(inputs[column]), index->open_rows()};
  }
  feel::ArenaArray<FailingRow> failing(arena, rows_);
  for (size_t row = 0; row < rows_ && evaluation.Step(); ++row) {
    size_t column = 0;
    while (column < columns_ &&
           Holds(evaluation, inputs[column], answers[column], row, column)) {
      ++column;
    }
    if (!evaluation.AcceptListLength(0)) break;
    if (column < columns_) failing.Add({row, column});
  }
  return failing.items();
}

}  // namespace techflow::dmn
