#ifndef TECHFLOW_RATING_INSIGHT_REASONS_H_
#define TECHFLOW_RATING_INSIGHT_REASONS_H_

#include <cstddef>

#include "google/protobuf/repeated_ptr_field.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// Enough to act on; the lines of the assessment have the rest.
inline constexpr size_t kMaxReasons = 10;

// What cost the company most, in Chinese and English, the costliest first:
//
//   - corrections that lowered the grade without moving the score, such as a
//     cap or a veto, come first: no number of points would make up for them;
//   - then, by points of the score lost, indicators and corrections together.
//     An indicator lost effective weight × (most points − its points), rounded
//     half-even to 6 decimals; a coefficient what it took off the score.
//
// An indicator's text names the measure with its unit, the band reached and
// what it means, and what would earn more; one that is unknown and keeps its
// weight says what is not known. The same stands in the fields measure, band,
// next_at and gap, where a program reads them. Of equal losses the model's
// order decides. At most `max_reasons`; what cost nothing is no reason, and
// where there is no score there are none. `scale` is that of the model, which
// knows which of two grades is the lower. Pure; any thread.
google::protobuf::RepeatedPtrField<v1::Reason> Reasons(
    const v1::Assessment& assessment, const v1::GradeScale& scale,
    size_t max_reasons = kMaxReasons);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_REASONS_H_
