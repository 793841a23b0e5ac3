#ifndef TECHFLOW_RATING_INSIGHT_PEERS_H_
#define TECHFLOW_RATING_INSIGHT_PEERS_H_

#include <functional>
#include <map>
#include <span>
#include <string>

#include "rating/decimal/decimal.h"
#include "techflow/v1/model.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::insight {

// What counts of another enterprise's rating.
struct PeerRating {
  Decimal score;
  std::string grade;
  // By dimension; without those that are unknown.
  std::map<std::string, Decimal, std::less<>> dimension_points;
};

// Of a rating that has a score.
PeerRating PeerRatingOf(const v1::Assessment& assessment);

// Where `assessment` stands among `others`: the newest ratings of other
// enterprises by the same model in the same segment, which the caller chose;
// each has a score.
//
//   percentile = (how many are lower + half of how many are equal) / how many,
//                half-even to 6 decimals
//
// for the score and for the points of each dimension, among those that have
// them; unset where there are none or the rating has none itself. Grades are
// those of `scale`, all of them, the best first. `is_cut` is the caller's.
// Pure; any thread.
v1::PeerStanding Standing(const v1::Assessment& assessment,
                          std::span<const PeerRating> others,
                          const v1::GradeScale& scale);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_PEERS_H_
