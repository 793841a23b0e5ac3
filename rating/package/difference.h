#ifndef TECHFLOW_RATING_PACKAGE_DIFFERENCE_H_
#define TECHFLOW_RATING_PACKAGE_DIFFERENCE_H_

#include <string>
#include <vector>

#include "rating/feel/diagnostics.h"
#include "rating/rating_model.h"
#include "techflow/v1/model.pb.h"

namespace techflow::package {

// A thing that two packages say differently.
struct ModelChange {
  // "identity", "segments", "measures", "scoring", "weights", "corrections",
  // "grades", "clauses", "policy", "flags", "rules", "texts".
  std::string sort;
  // "dimensions[patents].indicators[held].measure"; of rules the name of the
  // decision.
  std::string what;
  // Empty where it is not there.
  std::string before;
  std::string after;
};

// A case of the newer package that comes out otherwise by the two models.
struct CaseChange {
  std::string path;
  // "grade", "score", "status", "verdict", or the id of a policy output.
  std::string what;
  std::string before;
  std::string after;
};

struct ModelDifference {
  std::vector<ModelChange> changes;
  std::vector<CaseChange> cases;
};

// One side: a package, and the model that was compiled from it.
struct ComparedModel {
  const v1::ModelPackage& package;
  const rating::RatingModel& model;
};

// What two packages say differently: things are matched by id, not by place, so
// that their order and layout do not matter, nor the blanks of rules. The cases
// and variants of `newer` are run through both. What is wrong with a case is in
// `diagnostics`, and the case is left out; where a model fails, the result says
// so. Pure; any thread.
ModelDifference Difference(const ComparedModel& older,
                           const ComparedModel& newer,
                           feel::Diagnostics& diagnostics);

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_DIFFERENCE_H_
