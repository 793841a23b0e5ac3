// Every shipped rubric: its package validates with all its cases, versions of
// one rubric follow each other day by day, and the cases leave out neither an
// answer of a clause nor a band. It reads whatever folders there are.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rating/evidence/civil_day.h"
#include "rating/evidence/view.h"
#include "rating/package/case_library.h"
#include "rating/package/validation.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "tests/rating/models/shipped_models.h"

namespace techflow {
namespace {

// What came out over all cases of a package.
struct Reached {
  // By the id of a clause or group.
  std::map<std::string, std::set<v1::Verdict>> answers;
  // By the id of an indicator.
  std::map<std::string, std::set<std::string>> bands;

  void Add(const v1::Assessment& assessment) {
    for (const v1::ClauseResult& clause : assessment.rubric().clauses()) {
      answers[clause.id()].insert(clause.answer());
    }
    for (const v1::DimensionResult& dimension : assessment.dimensions()) {
      for (const v1::IndicatorResult& indicator : dimension.indicators()) {
        if (!indicator.missing())
          bands[indicator.id()].insert(indicator.band());
      }
    }
  }
};

class RubricModel : public testing::TestWithParam<std::string> {
 protected:
  RubricModel()
      : package_(ReadShippedPackage(GetParam())),
        definition_(DefinitionOf(package_)) {}

  // Compiled, with every case run; null where anything is wrong.
  std::shared_ptr<const rating::RatingModel> Validate() const {
    feel::Diagnostics diagnostics;
    auto model = package::ValidatePackage(
        package_, scorecard::BuildStandardCatalog(), diagnostics);
    EXPECT_EQ(diagnostics.ToString(), "");
    return model;
  }

  static void Assess(const rating::RatingModel& model,
                     const std::optional<package::CaseSubject>& subject,
                     Reached& reached) {
    ASSERT_TRUE(subject.has_value());
    const auto assessment =
        model.Assess(evidence::ViewAsOf(subject->evidence, subject->as_of_date),
                     subject->as_of_date);
    ASSERT_TRUE(assessment.ok()) << assessment.status();
    reached.Add(*assessment);
  }

  Reached AssessEveryCase(const rating::RatingModel& model) const {
    std::vector<const v1::ModelFile*> files;
    for (const v1::ModelFile& file : package_.files()) {
      if (file.path().rfind("cases/", 0) == 0) files.push_back(&file);
    }
    feel::Diagnostics diagnostics;
    const package::CaseLibrary library(files, diagnostics);
    Reached reached;
    for (const package::CaseFile& file : library.cases()) {
      const auto subject = library.SubjectOf(file);
      Assess(model, subject, reached);
      if (!subject.has_value()) continue;
      for (int i = 0; i < file.definition.variants_size(); ++i) {
        Assess(model, library.VariantOf(file, i, *subject), reached);
      }
    }
    EXPECT_EQ(diagnostics.ToString(), "");
    return reached;
  }

  const v1::ModelPackage package_;
  const v1::Model definition_;
};

TEST_P(RubricModel, ValidatesWithAllItsCases) {
  EXPECT_NE(Validate(), nullptr);
}

TEST_P(RubricModel, NamesItsDocumentsAndThePeriodInWhichTheyHold) {
  EXPECT_FALSE(definition_.documents().empty());
  EXPECT_TRUE(definition_.has_effective_from());
}

TEST_P(RubricModel, AnswersEveryClauseInAllThreeValuesInSomeCase) {
  const auto model = Validate();
  ASSERT_NE(model, nullptr);
  const Reached reached = AssessEveryCase(*model);
  EXPECT_FALSE(reached.answers.empty());
  for (const auto& [clause, answers] : reached.answers) {
    for (const v1::Verdict answer :
         {v1::VERDICT_MET, v1::VERDICT_NOT_MET, v1::VERDICT_UNKNOWN}) {
      EXPECT_EQ(answers.count(answer), 1u)
          << "no case in which " << clause << " is "
          << v1::Verdict_Name(answer);
    }
  }
}

TEST_P(RubricModel, ReachesEveryBandInSomeCase) {
  const auto model = Validate();
  ASSERT_NE(model, nullptr);
  Reached reached = AssessEveryCase(*model);
  for (const v1::Dimension& dimension : definition_.dimensions()) {
    for (const v1::Indicator& indicator : dimension.indicators()) {
      const std::set<std::string>& bands = reached.bands[indicator.id()];
      for (const v1::Band& band : indicator.scoring().bands()) {
        EXPECT_EQ(bands.count(band.when()), 1u)
            << "no case in which " << indicator.id() << " is " << band.when();
      }
      const auto entries =
          static_cast<size_t>(indicator.scoring().entries_size());
      EXPECT_GE(bands.size(), entries)
          << "some words of " << indicator.id() << " are in no case";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Every, RubricModel, testing::ValuesIn(RubricFolders()),
                         [](const testing::TestParamInfo<std::string>& folder) {
                           return TestNameOf(folder.param);
                         });

TEST(RubricModels, VersionsOfOneRubricFollowEachOtherDayByDay) {
  std::map<std::string, std::map<absl::CivilDay, v1::Model>> versions;
  for (const std::string& folder : RubricFolders()) {
    const v1::Model model = DefinitionOf(ReadShippedPackage(folder));
    const auto [at, is_new] = versions[model.id()].emplace(
        evidence::ToCivilDay(model.effective_from()), model);
    EXPECT_TRUE(is_new) << folder << " begins with another version";
  }
  EXPECT_GE(versions.size(), 3u);
  for (const auto& [id, by_day] : versions) {
    const v1::Model* before = nullptr;
    for (const auto& [from, model] : by_day) {
      if (before != nullptr) {
        ASSERT_TRUE(before->has_effective_until()) << id;
        EXPECT_EQ(evidence::ToCivilDay(before->effective_until()) + 1, from)
            << id;
      }
      before = &model;
    }
  }
}

}  // namespace
}  // namespace techflow
