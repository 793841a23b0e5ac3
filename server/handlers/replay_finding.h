#ifndef TECHFLOW_SERVER_HANDLERS_REPLAY_FINDING_H_
#define TECHFLOW_SERVER_HANDLERS_REPLAY_FINDING_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "rating/rating_model.h"
#include "server/environment.h"
#include "techflow/store/v1/entry.pb.h"
#include "techflow/v1/audit_service.pb.h"

namespace techflow::server {

// What a job says of one rating: how it counts, and whether it is listed.
struct ReplayOutcome {
  enum class Kind { kMatching, kMismatching, kUnreproducible, kCompared };

  Kind kind = Kind::kUnreproducible;

  // True where `finding` belongs into the list: all but what matches, or keeps
  // grade and score under a candidate.
  bool is_finding = true;

  // Rating, position and grades are there in any case.
  v1::ReplayFinding finding;
};

// Replays the rating of an entry by its own model. What is damaged of it is an
// outcome too. Any thread. Errors as the store's reads, without DATA_LOSS.
absl::StatusOr<ReplayOutcome> ReplayEntry(const Environment& environment,
                                          const store::v1::Entry& entry);

// Computes the rating by `candidate` instead, whatever its effective period,
// and compares grade and score with the stored ones.
absl::StatusOr<ReplayOutcome> CompareEntry(
    const Environment& environment, const store::v1::Entry& entry,
    const rating::RatingModel& candidate);

// The outcome where an entry itself cannot be read: `entry` has what is known
// of it, its position or its name. `damage` says why.
ReplayOutcome DamagedEntry(const store::v1::Entry& entry,
                           const absl::Status& damage);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_REPLAY_FINDING_H_
