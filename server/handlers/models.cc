#include "server/handlers/models.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "rating/feel/diagnostics.h"
#include "rating/package/validation.h"
#include "rating/rating_model.h"
#include "server/errors.h"
#include "server/handlers/model_choice.h"
#include "server/handlers/model_record.h"
#include "server/handlers/rating_record.h"
#include "server/handlers/request_check.h"
#include "server/limits.h"
#include "server/page_token.h"
#include "server/resource_names.h"
#include "storage/rating_store.h"

namespace techflow::server {
namespace {

constexpr char kModelSubjects[] = "models/";

void CheckPackage(const v1::ModelPackage& files, Violations& violations) {
  if (files.files_size() == 0) {
    violations.Add("package", "", "the files of a model");
  }
  if (const size_t bytes = files.ByteSizeLong(); bytes > kMaxModelBytes) {
    violations.Add("package", absl::StrCat(bytes, " bytes"),
                   absl::StrCat("at most ", kMaxModelBytes, " bytes"));
  }
}

absl::StatusOr<v1::CreateModelVersionResponse> Answer(
    const Environment& environment, const store::v1::Entry& entry) {
  auto version = ToModelVersion(environment, entry);
  if (!version.ok()) return version.status();
  v1::CreateModelVersionResponse response;
  *response.mutable_model_version() = *std::move(version);
  return response;
}

// INVALID_ARGUMENT with every problem, unless the model may be published under
// the request's parent.
absl::Status Validate(const Environment& environment,
                      const v1::CreateModelVersionRequest& request,
                      feel::Diagnostics& diagnostics) {
  const auto model = package::ValidatePackage(request.package(),
                                              environment.catalog, diagnostics);
  Violations violations;
  AddErrors(request.package(), diagnostics, violations);
  if (model != nullptr &&
      absl::StrCat(kModelSubjects, model->definition().id()) !=
          request.parent()) {
    violations.Add("parent", request.parent(),
                   absl::StrCat("`models/", model->definition().id(),
                                "`, the id in model.txtpb"));
  }
  return violations.ToStatus(reason::kInvalidModel);
}

absl::StatusOr<v1::CreateModelVersionResponse> Store(
    const Environment& environment,
    const v1::CreateModelVersionRequest& request,
    const std::string& request_digest) {
  const auto now = environment.clock.EntryTime();
  if (!now.ok()) return now.status();
  storage::NewEntry entry;
  entry.entry.set_subject(request.parent());
  entry.entry.set_recorded_at_us(absl::ToUnixMicros(*now));
  entry.entry.set_requested_by(request.requested_by());
  if (!request.request_id().empty()) {
    entry.entry.set_request_id(request.request_id());
    entry.entry.set_request_digest(request_digest);
  }
  entry.entry.mutable_model_version();
  entry.model_package = Serialize(request.package());
  const auto appended = environment.store.Append(std::move(entry));
  if (appended.ok()) return Answer(environment, appended->stored.entry);
  switch (appended.status().code()) {
    case absl::StatusCode::kAlreadyExists:
      return AlreadyExists(
          reason::kModelUnchanged, request.parent(),
          absl::StrCat("the newest version of `", request.parent(),
                       "` has exactly these files"));
    case absl::StatusCode::kFailedPrecondition:
      return RequestIdReused(request.request_id());
    case absl::StatusCode::kResourceExhausted:
      return QueueFull(kQueueFullRetryDelay);
    default:
      return appended.status();
  }
}

// Cases run as soon as a model compiles, whatever else is wrong with it.
int CountCasesRun(const Environment& environment, const v1::ModelPackage& files,
                  bool is_valid) {
  feel::Diagnostics ignored;
  if (!is_valid && rating::RatingModel::Compile(files, environment.catalog,
                                                ignored) == nullptr) {
    return 0;
  }
  int cases = 0;
  for (const v1::ModelFile& file : files.files()) {
    if (absl::StartsWith(file.path(), "cases/")) ++cases;
  }
  return cases;
}

// The cursor of a list, or a violation.
std::string ReadCursor(absl::string_view query, const std::string& token,
                       Violations& violations) {
  if (token.empty()) return "";
  const auto cursor = ReadPageToken(query, token);
  if (!cursor) {
    violations.Add("page_token", token,
                   "next_page_token of the last answer to the same request");
    return "";
  }
  return *cursor;
}

}  // namespace

absl::StatusOr<v1::CreateModelVersionResponse> CreateModelVersion(
    const Environment& environment, Call& call,
    const v1::CreateModelVersionRequest& request) {
  call.AddNote("model", request.parent());
  call.AddNote("request_id", request.request_id());
  Violations violations;
  if (!ParseModel(request.parent())) {
    violations.Add("parent", request.parent(), std::string(kModelForm));
  }
  CheckPackage(request.package(), violations);
  CheckCaller(request.request_id(), request.requested_by(), violations);
  if (!violations.empty()) return violations.ToStatus();

  const std::string digest = RequestDigest(request);
  if (!request.request_id().empty()) {
    const auto known = environment.store.GetByRequestId(request.request_id());
    if (known.ok()) {
      if (known->entry.request_digest() != digest) {
        return RequestIdReused(request.request_id());
      }
      return Answer(environment, known->entry);
    }
    if (!absl::IsNotFound(known.status())) return known.status();
  }
  if (environment.is_follower) return ReadOnlyFollower();
  feel::Diagnostics diagnostics;
  if (absl::Status status = Validate(environment, request, diagnostics);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = call.CheckAwaited(); !status.ok()) return status;
  auto response = Store(environment, request, digest);
  if (response.ok()) {
    *response->mutable_diagnostics() = ToMessages(diagnostics);
    call.AddNote("model_version", response->model_version().name());
  }
  return response;
}

absl::StatusOr<v1::ValidateModelResponse> ValidateModel(
    const Environment& environment, Call& /*call*/,
    const v1::ValidateModelRequest& request) {
  Violations violations;
  CheckPackage(request.package(), violations);
  if (!violations.empty()) return violations.ToStatus();
  feel::Diagnostics diagnostics;
  const auto model = package::ValidatePackage(request.package(),
                                              environment.catalog, diagnostics);
  v1::ValidateModelResponse response;
  *response.mutable_diagnostics() = ToMessages(diagnostics);
  response.set_valid(model != nullptr);
  response.set_case_count(
      CountCasesRun(environment, request.package(), model != nullptr));
  return response;
}

absl::StatusOr<v1::GetModelVersionResponse> GetModelVersion(
    const Environment& environment, Call& call,
    const v1::GetModelVersionRequest& request) {
  call.AddNote("model_version", request.name());
  const auto name = ParseModelVersion(request.name());
  if (!name) {
    Violations violations;
    violations.Add("name", request.name(), std::string(kModelVersionForm));
    return violations.ToStatus();
  }
  const auto stored = environment.store.GetByNumber(name->model, name->number);
  if (absl::IsNotFound(stored.status())) {
    return NotFound(reason::kModelVersionNotFound, "techflow.v1.ModelVersion",
                    request.name());
  }
  if (!stored.ok()) return stored.status();
  auto version = ToModelVersion(environment, stored->entry);
  if (!version.ok()) return version.status();
  v1::GetModelVersionResponse response;
  *response.mutable_model_version() = *std::move(version);
  if (request.include_package()) {
    auto files = LoadPackage(environment, stored->entry);
    if (!files.ok()) return files.status();
    *response.mutable_model_version()->mutable_package() = *std::move(files);
  }
  return response;
}

absl::StatusOr<v1::ListModelsResponse> ListModels(
    const Environment& environment, Call& /*call*/,
    const v1::ListModelsRequest& request) {
  constexpr char kQuery[] = "ListModels";
  Violations violations;
  const int page_size = CheckedPageSize(request.page_size(), violations);
  const std::string after =
      ReadCursor(kQuery, request.page_token(), violations);
  if (!violations.empty()) return violations.ToStatus();
  const auto subjects =
      environment.store.Subjects(kModelSubjects, after, page_size);
  if (!subjects.ok()) return subjects.status();
  v1::ListModelsResponse response;
  for (const std::string& subject : *subjects) {
    const auto newest = environment.store.History(subject, 0, 1);
    if (!newest.ok()) return newest.status();
    if (newest->empty()) continue;
    auto version = ToModelVersion(environment, newest->front().entry);
    if (!version.ok()) return version.status();
    *response.add_models() = *std::move(version);
  }
  if (subjects->size() == static_cast<size_t>(page_size)) {
    const auto more =
        environment.store.Subjects(kModelSubjects, subjects->back(), 1);
    if (!more.ok()) return more.status();
    if (!more->empty()) {
      response.set_next_page_token(MakePageToken(kQuery, subjects->back()));
    }
  }
  return response;
}

absl::StatusOr<v1::ListModelVersionsResponse> ListModelVersions(
    const Environment& environment, Call& call,
    const v1::ListModelVersionsRequest& request) {
  call.AddNote("model", request.parent());
  Violations violations;
  if (!ParseModel(request.parent())) {
    violations.Add("parent", request.parent(), std::string(kModelForm));
  }
  const int page_size = CheckedPageSize(request.page_size(), violations);
  const std::string query = absl::StrCat("ListModelVersions", request.parent());
  const std::string cursor =
      ReadCursor(query, request.page_token(), violations);
  int64_t before = 0;
  if (!cursor.empty() && !absl::SimpleAtoi(cursor, &before)) {
    return absl::InternalError("a page token of ours holds no cursor");
  }
  if (!violations.empty()) return violations.ToStatus();
  const auto page =
      environment.store.History(request.parent(), before, page_size);
  if (!page.ok()) return page.status();
  v1::ListModelVersionsResponse response;
  for (const storage::StoredEntry& stored : *page) {
    auto version = ToModelVersion(environment, stored.entry);
    if (!version.ok()) return version.status();
    *response.add_model_versions() = *std::move(version);
    before = stored.entry.number();
  }
  // Numbers run from 1 without gaps, so above 1 there is more.
  if (!page->empty() && before > 1) {
    response.set_next_page_token(MakePageToken(query, absl::StrCat(before)));
  }
  return response;
}

}  // namespace techflow::server
