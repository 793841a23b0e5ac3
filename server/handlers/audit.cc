#include "server/handlers/audit.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "rating/assessment_difference.h"
#include "rating/rating_model.h"
#include "server/handlers/evaluation.h"
#include "server/handlers/model_choice.h"
#include "server/handlers/rating_record.h"
#include "storage/ledger/digest.h"

namespace techflow::server {
namespace {

v1::ReplayRatingResponse Unreproducible(v1::ReplayRatingResponse response,
                                        std::string why) {
  response.set_verdict(v1::REPLAY_VERDICT_UNREPRODUCIBLE);
  response.set_reason(std::move(why));
  return response;
}

}  // namespace

absl::StatusOr<v1::ReplayRatingResponse> ReplayRating(
    const Environment& environment, Call& call,
    const v1::ReplayRatingRequest& request) {
  call.AddNote("rating", request.name());
  const auto record = FindRating(environment, "name", request.name());
  if (!record.ok()) return record.status();
  auto stored = ToRating(*record);
  if (!stored.ok()) return stored.status();

  v1::ReplayRatingResponse response;
  *response.mutable_stored() = *std::move(stored);
  const v1::Rating& rating = response.stored();
  // Another engine may compute otherwise, and must not do so in silence.
  if (rating.engine_version() != rating::kEngineVersion) {
    return Unreproducible(
        std::move(response),
        absl::StrCat("it was computed by engine version ",
                     record->entry.rating().engine_version(),
                     "; this server has version ", rating::kEngineVersion));
  }
  if (!record->evidence) {
    return Unreproducible(std::move(response), "its evidence was erased");
  }
  const auto model =
      LoadModel(environment, record->entry.rating().model_digest());
  if (absl::IsNotFound(model.status())) {
    return Unreproducible(std::move(response), "its model is not stored here");
  }
  if (!model.ok()) return model.status();

  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  auto assessment = Assess(**model, rating.model_version(), rating.as_of_date(),
                           *record->evidence, /*trace=*/nullptr);
  if (!assessment.ok()) {
    response.set_verdict(v1::REPLAY_VERDICT_MISMATCH);
    response.set_reason(absl::StrCat("computed again, it fails: ",
                                     assessment.status().message()));
    return response;
  }
  const std::string bytes = Serialize(*assessment);
  response.set_recomputed_digest(ledger::Hex(ledger::Sha256(bytes)));
  if (bytes == record->assessment) {
    response.set_verdict(v1::REPLAY_VERDICT_MATCH);
  } else {
    response.set_verdict(v1::REPLAY_VERDICT_MISMATCH);
    *response.mutable_differences() =
        rating::Differences(rating.assessment(), *assessment);
    if (response.differences().empty()) {
      response.set_reason("the fields are the same, their bytes are not");
    }
  }
  *response.mutable_recomputed() = *std::move(assessment);
  return response;
}

}  // namespace techflow::server
