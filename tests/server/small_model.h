#ifndef TECHFLOW_TESTS_SERVER_SMALL_MODEL_H_
#define TECHFLOW_TESTS_SERVER_SMALL_MODEL_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rating/feel/diagnostics.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "server/model_cache.h"
#include "tests/conformance/published_model.h"

namespace techflow::server {

inline absl::StatusOr<ModelCache::Model> CompileSmallModel() {
  const scorecard::Catalog catalog = scorecard::BuildStandardCatalog();
  feel::Diagnostics diagnostics;
  ModelCache::Model model =
      rating::RatingModel::Compile(PublishedPackage(), catalog, diagnostics);
  if (model == nullptr) return absl::InternalError(diagnostics.ToString());
  return model;
}

}  // namespace techflow::server

#endif  // TECHFLOW_TESTS_SERVER_SMALL_MODEL_H_
