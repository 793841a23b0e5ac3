#include "server/model_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/limits.h"

namespace techflow::server {
namespace {

namespace fs = std::filesystem;

constexpr char kModelFile[] = "model.txtpb";

// Names of the regular files in a folder with this extension, sorted.
std::vector<std::string> FilesWith(const fs::path& folder,
                                   const std::string& extension) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it->is_regular_file(error) && it->path().extension() == extension) {
      names.push_back(it->path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

absl::StatusOr<v1::ModelPackage> ReadModelFolder(const std::string& folder) {
  std::error_code error;
  if (!fs::is_regular_file(fs::path(folder) / kModelFile, error)) {
    return absl::NotFoundError(
        absl::StrCat("`", folder, "` has no ", kModelFile));
  }
  std::vector<std::string> paths = {kModelFile};
  for (const std::string& name : FilesWith(folder, ".dmn")) {
    paths.push_back(name);
  }
  for (const std::string& name :
       FilesWith(fs::path(folder) / "cases", ".txtpb")) {
    paths.push_back(absl::StrCat("cases/", name));
  }
  std::sort(paths.begin(), paths.end());

  v1::ModelPackage package;
  for (const std::string& path : paths) {
    std::ifstream file(fs::path(folder) / path, std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(file)),
                        std::istreambuf_iterator<char>());
    if (!file) {
      return absl::UnavailableError(
          absl::StrCat("cannot read `", folder, "/", path, "`"));
    }
    v1::ModelFile& entry = *package.add_files();
    entry.set_path(path);
    entry.set_content(std::move(content));
  }
  if (package.ByteSizeLong() > kMaxModelBytes) {
    return absl::ResourceExhaustedError(
        absl::StrCat("`", folder, "` holds ", package.ByteSizeLong(),
                     " bytes; a model has at most ", kMaxModelBytes));
  }
  return package;
}

absl::StatusOr<std::vector<std::string>> FindModelFolders(
    const std::string& folder) {
  std::error_code error;
  std::vector<std::string> found;
  fs::directory_iterator it(folder, error);
  if (error) {
    return absl::NotFoundError(
        absl::StrCat("cannot look into `", folder, "`: ", error.message()));
  }
  for (fs::directory_iterator end; !error && it != end; it.increment(error)) {
    if (fs::is_regular_file(it->path() / kModelFile, error)) {
      found.push_back(it->path().string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace techflow::server
