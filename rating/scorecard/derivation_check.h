#ifndef TECHFLOW_RATING_SCORECARD_DERIVATION_CHECK_H_
#define TECHFLOW_RATING_SCORECARD_DERIVATION_CHECK_H_

#include "rating/scorecard/field_reader.h"
#include "techflow/v1/model.pb.h"

namespace techflow::scorecard {

// That what a weight set says of how its weights were computed is whole: each
// derivation is of a group that the set weighs, the dimensions or the
// indicators of one, and of no other derivation's; "ahp" judges each pair of
// the group once, on Saaty's scale, and states its consistency ratio;
// "entropy" names its input by digest. Whether the weights follow from it is
// not computed here. Reports everything wrong at its place. `reader` reads the
// fields of `set`. Pure; any thread.
bool CheckDerivations(const v1::Model& model, const v1::WeightSet& set,
                      const FieldReader& reader);

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_DERIVATION_CHECK_H_
