#include "server/handlers/evaluation.h"

#include <utility>

#include "absl/status/status.h"
#include "google/protobuf/arena.h"
#include "rating/evidence/view.h"
#include "rating/rating_model.h"
#include "server/arena_messages.h"
#include "server/errors.h"
#include "server/handlers/rating_record.h"
#include "storage/ledger/digest.h"

namespace techflow::server {

absl::Status Assess(const rating::RatingModel& model,
                    absl::string_view model_version, const v1::Date& as_of,
                    const v1::Evidence& evidence, v1::Assessment& assessment) {
  google::protobuf::Arena arena(CallArena());
  auto& view = *google::protobuf::Arena::CreateMessage<v1::Evidence>(&arena);
  view = evidence;
  evidence::ReduceToView(as_of, view);
  absl::Status status = model.Assess(view, as_of, assessment);
  if (status.ok()) return status;
  // Requests were checked, so what is left is that the model's rules fail or
  // run past the limits of the engine. The caller cannot mend either.
  return FailedPrecondition(reason::kRuleFailed, model_version,
                            status.message());
}

absl::StatusOr<Evaluation> Evaluate(const Environment& environment,
                                    absl::string_view model_name,
                                    const v1::Date& as_of,
                                    const v1::Evidence& evidence,
                                    v1::Assessment& assessment) {
  Evaluation evaluation;
  auto model = ChooseModel(environment, model_name, as_of);
  if (!model.ok()) return model.status();
  evaluation.model = *std::move(model);
  absl::Status status = Assess(*evaluation.model.model, evaluation.model.name,
                               as_of, evidence, assessment);
  if (!status.ok()) return status;
  evaluation.assessment_bytes = Serialize(assessment);
  return evaluation;
}

void DescribeUnstored(absl::string_view enterprise, const v1::Date& as_of,
                      const v1::Evidence& evidence,
                      const Evaluation& evaluation,
                      std::vector<v1::Warning> warnings, v1::Rating& rating) {
  rating.set_enterprise(std::string(enterprise));
  *rating.mutable_enterprise_name() = evidence.profile().name();
  *rating.mutable_as_of_date() = as_of;
  rating.set_model_version(evaluation.model.name);
  rating.set_model_digest(ledger::Hex(evaluation.model.digest));
  rating.set_evidence_digest(ledger::Hex(ledger::Sha256(Serialize(evidence))));
  rating.set_assessment_digest(
      ledger::Hex(ledger::Sha256(evaluation.assessment_bytes)));
  rating.set_engine_version(rating::kEngineVersion);
  for (v1::Warning& warning : warnings) {
    *rating.add_warnings() = std::move(warning);
  }
}

}  // namespace techflow::server
