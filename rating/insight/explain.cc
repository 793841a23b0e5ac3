#include "rating/insight/explain.h"

#include <utility>

#include "rating/insight/missing_impact.h"
#include "rating/insight/near_threshold.h"
#include "rating/insight/reasons.h"
#include "rating/insight/rerating.h"
#include "rating/insight/sensitivity.h"
#include "rating/insight/waterfall.h"
#include "rating/insight/weight_sensitivity.h"

namespace techflow::insight {

void ExplainByItself(const rating::RatingModel& model,
                     const v1::Assessment& assessment,
                     v1::Explanation& explanation) {
  AddWaterfall(assessment, *explanation.mutable_waterfall());
  AddReasons(assessment, model.definition(), *explanation.mutable_reasons());
  AddNearThresholds(model, assessment, *explanation.mutable_near_thresholds());
}

absl::Status Explain(const rating::RatingModel& model, const v1::Evidence& view,
                     const v1::Date& as_of, const v1::Assessment& assessment,
                     const ExplanationParts& parts,
                     v1::Explanation& explanation) {
  ExplainByItself(model, assessment, explanation);
  if (!parts.has_any()) return absl::OkStatus();
  const Rerating rerating(model, view, as_of, assessment);
  if (parts.measure_sensitivity) {
    auto sensitivity = MeasureSensitivities(rerating);
    if (!sensitivity.ok()) return sensitivity.status();
    *explanation.mutable_measure_sensitivity() = *std::move(sensitivity);
  }
  if (parts.weight_sensitivity) {
    auto sensitivity = WeightSensitivities(rerating);
    if (!sensitivity.ok()) return sensitivity.status();
    *explanation.mutable_weight_sensitivity() = *std::move(sensitivity);
  }
  if (parts.missing_impact) {
    auto impact = MissingImpacts(rerating);
    if (!impact.ok()) return impact.status();
    *explanation.mutable_missing_impact() = *std::move(impact);
  }
  return absl::OkStatus();
}

}  // namespace techflow::insight
