#ifndef TECHFLOW_RATING_INSIGHT_ADVICE_H_
#define TECHFLOW_RATING_INSIGHT_ADVICE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/rating_model.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

struct AdviceRequest {
  // The grade to reach or pass. Empty: the next better one.
  std::string target_grade;
  // Only changes that take at most so many months. 0: any.
  int within_months = 0;
  // Ids of indicators that stay as they are.
  std::vector<std::string> fixed_indicators;
  // After so many ratings a search that is not exact in closed form ends: about
  // a quarter of a second for a large model.
  int most_ratings = 5000;
};

// The cheapest changes of known measures that bring the rating to the grade:
// of the least effort; of these within the fewest months; of these, by the way
// they are found, with the most base score or of the earliest indicators; the
// same for the same input. What may change and what it costs is in
// change_option.h. The promise is proved: score and grade
// are those of a rating with these measures. Where nothing reaches the grade
// `why_not` says what holds it, and there are no changes, score or grade.
//
// Where corrections are fixed (rerating.h) and the scheme is a weighted mean or
// a sum of points without `best_only`, the least effort is exact: the base
// score is a sum of what each change gains (capped by dimension), score and
// grade never fall when it rises, and a dynamic programme gives the highest
// base score for each effort. Where corrections look at the score, a higher
// base score can be worth less, and for other schemes gains do not add up; then
// all sets of changes are rated in the order of their effort, until one reaches
// the grade. Past `most_ratings` the answer is the first of the programme's
// that reaches the grade, or, without a programme, all changes, thinned as long
// as they reach it; and `is_cheapest` is false.
//
// `assessment` is what `model` says of `view` on `as_of`. Pure; any thread.
// FAILED_PRECONDITION: the rating has no grade or has the best.
// INVALID_ARGUMENT: there is no such grade or indicator, the grade is not
//   better than the present one, or the months are negative; all of it is said.
// Else errors as of RatingModel::Assess().
absl::StatusOr<v1::Advice> Advise(const rating::RatingModel& model,
                                  const v1::Evidence& view,
                                  const v1::Date& as_of,
                                  const v1::Assessment& assessment,
                                  const AdviceRequest& request);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_ADVICE_H_
