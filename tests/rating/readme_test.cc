// The model and the scoring function that rating/README.md tells readers to
// write, taken from its own text.

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/package/cases.h"
#include "rating/package/validation.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "tests/rating/readme/step.h"

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

std::string ReadSource(const std::string& name) {
  std::ifstream file(TECHFLOW_SOURCE_DIR "/tests/rating/readme/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(RatingReadme, ItsScoringFunctionIsTheOneBelow) {
  const auto files = ReadFiles();
  EXPECT_EQ(files.at("step.h"), ReadSource("step.h"));
  EXPECT_EQ(files.at("step.cc"), ReadSource("step.cc"));
}

// The model of the README with its curve replaced by the new kind.
v1::ModelPackage PackageWithStep(const std::string& parameters) {
  v1::ModelPackage package = ReadPackage();
  for (v1::ModelFile& file : *package.mutable_files()) {
    if (file.path() != "model.txtpb") continue;
    const std::string& text = file.content();
    const size_t from = text.find("kind: \"curve\"");
    const size_t to = text.find("    }\n    missing", from);
    std::string changed = text;
    changed.replace(from, to - from, "kind: \"step\" " + parameters + "\n");
    file.set_content(changed);
  }
  return package;
}

TEST(RatingReadme, ItsScoringFunctionRates) {
  scorecard::Catalog catalog = scorecard::BuildStandardCatalog();
  catalog.scoring_functions.Add("step", &scorecard::Step::Compile);
  feel::Diagnostics diagnostics;
  const auto model = rating::RatingModel::Compile(
      PackageWithStep("parameters { name: \"from\" value: \"2\" }"), catalog,
      diagnostics);
  ASSERT_NE(model, nullptr) << diagnostics.ToString();
  const auto* scoring = model->FindScoring("inventions");
  ASSERT_NE(scoring, nullptr);
  EXPECT_EQ(scoring->Score(Decimal(1))->points, Decimal(0));
  EXPECT_EQ(scoring->Score(Decimal(1))->next->at, Decimal(2));
  EXPECT_EQ(scoring->Score(Decimal(2))->points, Decimal(100));
}

TEST(RatingReadme, ItsScoringFunctionSaysWhatIsWrong) {
  scorecard::Catalog catalog = scorecard::BuildStandardCatalog();
  catalog.scoring_functions.Add("step", &scorecard::Step::Compile);
  for (const char* parameters :
       {"", "parameters { name: \"from\" value: \"x\" }",
        "parameters { name: \"at\" value: \"2\" }"}) {
    feel::Diagnostics diagnostics;
    EXPECT_EQ(rating::RatingModel::Compile(PackageWithStep(parameters), catalog,
                                           diagnostics),
              nullptr);
    EXPECT_THAT(diagnostics.ToString(),
                testing::HasSubstr("needs the parameter `from`, a number"));
  }
}

}  // namespace
}  // namespace techflow
