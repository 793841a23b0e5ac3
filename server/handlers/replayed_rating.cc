#include "server/handlers/replayed_rating.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "rating/assessment_difference.h"
#include "rating/rating_model.h"
#include "server/dates.h"
#include "server/handlers/evaluation.h"
#include "server/handlers/model_choice.h"

namespace techflow::server {
namespace {

ReplayedRating Unreproducible(std::string why) {
  ReplayedRating replayed;
  replayed.verdict = v1::REPLAY_VERDICT_UNREPRODUCIBLE;
  replayed.reason = std::move(why);
  return replayed;
}

// What tells the stored assessment from the one computed now.
void NameDifferences(const std::string& stored_bytes,
                     ReplayedRating& replayed) {
  v1::Assessment stored;
  if (!stored.ParseFromString(stored_bytes)) {
    replayed.reason = "the stored bytes are no assessment";
    return;
  }
  replayed.differences = rating::Differences(stored, *replayed.recomputed);
  if (replayed.differences.empty()) {
    replayed.reason = "the fields are the same, their bytes are not";
  }
}

}  // namespace

absl::StatusOr<ReplayedRating> Replay(const Environment& environment,
                                      const RatingRecord& record) {
  const store::v1::RatingRecord& rating = record.entry.rating();
  // Another engine may compute otherwise, and must not do so in silence.
  if (rating.engine_version() != rating::kEngineVersion) {
    return Unreproducible(absl::StrCat(
        "it was computed by engine version ", rating.engine_version(),
        "; this server has version ", rating::kEngineVersion));
  }
  if (!record.evidence) return Unreproducible("its evidence was erased");
  const auto model = LoadModel(environment, rating.model_digest());
  if (absl::IsNotFound(model.status())) {
    return Unreproducible("its model is not stored here");
  }
  if (!model.ok()) return model.status();

  ReplayedRating replayed;
  replayed.verdict = v1::REPLAY_VERDICT_MISMATCH;
  v1::Assessment assessment;
  const absl::Status status =
      Assess(**model, rating.model_version(), FromNumber(rating.as_of_date()),
             *record.evidence, assessment);
  if (!status.ok()) {
    replayed.reason =
        absl::StrCat("computed again, it fails: ", status.message());
    return replayed;
  }
  replayed.recomputed = std::move(assessment);
  replayed.bytes = Serialize(*replayed.recomputed);
  if (replayed.bytes == record.assessment) {
    replayed.verdict = v1::REPLAY_VERDICT_MATCH;
  } else {
    NameDifferences(record.assessment, replayed);
  }
  return replayed;
}

}  // namespace techflow::server
