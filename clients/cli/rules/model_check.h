#ifndef TECHFLOW_CLIENTS_CLI_RULES_MODEL_CHECK_H_
#define TECHFLOW_CLIENTS_CLI_RULES_MODEL_CHECK_H_

#include "absl/status/statusor.h"
#include "clients/cli/rules/model_files.h"
#include "clients/cli/session.h"

namespace techflow::cli {

// Compiles a DMN file with the inputs that it declares, and prints all that was
// found and whether it is valid. Inputs without a declared type have that of
// their value in the JSON file that the flags name, if any. JSON has the
// members of techflow.v1.ValidateModelResponse and counts. The exit code:
// kExitFindings where there are errors. NOT_FOUND where there is no such file,
// DATA_LOSS where the input does not fit.
absl::StatusOr<int> CheckModel(Session& session, const ModelFlags& flags);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_MODEL_CHECK_H_
