#ifndef TECHFLOW_RATING_SCORECARD_OUTCOME_H_
#define TECHFLOW_RATING_SCORECARD_OUTCOME_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/scorecard/correction.h"
#include "rating/scorecard/correction_sequence.h"
#include "rating/scorecard/indicator.h"
#include "rating/scorecard/weight_scheme.h"
#include "rating/scorecard/weight_table.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::scorecard {

// One reading for each indicator of each dimension, in the model's order.
using Readings = std::vector<std::vector<Reading>>;

// What the base score can still become.
struct BaseInterval {
  Decimal lowest;
  Decimal highest;
  // Nothing is unknown, neither measures nor what experts give.
  bool is_settled = true;
};

// All that a scorecard found of one company, as numbers; Scorecard::Describe
// writes it down. Points into the scorecard and the evaluation that it came
// from, which outlive it. One thread.
struct Outcome {
  // The weights of the segment, with those that were assumed.
  const WeightTable::SegmentWeights& weights() const {
    return assumed_weights == nullptr ? *model_weights : *assumed_weights;
  }
  bool is_rated() const { return status != v1::RATING_STATUS_UNRATABLE; }

  size_t segment = 0;
  const WeightTable::SegmentWeights* model_weights = nullptr;
  std::unique_ptr<const WeightTable::SegmentWeights> assumed_weights;
  Readings readings;
  // The known share of the total weight.
  Decimal completeness;
  v1::RatingStatus status = v1::RATING_STATUS_UNSPECIFIED;
  // Why there is no rating, where there is none.
  std::string unratable_reason;
  BaseInterval interval;
  // These only where the company is rated.
  FoldedScore folded;
  std::vector<CorrectionStep> corrections;
  GradedOutcome graded;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_OUTCOME_H_
