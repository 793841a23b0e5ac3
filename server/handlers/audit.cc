#include "server/handlers/audit.h"

#include <utility>

#include "absl/status/status.h"
#include "server/handlers/rating_record.h"
#include "server/handlers/replayed_rating.h"
#include "storage/ledger/digest.h"

namespace techflow::server {

absl::StatusOr<v1::ReplayRatingResponse> ReplayRating(
    const Environment& environment, Call& call,
    const v1::ReplayRatingRequest& request) {
  call.AddNote("rating", request.name());
  const auto record = FindRating(environment, "name", request.name());
  if (!record.ok()) return record.status();
  auto stored = ToRating(*record);
  if (!stored.ok()) return stored.status();
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  auto replayed = Replay(environment, *record);
  if (!replayed.ok()) return replayed.status();

  v1::ReplayRatingResponse response;
  response.set_verdict(replayed->verdict);
  *response.mutable_stored() = *std::move(stored);
  if (replayed->recomputed) {
    response.set_recomputed_digest(
        ledger::Hex(ledger::Sha256(replayed->bytes)));
    *response.mutable_recomputed() = *std::move(replayed->recomputed);
  }
  *response.mutable_differences() = std::move(replayed->differences);
  response.set_reason(std::move(replayed->reason));
  return response;
}

}  // namespace techflow::server
