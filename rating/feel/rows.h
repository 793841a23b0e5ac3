#ifndef TECHFLOW_RATING_FEEL_ROWS_H_
#define TECHFLOW_RATING_FEEL_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "rating/feel/code.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/record.h"
#include "rating/feel/syntax_tree.h"

// The condition of a filter answered for all items together where they are
// records of one table: for each of its comparisons one loop over the column,
// which takes a fraction of running the condition item by item. It answers the
// same or not at all.
namespace techflow::feel {

// What a condition is for one item. An error wins over another null.
enum class Truth : uint8_t { kFalse, kTrue, kNull, kError };

// The rows of a table among which the items of a filter are, one or more; each
// item in turn is in the local `item_local` where the condition is run on one.
struct Rows {
  const RecordTable& table;
  size_t first;
  size_t count;
  // Whether the items are all of these rows in their order.
  bool are_items;
  size_t item_local;

  // Nothing where the items are not records of one table, or so few of so many
  // rows that going item by item is less work.
  static std::optional<Rows> Of(std::span<const Value> items,
                                size_t item_local);
};

// How rows.cc answers for code that it knows, with a place in `truths` for each
// row; see Code::run_rows.
bool RunRowsOfComparison(ComparisonOperator sign, const Code& code,
                         const Rows& rows, Evaluation& evaluation,
                         std::span<Truth> truths);
bool RunRowsOfLogic(bool is_and, const Code& code, const Rows& rows,
                    Evaluation& evaluation, std::span<Truth> truths);
bool RunRowsOfPath(const Code& code, const Rows& rows, Evaluation& evaluation,
                   std::span<Truth> truths);

// The same as Code::run_rows.
template <ComparisonOperator kSign>
bool RunRowsOfComparison(const Code& code, const Rows& rows,
                         Evaluation& evaluation, std::span<Truth> truths) {
  return RunRowsOfComparison(kSign, code, rows, evaluation, truths);
}
template <bool kIsAnd>
bool RunRowsOfLogic(const Code& code, const Rows& rows, Evaluation& evaluation,
                    std::span<Truth> truths) {
  return RunRowsOfLogic(kIsAnd, code, rows, evaluation, truths);
}

// Answers for all rows. False where the code cannot be answered so, or what it
// does must be done item by item: where it counts steps of its own or a trace
// listens. Then nothing has been counted, and `truths` mean nothing.
bool AnswerRows(const Code& condition, const Rows& rows, Evaluation& evaluation,
                std::span<Truth> truths);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_ROWS_H_
