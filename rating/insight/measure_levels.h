#ifndef TECHFLOW_RATING_INSIGHT_MEASURE_LEVELS_H_
#define TECHFLOW_RATING_INSIGHT_MEASURE_LEVELS_H_

#include <span>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/scorecard/scoring_function.h"

namespace techflow::insight {

// The next band, or the next bend of a curve, on the way from a measure.
struct MeasureLevel {
  // The edge or the bend.
  Decimal at;
  // A measure there: `at` itself, or, where the band leaves its edge out
  // (`> 5`), the next number of as many decimals as the measure and the edges
  // have, at most kMaxStepDecimals, or, where even that lies beyond the band,
  // the middle of the band.
  Decimal measure;
  // How many bands or bends away it is in its direction, from 1.
  int steps = 0;
  bool is_above = false;
};

// A measure that is a quotient has 34 digits; one unit of its last is nothing
// that anybody could aim for.
inline constexpr int kMaxStepDecimals = 6;

// All levels on both sides of `measure`, the nearest edge or bend first; of two
// as near the lower. `turns` are those of the indicator's scoring function.
// Pure; any thread.
std::vector<MeasureLevel> LevelsAround(std::span<const scorecard::Turn> turns,
                                       const Decimal& measure);

}  // namespace techflow::insight

#endif  // TECHFLOW_RATING_INSIGHT_MEASURE_LEVELS_H_
