// Every shipped model: to take as given what is known changes nothing. All that
// insight says of a rating (advice, sensitivity, what is missing) rests on it.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "rating/decimal/decimal.h"
#include "rating/evidence/view.h"
#include "rating/grading.h"
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

std::string TextOf(const std::optional<Decimal>& number) {
  return number.has_value() ? number->ToString() : "";
}

// A grading is the same rating without its lines.
void ExpectSameNumbers(const rating::Grading& grading,
                       const v1::Assessment& present, const std::string& path) {
  EXPECT_EQ(grading.status, present.status()) << path;
  EXPECT_EQ(TextOf(grading.completeness), present.completeness().value())
      << path;
  EXPECT_EQ(TextOf(grading.base_score), present.base_score().value()) << path;
  EXPECT_EQ(TextOf(grading.score), present.score().value()) << path;
  EXPECT_EQ(grading.grade, present.grade()) << path;
  EXPECT_EQ(grading.grade_rank, present.grade_rank()) << path;
  ASSERT_EQ(grading.dimension_points.size(), present.dimensions().size());
  for (int i = 0; i < present.dimensions_size(); ++i) {
    EXPECT_EQ(TextOf(grading.dimension_points[static_cast<size_t>(i)]),
              present.dimensions(i).points().value())
        << path;
  }
  std::vector<std::string> flags;
  for (const v1::FlagResult& flag : present.flags()) flags.push_back(flag.id());
  EXPECT_EQ(grading.flags, flags) << path;
  std::vector<std::string> outputs;
  for (const v1::PolicyResult& output : present.policy_outputs()) {
    outputs.push_back(output.value());
  }
  EXPECT_EQ(grading.policy_outputs, outputs) << path;
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
    const auto then = rerating.AssessWith({});
    ASSERT_TRUE(then.ok()) << then.status();
    ExpectSame(*then, *present, file.path);
    const auto grading = model->Grade(view, subject->as_of_date);
    ASSERT_TRUE(grading.ok()) << grading.status();
    ExpectSameNumbers(*grading, *present, file.path);
  }
}

INSTANTIATE_TEST_SUITE_P(Models, ShippedRerating,
                         testing::ValuesIn(ScorecardFolders()),
                         [](const auto& folder) {
                           return TestNameOf(folder.param);
                         });

}  // namespace
}  // namespace techflow
