#ifndef TECHFLOW_RATING_SCORECARD_SEGMENT_H_
#define TECHFLOW_RATING_SCORECARD_SEGMENT_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/scorecard/rule.h"
#include "techflow/v1/model.pb.h"

namespace techflow::scorecard {

// Groups of companies with weights of their own. A company belongs to the first
// whose condition is true; an unknown condition is not true. The last has no
// condition and takes everyone else. Immutable; any thread.
class Segments {
 public:
  // Nothing when a definition is wrong; everything wrong is reported. Where
  // segments are not needed, since there are no weights to differ by them, a
  // model without any has one for everyone. `reader` reads the fields of the
  // model.
  static std::optional<Segments> Compile(const v1::Model& model,
                                         const RuleScope& scope,
                                         bool are_needed,
                                         const FieldReader& reader);

  // The index, in the model's order, of the company's segment.
  // FAILED_PRECONDITION where a condition is wrong.
  absl::StatusOr<size_t> Choose(Evaluator evaluate) const;

 private:
  explicit Segments(std::vector<std::unique_ptr<const Rule>> conditions)
      : conditions_(std::move(conditions)) {}

  // One for each segment but the last.
  std::vector<std::unique_ptr<const Rule>> conditions_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_SEGMENT_H_
