#ifndef TECHFLOW_SERVER_HANDLERS_PEERS_H_
#define TECHFLOW_SERVER_HANDLERS_PEERS_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/rating_service.pb.h"

namespace techflow::server {

// RatingService, where a stored rating stands among others.
// FAILED_PRECONDITION: NO_SCORE. Looks at kMaxPeersScanned ratings at most.
absl::StatusOr<v1::GetPeerStandingResponse> GetPeerStanding(
    const Environment& environment, Call& call,
    const v1::GetPeerStandingRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_PEERS_H_
