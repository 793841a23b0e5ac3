#include "clients/cli/evidence_list.h"

#include <filesystem>
#include <fstream>

#include "clients/cli/texts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;

class EvidenceList : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "below");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& path, const std::string& text) {
    std::ofstream(folder_ / path) << text;
  }

  const fs::path folder_ =
      fs::path(testing::TempDir()) /
      testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(EvidenceList, TakesAllEvidenceBelowAFolder) {
  Write("b.json", "{}");
  Write("below/a.txtpb", "");
  Write("notes.md", "");
  const auto entries = ListEvidence({folder_.string()});
  ASSERT_TRUE(entries.ok()) << entries.status();
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[0].file, (folder_ / "b.json").string());
  EXPECT_EQ((*entries)[1].file, (folder_ / "below/a.txtpb").string());
}

TEST_F(EvidenceList, FollowsTheIndexWhereThereIsOne) {
  Write("companies.json", R"({"companies": [
    {"file": "below/a.json", "enterprise": "a", "as_of_dates": ["2024-06-30"]}
  ]})");
  Write("b.json", "{}");
  const auto entries = ListEvidence({folder_.string()});
  ASSERT_TRUE(entries.ok()) << entries.status();
  ASSERT_EQ(entries->size(), 1u);
  EXPECT_EQ(entries->front().enterprise, "a");
  EXPECT_EQ(DateText(entries->front().days[0]), "2024-06-30");
}

TEST_F(EvidenceList, SaysWhatIsWrongWithAnIndex) {
  Write("companies.json", R"({"companies": [{"enterprise": "a"}]})");
  EXPECT_THAT(std::string(ListEvidence({folder_.string()}).status().message()),
              testing::HasSubstr("without `file`"));
  Write("companies.json", "[");
  EXPECT_FALSE(ListEvidence({folder_.string()}).ok());
}

TEST_F(EvidenceList, IsAnErrorWhereAFolderHoldsNone) {
  EXPECT_FALSE(ListEvidence({folder_.string()}).ok());
}

}  // namespace
}  // namespace techflow::cli
