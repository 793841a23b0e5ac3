#ifndef TECHFLOW_RATING_FEEL_MATCHING_H_
#define TECHFLOW_RATING_FEEL_MATCHING_H_

#include "rating/feel/evaluation.h"
#include "rating/feel/value.h"

namespace techflow::feel {

// Whether `input` lies within the range: true, false, or null with its reason
// when the input or an end is null or they cannot be compared.
Value IsWithin(const Value& input, const Range& range, Evaluation& evaluation,
               const SourcePlace& place);

// Whether `input` passes the test that `tested` is as a value (DMN 1.5, table
// 55): it equals it, lies within it, or does either with one of its items.
Value Matches(const Value& input, const Value& tested, Evaluation& evaluation,
              const SourcePlace& place);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_MATCHING_H_
