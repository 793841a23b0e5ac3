#include "tests/rating/models/shipped_models.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "google/protobuf/text_format.h"

namespace techflow {
namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(TECHFLOW_SOURCE_DIR) / "rating/models";

}  // namespace

v1::ModelPackage ReadShippedPackage(const std::string& folder) {
  const fs::path root = kModels / folder;
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".txtpb" || extension == ".dmn") {
      paths.push_back(fs::relative(entry.path(), root).generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  v1::ModelPackage package;
  for (const std::string& path : paths) {
    std::ifstream file(root / path, std::ios::binary);
    EXPECT_TRUE(file.is_open()) << folder << "/" << path;
    v1::ModelFile& added = *package.add_files();
    added.set_path(path);
    added.set_content({std::istreambuf_iterator<char>(file), {}});
  }
  return package;
}

v1::Model DefinitionOf(const v1::ModelPackage& package) {
  v1::Model model;
  for (const v1::ModelFile& file : package.files()) {
    if (file.path() != "model.txtpb") continue;
    EXPECT_TRUE(
        google::protobuf::TextFormat::ParseFromString(file.content(), &model));
  }
  return model;
}

std::vector<std::string> ModelFolders() {
  std::vector<std::string> folders;
  for (const auto& entry : fs::directory_iterator(kModels)) {
    if (entry.is_directory()) {
      folders.push_back(entry.path().filename().string());
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::vector<std::string> RubricFolders() {
  std::vector<std::string> folders;
  for (const std::string& folder : ModelFolders()) {
    if (DefinitionOf(ReadShippedPackage(folder)).has_rubric()) {
      folders.push_back(folder);
    }
  }
  return folders;
}

std::string TestNameOf(std::string folder) {
  std::replace(folder.begin(), folder.end(), '-', '_');
  return folder;
}

}  // namespace techflow
