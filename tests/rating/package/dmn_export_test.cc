// A model and its plain DMN file, held against each other: the engine of the
// scorecard on one side, on the other decisions in the standard's dialect that
// know nothing of missing evidence but null.

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/rating/package/export_twins.h"
#include "tests/rating/package/random_evidence.h"

namespace techflow::package {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = TECHFLOW_SOURCE_DIR;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

v1::ModelPackage ReadPackage(const std::string& id) {
  const fs::path folder = kSource / "rating/models" / id;
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".txtpb" || extension == ".dmn") {
      paths.push_back(fs::relative(entry.path(), folder).generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  v1::ModelPackage package;
  for (const std::string& path : paths) {
    v1::ModelFile& file = *package.add_files();
    file.set_path(path);
    file.set_content(ReadFile(folder / path));
  }
  return package;
}

v1::Date Day(int year, int month, int day) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

std::vector<CaseSubject> Examples() {
  std::vector<CaseSubject> subjects;
  for (const char* folder : {"fictional", "panel"}) {
    for (const auto& entry :
         fs::directory_iterator(kSource / "clients/examples" / folder)) {
      if (entry.path().extension() != ".json") continue;
      CaseSubject subject;
      const auto status = google::protobuf::util::JsonStringToMessage(
          ReadFile(entry.path()), &subject.evidence);
      EXPECT_TRUE(status.ok()) << entry.path() << ": " << status.ToString();
      subject.as_of_date = Day(2026, 6, 30);
      subjects.push_back(subject);
      // The panel is of another time.
      subject.as_of_date = Day(1990, 6, 30);
      subjects.push_back(std::move(subject));
    }
  }
  return subjects;
}

std::vector<CaseSubject> Cases(const v1::ModelPackage& package) {
  feel::Diagnostics diagnostics;
  const auto files = rating::PackageFiles::Sort(package, diagnostics);
  const CaseLibrary library(files->cases, diagnostics);
  std::vector<CaseSubject> subjects;
  for (const CaseFile& file : library.cases()) {
    if (auto subject = library.SubjectOf(file)) {
      subjects.push_back(*std::move(subject));
    }
  }
  EXPECT_EQ(diagnostics.ToString(), "");
  return subjects;
}

void CompareOnAll(const std::string& id) {
  const v1::ModelPackage package = ReadPackage(id);
  Twins twins(package);
  ASSERT_TRUE(twins.ok());
  std::vector<CaseSubject> subjects = Cases(package);
  const std::vector<CaseSubject> examples = Examples();
  subjects.insert(subjects.end(), examples.begin(), examples.end());
  for (size_t i = 0; i < subjects.size(); ++i) {
    SCOPED_TRACE("subject " + std::to_string(i));
    twins.Compare(subjects[i]);
    if (testing::Test::HasFailure()) return;
  }
  constexpr int kRandomCompanies = 1000;
  RandomEvidence random(/*seed=*/2026);
  for (int i = 0; i < kRandomCompanies; ++i) {
    SCOPED_TRACE("random company " + std::to_string(i));
    CaseSubject subject = subjects[random.Below(subjects.size())];
    const CaseSubject& other = subjects[random.Below(subjects.size())];
    random.Change(other.evidence, subject.evidence);
    twins.Compare(subject);
    if (testing::Test::HasFailure()) return;
  }
  // Else the comparison would say little.
  EXPECT_GT(twins.rated_count(), kRandomCompanies / 20);
  EXPECT_LT(twins.refused_count(), kRandomCompanies / 10);
  EXPECT_GT(twins.decision_count(), 10 * kRandomCompanies);
  testing::Test::RecordProperty("rated", twins.rated_count());
  testing::Test::RecordProperty("refused", twins.refused_count());
}

TEST(DmnExport, OfTechflowGivesItsScoresAndGrades) { CompareOnAll("techflow"); }

TEST(DmnExport, OfTechnologySmeGivesItsScoresAndAnswers) {
  CompareOnAll("tech-sme-2017");
}

TEST(DmnExport, OfSpecialisedSmeGivesItsScoresAndAnswers) {
  CompareOnAll("specialised-sme-2026");
}

// It has no scorecard.
TEST(DmnExport, OfStarMarketGivesItsAnswers) { CompareOnAll("star-2024"); }

}  // namespace
}  // namespace techflow::package
