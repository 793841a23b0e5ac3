#ifndef TECHFLOW_CLIENTS_CLI_RULES_MODEL_FILES_H_
#define TECHFLOW_CLIENTS_CLI_RULES_MODEL_FILES_H_

#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "clients/cli/rules/rule_flags.h"
#include "clients/cli/session.h"
#include "rating/dmn/linked_model.h"

namespace techflow::cli {

// Which DMN file, and what it is run or checked with.
struct ModelFlags {
  std::string path;
  std::vector<std::string> imports;
  std::string input;  // A JSON file; empty where there is none.
  RuleFlags rules;
};

// The file itself, --import, --input and the dialect. Main thread.
void AddModelFlags(CLI::App& command, Session& session, ModelFlags& flags);

// The bytes of a DMN file and of those it may import.
class ModelFiles {
 public:
  // NOT_FOUND, or OUT_OF_RANGE for a file that is too large.
  static absl::StatusOr<ModelFiles> Read(const ModelFlags& flags);

  // Views of this, which must stay where it is.
  dmn::ModelText main() const { return {main_.path, main_.xml}; }
  std::vector<dmn::ModelText> importable() const;

 private:
  struct File {
    std::string path;
    std::string xml;
  };

  File main_;
  std::vector<File> imported_;
};

}  // namespace techflow::cli

#endif  // TECHFLOW_CLIENTS_CLI_RULES_MODEL_FILES_H_
