#ifndef TECHFLOW_RATING_PACKAGE_WEIGHT_REVIEW_H_
#define TECHFLOW_RATING_PACKAGE_WEIGHT_REVIEW_H_

#include "rating/feel/diagnostics.h"
#include "techflow/v1/model.pb.h"

namespace techflow::package {

// Computes the weights of a model that compiled again from the judgements that
// stand beside them ("ahp"), and reports each that differs, a consistency ratio
// that differs, and one above kHighestConsistencyRatio, at its place. What came
// from a file ("entropy") cannot be computed without it. `package` holds the
// text of the model. Pure; any thread.
void ReviewWeights(const v1::ModelPackage& package,
                   feel::Diagnostics& diagnostics);

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_WEIGHT_REVIEW_H_
