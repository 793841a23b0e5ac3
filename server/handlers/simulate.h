#ifndef TECHFLOW_SERVER_HANDLERS_SIMULATE_H_
#define TECHFLOW_SERVER_HANDLERS_SIMULATE_H_

#include "absl/status/status.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/rating_service.pb.h"

namespace techflow::server {

// RatingService.SimulateRating: never stores anything. Errors as in
// server/README.md. The answer is written into `response`, which is empty and
// means nothing after an error.
absl::Status SimulateRating(const Environment& environment, Call& call,
                            const v1::SimulateRatingRequest& request,
                            v1::SimulateRatingResponse& response);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_SIMULATE_H_
