#ifndef TECHFLOW_RATING_ASSESSMENT_DIFFERENCE_H_
#define TECHFLOW_RATING_ASSESSMENT_DIFFERENCE_H_

#include "google/protobuf/repeated_ptr_field.h"
#include "techflow/v1/audit_service.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::rating {

// What differs between two assessments, field by field, in the order of the
// fields: "dimensions[0].indicators[2].points", as stored and as computed now.
// A side that does not have the field is empty. Pure.
google::protobuf::RepeatedPtrField<v1::ReplayDifference> Differences(
    const v1::Assessment& stored, const v1::Assessment& recomputed);

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_ASSESSMENT_DIFFERENCE_H_
