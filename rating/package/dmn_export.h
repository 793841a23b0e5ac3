#ifndef TECHFLOW_RATING_PACKAGE_DMN_EXPORT_H_
#define TECHFLOW_RATING_PACKAGE_DMN_EXPORT_H_

#include <optional>
#include <string>

#include "rating/feel/diagnostics.h"
#include "rating/scorecard/catalog.h"
#include "techflow/v1/model.pb.h"

namespace techflow::package {

// The model as one DMN 1.5 file without extensions, which any conforming engine
// evaluates to the score and grade that RatingModel::Assess gives.
//
// Its inputs are the names of evidence that the model uses and `as of date`,
// with the values of evidence::EvidenceLayout; what is missing is null. Its
// decisions are those of the rules and, for each indicator x, `measure_x`,
// `points_x` and `contribution_x`; `segment_id`, `weights`, `completeness`,
// `status` ("rated", "provisional", "unratable"), `base score`, what each
// correction c made of it, `score_after_c` and `rank_after_c`, and `score`,
// `grade rank` and `grade`. Flags and policy outputs are rules of the model.
//
// Models are written in the strict dialect, where what hangs on missing
// evidence is missing; a plain DMN file is read in the standard's, where a null
// condition chooses `else`. Expressions are rewritten so that the standard's
// meaning is the strict one.
//
// Nothing where the package does not compile, or where something in it has no
// counterpart; all of it is in `diagnostics`, each at its place. Where the
// rules are wrong for some evidence, so that Assess fails, the file's answer
// for it means nothing. Pure; any thread.
std::optional<std::string> ExportDmn(const v1::ModelPackage& package,
                                     const scorecard::Catalog& catalog,
                                     feel::Diagnostics& diagnostics);

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_DMN_EXPORT_H_
