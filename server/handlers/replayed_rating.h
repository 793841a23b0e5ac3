#ifndef TECHFLOW_SERVER_HANDLERS_REPLAYED_RATING_H_
#define TECHFLOW_SERVER_HANDLERS_REPLAYED_RATING_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "server/environment.h"
#include "server/handlers/rating_record.h"
#include "techflow/v1/audit_service.pb.h"
#include "techflow/v1/rating.pb.h"

namespace techflow::server {

// What came of computing a stored rating again from what is stored of it.
struct ReplayedRating {
  v1::ReplayVerdict verdict = v1::REPLAY_VERDICT_UNSPECIFIED;

  // The assessment as computed now, and its bytes. Nothing where it cannot be
  // computed.
  std::optional<v1::Assessment> recomputed;
  std::string bytes;

  // What differs, field by field, where the bytes do.
  google::protobuf::RepeatedPtrField<v1::ReplayDifference> differences;

  // Why it cannot be computed again, or how it differs without differences.
  std::string reason;
};

// Computes the rating again by its own model and compares the bytes. Any
// thread. DATA_LOSS where the stored model is damaged; else as the store's
// reads.
absl::StatusOr<ReplayedRating> Replay(const Environment& environment,
                                      const RatingRecord& record);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_REPLAYED_RATING_H_
