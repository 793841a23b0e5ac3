#ifndef TECHFLOW_SERVER_HANDLERS_LOG_MOMENT_H_
#define TECHFLOW_SERVER_HANDLERS_LOG_MOMENT_H_

#include <cstdint>
#include <limits>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/environment.h"
#include "server/errors.h"
#include "techflow/v1/rating_service.pb.h"

namespace techflow::server {

// The size of a log that no moment bounds: all that is there and will be.
inline constexpr int64_t kUnboundedLogSize =
    std::numeric_limits<int64_t>::max();

// How many entries the log held at `moment`, the request's `field`;
// kUnboundedLogSize where it names none. 0 for a time before the first entry;
// for one after the last, all entries of now. What is wrong with the moment is
// added to `violations`, and 0 comes back. Errors of the store. Any thread.
absl::StatusOr<int64_t> LogSizeAt(const Environment& environment,
                                  absl::string_view field,
                                  const v1::LogMoment& moment,
                                  Violations& violations);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_LOG_MOMENT_H_
