#ifndef TECHFLOW_RATING_PACKAGE_CASES_H_
#define TECHFLOW_RATING_PACKAGE_CASES_H_

#include <string>
#include <vector>

#include "rating/feel/diagnostics.h"
#include "rating/rating_model.h"
#include "techflow/v1/model.pb.h"

namespace techflow::package {

// How a case of a package came out.
struct CaseOutcome {
  // "cases/strong.txtpb"; of a variant, "cases/strong.txtpb#just_missed".
  std::string path;
  v1::LocalizedText title;
  bool passed = false;
};

// The longest way from a case to the evidence that it starts from. Longer ones
// nobody could follow by eye.
inline constexpr int kMaxBasedOn = 8;

// Runs every case of `package` (cases/*.txtpb, a ModelCase in text format) and
// its variants through `model`, which was compiled from it; the outcomes are in
// the order of the files, variants after their case. A case that has variants
// and expects nothing itself has no outcome of its own. Reported as errors in
// the case's own file, at the field that speaks of it: a text that cannot be
// read, a case that starts from one that is not there or in the end from
// itself, evidence or changes that are refused, a case that expects nothing, a
// rule that fails, and each difference from what is expected. Pure; any thread.
std::vector<CaseOutcome> RunCases(const v1::ModelPackage& package,
                                  const rating::RatingModel& model,
                                  feel::Diagnostics& diagnostics);

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_CASES_H_
