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
//   - then, by points of the score lost, indicators, the weight scheme and
//     corrections together. An indicator lost effective weight × (most points −
//     its points), rounded half-even to 6 decimals; in a sum of points what it
//     alone could still add, most points − its points, or − the best of a
//     dimension of which only the best counts, and no more than a cap leaves. A
//     weight scheme lost its adjustment, a coefficient what it took off.
//
// An indicator's text names the measure with its unit, the band reached and
// what it means, and what would earn more; one that is unknown and keeps its
// weight says what is not known. The same stands in the fields measure, band,
// next_at and gap, where a program reads them. Of equal losses the model's
// order decides. At most `max_reasons`; what cost nothing is no reason, and
// where there is no score there are none. `model` is the one that rated: it
// knows how points add up and which of two grades is the lower. Added to
// `reasons`. Pure; any thread.
void AddReasons(const v1::Assessment& assessment, const v1::Model& model,
                google::protobuf::RepeatedPtrField<v1::Reason>& reasons,
                size_t max_reasons = kMaxReasons);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_REASONS_H_
