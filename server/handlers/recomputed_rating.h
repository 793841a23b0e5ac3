#ifndef TECHFLOW_SERVER_HANDLERS_RECOMPUTED_RATING_H_
#define TECHFLOW_SERVER_HANDLERS_RECOMPUTED_RATING_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/environment.h"
#include "server/model_cache.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::server {

// A stored rating with all that it takes to rate again.
struct RecomputedRating {
  v1::Rating rating;
  ModelCache::Model model;

  // All of it, and what of it counted on the rating's day.
  v1::Evidence evidence;
  v1::Evidence view;
};

// The rating of that name, computed again. Errors as of FindRating;
// FAILED_PRECONDITION (UNREPRODUCIBLE) where its evidence was erased or it
// comes out otherwise than it was stored: what would be said of it would be
// said of another rating.
absl::StatusOr<RecomputedRating> RecomputeRating(const Environment& environment,
                                                 absl::string_view field,
                                                 absl::string_view name);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_RECOMPUTED_RATING_H_
