#ifndef TECHFLOW_RATING_INSIGHT_COMPARISON_H_
#define TECHFLOW_RATING_INSIGHT_COMPARISON_H_

#include "absl/status/statusor.h"
#include "rating/rating_model.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// One side of a comparison: what was rated, by what, and for which day. The
// evidence is all of it, not a view. Points into what it was made from.
struct ComparedRating {
  const rating::RatingModel& model;
  const v1::Evidence& evidence;
  const v1::Date& as_of;
};

// Holds two ratings against each other, line by line, by rating four times:
//
//   before          evidence 1   model 1   day 1
//   after time      evidence 1   model 1   day 2
//   after evidence  evidence 2   model 1   day 2
//   after           evidence 2   model 2   day 2
//
// A line's three parts are the differences of its amounts from one to the next,
// so they add up exactly; and the lines add up to the score each time:
//
//   an indicator   its contribution, by its id
//   a dimension    its adjustment, by its id, where there ever is one
//   the scheme     its fold adjustment, as "fold_adjustment", where there is
//   one a correction   the score after it less the score before it, by its id
//
// What a model does not have adds 0. Where one of the four has no score its
// amount is unset, and so are the parts to both sides of it. A model may rate a
// day out of its effective period here; the comparison is about what if.
//
// Pure; any thread. Errors as of RatingModel::Assess().
absl::StatusOr<v1::RatingComparison> Compare(const ComparedRating& before,
                                             const ComparedRating& after);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_COMPARISON_H_
