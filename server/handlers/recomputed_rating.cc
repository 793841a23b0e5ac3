#include "server/handlers/recomputed_rating.h"

#include <utility>

#include "rating/evidence/view.h"
#include "rating/rating_model.h"
#include "server/errors.h"
#include "server/handlers/model_choice.h"
#include "server/handlers/rating_record.h"

namespace techflow::server {

absl::StatusOr<RecomputedRating> RecomputeRating(const Environment& environment,
                                                 absl::string_view field,
                                                 absl::string_view name) {
  auto record = FindRating(environment, field, name);
  if (!record.ok()) return record.status();
  auto rating = ToRating(*record);
  if (!rating.ok()) return rating.status();
  if (!record->evidence) {
    return FailedPrecondition(reason::kUnreproducible, name,
                              "the evidence of the rating was erased");
  }
  auto model = LoadModel(environment, record->entry.rating().model_digest());
  if (!model.ok()) return model.status();

  RecomputedRating recomputed{*std::move(rating), *std::move(model),
                              *std::move(record->evidence), v1::Evidence()};
  recomputed.view =
      evidence::ViewAsOf(recomputed.evidence, recomputed.rating.as_of_date());
  const auto assessment =
      recomputed.model->Assess(recomputed.view, recomputed.rating.as_of_date());
  if (!assessment.ok() || Serialize(*assessment) != record->assessment) {
    return FailedPrecondition(
        reason::kUnreproducible, name,
        "computed again, the rating comes out otherwise; replay it to see how");
  }
  return recomputed;
}

}  // namespace techflow::server
