#include "server/model_import.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "rating/feel/diagnostics.h"
#include "rating/package/validation.h"
#include "server/call.h"
#include "server/dates.h"
#include "server/handlers/model_choice.h"
#include "server/handlers/models.h"
#include "server/handlers/rating_record.h"
#include "server/model_folder.h"
#include "storage/ledger/digest.h"
#include "storage/rating_store.h"

namespace techflow::server {
namespace {

// Versions looked at: more than the official rubrics ever had.
constexpr int kMaxVersions = 1000;

bool AreForTheSamePeriod(const v1::Model& a, const v1::Model& b) {
  const auto same = [](bool a_has, const v1::Date& a_day, bool b_has,
                       const v1::Date& b_day) {
    return a_has == b_has && ToNumber(a_day) == ToNumber(b_day);
  };
  return same(a.has_effective_from(), a.effective_from(),
              b.has_effective_from(), b.effective_from()) &&
         same(a.has_effective_until(), a.effective_until(),
              b.has_effective_until(), b.effective_until());
}

// Whether the newest version for the period of `definition` has these files.
// Folders with the model of one id for different periods stand side by side,
// and each start must find all of them unchanged, not only the newest.
absl::StatusOr<bool> IsStored(const Environment& environment,
                              const std::string& subject,
                              const v1::Model& definition,
                              const v1::ModelPackage& files) {
  const auto versions =
      environment.store.History(subject, /*before_number=*/0, kMaxVersions);
  if (!versions.ok()) return versions.status();
  const std::string digest = ledger::Sha256(Serialize(files));
  for (const storage::StoredEntry& version : *versions) {
    const std::string& stored = version.entry.model_version().package_digest();
    if (stored == digest) return true;
    const auto model = LoadModel(environment, stored);
    if (!model.ok()) return model.status();
    if (AreForTheSamePeriod((*model)->definition(), definition)) return false;
  }
  return false;
}

absl::Status ImportModel(const Environment& environment,
                         const std::string& folder, Log& log) {
  auto files = ReadModelFolder(folder);
  if (!files.ok()) return files.status();
  feel::Diagnostics diagnostics;
  const auto model =
      package::ValidatePackage(*files, environment.catalog, diagnostics);
  if (model == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("the model in `", folder,
                                                   "` cannot be used:\n",
                                                   diagnostics.ToString()));
  }
  v1::CreateModelVersionRequest request;
  request.set_parent(absl::StrCat("models/", model->definition().id()));
  const auto is_stored =
      IsStored(environment, request.parent(), model->definition(), *files);
  if (!is_stored.ok()) return is_stored.status();
  if (*is_stored) {
    const Log::Field fields[] = {{"folder", folder},
                                 {"model", request.parent()}};
    log.Write(LogSeverity::kInfo, "model unchanged", fields);
    return absl::OkStatus();
  }
  *request.mutable_package() = *std::move(files);
  request.set_requested_by("techflowd --models_dir");
  Call call(environment.clock, absl::InfiniteFuture(), [] { return false; });
  const auto created = CreateModelVersion(environment, call, request);
  if (created.ok()) {
    const Log::Field fields[] = {
        {"folder", folder},
        {"model_version", created->model_version().name()},
        {"digest", created->model_version().digest()}};
    log.Write(LogSeverity::kInfo, "model stored", fields);
    return absl::OkStatus();
  }
  return created.status();
}

}  // namespace

absl::Status ImportModels(const Environment& environment,
                          const std::string& folder, Log& log) {
  const auto folders = FindModelFolders(folder);
  if (!folders.ok()) return folders.status();
  for (const std::string& model : *folders) {
    if (absl::Status status = ImportModel(environment, model, log);
        !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace techflow::server
