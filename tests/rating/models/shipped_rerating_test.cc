// Every shipped model: to take as given what is known changes nothing. All that
// insight says of a rating (advice, sensitivity, what is missing) rests on it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rating/evidence/view.h"
#include "rating/insight/rerating.h"
#include "rating/package/case_library.h"
#include "rating/package/validation.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "tests/rating/models/shipped_models.h"

namespace techflow {
namespace {

// What a rerating answers for; it leaves the policy and the flags out.
void ExpectSame(const v1::Assessment& then, const v1::Assessment& present,
                const std::string& path) {
  EXPECT_EQ(then.status(), present.status()) << path;
  EXPECT_EQ(then.grade(), present.grade()) << path;
  EXPECT_EQ(then.score().value(), present.score().value()) << path;
  EXPECT_EQ(then.lowest_score().value(), present.lowest_score().value())
      << path;
  EXPECT_EQ(then.highest_score().value(), present.highest_score().value())
      << path;
  ASSERT_EQ(then.dimensions_size(), present.dimensions_size()) << path;
  for (int i = 0; i < present.dimensions_size(); ++i) {
    EXPECT_EQ(then.dimensions(i).ShortDebugString(),
              present.dimensions(i).ShortDebugString())
        << path;
  }
}

// A rubric without a scorecard has nothing that could be rated again.
std::vector<std::string> ScorecardFolders() {
  std::vector<std::string> folders;
  for (const std::string& folder : ModelFolders()) {
    if (DefinitionOf(ReadShippedPackage(folder)).dimensions_size() > 0) {
      folders.push_back(folder);
    }
  }
  return folders;
}

class ShippedRerating : public testing::TestWithParam<std::string> {};

TEST_P(ShippedRerating, OfNothingIsTheRating) {
  const v1::ModelPackage package = ReadShippedPackage(GetParam());
  feel::Diagnostics diagnostics;
  const auto model = package::ValidatePackage(
      package, scorecard::BuildStandardCatalog(), diagnostics);
  ASSERT_NE(model, nullptr) << diagnostics.ToString();
  std::vector<const v1::ModelFile*> files;
  for (const v1::ModelFile& file : package.files()) {
    if (file.path().rfind("cases/", 0) == 0) files.push_back(&file);
  }
  const package::CaseLibrary library(files, diagnostics);
  EXPECT_FALSE(library.cases().empty());
  for (const package::CaseFile& file : library.cases()) {
    const auto subject = library.SubjectOf(file);
    ASSERT_TRUE(subject.has_value()) << diagnostics.ToString();
    const v1::Evidence view =
        evidence::ViewAsOf(subject->evidence, subject->as_of_date);
    const auto present = model->Assess(view, subject->as_of_date);
    ASSERT_TRUE(present.ok()) << present.status();
    const insight::Rerating rerating(*model, view, subject->as_of_date,
                                     *present);
    const auto then = rerating.With({});
    ASSERT_TRUE(then.ok()) << then.status();
    ExpectSame(*then, *present, file.path);
  }
}

INSTANTIATE_TEST_SUITE_P(Models, ShippedRerating,
                         testing::ValuesIn(ScorecardFolders()),
                         [](const auto& folder) {
                           return TestNameOf(folder.param);
                         });

}  // namespace
}  // namespace techflow
