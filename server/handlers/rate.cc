#include "server/handlers/rate.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "rating/rating_model.h"
#include "server/dates.h"
#include "server/errors.h"
#include "server/handlers/evaluation.h"
#include "server/handlers/rating_record.h"
#include "server/handlers/request_check.h"
#include "server/limits.h"
#include "storage/rating_store.h"

namespace techflow::server {
namespace {

using RateResult = absl::StatusOr<v1::RateEnterpriseResponse>;

// A request on its way to the store: either its answer is known, or `entry`
// waits to be appended, and the rest is for the answer then.
struct Prepared {
  std::optional<v1::RateEnterpriseResponse> answer;
  storage::NewEntry entry;
  v1::Assessment assessment;
  std::vector<v1::Warning> warnings;
};

RateResult FirstAnswer(const Environment& environment,
                       const store::v1::Entry& entry) {
  auto record = LoadRating(environment, entry);
  if (!record.ok()) return record.status();
  auto rating = ToRating(*record);
  if (!rating.ok()) return rating.status();
  v1::RateEnterpriseResponse response;
  *response.mutable_rating() = *std::move(rating);
  response.set_replayed_request(true);
  return response;
}

// The first answer where the request_id is known, nothing where it is new.
absl::StatusOr<std::optional<v1::RateEnterpriseResponse>> FindFirstAnswer(
    const Environment& environment, const v1::RateEnterpriseRequest& request,
    const std::string& digest) {
  if (request.request_id().empty()) return std::nullopt;
  const auto known = environment.store.GetByRequestId(request.request_id());
  if (absl::IsNotFound(known.status())) return std::nullopt;
  if (!known.ok()) return known.status();
  if (known->entry.request_digest() != digest) {
    return RequestIdReused(request.request_id());
  }
  auto answer = FirstAnswer(environment, known->entry);
  if (!answer.ok()) return answer.status();
  return *std::move(answer);
}

storage::NewEntry ToEntry(const v1::RateEnterpriseRequest& request,
                          std::string request_digest, Evaluation& evaluation,
                          absl::Time now) {
  storage::NewEntry entry;
  entry.entry.set_subject(request.enterprise());
  entry.entry.set_recorded_at_us(absl::ToUnixMicros(now));
  entry.entry.set_requested_by(request.requested_by());
  if (!request.request_id().empty()) {
    entry.entry.set_request_id(request.request_id());
    entry.entry.set_request_digest(std::move(request_digest));
  }
  store::v1::RatingRecord& record = *entry.entry.mutable_rating();
  record.set_as_of_date(ToNumber(request.as_of_date()));
  record.set_model_version(evaluation.model.name);
  record.set_model_digest(evaluation.model.digest);
  record.set_engine_version(rating::kEngineVersion);
  record.set_grade(evaluation.assessment.grade());
  entry.evidence = Serialize(request.evidence());
  entry.assessment = std::move(evaluation.assessment_bytes);
  return entry;
}

// Everything up to the append.
absl::StatusOr<Prepared> Prepare(const Environment& environment,
                                 const Call& call,
                                 const v1::RateEnterpriseRequest& request) {
  Violations violations;
  std::vector<v1::Warning> warnings;
  CheckRateRequest(request, violations, warnings);
  if (!violations.empty()) return violations.ToStatus();

  Prepared prepared;
  std::string digest;
  if (!request.request_id().empty()) digest = RequestDigest(request);
  auto first = FindFirstAnswer(environment, request, digest);
  if (!first.ok()) return first.status();
  if (*first) {
    prepared.answer = *std::move(first);
    return prepared;
  }
  if (environment.is_follower && !request.validate_only()) {
    return ReadOnlyFollower();
  }
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  auto evaluation = Evaluate(environment, request.model(), request.as_of_date(),
                             request.evidence(), /*trace=*/nullptr);
  if (!evaluation.ok()) return evaluation.status();
  if (request.validate_only()) {
    *prepared.answer.emplace().mutable_rating() =
        ToUnstoredRating(request.enterprise(), request.as_of_date(),
                         request.evidence(), *evaluation, std::move(warnings));
    return prepared;
  }
  const auto now = environment.clock.EntryTime();
  if (!now.ok()) return now.status();
  prepared.entry = ToEntry(request, std::move(digest), *evaluation, *now);
  prepared.assessment = std::move(evaluation->assessment);
  prepared.warnings = std::move(warnings);
  return prepared;
}

// What the store answered, in the words of the service. The same as
// FirstAnswer would give, without reading it again.
RateResult ToAnswer(const Environment& environment,
                    const v1::RateEnterpriseRequest& request,
                    Prepared& prepared,
                    const absl::StatusOr<storage::AppendResult>& appended) {
  if (!appended.ok()) {
    switch (appended.status().code()) {
      case absl::StatusCode::kFailedPrecondition:
        return RequestIdReused(request.request_id());
      case absl::StatusCode::kResourceExhausted:
        return QueueFull(kQueueFullRetryDelay);
      default:
        return appended.status();
    }
  }
  if (appended->replayed_request) {
    return FirstAnswer(environment, appended->stored.entry);
  }
  v1::RateEnterpriseResponse response;
  v1::Rating& rating = *response.mutable_rating();
  rating = ToRating(appended->stored.entry);
  *rating.mutable_enterprise_name() = request.evidence().profile().name();
  rating.mutable_assessment()->Swap(&prepared.assessment);
  for (v1::Warning& warning : prepared.warnings) {
    rating.add_warnings()->Swap(&warning);
  }
  return response;
}

v1::BatchRatingResult ToItem(RateResult result) {
  v1::BatchRatingResult item;
  if (result.ok()) {
    *item.mutable_rating() = std::move(*result->mutable_rating());
  } else {
    *item.mutable_error() = ToItemError(result.status());
  }
  return item;
}

}  // namespace

absl::StatusOr<v1::RateEnterpriseResponse> RateEnterprise(
    const Environment& environment, Call& call,
    const v1::RateEnterpriseRequest& request) {
  call.AddNote("enterprise", request.enterprise());
  call.AddNote("request_id", request.request_id());
  auto prepared = Prepare(environment, call, request);
  if (!prepared.ok()) return prepared.status();
  if (prepared->answer) return *std::move(prepared->answer);
  // After this the rating is there, whether the caller still waits or not.
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  const auto appended = environment.store.Append(std::move(prepared->entry));
  auto answer = ToAnswer(environment, request, *prepared, appended);
  if (answer.ok()) call.AddNote("rating", answer->rating().name());
  return answer;
}

absl::StatusOr<v1::BatchRateEnterprisesResponse> BatchRateEnterprises(
    const Environment& environment, Call& call,
    const v1::BatchRateEnterprisesRequest& request) {
  const int count = request.requests_size();
  if (count < 1 || count > kMaxBatchSize) {
    Violations violations;
    violations.Add("requests", absl::StrCat(count, " requests"),
                   absl::StrCat("1 to ", kMaxBatchSize));
    return violations.ToStatus();
  }
  call.AddNote("items", absl::StrCat(count));
  const auto size = static_cast<size_t>(count);
  std::vector<absl::StatusOr<Prepared>> prepared(size);
  ForEachIndex(
      environment.queue, environment.batch_helpers, size, [&](size_t i) {
        prepared[i] =
            Prepare(environment, call, request.requests(static_cast<int>(i)));
      });
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;

  std::vector<size_t> appended;
  std::vector<storage::NewEntry> entries;
  for (size_t i = 0; i < size; ++i) {
    if (!prepared[i].ok() || prepared[i]->answer) continue;
    appended.push_back(i);
    entries.push_back(std::move(prepared[i]->entry));
  }
  std::vector<absl::StatusOr<storage::AppendResult>> stored;
  if (!entries.empty())
    stored = environment.store.AppendAll(std::move(entries));

  std::vector<RateResult> results(size);
  for (size_t i = 0; i < size; ++i) {
    if (!prepared[i].ok()) {
      results[i] = prepared[i].status();
    } else if (prepared[i]->answer) {
      results[i] = *std::move(prepared[i]->answer);
    }
  }
  for (size_t k = 0; k < appended.size(); ++k) {
    const size_t i = appended[k];
    results[i] = ToAnswer(environment, request.requests(static_cast<int>(i)),
                          *prepared[i], stored[k]);
  }
  v1::BatchRateEnterprisesResponse response;
  for (RateResult& result : results) {
    *response.add_results() = ToItem(std::move(result));
  }
  return response;
}

}  // namespace techflow::server
