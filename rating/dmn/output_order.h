#ifndef TECHFLOW_RATING_DMN_OUTPUT_ORDER_H_
#define TECHFLOW_RATING_DMN_OUTPUT_ORDER_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "rating/feel/unary_tests.h"
#include "rating/feel/value.h"

namespace techflow::dmn {

// The priority of results under PRIORITY and OUTPUT ORDER: output values that
// the column lists earlier come first, and the leftmost columns count most
// (DMN 1.5, 8.2.10). Immutable.
class OutputOrder {
 public:
  // The output values of each column; null pointer for a column without.
  explicit OutputOrder(
      std::vector<std::shared_ptr<const feel::UnaryTests>> columns = {})
      : columns_(std::move(columns)) {}

  // Whether some column says anything.
  bool is_known() const;
  // Below 0 when the result `a` comes before `b`. A result is the value of the
  // one output, or a context with an entry for each.
  int Compare(const feel::Value& a, const feel::Value& b) const;

 private:
  // The place of a value in its column's list; behind all where it is not.
  static size_t RankOf(const feel::UnaryTests& listed,
                       const feel::Value& value);

  std::vector<std::shared_ptr<const feel::UnaryTests>> columns_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_OUTPUT_ORDER_H_
