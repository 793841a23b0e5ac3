#include "server/model_import.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "rating/feel/diagnostics.h"
#include "rating/package/validation.h"
#include "server/call.h"
#include "server/errors.h"
#include "server/handlers/models.h"
#include "server/model_folder.h"

namespace techflow::server {
namespace {

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
  if (ReasonOf(created.status()) == reason::kModelUnchanged) {
    const Log::Field fields[] = {{"folder", folder},
                                 {"model", request.parent()}};
    log.Write(LogSeverity::kInfo, "model unchanged", fields);
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
