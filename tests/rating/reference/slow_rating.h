#ifndef TECHFLOW_TESTS_RATING_REFERENCE_SLOW_RATING_H_
#define TECHFLOW_TESTS_RATING_REFERENCE_SLOW_RATING_H_

#include <map>
#include <string>

#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow {

// What a rating must be, as decimal texts.
struct SlowRating {
  std::map<std::string, std::string> points;         // Of known measures.
  std::map<std::string, std::string> contributions;  // Of what counts.
  std::string completeness;
  v1::RatingStatus status = v1::RATING_STATUS_UNSPECIFIED;
  // Empty where there is no rating.
  std::string base_score;
  std::string score;
  std::string grade;
};

// The scorecard of `model` over again, slowly and from its definition alone:
// points by reading bands as text, weights and contributions in whole
// millionths of 128 bits instead of decimals. From `given` come only the
// segment, the measures, and whether and by how much each correction applied:
// those are rules, which have a reference of their own. For "weighted_mean" and
// "sum_of_points" over bands and curves.
SlowRating RateSlowly(const v1::Model& model, const v1::Assessment& given);

}  // namespace techflow

#endif  // TECHFLOW_TESTS_RATING_REFERENCE_SLOW_RATING_H_
