#ifndef TECHFLOW_RATING_INSIGHT_WATERFALL_H_
#define TECHFLOW_RATING_INSIGHT_WATERFALL_H_

#include "google/protobuf/repeated_ptr_field.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// The id of what a weight scheme that is no sum takes off the sum of the
// contributions, and how it is called.
inline constexpr char kFoldAdjustment[] = "fold_adjustment";
v1::LocalizedText FoldAdjustmentTitle();

// From zero to the score: what each dimension contributed, after its cap, in
// the model's order; the fold adjustment, where the weight scheme makes one;
// then what each correction that moved the score added or took away.
// The last step's `running` is the score, to the last digit. Corrections that
// only moved the grade are no steps: they changed no points. Empty where there
// is no score. Added to `steps`. Pure; any thread.
void AddWaterfall(const v1::Assessment& assessment,
                  google::protobuf::RepeatedPtrField<v1::WaterfallStep>& steps);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_WATERFALL_H_
