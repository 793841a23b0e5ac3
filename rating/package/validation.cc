#include "rating/package/validation.h"

#include "rating/package/cases.h"
#include "rating/package/weight_review.h"

namespace techflow::package {

std::shared_ptr<const rating::RatingModel> ValidatePackage(
    const v1::ModelPackage& package, const scorecard::Catalog& catalog,
    feel::Diagnostics& diagnostics) {
  std::shared_ptr<const rating::RatingModel> model =
      rating::RatingModel::Compile(package, catalog, diagnostics);
  if (model == nullptr) return nullptr;
  ReviewWeights(package, diagnostics);
  const bool has_cases = !RunCases(package, *model, diagnostics).empty();
  if (!has_cases && !diagnostics.has_errors()) {
    diagnostics.AddError({"cases", 0, 0},
                         "the package has no case; expected one or more files "
                         "cases/*.txtpb");
  }
  return diagnostics.has_errors() ? nullptr : model;
}

}  // namespace techflow::package
