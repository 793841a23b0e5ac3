#ifndef TECHFLOW_TESTS_RATING_DMN_REFERENCE_TABLE_ANSWER_H_
#define TECHFLOW_TESTS_RATING_DMN_REFERENCE_TABLE_ANSWER_H_

#include <string>
#include <vector>

#include "tests/rating/dmn/reference/table.h"

namespace techflow::dmn::reference {

// What a table answers, and the rules behind it as a trace tells them.
struct TableAnswer {
  Value result;
  // The result is the null of an input that is missing.
  bool is_missing = false;
  std::vector<int> matched;  // Rows from 1, in the order of the result.
  // Every row that does not match, and its first condition that fails.
  struct Unmatched {
    int row = 0;
    std::string condition;
  };
  std::vector<Unmatched> unmatched;
};

// What a null means for a rule: as the standard has it, and as
// rating/dmn/README.md says of the strict dialect.
enum class Nulls { kRuleOut, kMakeUnknown };

// The answer by the book: asks every cell of every row (DMN 1.5, 8.2 and
// 10.3.2.10). An input that is not among the values its column allows makes the
// result an error, and so do two matches under UNIQUE; `-` matches null.
TableAnswer Answer(const Table& table, const std::vector<Input>& inputs,
                   Nulls nulls);

}  // namespace techflow::dmn::reference

#endif  // TECHFLOW_TESTS_RATING_DMN_REFERENCE_TABLE_ANSWER_H_
