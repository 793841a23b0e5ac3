// The model and the scoring function that rating/README.md tells readers to
// write, taken from its own text.

#include <fstream>
#include <map>
#include <string>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "rating/package/cases.h"
#include "rating/package/validation.h"
#include "rating/scorecard/catalog.h"

namespace techflow {
namespace {

// The fenced blocks of the README whose opening line names a file.
std::map<std::string, std::string> ReadFiles() {
  std::ifstream file(TECHFLOW_SOURCE_DIR "/rating/README.md");
  std::map<std::string, std::string> files;
  std::string* open = nullptr;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("```")) {
      if (open != nullptr) *open += line + "\n";
      continue;
    }
    const std::vector<std::string> words = absl::StrSplit(line, ' ');
    open = words.size() == 2 ? &files[words[1]] : nullptr;
  }
  return files;
}

v1::ModelPackage ReadPackage() {
  v1::ModelPackage package;
  for (const auto& [path, content] : ReadFiles()) {
    if (!path.ends_with(".txtpb") && !path.ends_with(".dmn")) continue;
    v1::ModelFile& file = *package.add_files();
    file.set_path(path);
    file.set_content(content);
  }
  return package;
}

TEST(RatingReadme, ItsModelPassesItsCases) {
  const v1::ModelPackage package = ReadPackage();
  ASSERT_EQ(package.files_size(), 3);
  feel::Diagnostics diagnostics;
  const auto model = package::ValidatePackage(
      package, scorecard::BuildStandardCatalog(), diagnostics);
  ASSERT_NE(model, nullptr) << diagnostics.ToString();
  const auto outcomes = package::RunCases(package, *model, diagnostics);
  EXPECT_EQ(outcomes.size(), 4U);
  for (const package::CaseOutcome& outcome : outcomes) {
    EXPECT_TRUE(outcome.passed) << outcome.path;
  }
}

}  // namespace
}  // namespace techflow
