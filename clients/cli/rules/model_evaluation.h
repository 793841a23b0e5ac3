#ifndef TECHFLOW_CLIENTS_CLI_RULES_MODEL_EVALUATION_H_
#define TECHFLOW_CLIENTS_CLI_RULES_MODEL_EVALUATION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/rules/model_files.h"
#include "clients/cli/session.h"

namespace techflow::cli {

// What to evaluate of which model, and with what; at most one of the three.
struct EvalFlags {
  ModelFlags model;
  std::vector<std::string> decisions;  // All where nothing else is asked for.
  std::string function;    // A decision service or business knowledge model.
  std::string expression;  // Over the names of the model.
};

// Runs it and prints what it gives. The exit code is PrintAnswer's, and
// kExitFindings where the model has errors. A usage error for a name that the
// model does not have; NOT_FOUND or DATA_LOSS where a file is not there or does
// not fit.
absl::StatusOr<int> EvaluateModel(Session& session, const EvalFlags& flags);

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_MODEL_EVALUATION_H_
