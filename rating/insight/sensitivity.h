#ifndef TECHFLOW_RATING_INSIGHT_SENSITIVITY_H_
#define TECHFLOW_RATING_INSIGHT_SENSITIVITY_H_

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "rating/insight/rerating.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// How score and grade hang on each known measure, all else as it is, in the
// model's order; none where there is no score.
//
//   score_per_point    for a weighted mean the effective weight; for other
//                      schemes what the base score gains with one point more,
//                      or, from 99 points, loses with one less
//   lowest, highest    the rating with the fewest, the most points
//   grade_falls_at     the rating at each edge or bend, the nearest first,
//   grade_rises_at     until the grade is another; `at` is the edge, also where
//                      the band beyond leaves it out
//
// All by rating again, exactly, except for what follows without: where
// corrections are fixed and neither the fewest nor the most points move the
// grade, no edge does. Pure; any thread. Errors as of RatingModel::Assess().
absl::StatusOr<google::protobuf::RepeatedPtrField<v1::MeasureSensitivity>>
MeasureSensitivities(const Rerating& rerating);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_SENSITIVITY_H_
