#ifndef TECHFLOW_RATING_DMN_TABLE_CHECK_H_
#define TECHFLOW_RATING_DMN_TABLE_CHECK_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rating/dmn/definitions.h"
#include "rating/feel/unary_tests.h"

namespace techflow::dmn {

// A table as the check sees it. Everything lives with the caller.
struct CheckedTable {
  struct Column {
    std::string label;
    // From the first row to the last; none is a null pointer.
    std::vector<const feel::UnaryTests*> cells;
    // Null pointer where the column does not list its values.
    const feel::UnaryTests* allowed_values = nullptr;
  };
  struct Row {
    Place place;
    // Under PRIORITY the rank of its output, 0 first; nothing where it is known
    // only when it is evaluated.
    std::optional<size_t> rank;
    // Under ANY rows with equal outputs have equal numbers; nothing as above.
    std::optional<size_t> output;
  };
  HitPolicy hit_policy = HitPolicy::kUnique;
  bool has_default = false;
  Place place;
  std::vector<Column> columns;
  std::vector<Row> rows;
};

struct TableProblem {
  Place place;
  std::string message;
  bool is_error = true;
};

// Bounds of the work of one check.
struct CheckLimits {
  size_t rows = 1'000;
  // Words of row sets made or looked at; some 50 ms.
  size_t work = 20'000'000;
  // Of one table; more would not be read.
  size_t problems = 10;
};

// Looks at every combination of the columns' segments (see ColumnSegments) and
// finds
//   gaps: no rule matches, there is no default, and the hit policy promises a
//     result (UNIQUE, ANY, FIRST, PRIORITY);
//   overlaps: two rules match under UNIQUE, or under ANY with other outputs;
//   rules that never apply: a condition is empty, or others are always before
//     them, the rules above under FIRST and outputs that come first under
//     PRIORITY.
// Conditions that are not intervals may hold or not: what they leave open is
// not reported. Inputs that are null are no gap: evidence may be missing.
std::vector<TableProblem> CheckTable(const CheckedTable& table,
                                     const CheckLimits& limits = {});

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_TABLE_CHECK_H_
