#ifndef TECHFLOW_RATING_GRADING_H_
#define TECHFLOW_RATING_GRADING_H_

#include <optional>
#include <string>
#include <vector>

#include "rating/decimal/decimal.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::rating {

// What a model says of a company in numbers, without the lines that say why.
// A value.
struct Grading {
  v1::RatingStatus status = v1::RATING_STATUS_UNSPECIFIED;

  // Of a model with dimensions: the known share of the total weight; 0 to 100
  // points before corrections, none where the company is unratable; and for
  // each dimension its points, none where too little of it is known.
  std::optional<Decimal> completeness;
  std::optional<Decimal> base_score;
  std::vector<std::optional<Decimal>> dimension_points;

  // None where there is no grade; then the ranks are 0. Rank 1 is the best.
  std::optional<Decimal> score;
  Decimal lowest_score;
  Decimal highest_score;
  std::string grade;
  int grade_rank = 0;
  int best_grade_rank = 0;
  int worst_grade_rank = 0;

  // Of a model with a rubric.
  std::optional<v1::Verdict> verdict;

  // The ids of the flags that are raised, and the policy outputs in the model's
  // order, empty where unknown. None where only the score was asked for.
  std::vector<std::string> flags;
  std::vector<std::string> policy_outputs;
};

}  // namespace techflow::rating

#endif  // TECHFLOW_RATING_GRADING_H_
