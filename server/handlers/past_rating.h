#ifndef TECHFLOW_SERVER_HANDLERS_PAST_RATING_H_
#define TECHFLOW_SERVER_HANDLERS_PAST_RATING_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "storage/rating_store.h"
#include "techflow/v1/rating_service.pb.h"

namespace techflow::server {

// The rating that a request names, on both axes: what the log held at a moment,
// and what it then said of a day. Of the ratings as of that day or earlier, the
// one as of the latest day counts, and of several of one day the last stored.
// INVALID_ARGUMENT with all that is wrong with the request; NOT_FOUND where
// there was no such rating at that moment. A day is looked for in the whole
// history of the enterprise, as long as `call` is awaited. Any thread.
absl::StatusOr<storage::StoredEntry> FindPastRating(
    const Environment& environment, const Call& call,
    const v1::GetRatingRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_PAST_RATING_H_
