#ifndef TECHFLOW_RATING_PACKAGE_COVERAGE_H_
#define TECHFLOW_RATING_PACKAGE_COVERAGE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/feel/diagnostics.h"
#include "rating/rating_model.h"
#include "techflow/v1/model.pb.h"

namespace techflow::package {

// The things of one sort in a model, and those that no case touches.
struct CoverageGroup {
  // "bands", "curves", "edges", "corrections", "segments", "grades", "flags",
  // "answers", "rules", "branches".
  std::string sort;
  int total = 0;
  // Each as "indicator rd_share: [0.03..0.06)".
  std::vector<std::string> untouched;
};

// What the cases and variants of `package` touch of `model`, which was compiled
// from it: bands, entries and stretches of curves, and that an indicator is
// unknown; edges between bands, which a measure must hit exactly; corrections
// that applied; segments; grades; flags; answers of clauses, in three values
// each; rules of decision tables; both sides of each `if` that was ever
// reached. Sorts that the model does not have are left out. What is wrong with
// a case is in `diagnostics`, and the case is left out. Pure; any thread.
std::vector<CoverageGroup> CoverageOf(const v1::ModelPackage& package,
                                      const rating::RatingModel& model,
                                      feel::Diagnostics& diagnostics);

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_COVERAGE_H_
