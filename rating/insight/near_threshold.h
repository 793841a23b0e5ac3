#ifndef TECHFLOW_RATING_INSIGHT_NEAR_THRESHOLD_H_
#define TECHFLOW_RATING_INSIGHT_NEAR_THRESHOLD_H_

#include "google/protobuf/repeated_ptr_field.h"
#include "rating/rating_model.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// Measures near an edge between two bands, and the score near one between two
// grades, on either side, by the model's NearThresholdRule: a measure within
// `measure_share` of the edge's absolute value, a score within `score_points`.
// The nearest first, by the distance as a share of the edge; of equal ones the
// model's order decides and the score comes last.
//
// The bends of a curve are no edges: nothing jumps there. Nor is 0 one: no
// share of it is a distance. The score is that after corrections, also where a
// cap or a veto holds the grade. Added to `thresholds`. Pure; any thread.
void AddNearThresholds(
    const rating::RatingModel& model, const v1::Assessment& assessment,
    google::protobuf::RepeatedPtrField<v1::NearThreshold>& thresholds);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_NEAR_THRESHOLD_H_
