#ifndef TECHFLOW_RATING_INSIGHT_MISSING_IMPACT_H_
#define TECHFLOW_RATING_INSIGHT_MISSING_IMPACT_H_

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "rating/insight/rerating.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// What each unknown measure could still move: the rating with the fewest and
// with the most points that the indicator can earn, all else as it is, so that
// weights that went to others come back. Those that can move the score
// furthest come first; of equal ones the model's order decides.
//
// An unratable company has impacts too: score and grade are those of a company
// that the measure made ratable, and unset where one measure alone does not.
//
// Pure; any thread. Errors as of RatingModel::Assess().
absl::StatusOr<google::protobuf::RepeatedPtrField<v1::MissingImpact>>
MissingImpacts(const Rerating& rerating);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_MISSING_IMPACT_H_
