#ifndef TECHFLOW_SERVER_REPLAY_FILTER_H_
#define TECHFLOW_SERVER_REPLAY_FILTER_H_

#include "server/errors.h"
#include "techflow/store/v1/entry.pb.h"
#include "techflow/v1/audit_service.pb.h"

// Which ratings a replay job looks at. Pure functions.
namespace techflow::server {

// Adds everything that is wrong with a filter to `violations`, its fields as
// "filter.model".
void CheckReplayFilter(const v1::ReplayFilter& filter, Violations& violations);

// True for the entry of a rating that meets all that is set. The filter has
// passed CheckReplayFilter.
bool PassesReplayFilter(const v1::ReplayFilter& filter,
                        const store::v1::Entry& entry);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_REPLAY_FILTER_H_
