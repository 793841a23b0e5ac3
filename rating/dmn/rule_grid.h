#ifndef TECHFLOW_RATING_DMN_RULE_GRID_H_
#define TECHFLOW_RATING_DMN_RULE_GRID_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rating/dmn/table_index.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/unary_tests.h"
#include "rating/feel/value.h"
#include "rating/feel/value_builder.h"

namespace techflow::dmn {

// A rule that is not ruled out.
struct Candidate {
  size_t row = 0;
  // Why it cannot be told whether the rule matches; null pointer when it does.
  const feel::NullReason* unknown = nullptr;
};

// A rule that does not match, and the first column whose cell does not hold or
// cannot be told.
struct FailingRow {
  size_t row = 0;
  size_t column = 0;
};

// The conditions of a decision table, row by row, and which rows match given
// inputs. A row matches when all its cells do; it is ruled out when one cell
// says no; else it is unknown. Immutable, so any number of threads may share
// one.
class RuleGrid {
 public:
  using Cell = std::shared_ptr<const feel::UnaryTests>;
  enum class Search { kIndexed, kLinear };
  // FEEL tells what a null test means: in the conformance dialect no match; in
  // the strict one unknown, unless the null was written or nothing matched.
  enum class NullTest { kRulesOut, kIsUnknown };

  // `cells` has `columns` for each row; none is a null pointer.
  RuleGrid(size_t columns, size_t rows, std::vector<Cell> cells,
           NullTest null_test);

  size_t column_count() const { return columns_; }
  size_t row_count() const { return rows_; }
  const feel::UnaryTests& cell(size_t row, size_t column) const {
    return *cells_[row * columns_ + column];
  }
  // The cells of a column, from the first row to the last.
  std::vector<const feel::UnaryTests*> Column(size_t column) const;

  // Adds the rows that match `inputs` or may match them, in their order; only
  // the first where that is enough. Both searches find the same.
  void Match(feel::Evaluation& evaluation, std::span<const feel::Value> inputs,
             bool only_first, Search search,
             feel::ArenaArray<Candidate>& candidates) const;

  // The rows that do not match `inputs`, in their order; they live in the
  // evaluation's arena. Those before it failed where it does.
  std::span<const FailingRow> FindFailing(
      feel::Evaluation& evaluation, std::span<const feel::Value> inputs) const;

 private:
  // What a column's index says of an input: which rows it leaves, and which of
  // these it cannot answer for. Empty where it says nothing.
  struct Answer {
    std::span<const RowSets::Word> left;
    std::span<const RowSets::Word> open;
  };

  // The outcome of one row; `is_known_yes(column)` spares cells.
  template <typename IsKnownYes>
  feel::TestOutcome MatchRow(feel::Evaluation& evaluation,
                             std::span<const feel::Value> inputs, size_t row,
                             IsKnownYes is_known_yes) const;
  void MatchIndexed(feel::Evaluation& evaluation,
                    std::span<const feel::Value> inputs, bool only_first,
                    feel::ArenaArray<Candidate>& candidates) const;

  // Whether a cell says yes to the input that `answer` is about.
  bool Holds(feel::Evaluation& evaluation, const feel::Value& input,
             const Answer& answer, size_t row, size_t column) const;
  // The column's index where it can say something of the input; else a null
  // pointer.
  const ColumnIndex* IndexFor(size_t column, const feel::Value& input) const {
    const std::optional<ColumnIndex>& index = indexes_[column];
    return index && index->Knows(input) ? &*index : nullptr;
  }

  size_t columns_;
  size_t rows_;
  std::vector<Cell> cells_;  // Row by row.
  NullTest null_test_;
  std::vector<std::optional<ColumnIndex>> indexes_;
  bool has_index_ = false;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_RULE_GRID_H_
