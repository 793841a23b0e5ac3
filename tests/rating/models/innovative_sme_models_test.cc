// Annex 1 of 63号 goes on under 2号, so there are two folders with one table:
// what may not drift apart, and whose periods must meet.

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "techflow/v1/model.pb.h"

namespace techflow {
namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(TECHFLOW_SOURCE_DIR) / "rating/models";

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

v1::Model ReadModel(const std::string& folder) {
  v1::Model model;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      ReadFile(kModels / folder / "model.txtpb"), &model))
      << folder;
  return model;
}

void ClearArticles(v1::ClauseGroup& group) {
  for (v1::Clause& clause : *group.mutable_clauses()) clause.clear_article();
  for (v1::ClauseGroup& inner : *group.mutable_groups()) ClearArticles(inner);
}

// What is left is the table, the verdict and everything that they hang on.
v1::Model WithoutItsDocuments(v1::Model model) {
  model.clear_title();
  model.clear_notes();
  model.clear_documents();
  model.clear_effective_from();
  model.clear_effective_until();
  ClearArticles(*model.mutable_rubric()->mutable_verdict());
  return model;
}

void ExpectToMeet(const std::string& earlier_folder,
                  const std::string& later_folder) {
  const v1::Model earlier = ReadModel(earlier_folder);
  const v1::Model later = ReadModel(later_folder);
  EXPECT_EQ(earlier.id(), later.id());
  EXPECT_EQ(earlier.effective_until().ShortDebugString(),
            "year: 2026 month: 3 day: 31");
  EXPECT_EQ(later.effective_from().ShortDebugString(),
            "year: 2026 month: 4 day: 1");
}

TEST(InnovativeSmeModels, ScoreAndJudgeAlike) {
  std::string difference;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(
      WithoutItsDocuments(ReadModel("innovative-sme-2022")),
      WithoutItsDocuments(ReadModel("innovative-sme-2026"))))
      << difference;
}

TEST(InnovativeSmeModels, HaveTheSameRules) {
  EXPECT_EQ(ReadFile(kModels / "innovative-sme-2022/rules.dmn"),
            ReadFile(kModels / "innovative-sme-2026/rules.dmn"));
}

TEST(InnovativeSmeModels, FollowOneAnotherOnTheDayOfTheNewDocument) {
  ExpectToMeet("innovative-sme-2022", "innovative-sme-2026");
}

TEST(SpecialisedSmeModels, FollowOneAnotherOnTheDayOfTheNewDocument) {
  ExpectToMeet("specialised-sme-2022", "specialised-sme-2026");
}

}  // namespace
}  // namespace techflow
