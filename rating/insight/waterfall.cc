#include "rating/insight/waterfall.h"

#include <string>

#include "rating/insight/shown_number.h"

namespace techflow::insight {
namespace {

// Scores have few digits, so sums and differences of them are exact.
Decimal Sum(const Decimal& a, const Decimal& b) {
  return Add(a, b).value_or(a);
}

void AddStep(const std::string& id, const v1::LocalizedText& title,
             const Decimal& amount, Decimal& running,
             google::protobuf::RepeatedPtrField<v1::WaterfallStep>& steps) {
  running = Sum(running, amount);
  v1::WaterfallStep& step = *steps.Add();
  step.set_id(id);
  *step.mutable_title() = title;
  step.mutable_amount()->set_value(amount.ToString());
  step.mutable_running()->set_value(running.ToString());
}

}  // namespace

v1::LocalizedText FoldAdjustmentTitle() {
  v1::LocalizedText title;
  title.set_zh("合成方式调整");
  title.set_en("Effect of the weight scheme");
  return title;
}

void AddWaterfall(
    const v1::Assessment& assessment,
    google::protobuf::RepeatedPtrField<v1::WaterfallStep>& steps) {
  if (!assessment.has_score()) return;
  Decimal running;
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    AddStep(dimension.id(), dimension.title(),
            NumberOf(dimension.contribution()), running, steps);
  }
  const Decimal adjustment = NumberOf(assessment.fold_adjustment());
  if (!adjustment.is_zero()) {
    AddStep(kFoldAdjustment, FoldAdjustmentTitle(), adjustment, running, steps);
  }
  for (const v1::CorrectionResult& correction : assessment.corrections()) {
    const Decimal amount = Sum(NumberOf(correction.score_after()),
                               NumberOf(correction.score_before()).Negated());
    if (amount.is_zero()) continue;
    AddStep(correction.id(), correction.title(), amount, running, steps);
  }
}

}  // namespace techflow::insight
