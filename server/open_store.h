#ifndef TECHFLOW_SERVER_OPEN_STORE_H_
#define TECHFLOW_SERVER_OPEN_STORE_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/clock.h"
#include "server/log.h"
#include "server/options.h"
#include "storage/rating_store.h"

namespace techflow::server {

// The store of a server.
struct ServedStore {
  std::unique_ptr<storage::RatingStore> store;
  bool is_follower = false;

  // To be asked each second, by one thread: OK, or why the store does not do
  // all that it is there for, which is to write, or to follow. It then goes on
  // reading. A follower follows because it is asked.
  std::function<absl::Status()> check;
};

// Opens the store that the options name, or follows it. Keys that are not there
// are made, but not for a follower. The clock must outlive it. Errors of
// OpenRocksDbRatingStore, OpenFollowerRatingStore and of the keys.
absl::StatusOr<ServedStore> OpenStore(const Options& options,
                                      const Clock& clock, Log& log);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_OPEN_STORE_H_
