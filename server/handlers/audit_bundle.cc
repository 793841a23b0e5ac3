#include "server/handlers/audit_bundle.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/errors.h"
#include "server/handlers/signed_log.h"
#include "server/resource_names.h"
#include "storage/rating_store.h"

namespace techflow::server {
namespace {

constexpr int kBundleFormatVersion = 1;

// The entry by which the rating's model came into the log.
absl::StatusOr<storage::StoredEntry> FindModelEntry(
    const storage::RatingStore& store, const store::v1::RatingRecord& rating) {
  const auto name = ParseModelVersion(rating.model_version());
  if (!name.has_value()) {
    return absl::DataLossError(absl::StrCat(
        "the stored model version ", rating.model_version(), " is no name"));
  }
  auto entry = store.GetByNumber(name->model, name->number);
  if (absl::IsNotFound(entry.status())) {
    return absl::DataLossError(absl::StrCat("the stored rating names ",
                                            rating.model_version(),
                                            ", which is not in the log"));
  }
  return entry;
}

// The bytes of a blob; empty where it was erased.
absl::StatusOr<std::string> BlobOrNothing(const storage::RatingStore& store,
                                          storage::BlobKind kind,
                                          const std::string& digest) {
  auto bytes = store.Blob(kind, digest);
  if (absl::IsNotFound(bytes.status())) return std::string();
  return bytes;
}

absl::Status AddBlobs(const storage::RatingStore& store,
                      const store::v1::RatingRecord& rating,
                      v1::AuditBundle& bundle) {
  auto evidence = BlobOrNothing(store, storage::BlobKind::kEvidence,
                                rating.evidence_digest());
  if (!evidence.ok()) return evidence.status();
  auto assessment = BlobOrNothing(store, storage::BlobKind::kAssessment,
                                  rating.assessment_digest());
  if (!assessment.ok()) return assessment.status();
  auto package =
      store.Blob(storage::BlobKind::kModelPackage, rating.model_digest());
  if (!package.ok()) return package.status();
  bundle.set_evidence(*std::move(evidence));
  bundle.set_assessment(*std::move(assessment));
  bundle.set_model_package(*std::move(package));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::ExportRatingResponse> ExportRating(
    const Environment& environment, Call& call,
    const v1::ExportRatingRequest& request) {
  call.AddNote("rating", request.name());
  const auto name = ParseRating(request.name());
  if (!name.has_value()) {
    Violations violations;
    violations.Add("name", request.name(), kRatingForm);
    return violations.ToStatus();
  }
  const storage::RatingStore& store = environment.store;
  const auto entry = store.GetByNumber(name->enterprise, name->number);
  if (absl::IsNotFound(entry.status())) {
    return NotFound(reason::kRatingNotFound, "techflow.v1.Rating",
                    request.name());
  }
  if (!entry.ok()) return entry.status();
  const auto model = FindModelEntry(store, entry->entry.rating());
  if (!model.ok()) return model.status();
  // After the entries, so that it covers them.
  const auto log = ReadSignedLog(store);
  if (!log.ok()) return log.status();

  v1::ExportRatingResponse response;
  v1::AuditBundle& bundle = *response.mutable_bundle();
  bundle.set_format_version(kBundleFormatVersion);
  bundle.set_entry(entry->bytes);
  bundle.set_model_entry(model->bytes);
  absl::Status status = AddBlobs(store, entry->entry.rating(), bundle);
  if (!status.ok()) return status;
  auto proof = ProofText(store, *log, entry->entry.position());
  if (!proof.ok()) return proof.status();
  bundle.set_tlog_proof(*std::move(proof));
  auto model_proof = ProofText(store, *log, model->entry.position());
  if (!model_proof.ok()) return model_proof.status();
  bundle.set_model_tlog_proof(*std::move(model_proof));
  for (const ledger::VerifierKey& key : store.VerifierKeys()) {
    bundle.add_verifier_keys(key.ToString());
  }
  return response;
}

}  // namespace techflow::server
