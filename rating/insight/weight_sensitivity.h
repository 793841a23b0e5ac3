#ifndef TECHFLOW_RATING_INSIGHT_WEIGHT_SENSITIVITY_H_
#define TECHFLOW_RATING_INSIGHT_WEIGHT_SENSITIVITY_H_

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "rating/decimal/decimal.h"
#include "rating/insight/rerating.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// The weights of a group, which add up to 1, with that of item `changed` set to
// `weight`: the others keep their ratio and are rounded half-even to
// kWeightDecimals, and the heaviest of them, of equal ones the first, takes
// what is then left of 1. Where the others weigh nothing they share alike. A
// group has two weights or more. Pure; any thread.
std::vector<Decimal> Reweighed(const std::vector<Decimal>& weights,
                               size_t changed, const Decimal& weight);

// How score and grade hang on each weight of the company's segment: for each
// dimension its own weight, then those of its indicators, in the model's order.
// None where there is no score or the scheme takes no weights; none for the
// only one of a group, whose weight is 1 whatever happens, nor for indicators
// of a dimension that weighs nothing.
//
//   score_change   the base score with 0.01 more less the present one; where
//                  that is more than 1, the present one less that with 0.01
//                  less
//   grade_changes_below, _above   the rating at every 0.01, from the present
//                  weight outward, until the grade is another, or none
//
// Exact. Every step is folded; where corrections are fixed, only those are
// rated whose base score does not lie between two that are known to have the
// present grade, else all of them.
//
// Pure; any thread. Errors as of RatingModel::Assess().
absl::StatusOr<google::protobuf::RepeatedPtrField<v1::WeightSensitivity>>
WeightSensitivities(const Rerating& rerating);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_WEIGHT_SENSITIVITY_H_
