// The shipped model on the shipped examples: it compiles without a word, its
// cases pass, and every example comes out as its situation says.

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/struct.pb.h"
#include "rating/evidence/check.h"
#include "rating/evidence/view.h"
#include "rating/package/cases.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "storage/ledger/digest.h"

namespace techflow {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = TECHFLOW_SOURCE_DIR;
const fs::path kModel = kSource / "rating/models/techflow";
const fs::path kExamples = kSource / "clients/examples";

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

v1::ModelPackage ReadPackage() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator(kModel)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".txtpb" || extension == ".dmn") {
      paths.push_back(fs::relative(entry.path(), kModel).generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  v1::ModelPackage package;
  for (const std::string& path : paths) {
    v1::ModelFile& file = *package.add_files();
    file.set_path(path);
    file.set_content(ReadFile(kModel / path));
  }
  return package;
}

v1::Evidence ReadEvidence(const std::string& file) {
  v1::Evidence evidence;
  const auto status = google::protobuf::util::JsonStringToMessage(
      ReadFile(kExamples / file), &evidence);
  EXPECT_TRUE(status.ok()) << file << ": " << status.ToString();
  return evidence;
}

v1::Date ParseDate(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, '-');
  v1::Date date;
  date.set_year(std::stoi(parts.at(0)));
  date.set_month(std::stoi(parts.at(1)));
  date.set_day(std::stoi(parts.at(2)));
  return date;
}

// The index of the examples, as JSON.
google::protobuf::Struct ReadIndex() {
  google::protobuf::Struct index;
  const auto status = google::protobuf::util::JsonStringToMessage(
      ReadFile(kExamples / "companies.json"), &index);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return index;
}

// Every example and every day on which it is to be rated.
std::vector<std::pair<std::string, std::string>> FilesAndDays() {
  std::vector<std::pair<std::string, std::string>> pairs;
  const google::protobuf::Struct index = ReadIndex();
  for (const auto& company :
       index.fields().at("companies").list_value().values()) {
    const auto& fields = company.struct_value().fields();
    for (const auto& day : fields.at("as_of_dates").list_value().values()) {
      pairs.emplace_back(fields.at("file").string_value(), day.string_value());
    }
  }
  return pairs;
}

class TechflowModel : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    feel::Diagnostics diagnostics;
    model_ = rating::RatingModel::Compile(
        ReadPackage(), scorecard::BuildStandardCatalog(), diagnostics);
    problems_ = diagnostics.ToString();
  }
  static void TearDownTestSuite() { model_.reset(); }

  void SetUp() override { ASSERT_NE(model_, nullptr) << problems_; }

  static v1::Assessment Rate(const std::string& file, const std::string& day) {
    const v1::Date date = ParseDate(day);
    const auto assessment =
        model_->Assess(evidence::ViewAsOf(ReadEvidence(file), date), date);
    EXPECT_TRUE(assessment.ok())
        << file << " " << day << ": " << assessment.status();
    return assessment.ok() ? *assessment : v1::Assessment();
  }

  static std::shared_ptr<const rating::RatingModel> model_;
  static std::string problems_;
};

std::shared_ptr<const rating::RatingModel> TechflowModel::model_;
std::string TechflowModel::problems_;

constexpr char kLatest[] = "2026-06-30";

std::vector<std::string> FlagsOf(const v1::Assessment& assessment) {
  std::vector<std::string> ids;
  for (const v1::FlagResult& flag : assessment.flags())
    ids.push_back(flag.id());
  return ids;
}

const v1::CorrectionResult& CorrectionOf(const v1::Assessment& assessment,
                                         const std::string& id) {
  const auto found = std::find_if(
      assessment.corrections().begin(), assessment.corrections().end(),
      [&](const v1::CorrectionResult& result) { return result.id() == id; });
  EXPECT_NE(found, assessment.corrections().end()) << id;
  return *found;
}

TEST_F(TechflowModel, CompilesWithoutAnyDiagnostic) {
  EXPECT_EQ(problems_, "");
}

TEST_F(TechflowModel, HasThirtyIndicatorsOrMore) {
  EXPECT_GE(model_->indicator_count(), 30);
}

TEST_F(TechflowModel, SaysInWordsWhoIsInEachSegment) {
  EXPECT_EQ(model_->definition().segments_size(), 8);
  for (const v1::Segment& segment : model_->definition().segments()) {
    EXPECT_NE(segment.rule().zh(), "") << segment.id();
    EXPECT_NE(segment.rule().en(), "") << segment.id();
  }
}

// Weights of a group stand in the set that derived them, so that whoever
// doubts one finds the judgements beside it.
TEST_F(TechflowModel, DerivesEveryWeightFromJudgements) {
  for (const v1::WeightSet& set : model_->definition().weight_sets()) {
    std::set<std::string> derived;
    for (const v1::WeightDerivation& derivation : set.derivations()) {
      EXPECT_EQ(derivation.method(), "ahp") << set.segment();
      for (const v1::PairwiseJudgement& pair : derivation.judgements()) {
        derived.insert(pair.first());
        derived.insert(pair.second());
      }
    }
    std::set<std::string> weighed;
    for (const v1::Weight& weight : set.weights()) weighed.insert(weight.id());
    EXPECT_EQ(derived, weighed) << set.segment();
  }
}

TEST_F(TechflowModel, SaysHowLongAndHowHardAChangeIs) {
  for (const v1::Dimension& dimension : model_->definition().dimensions()) {
    for (const v1::Indicator& indicator : dimension.indicators()) {
      const v1::Changeability& change = indicator.changeability();
      EXPECT_EQ(change.can_change(), change.months() > 0) << indicator.id();
      EXPECT_EQ(change.can_change(), change.effort() > 0) << indicator.id();
    }
  }
}

TEST_F(TechflowModel, PassesItsCases) {
  feel::Diagnostics diagnostics;
  const std::vector<package::CaseOutcome> outcomes =
      package::RunCases(ReadPackage(), *model_, diagnostics);
  EXPECT_EQ(diagnostics.ToString(), "");
  EXPECT_GE(outcomes.size(), 340u);
  for (const package::CaseOutcome& outcome : outcomes) {
    EXPECT_TRUE(outcome.passed) << outcome.path << ": " << outcome.title.en();
  }
}

TEST_F(TechflowModel, RatesEveryExampleOnEveryDayOfTheIndex) {
  int rated = 0;
  const google::protobuf::Struct index = ReadIndex();
  for (const auto& entry :
       index.fields().at("companies").list_value().values()) {
    const auto& fields = entry.struct_value().fields();
    const std::string& file = fields.at("file").string_value();
    for (const auto& day : fields.at("as_of_dates").list_value().values()) {
      const v1::Assessment assessment = Rate(file, day.string_value());
      EXPECT_NE(assessment.status(), v1::RATING_STATUS_UNSPECIFIED);
      ++rated;
    }
  }
  EXPECT_EQ(rated, 109);
}

TEST_F(TechflowModel, AcceptsTheEvidenceOfEveryExample) {
  const google::protobuf::Struct index = ReadIndex();
  for (const auto& entry :
       index.fields().at("companies").list_value().values()) {
    const std::string& file =
        entry.struct_value().fields().at("file").string_value();
    const evidence::CheckResult result =
        evidence::CheckEvidence(ReadEvidence(file));
    for (const evidence::Violation& violation : result.violations) {
      ADD_FAILURE() << file << ": " << violation.field << " = "
                    << violation.value << ": " << violation.expected;
    }
    for (const v1::Warning& warning : result.warnings) {
      ADD_FAILURE() << file << ": " << warning.field() << " = "
                    << warning.value() << ": " << warning.message();
    }
  }
}

TEST_F(TechflowModel, GivesTheStrongABetterGradeThanTheWeak) {
  const v1::Assessment strong = Rate("fictional/strong.json", kLatest);
  const v1::Assessment weak = Rate("fictional/weak.json", kLatest);
  EXPECT_EQ(strong.status(), v1::RATING_STATUS_RATED);
  EXPECT_EQ(weak.status(), v1::RATING_STATUS_RATED);
  EXPECT_LE(strong.grade_rank(), 3);
  EXPECT_GE(weak.grade_rank(), 8);
  EXPECT_LE(weak.grade_rank(), 9);
}

TEST_F(TechflowModel, KnowsEverythingOfTheStrongOne) {
  const v1::Assessment strong = Rate("fictional/strong.json", kLatest);
  EXPECT_EQ(strong.completeness().value(), "1");
  EXPECT_EQ(strong.missing_size(), 0);
}

TEST_F(TechflowModel, VetoesTheListedCompanyFromTheDayOfTheListing) {
  const v1::Assessment before =
      Rate("fictional/negative-list.json", "2025-06-30");
  EXPECT_LE(before.grade_rank(), 5);
  EXPECT_FALSE(CorrectionOf(before, "negative_list").applied());
  const v1::Assessment after = Rate("fictional/negative-list.json", kLatest);
  EXPECT_EQ(after.grade(), "T10");
  EXPECT_TRUE(CorrectionOf(after, "negative_list").applied());
}

TEST_F(TechflowModel, FlagsThePatentsBoughtLastYear) {
  const std::vector<std::string> flags =
      FlagsOf(Rate("fictional/bought-patents.json", kLatest));
  for (const char* expected :
       {"patents_bought", "filings_bunched", "staff_share_jump",
        "research_not_confirmed", "just_over_threshold"}) {
    EXPECT_EQ(std::count(flags.begin(), flags.end(), expected), 1) << expected;
  }
}

TEST_F(TechflowModel, RaisesNoFlagWhereThresholdsAreJustMissed) {
  EXPECT_TRUE(FlagsOf(Rate("fictional/just-missed.json", kLatest)).empty());
}

TEST_F(TechflowModel, RatesAYoungCompanyWithoutRevenueByItsOwnWeights) {
  const v1::Assessment young = Rate("fictional/young.json", kLatest);
  EXPECT_EQ(young.status(), v1::RATING_STATUS_RATED);
  EXPECT_EQ(young.segment(), "biomedicine_start_up");
}

TEST_F(TechflowModel, CountsNoPatentsAsKnownNotAsMissing) {
  const v1::Assessment software = Rate("fictional/no-patents.json", kLatest);
  EXPECT_EQ(software.status(), v1::RATING_STATUS_RATED);
  const v1::IndicatorResult& held = software.dimensions(0).indicators(0);
  EXPECT_EQ(held.id(), "inventions_held");
  EXPECT_FALSE(held.missing());
  EXPECT_EQ(held.points().value(), "0");
}

TEST_F(TechflowModel, RatesHalfTheEvidenceProvisionally) {
  const v1::Assessment half = Rate("fictional/half-missing.json", kLatest);
  EXPECT_EQ(half.status(), v1::RATING_STATUS_PROVISIONAL);
  EXPECT_FALSE(CorrectionOf(half, "negative_list").applied());
  EXPECT_NE(CorrectionOf(half, "negative_list").missing_reason(), "");
}

TEST_F(TechflowModel, GivesPanelCompaniesAProvisionalGradeOnceRdIsKnown) {
  EXPECT_EQ(Rate("panel/intel.json", "1991-12-31").status(),
            v1::RATING_STATUS_UNRATABLE);
  for (int year = 1992; year <= 1997; ++year) {
    const v1::Assessment intel =
        Rate("panel/intel.json", absl::StrCat(year, "-12-31"));
    EXPECT_EQ(intel.status(), v1::RATING_STATUS_PROVISIONAL) << year;
    EXPECT_EQ(intel.grade(), "T5") << "of the little that is known, no better";
    EXPECT_EQ(FlagsOf(intel), std::vector<std::string>{"research_implied"});
  }
}

// What the reader is told must say what is unknown, not that a rule is null.
TEST_F(TechflowModel, SaysInWordsWhatIsNotKnown) {
  for (const auto& [file, day] : FilesAndDays()) {
    const v1::Assessment assessment = Rate(file, day);
    for (const v1::MissingEvidence& missing : assessment.missing()) {
      EXPECT_FALSE(missing.reason().empty() || missing.reason() == "null")
          << file << " " << day << " " << missing.indicator();
    }
  }
}

// One line for each example and day: what the engine must answer in every
// build, on every machine, for ever.
std::string Digests(
    const std::function<std::string(const std::string&, const std::string&)>&
        assess) {
  std::string lines;
  for (const auto& [file, day] : FilesAndDays()) {
    absl::StrAppend(&lines, ledger::Hex(ledger::Sha256(assess(file, day))), " ",
                    file, " ", day, "\n");
  }
  return lines;
}

TEST_F(TechflowModel, GivesTheSameBytesInEveryBuild) {
  const std::string digests =
      Digests([](const std::string& file, const std::string& day) {
        return Rate(file, day).SerializeAsString();
      });
  const fs::path golden =
      kSource / "tests/rating/models/techflow_assessments.sha256";
  if (std::getenv("TECHFLOW_WRITE_GOLDEN") != nullptr) {
    std::ofstream(golden) << digests;
  }
  EXPECT_EQ(digests, ReadFile(golden))
      << "Where the model was meant to change, or the engine with a new "
         "kEngineVersion, run this test with TECHFLOW_WRITE_GOLDEN=1.";
}

// Reverses every list of messages, those inside items too.
void Reverse(google::protobuf::Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const google::protobuf::FieldDescriptor* field : fields) {
    if (field->message_type() == nullptr) continue;
    if (!field->is_repeated()) {
      Reverse(*reflection.MutableMessage(&message, field));
      continue;
    }
    const int size = reflection.FieldSize(message, field);
    for (int i = 0; i < size; ++i) {
      Reverse(*reflection.MutableRepeatedMessage(&message, field, i));
    }
    for (int i = 0; i < size / 2; ++i) {
      reflection.SwapElements(&message, field, i, size - 1 - i);
    }
  }
}

TEST_F(TechflowModel, DoesNotDependOnTheOrderOfTheEvidence) {
  for (const auto& [file, day] : FilesAndDays()) {
    v1::Evidence reversed = ReadEvidence(file);
    Reverse(reversed);
    const v1::Date date = ParseDate(day);
    const auto assessment =
        model_->Assess(evidence::ViewAsOf(reversed, date), date);
    ASSERT_TRUE(assessment.ok()) << assessment.status();
    EXPECT_EQ(assessment->SerializeAsString(),
              Rate(file, day).SerializeAsString())
        << file << " " << day;
  }
}

TEST_F(TechflowModel, GivesTheSameBytesToEightThreadsAtOnce) {
  const v1::Date date = ParseDate(kLatest);
  const v1::Evidence view =
      evidence::ViewAsOf(ReadEvidence("fictional/strong.json"), date);
  const std::string expected =
      Rate("fictional/strong.json", kLatest).SerializeAsString();
  std::atomic<int> same = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        const auto assessment = model_->Assess(view, date);
        if (assessment.ok() && assessment->SerializeAsString() == expected) {
          ++same;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(same, 8 * 20);
}

}  // namespace
}  // namespace techflow
