#ifndef TECHFLOW_SERVER_HANDLERS_RATINGS_H_
#define TECHFLOW_SERVER_HANDLERS_RATINGS_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/rating_service.pb.h"

// RatingService, what reads stored ratings. Errors as in server/README.md.
namespace techflow::server {

absl::StatusOr<v1::GetRatingResponse> GetRating(
    const Environment& environment, Call& call,
    const v1::GetRatingRequest& request);

// A page ends at its size, at kMaxPageBytes, or after
// kMaxEntriesScannedPerPage entries; a token says that there may be more.
absl::StatusOr<v1::ListRatingsResponse> ListRatings(
    const Environment& environment, Call& call,
    const v1::ListRatingsRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_RATINGS_H_
