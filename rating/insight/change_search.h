#ifndef TECHFLOW_RATING_INSIGHT_CHANGE_SEARCH_H_
#define TECHFLOW_RATING_INSIGHT_CHANGE_SEARCH_H_

#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "rating/insight/change_option.h"

namespace techflow::insight {

// Whether a set of changes reaches the grade.
using Reaches = absl::FunctionRef<absl::StatusOr<bool>(const ChangeSet&)>;

struct SearchResult {
  // The cheapest that reaches it, where one was found.
  std::optional<ChangeSet> changes;
  // Every set was tried up to the one that was found, or all of them.
  bool is_complete = false;
};

// Tries every set of changes, the least effort first, of these the fewest
// months, of these that which changes earlier indicators and less; until one
// reaches the grade, none is left, or `most_tries` were made. Changing nothing
// is not tried. Any thread. Errors are those of `reaches`.
absl::StatusOr<SearchResult> SearchCheapest(
    const std::vector<ChangeableIndicator>& changeable, int most_tries,
    Reaches reaches);

// All changes (AllChanges), each of which is then taken back as far as
// the grade is still reached, the most effort first: where `all` reaches it,
// changes that do, none of which could be less by itself.
absl::StatusOr<ChangeSet> Thin(
    const std::vector<ChangeableIndicator>& changeable, Reaches reaches);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_CHANGE_SEARCH_H_
