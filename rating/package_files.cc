#include "rating/package_files.h"

#include <fmt/format.h>

#include <string>

#include "absl/strings/match.h"

namespace techflow::rating {
namespace {

constexpr char kModelPath[] = "model.txtpb";

bool IsRelative(const std::string& path) {
  return !path.empty() && path.front() != '/' &&
         path.find("..") == std::string::npos &&
         path.find('\\') == std::string::npos;
}

}  // namespace

std::optional<PackageFiles> PackageFiles::Sort(const v1::ModelPackage& package,
                                               feel::Diagnostics& diagnostics) {
  PackageFiles files;
  bool is_right = true;
  const auto refuse = [&](const std::string& path, const std::string& why) {
    diagnostics.AddError({path, 0, 0}, why);
    is_right = false;
  };
  const std::string* before = nullptr;
  for (const v1::ModelFile& file : package.files()) {
    const std::string& path = file.path();
    if (!IsRelative(path)) {
      refuse(path, fmt::format("`{}` is no relative path", path));
    }
    if (before != nullptr && *before >= path) {
      refuse(path, fmt::format("`{}` follows `{}`; expected paths that are "
                               "unique and sorted",
                               path, *before));
    }
    before = &path;
    if (path == kModelPath) {
      files.model = &file;
    } else if (absl::EndsWith(path, ".dmn")) {
      if (files.rules != nullptr) {
        refuse(path, fmt::format("`{}` is a second file of rules; expected one",
                                 path));
      }
      files.rules = &file;
    } else if (absl::StartsWith(path, "cases/") &&
               absl::EndsWith(path, ".txtpb")) {
      files.cases.push_back(&file);
    } else if (!absl::EndsWith(path, ".md")) {
      refuse(path, fmt::format("`{}` is no file of a model; expected {}, "
                               "*.dmn, cases/*.txtpb or *.md",
                               path, kModelPath));
    }
  }
  if (files.model == nullptr) {
    refuse(kModelPath, fmt::format("the package has no {}", kModelPath));
  }
  if (!is_right) return std::nullopt;
  return files;
}

}  // namespace techflow::rating
