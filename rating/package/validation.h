#ifndef TECHFLOW_RATING_PACKAGE_VALIDATION_H_
#define TECHFLOW_RATING_PACKAGE_VALIDATION_H_

#include <memory>

#include "rating/feel/diagnostics.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "techflow/v1/model.pb.h"

namespace techflow::package {

// The compiled model where it may be published: it compiles, its weights follow
// from the judgements beside them, it has a case, and every case comes out as
// expected. Otherwise null, and all that is wrong is in
// `diagnostics`; cases are run as soon as the model compiles. Pure; any thread.
std::shared_ptr<const rating::RatingModel> ValidatePackage(
    const v1::ModelPackage& package, const scorecard::Catalog& catalog,
    feel::Diagnostics& diagnostics);

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_VALIDATION_H_
