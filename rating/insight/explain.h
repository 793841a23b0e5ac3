#ifndef TECHFLOW_RATING_INSIGHT_EXPLAIN_H_
#define TECHFLOW_RATING_INSIGHT_EXPLAIN_H_

#include "absl/status/status.h"
#include "rating/rating_model.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// What of an explanation is wanted beside the waterfall, the reasons and the
// near thresholds, which cost microseconds. These compute the rating again,
// hundreds of times for a large model.
struct ExplanationParts {
  bool measure_sensitivity = false;
  bool weight_sensitivity = false;
  bool missing_impact = false;

  bool has_any() const {
    return measure_sensitivity || weight_sensitivity || missing_impact;
  }
  static ExplanationParts All() { return {true, true, true}; }
};

// What an assessment by `model` tells by itself: waterfall, reasons and near
// thresholds. Added to `explanation`. Pure; any thread.
void ExplainByItself(const rating::RatingModel& model,
                     const v1::Assessment& assessment,
                     v1::Explanation& explanation);

// Fills the parts of `explanation` that say why the rating `assessment` is what
// it is; trace and evidence are the caller's. `assessment` is what `model` says
// of `view` on `as_of`. Pure; any thread. Errors as of RatingModel::Assess(),
// where a rule is wrong for a measure or weight that was tried.
absl::Status Explain(const rating::RatingModel& model, const v1::Evidence& view,
                     const v1::Date& as_of, const v1::Assessment& assessment,
                     const ExplanationParts& parts,
                     v1::Explanation& explanation);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_EXPLAIN_H_
