#ifndef TECHFLOW_CLIENTS_CLI_MODELS_LOCAL_MODEL_H_
#define TECHFLOW_CLIENTS_CLI_MODELS_LOCAL_MODEL_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "rating/feel/diagnostics.h"
#include "rating/rating_model.h"
#include "techflow/v1/model.pb.h"

namespace techflow::cli {

// A model's folder, read and compiled here.
struct LocalModel {
  std::string folder;
  v1::ModelPackage package;
  // Null where it does not compile; why is in `diagnostics`.
  std::shared_ptr<const rating::RatingModel> model;
  feel::Diagnostics diagnostics;
};

// Errors as of ReadModelFolder().
absl::StatusOr<LocalModel> ReadLocalModel(const std::string& folder);

// "folder/rules.dmn:12:5: error: ..." as compilers write it, a line each.
std::string ProblemsText(const std::string& folder,
                         const feel::Diagnostics& diagnostics);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_MODELS_LOCAL_MODEL_H_
