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
  google::protobuf::RepeatedPtrField<v1::WaterfallStep> steps;
  insight::AddWaterfall(assessment, steps);
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

int RankOf(const v1::Model& model, const std::string& grade) {
  int rank = 0;
  while (model.grade_scale().grades(rank).id() != grade) ++rank;
  return rank;
}

std::string IntervalGap(const v1::Model& model,
                        const v1::Assessment& assessment) {
  if (!assessment.has_score()) return "";
  const auto holds = [](const v1::Decimal& low, const v1::Decimal& point,
                        const v1::Decimal& high) {
    return Number(low) <= Number(point) && Number(point) <= Number(high);
  };
  if (!holds(assessment.lowest_base_score(), assessment.base_score(),
             assessment.highest_base_score())) {
    return "the base score is outside its interval";
  }
  if (!holds(assessment.lowest_score(), assessment.score(),
             assessment.highest_score())) {
    return "the score is outside its interval";
  }
  const int rank = RankOf(model, assessment.grade());
  return RankOf(model, assessment.best_grade()) <= rank &&
                 rank <= RankOf(model, assessment.worst_grade())
             ? ""
             : "the grade is outside its interval";
}

// Points that never fall as the measure rises.
bool Rises(const v1::ScoringFunction& scoring) {
  if (scoring.kind() != "curve") return false;
  for (int i = 1; i < scoring.points_size(); ++i) {
    if (Number(scoring.points(i).points()) <
        Number(scoring.points(i - 1).points())) {
      return false;
    }
  }
  return true;
}

const v1::IndicatorResult& LineOf(const v1::Assessment& assessment,
                                  const std::string& id) {
  for (const v1::DimensionResult& dimension : assessment.dimensions()) {
    for (const v1::IndicatorResult& line : dimension.indicators()) {
      if (line.id() == id) return line;
    }
  }
  return v1::IndicatorResult::default_instance();
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
    ASSERT_EQ(IntervalGap(model_->definition(), *assessment), "")
        << "company " << i;
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

// What becomes known lies within what was possible, as long as the segment
// stays; each contribution is rounded once, so an end may move by a millionth
// for each.
TEST_F(RandomRating, IntervalsShrinkAsEvidenceIsAdded) {
  const Decimal slack = *Decimal::Parse("0.0001");
  RandomCompanies companies(kSeed + 1, Bases());
  int compared = 0;
  for (int i = 0; i < kCompanies / 10; ++i) {
    const v1::Evidence view = evidence::ViewAsOf(companies.Next(), AsOf());
    const auto before = model_->Assess(view, AsOf());
    if (!before.ok() || !before->has_score() || before->missing().empty()) {
      continue;
    }
    scorecard::Assumptions known;
    known.score_only = true;
    for (const v1::MissingEvidence& missing : before->missing()) {
      known.points[missing.indicator()] = Decimal((7 * i + compared) % 101);
      const auto after = model_->Assess(view, AsOf(), nullptr, &known);
      if (!after.ok() || !after->has_score()) break;
      ++compared;
      ASSERT_LE(*Subtract(Number(before->lowest_base_score()), slack),
                Number(after->lowest_base_score()))
          << "company " << i << ", " << missing.indicator();
      ASSERT_GE(*Add(Number(before->highest_base_score()), slack),
                Number(after->highest_base_score()))
          << "company " << i << ", " << missing.indicator();
    }
  }
  EXPECT_GT(compared, 500);
}

TEST_F(RandomRating, MoreOfAGoodThingNeverLowersTheBaseScore) {
  std::vector<std::string> rising;
  for (const v1::Dimension& dimension : model_->definition().dimensions()) {
    for (const v1::Indicator& indicator : dimension.indicators()) {
      if (Rises(indicator.scoring())) rising.push_back(indicator.id());
    }
  }
  ASSERT_GT(rising.size(), 10U);
  RandomCompanies companies(kSeed + 2, Bases());
  int compared = 0;
  for (size_t i = 0; i < kCompanies / 10; ++i) {
    const v1::Evidence view = evidence::ViewAsOf(companies.Next(), AsOf());
    const auto before = model_->Assess(view, AsOf());
    if (!before.ok() || !before->has_score()) continue;
    const std::string& id = rising[i % rising.size()];
    const v1::IndicatorResult& line = LineOf(*before, id);
    if (!line.has_measure()) continue;
    const Decimal measure = Number(line.measure());
    scorecard::Assumptions more;
    more.score_only = true;
    more.measures[id] = *Add(measure, *Divide(Decimal(1), Decimal(8)));
    const auto after = model_->Assess(view, AsOf(), nullptr, &more);
    ASSERT_TRUE(after.ok()) << after.status();
    ++compared;
    ASSERT_GE(Number(LineOf(*after, id).points()), Number(line.points())) << id;
    ASSERT_GE(Number(after->base_score()), Number(before->base_score())) << id;
  }
  EXPECT_GT(compared, 200);
}

}  // namespace
}  // namespace techflow
