#include "server/handlers/rating_record.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "rating/evidence/check.h"
#include "server/dates.h"
#include "server/errors.h"
#include "server/resource_names.h"
#include "storage/ledger/digest.h"

namespace techflow::server {

absl::StatusOr<RatingRecord> FindRating(const Environment& environment,
                                        absl::string_view field,
                                        absl::string_view name) {
  const auto parsed = ParseRating(name);
  if (!parsed) {
    Violations violations;
    violations.Add(std::string(field), name, std::string(kRatingForm));
    return violations.ToStatus();
  }
  auto stored =
      environment.store.GetByNumber(parsed->enterprise, parsed->number);
  if (absl::IsNotFound(stored.status())) {
    return NotFound(reason::kRatingNotFound, "techflow.v1.Rating", name);
  }
  if (!stored.ok()) return stored.status();
  return LoadRating(environment, stored->entry);
}

absl::StatusOr<RatingRecord> LoadRating(const Environment& environment,
                                        const store::v1::Entry& entry) {
  RatingRecord record;
  record.entry = entry;
  auto assessment = environment.store.Blob(storage::BlobKind::kAssessment,
                                           entry.rating().assessment_digest());
  if (absl::IsNotFound(assessment.status())) {
    return absl::DataLossError(absl::StrCat("the assessment of position ",
                                            entry.position(), " is not there"));
  }
  if (!assessment.ok()) return assessment.status();
  record.assessment = *std::move(assessment);

  const auto evidence = environment.store.Blob(
      storage::BlobKind::kEvidence, entry.rating().evidence_digest());
  if (absl::IsNotFound(evidence.status())) return record;
  if (!evidence.ok()) return evidence.status();
  if (!record.evidence.emplace().ParseFromString(*evidence)) {
    return absl::DataLossError(absl::StrCat(
        "the evidence of position ", entry.position(), " is no evidence"));
  }
  return record;
}

v1::Rating ToRating(const store::v1::Entry& entry) {
  const store::v1::RatingRecord& fields = entry.rating();
  v1::Rating rating;
  rating.set_name(RatingName{entry.subject(), entry.number()}.ToString());
  rating.set_enterprise(entry.subject());
  *rating.mutable_as_of_date() = FromNumber(fields.as_of_date());
  rating.set_model_version(fields.model_version());
  rating.set_model_digest(ledger::Hex(fields.model_digest()));
  rating.set_evidence_digest(ledger::Hex(fields.evidence_digest()));
  rating.set_assessment_digest(ledger::Hex(fields.assessment_digest()));
  rating.set_engine_version(fields.engine_version());
  *rating.mutable_create_time() = ToTimestamp(entry.recorded_at_us());
  rating.set_requested_by(entry.requested_by());
  rating.set_log_position(entry.position());
  return rating;
}

absl::StatusOr<v1::Rating> ToRating(const RatingRecord& record) {
  v1::Rating rating = ToRating(record.entry);
  if (!rating.mutable_assessment()->ParseFromString(record.assessment)) {
    return absl::DataLossError(absl::StrCat(
        "the assessment of position ", record.entry.position(), " is none"));
  }
  if (record.evidence) {
    *rating.mutable_enterprise_name() = record.evidence->profile().name();
    for (v1::Warning& warning :
         evidence::CheckEvidence(*record.evidence).warnings) {
      *rating.add_warnings() = std::move(warning);
    }
  }
  return rating;
}

std::string RequestDigest(const google::protobuf::Message& request) {
  return ledger::Sha256(absl::StrCat(request.GetTypeName(),
                                     std::string(1, '\0'), Serialize(request)));
}

}  // namespace techflow::server
