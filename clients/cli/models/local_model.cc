#include "clients/cli/models/local_model.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/input_file.h"
#include "clients/cli/table.h"
#include "rating/scorecard/catalog.h"

namespace techflow::cli {

absl::StatusOr<LocalModel> ReadLocalModel(const std::string& folder) {
  auto package = ReadModelFolder(folder);
  if (!package.ok()) return package.status();
  LocalModel local;
  local.folder = folder;
  local.package = *std::move(package);
  local.model = rating::RatingModel::Compile(
      local.package, scorecard::BuildStandardCatalog(), local.diagnostics);
  return local;
}

std::string ProblemsText(const std::string& folder,
                         const feel::Diagnostics& diagnostics) {
  std::string text;
  for (const feel::Diagnostic& problem : diagnostics.all()) {
    const std::filesystem::path file =
        std::filesystem::path(folder) / Printable(problem.file);
    absl::StrAppend(&text, file.string(), ":");
    if (problem.line > 0) absl::StrAppend(&text, problem.line, ":");
    if (problem.column > 0) absl::StrAppend(&text, problem.column, ":");
    absl::StrAppend(
        &text,
        problem.severity == feel::Severity::kError ? " error: " : " warning: ",
        Printable(problem.message), "\n");
  }
  return text;
}

}  // namespace techflow::cli
