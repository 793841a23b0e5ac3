#include "server/handlers/simulate.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "rating/evidence/change.h"
#include "rating/insight/explain.h"
#include "server/dates.h"
#include "server/errors.h"
#include "server/handlers/evaluation.h"
#include "server/handlers/rating_record.h"
#include "server/handlers/request_check.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

constexpr char kDisclaimer[] = "NOT_STORED";

// What is rated, after the base and before the changes.
struct Subject {
  std::string enterprise;
  std::string model;
  v1::Date as_of;
  v1::Evidence evidence;
};

absl::Status CheckShape(const v1::SimulateRatingRequest& request) {
  Violations violations;
  if (request.base_case() == v1::SimulateRatingRequest::BASE_NOT_SET) {
    violations.Add("base", "", "`rating` or `evidence` to start from");
  }
  CheckModel(request.model(), violations);
  CheckDay("as_of_date", request.has_as_of_date(),
           /*is_required=*/request.has_evidence(), request.as_of_date(),
           violations);
  if (request.changes_size() > kMaxChanges) {
    violations.Add("changes", absl::StrCat(request.changes_size(), " changes"),
                   absl::StrCat("at most ", kMaxChanges));
  }
  return violations.ToStatus();
}

absl::Status TakeBaseRating(const Environment& environment,
                            const std::string& name, Subject& subject,
                            v1::SimulateRatingResponse& response) {
  auto record = FindRating(environment, "rating", name);
  if (!record.ok()) return record.status();
  auto rating = ToRating(*record);
  if (!rating.ok()) return rating.status();
  if (!record->evidence) {
    return FailedPrecondition(reason::kUnreproducible, name,
                              "the evidence of the rating was erased");
  }
  subject.enterprise = rating->enterprise();
  subject.model = rating->model_version();
  subject.as_of = rating->as_of_date();
  subject.evidence = *std::move(record->evidence);
  *response.mutable_base_rating() = *std::move(rating);
  return absl::OkStatus();
}

absl::Status ApplyChanges(const v1::SimulateRatingRequest& request,
                          v1::Evidence& evidence,
                          std::vector<v1::Warning>& warnings) {
  Violations violations;
  for (evidence::Violation& violation :
       evidence::ApplyChanges(request.changes(), evidence)) {
    violations.Add(std::move(violation.field), violation.value,
                   violation.expected);
  }
  CheckEvidenceField(evidence, violations, warnings);
  return violations.ToStatus();
}

}  // namespace

absl::Status SimulateRating(const Environment& environment, Call& call,
                            const v1::SimulateRatingRequest& request,
                            v1::SimulateRatingResponse& response) {
  call.AddNote("rating", request.rating());
  if (absl::Status status = CheckShape(request); !status.ok()) return status;

  Subject subject;
  if (request.has_evidence()) {
    subject.evidence = request.evidence();
  } else if (absl::Status status = TakeBaseRating(environment, request.rating(),
                                                  subject, response);
             !status.ok()) {
    return status;
  }
  if (!request.model().empty()) subject.model = request.model();
  if (request.has_as_of_date()) subject.as_of = request.as_of_date();
  std::vector<v1::Warning> warnings;
  if (absl::Status status = ApplyChanges(request, subject.evidence, warnings);
      !status.ok()) {
    return status;
  }

  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  v1::Rating& rating = *response.mutable_rating();
  auto evaluation = Evaluate(environment, subject.model, subject.as_of,
                             subject.evidence, *rating.mutable_assessment());
  if (!evaluation.ok()) return evaluation.status();
  DescribeUnstored(subject.enterprise, subject.as_of, subject.evidence,
                   *evaluation, std::move(warnings), rating);
  if (request.explain()) {
    insight::ExplainByItself(*evaluation->model.model, rating.assessment(),
                             *response.mutable_explanation());
  }
  response.set_disclaimer(kDisclaimer);
  return absl::OkStatus();
}

}  // namespace techflow::server
