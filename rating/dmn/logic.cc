#include "rating/dmn/logic.h"

#include <algorithm>

namespace techflow::dmn {

feel::Value BoundFunction::Call(feel::Evaluation& evaluation,
                                std::span<const feel::Value> arguments) const {
  const feel::Evaluation::Nesting nesting(evaluation, code_.depth);
  if (!nesting.ok()) return {};
  const feel::Evaluation::Frame frame(evaluation, code_.slot_count);
  for (size_t i = 0; i < captured_.size(); ++i) {
    evaluation.Set(static_cast<int>(i), captured_[i]);
  }
  const size_t count = std::min(arguments.size(), code_.parameters.size());
  for (size_t i = 0; i < count; ++i) {
    const FunctionCode::Parameter& parameter = code_.parameters[i];
    evaluation.Set(parameter.slot,
                   Constrained(arguments[i], parameter.constraint.get(),
                               evaluation, parameter.place));
  }
  return code_.body->Evaluate(run_);
}

}  // namespace techflow::dmn
