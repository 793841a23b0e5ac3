#ifndef TECHFLOW_RATING_SCORECARD_EXPERT_RANGE_H_
#define TECHFLOW_RATING_SCORECARD_EXPERT_RANGE_H_

#include <memory>

#include "rating/scorecard/scoring_function.h"

namespace techflow::scorecard {

// Bands or words that leave the points to an expert within a range, as official
// rubrics do: "A: 7 to 8 points". Without an expert the points are those that
// the parameter `without_expert` says, and the range is told beside them: it
// must not be taken for a result. Immutable; any thread.
class ExpertRange : public ScoringFunction {
 public:
  // Kind "expert_range": `bands` (as for "bands") or `entries` (as for
  // "lookup_table"), each with `lowest_points` up to `points`; parameter
  // `without_expert`: "lowest" (default), "middle" or "highest". Null when it
  // is not so; everything wrong is reported.
  static std::unique_ptr<const ScoringFunction> Compile(
      const ScoringSource& source);

  feel::TypeKind measure_kind() const override {
    return highest_->measure_kind();
  }
  absl::StatusOr<Standing> Score(const Measure& measure) const override;
  bool leaves_range_to_expert() const override { return true; }
  Decimal lowest_points() const override { return lowest_->lowest_points(); }
  Decimal highest_points() const override { return highest_->highest_points(); }
  std::span<const Turn> turns() const override { return highest_->turns(); }

 private:
  enum class WithoutExpert { kLowest, kMiddle, kHighest };

  ExpertRange(std::unique_ptr<const ScoringFunction> lowest,
              std::unique_ptr<const ScoringFunction> highest,
              WithoutExpert without_expert)
      : lowest_(std::move(lowest)),
        highest_(std::move(highest)),
        without_expert_(without_expert) {}

  static bool ReadWithoutExpert(const ScoringSource& source,
                                WithoutExpert& without_expert);

  // The same bands or entries, worth their fewest and their most points.
  std::unique_ptr<const ScoringFunction> lowest_;
  std::unique_ptr<const ScoringFunction> highest_;
  WithoutExpert without_expert_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_EXPERT_RANGE_H_
