#ifndef TECHFLOW_SERVER_HANDLERS_RATING_PAGES_H_
#define TECHFLOW_SERVER_HANDLERS_RATING_PAGES_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "storage/rating_store.h"
#include "techflow/v1/rating_service.pb.h"

namespace techflow::server {

// Takes one stored rating of a page; false where the page is full, and the
// rating then belongs to the next one.
using TakeRating =
    std::function<absl::StatusOr<bool>(const storage::StoredEntry&)>;

// Walks the ratings that a request lists, newest first, from `cursor` (empty:
// the start), and offers each that its filters let through to `take`. Only
// those that were in the log when it held `log_size` entries are there, so for
// one that was reached all pages are of the same list. The cursor of the next
// page comes back, empty where nothing is left.
absl::StatusOr<std::string> WalkEnterprise(
    const Environment& environment, const Call& call,
    const v1::ListRatingsRequest& request, int64_t log_size,
    const std::string& cursor, const TakeRating& take);

// The same for all enterprises, by as-of date.
absl::StatusOr<std::string> WalkAll(const Environment& environment,
                                    const Call& call,
                                    const v1::ListRatingsRequest& request,
                                    int64_t log_size, const std::string& cursor,
                                    const TakeRating& take);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_RATING_PAGES_H_
