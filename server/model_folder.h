#ifndef TECHFLOW_SERVER_MODEL_FOLDER_H_
#define TECHFLOW_SERVER_MODEL_FOLDER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "techflow/v1/model.pb.h"

// Models as folders on disk. The core only takes messages, so reading is here.
namespace techflow::server {

// `model.txtpb`, `*.dmn` and `cases/*.txtpb` of a folder, sorted by path; other
// files are left alone. NOT_FOUND without a model.txtpb, RESOURCE_EXHAUSTED
// above kMaxModelBytes, UNAVAILABLE where a file cannot be read.
absl::StatusOr<v1::ModelPackage> ReadModelFolder(const std::string& folder);

// The folders within `folder` that hold a model.txtpb, sorted. NOT_FOUND where
// there is no such folder.
absl::StatusOr<std::vector<std::string>> FindModelFolders(
    const std::string& folder);

}  // namespace techflow::server

#endif  // TECHFLOW_SERVER_MODEL_FOLDER_H_
