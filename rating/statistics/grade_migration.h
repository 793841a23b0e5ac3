#ifndef TECHFLOW_RATING_STATISTICS_GRADE_MIGRATION_H_
#define TECHFLOW_RATING_STATISTICS_GRADE_MIGRATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "rating/decimal/decimal.h"

namespace techflow::statistics {

// How grades move from one year to the next: a row for the grade before, a
// column for the one after, both from the best. One thread at a time.
class GradeMigration {
 public:
  explicit GradeMigration(size_t grade_count);

  // Ranks are 1 for the best to the number of grades.
  void Add(int rank_before, int rank_after);

  // counts()[0][1] went from the best grade to the second.
  const std::vector<std::vector<int64_t>>& counts() const { return counts_; }
  int64_t total() const { return total_; }

  // Share of moves by no more than so many grades up or down, 0 to 1. Nothing
  // where there is no move.
  std::optional<Decimal> ShareWithin(int notches) const;

 private:
  std::vector<std::vector<int64_t>> counts_;
  int64_t total_ = 0;
};

}  // namespace techflow::statistics

#endif  // TECHFLOW_RATING_STATISTICS_GRADE_MIGRATION_H_
