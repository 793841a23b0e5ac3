#ifndef TECHFLOW_SERVER_HANDLERS_MODELS_H_
#define TECHFLOW_SERVER_HANDLERS_MODELS_H_

#include "absl/status/statusor.h"
#include "server/call.h"
#include "server/environment.h"
#include "techflow/v1/model_service.pb.h"

// ModelService. Errors as in server/README.md.
namespace techflow::server {

absl::StatusOr<v1::CreateModelVersionResponse> CreateModelVersion(
    const Environment& environment, Call& call,
    const v1::CreateModelVersionRequest& request);

absl::StatusOr<v1::ValidateModelResponse> ValidateModel(
    const Environment& environment, Call& call,
    const v1::ValidateModelRequest& request);

absl::StatusOr<v1::GetModelVersionResponse> GetModelVersion(
    const Environment& environment, Call& call,
    const v1::GetModelVersionRequest& request);

absl::StatusOr<v1::ListModelsResponse> ListModels(
    const Environment& environment, Call& call,
    const v1::ListModelsRequest& request);

absl::StatusOr<v1::ListModelVersionsResponse> ListModelVersions(
    const Environment& environment, Call& call,
    const v1::ListModelVersionsRequest& request);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_HANDLERS_MODELS_H_
