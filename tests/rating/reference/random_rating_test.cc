// The techflow model over ten thousand random companies: what must hold for any
// evidence, and a second opinion on every score.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include "rating/decimal/decimal.h"
#include "rating/evidence/view.h"
#include "rating/insight/waterfall.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "tests/rating/reference/random_evidence.h"
#include "tests/rating/reference/slow_rating.h"

namespace techflow {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = TECHFLOW_SOURCE_DIR;
constexpr uint64_t kSeed = 20261126;
constexpr int kCompanies = 10'000;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

Decimal Number(const v1::Decimal& number) {
  return *Decimal::Parse(number.value());
}

class RandomRating : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const fs::path folder = kSource / "rating/models/techflow";
    v1::ModelPackage package;
    for (const char* path : {"model.txtpb", "rules.dmn"}) {
      v1::ModelFile& file = *package.add_files();
      file.set_path(path);
      file.set_content(ReadFile(folder / path));
    }
    feel::Diagnostics diagnostics;
    model_ = rating::RatingModel::Compile(
        package, scorecard::BuildStandardCatalog(), diagnostics);
    ASSERT_NE(model_, nullptr) << diagnostics.ToString();
  }
  static void TearDownTestSuite() { model_.reset(); }

  static std::vector<v1::Evidence> Bases() {
    std::vector<v1::Evidence> bases;
    std::vector<fs::path> paths;
    for (const auto& entry :
         fs::directory_iterator(kSource / "clients/examples/fictional")) {
      paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) {
      if (path.extension() != ".json") continue;
      const auto status = google::protobuf::util::JsonStringToMessage(
          ReadFile(path), &bases.emplace_back());
      EXPECT_TRUE(status.ok()) << path << ": " << status.ToString();
    }
    return bases;
  }

  static std::shared_ptr<const rating::RatingModel> model_;
};

std::shared_ptr<const rating::RatingModel> RandomRating::model_;

v1::Date AsOf() {
  v1::Date day;
  day.set_year(2026);
  day.set_month(6);
  day.set_day(30);
  return day;
}

// "" where all is as the reference says.
std::string Difference(const v1::Assessment& assessment,
                       const SlowRating& expected) {
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      const auto points = expected.points.find(line.id());
      if (points != expected.points.end() &&
          line.points().value() != points->second) {
        return "points of " + line.id() + ": " + line.points().value() +
               " and " + points->second;
      }
      const auto added = expected.contributions.find(line.id());
      if (added != expected.contributions.end() &&
          line.contribution().value() != added->second) {
        return "contribution of " + line.id() + ": " +
               line.contribution().value() + " and " + added->second;
      }
    }
  }
  const auto said = [](const std::string& what, const std::string& a,
                       const std::string& b) {
    return a == b ? std::string() : what + ": " + a + " and " + b + "; ";
  };
  return said("completeness", assessment.completeness().value(),
              expected.completeness) +
         said("status", v1::RatingStatus_Name(assessment.status()),
              v1::RatingStatus_Name(expected.status)) +
         said("base score", assessment.base_score().value(),
              expected.base_score) +
         said("score", assessment.score().value(), expected.score) +
         said("grade", assessment.grade(), expected.grade);
}

// "" where the steps lead from zero to the score, to the last digit.
std::string WaterfallGap(const v1::Assessment& assessment) {
  const auto steps = insight::Waterfall(assessment);
  if (!assessment.has_score()) {
    return steps.empty() ? "" : "steps without a score";
  }
  Decimal sum;
  for (const v1::WaterfallStep& step : steps) {
    sum = *Add(sum, Number(step.amount()));
    if (sum != Number(step.running())) return "the sum at " + step.id();
  }
  return sum == Number(assessment.score())
             ? ""
             : sum.ToString() + " and not " + assessment.score().value();
}

std::string IntervalGap(const v1::Assessment& assessment) {
  if (!assessment.has_score()) return "";
  const Decimal base = Number(assessment.base_score());
  if (base < Number(assessment.lowest_base_score()) ||
      base > Number(assessment.highest_base_score())) {
    return "the base score is outside its interval";
  }
  return "";
}

TEST_F(RandomRating, AgreesWithTheReferenceAndAddsUp) {
  RandomCompanies companies(kSeed, Bases());
  int rated = 0;
  int refused = 0;
  int unratable = 0;
  for (int i = 0; i < kCompanies; ++i) {
    const v1::Evidence evidence = companies.Next();
    const auto assessment =
        model_->Assess(evidence::ViewAsOf(evidence, AsOf()), AsOf());
    if (!assessment.ok()) {
      ++refused;
      continue;
    }
    const SlowRating expected = RateSlowly(model_->definition(), *assessment);
    ASSERT_EQ(Difference(*assessment, expected), "") << "company " << i;
    ASSERT_EQ(WaterfallGap(*assessment), "") << "company " << i;
    ASSERT_EQ(IntervalGap(*assessment), "") << "company " << i;
    ++(assessment->has_score() ? rated : unratable);
  }
  // Figures that cannot be (a year's revenue below zero) may stop a rule; they
  // must not be most of what is tried.
  EXPECT_GT(rated, kCompanies / 2);
  EXPECT_GT(unratable, 0);
  EXPECT_LT(refused, kCompanies / 4);
  RecordProperty("rated", rated);
  RecordProperty("unratable", unratable);
  RecordProperty("refused", refused);
}

}  // namespace
}  // namespace techflow
