#ifndef TECHFLOW_SERVER_HANDLERS_INSIGHTS_H_
#define TECHFLOW_SERVER_HANDLERS_INSIGHTS_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/rating_service.pb.h"

// RatingService, what stored ratings mean. Nothing is stored. Errors as in
// server/README.md.
namespace techflow::server {

// FAILED_PRECONDITION (UNREPRODUCIBLE) where a part is asked for that has to be
// computed and cannot be any more.
absl::StatusOr<v1::ExplainRatingResponse> ExplainRating(
    const Environment& environment, Call& call,
    const v1::ExplainRatingRequest& request);

// FAILED_PRECONDITION: NO_SCORE, NO_BETTER_GRADE or UNREPRODUCIBLE.
absl::StatusOr<v1::AdviseRatingResponse> AdviseRating(
    const Environment& environment, Call& call,
    const v1::AdviseRatingRequest& request);

// FAILED_PRECONDITION: UNREPRODUCIBLE.
absl::StatusOr<v1::CompareRatingsResponse> CompareRatings(
    const Environment& environment, Call& call,
    const v1::CompareRatingsRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_INSIGHTS_H_
