#include "rating/statistics/grade_migration.h"

namespace techflow::statistics {

GradeMigration::GradeMigration(size_t grade_count)
    : counts_(grade_count, std::vector<int64_t>(grade_count, 0)) {}

void GradeMigration::Add(int rank_before, int rank_after) {
  ++counts_.at(static_cast<size_t>(rank_before) - 1)
        .at(static_cast<size_t>(rank_after) - 1);
  ++total_;
}

std::optional<Decimal> GradeMigration::ShareWithin(int notches) const {
  int64_t within = 0;
  const int64_t size = static_cast<int64_t>(counts_.size());
  for (int64_t from = 0; from < size; ++from) {
    for (int64_t to = 0; to < size; ++to) {
      const int64_t moved = from < to ? to - from : from - to;
      if (moved > notches) continue;
      within += counts_[static_cast<size_t>(from)][static_cast<size_t>(to)];
    }
  }
  return Divide(Decimal(within), Decimal(total_));
}

}  // namespace techflow::statistics
