#include "rating/scorecard/correction.h"

#include <algorithm>

namespace techflow::scorecard {

GradedRange Hull(const GradedRange& a, const GradedRange& b) {
  return {{std::min(a.lowest.score, b.lowest.score),
           std::max(a.lowest.rank, b.lowest.rank)},
          {std::max(a.highest.score, b.highest.score),
           std::min(a.highest.rank, b.highest.rank)}};
}

}  // namespace techflow::scorecard
