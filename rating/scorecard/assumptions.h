#ifndef TECHFLOW_RATING_SCORECARD_ASSUMPTIONS_H_
#define TECHFLOW_RATING_SCORECARD_ASSUMPTIONS_H_

#include <functional>
#include <map>
#include <string>

#include "rating/decimal/decimal.h"

namespace techflow::scorecard {

// What is taken as given instead of what the rules find or the model says, to
// ask what a rating would be then. Everything else of the rating, corrections
// and policy included, is computed from the evidence as ever. Ids that the
// model does not have are not looked at.
struct Assumptions {
  using ById = std::map<std::string, Decimal, std::less<>>;

  // Measures of indicators.
  ById measures;
  // Points of indicators, 0 to 100, whatever their measures are.
  ById points;
  // Weights of dimensions and indicators in the company's segment. The caller
  // sees to it that each group still adds up to 1.
  ById weights;
  // Flags and policy outputs are left out: whoever asks what the score would be
  // does not want the policy to fail for a company that there is not.
  bool score_only = false;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_ASSUMPTIONS_H_
