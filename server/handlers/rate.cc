#include "server/handlers/rate.h"

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

// A request on its way to the store. Its answer is being written meanwhile:
// either it is whole, or it has its assessment and `entry` waits to be
// appended.
struct Prepared {
  bool is_answered = false;
  storage::NewEntry entry;
  std::vector<v1::Warning> warnings;
};

absl::Status WriteFirstAnswer(const Environment& environment,
                              const store::v1::Entry& entry,
                              v1::RateEnterpriseResponse& response) {
  auto record = LoadRating(environment, entry);
  if (!record.ok()) return record.status();
  auto rating = ToRating(*record);
  if (!rating.ok()) return rating.status();
  *response.mutable_rating() = *std::move(rating);
  response.set_replayed_request(true);
  return absl::OkStatus();
}

// Whether the request_id is known; then its first answer has been written.
absl::StatusOr<bool> FindFirstAnswer(const Environment& environment,
                                     const v1::RateEnterpriseRequest& request,
                                     const std::string& digest,
                                     v1::RateEnterpriseResponse& response) {
  if (request.request_id().empty()) return false;
  const auto known = environment.store.GetByRequestId(request.request_id());
  if (absl::IsNotFound(known.status())) return false;
  if (!known.ok()) return known.status();
  if (known->entry.request_digest() != digest) {
    return RequestIdReused(request.request_id());
  }
  absl::Status status = WriteFirstAnswer(environment, known->entry, response);
  if (!status.ok()) return status;
  return true;
}

storage::NewEntry ToEntry(const v1::RateEnterpriseRequest& request,
                          std::string request_digest, Evaluation& evaluation,
                          const std::string& grade, absl::Time now) {
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
  record.set_grade(grade);
  entry.evidence = Serialize(request.evidence());
  entry.assessment = std::move(evaluation.assessment_bytes);
  return entry;
}

// Everything up to the append.
absl::StatusOr<Prepared> Prepare(const Environment& environment,
                                 const Call& call,
                                 const v1::RateEnterpriseRequest& request,
                                 v1::RateEnterpriseResponse& response) {
  Violations violations;
  std::vector<v1::Warning> warnings;
  CheckRateRequest(request, violations, warnings);
  if (!violations.empty()) return violations.ToStatus();

  Prepared prepared;
  std::string digest;
  if (!request.request_id().empty()) digest = RequestDigest(request);
  const auto is_known = FindFirstAnswer(environment, request, digest, response);
  if (!is_known.ok()) return is_known.status();
  prepared.is_answered = *is_known;
  if (prepared.is_answered) return prepared;
  if (environment.is_follower && !request.validate_only()) {
    return ReadOnlyFollower();
  }
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  v1::Rating& rating = *response.mutable_rating();
  auto evaluation = Evaluate(environment, request.model(), request.as_of_date(),
                             request.evidence(), *rating.mutable_assessment());
  if (!evaluation.ok()) return evaluation.status();
  if (request.validate_only()) {
    DescribeUnstored(request.enterprise(), request.as_of_date(),
                     request.evidence(), *evaluation, std::move(warnings),
                     rating);
    prepared.is_answered = true;
    return prepared;
  }
  const auto now = environment.clock.EntryTime();
  if (!now.ok()) return now.status();
  prepared.entry = ToEntry(request, std::move(digest), *evaluation,
                           rating.assessment().grade(), *now);
  prepared.warnings = std::move(warnings);
  return prepared;
}

// What the store answered, in the words of the service. The same as
// WriteFirstAnswer would give, without reading it again.
absl::Status WriteAnswer(const Environment& environment,
                         const v1::RateEnterpriseRequest& request,
                         Prepared& prepared,
                         const absl::StatusOr<storage::AppendResult>& appended,
                         v1::RateEnterpriseResponse& response) {
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
    return WriteFirstAnswer(environment, appended->stored.entry, response);
  }
  v1::Rating& rating = *response.mutable_rating();
  rating.MergeFrom(ToRating(appended->stored.entry));
  *rating.mutable_enterprise_name() = request.evidence().profile().name();
  for (v1::Warning& warning : prepared.warnings) {
    *rating.add_warnings() = std::move(warning);
  }
  return absl::OkStatus();
}

// One of a batch.
struct Item {
  absl::StatusOr<Prepared> prepared;
  v1::RateEnterpriseResponse response;
};

void WriteResult(const absl::Status& status, Item& item,
                 v1::BatchRatingResult& result) {
  if (status.ok()) {
    *result.mutable_rating() = std::move(*item.response.mutable_rating());
  } else {
    *result.mutable_error() = ToItemError(status);
  }
}

}  // namespace

absl::Status RateEnterprise(const Environment& environment, Call& call,
                            const v1::RateEnterpriseRequest& request,
                            v1::RateEnterpriseResponse& response) {
  call.AddNote("enterprise", request.enterprise());
  call.AddNote("request_id", request.request_id());
  auto prepared = Prepare(environment, call, request, response);
  if (!prepared.ok()) return prepared.status();
  if (prepared->is_answered) return absl::OkStatus();
  // After this the rating is there, whether the caller still waits or not.
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  const auto appended = environment.store.Append(std::move(prepared->entry));
  absl::Status status =
      WriteAnswer(environment, request, *prepared, appended, response);
  if (status.ok()) call.AddNote("rating", response.rating().name());
  return status;
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
  std::vector<Item> items(size);
  ForEachIndex(
      environment.queue, environment.batch_helpers, size, [&](size_t i) {
        items[i].prepared =
            Prepare(environment, call, request.requests(static_cast<int>(i)),
                    items[i].response);
      });
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;

  std::vector<size_t> appended;
  std::vector<storage::NewEntry> entries;
  for (size_t i = 0; i < size; ++i) {
    auto& prepared = items[i].prepared;
    if (!prepared.ok() || prepared->is_answered) continue;
    appended.push_back(i);
    entries.push_back(std::move(prepared->entry));
  }
  std::vector<absl::StatusOr<storage::AppendResult>> stored;
  if (!entries.empty())
    stored = environment.store.AppendAll(std::move(entries));

  std::vector<absl::Status> statuses(size);
  for (size_t i = 0; i < size; ++i) statuses[i] = items[i].prepared.status();
  for (size_t k = 0; k < appended.size(); ++k) {
    const size_t i = appended[k];
    statuses[i] =
        WriteAnswer(environment, request.requests(static_cast<int>(i)),
                    *items[i].prepared, stored[k], items[i].response);
  }
  v1::BatchRateEnterprisesResponse response;
  for (size_t i = 0; i < size; ++i) {
    WriteResult(statuses[i], items[i], *response.add_results());
  }
  return response;
}

}  // namespace techflow::server
