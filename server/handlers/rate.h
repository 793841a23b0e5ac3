#ifndef TECHFLOW_SERVER_HANDLERS_RATE_H_
#define TECHFLOW_SERVER_HANDLERS_RATE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/rating_service.pb.h"

// RatingService, what stores ratings. Errors are those of errors.h and the
// table of server/README.md; the contract is in rating_service.proto.
namespace techflow::server {

// A request_id that is known is answered before anything is computed. The
// answer is written into `response`, which is empty and means nothing after an
// error.
absl::Status RateEnterprise(const Environment& environment, Call& call,
                            const v1::RateEnterpriseRequest& request,
                            v1::RateEnterpriseResponse& response);

// Items are computed in parallel where workers are free, and appended together
// so that they share a sync.
absl::StatusOr<v1::BatchRateEnterprisesResponse> BatchRateEnterprises(
    const Environment& environment, Call& call,
    const v1::BatchRateEnterprisesRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_RATE_H_
