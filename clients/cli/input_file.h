#ifndef TECHFLOW_CLIENTS_CLI_INPUT_FILE_H_
#define TECHFLOW_CLIENTS_CLI_INPUT_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "techflow/v1/evidence.pb.h"
#include "techflow/v1/model.pb.h"

// Files that users hand in. From any thread; each call reads the disk anew.
namespace techflow::cli {

// Above any evidence, model or panel; a mistyped name must not fill the memory.
inline constexpr size_t kMaxFileBytes = 64 * 1024 * 1024;

// The bytes. NOT_FOUND, or OUT_OF_RANGE above kMaxFileBytes; the message names
// the file.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Evidence from protojson (*.json) or protobuf text (*.txtpb). DATA_LOSS where
// the text cannot be read as evidence, with file and place.
absl::StatusOr<v1::Evidence> ReadEvidence(const std::string& path);

// "model.txtpb", "*.dmn" and "cases/*.txtpb" of a folder, sorted by path, as
// the server itself reads it. NOT_FOUND without a model.txtpb.
absl::StatusOr<v1::ModelPackage> ReadModelFolder(const std::string& folder);

// The id that the package's model.txtpb states; empty where it cannot be read.
std::string ModelId(const v1::ModelPackage& package);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_INPUT_FILE_H_
