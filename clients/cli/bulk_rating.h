#ifndef TECHFLOW_CLIENTS_CLI_BULK_RATING_H_
#define TECHFLOW_CLIENTS_CLI_BULK_RATING_H_

#include <cstddef>
#include <functional>
#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/cli/connection.h"
#include "techflow/v1/rating_service.pb.h"

// Rates any number of requests in batches, several at a time. Requests carry
// request ids, so that a batch whose answer was lost is sent again without a
// second rating.
namespace techflow::cli {

// As many items as one call takes.
inline constexpr int kMaxBatchItems = 100;

// A batch also ends here, well below the 16 MiB that the server takes.
inline constexpr size_t kMaxBatchBytes = 4 * 1024 * 1024;

// Batches on their way at once: enough to keep a server busy that waits for its
// disk, few enough to leave room for others.
inline constexpr int kBatchesInFlight = 4;

// A batch that finds the server full or away is sent so many times in all, with
// a wait that doubles from the first.
inline constexpr int kMaxAttempts = 6;
inline constexpr absl::Duration kFirstWait = absl::Milliseconds(200);

// The next request; nothing where there are no more. Called by one thread at a
// time, from several.
using NextRequest = std::function<std::optional<v1::RateEnterpriseRequest>()>;

// Takes an answer. Called by one thread at a time, from several; answers come
// in any order.
using OnResult = std::function<void(const v1::RateEnterpriseRequest&,
                                    const v1::BatchRatingResult&)>;

// Returns when all were answered, or with the first call that failed for good;
// answers that came before were delivered.
absl::Status RateAll(const Connection& connection, const NextRequest& next,
                     const OnResult& on_result);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_BULK_RATING_H_
