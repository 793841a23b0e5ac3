#ifndef TECHFLOW_RATING_INSIGHT_CHEAPEST_CHANGES_H_
#define TECHFLOW_RATING_INSIGHT_CHEAPEST_CHANGES_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/insight/change_option.h"
#include "rating/insight/rerating.h"

namespace techflow::insight {

// What was found, and how sure it is.
struct CheapestChanges {
  // Changes that reach the grade; nothing where none were found.
  std::optional<ChangeSet> changes;
  // It is proved that none are cheaper, or that none reach it.
  bool is_proved = false;
};

// The cheapest of all sets of changes after which the grade is of `target_rank`
// or better: the least effort, then the fewest months. How it is found, and
// when it is proved, advice.h tells. Pure; any thread. Errors as of
// RatingModel::Assess().
absl::StatusOr<CheapestChanges> FindCheapest(
    const Rerating& rerating,
    const std::vector<ChangeableIndicator>& changeable, int target_rank,
    int most_ratings);

// Whether a rating is of the rank or better.
bool HasReached(const rating::Grading& grading, int target_rank);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_CHEAPEST_CHANGES_H_
