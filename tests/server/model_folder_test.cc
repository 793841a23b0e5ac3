#include "server/model_folder.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "server/limits.h"
#include "tests/storage/store_fixture.h"

namespace techflow::server {
namespace {

class ModelFolderTest : public ::testing::Test {
 protected:
  void Write(const std::string& path, const std::string& text) {
    const std::filesystem::path file = folder.path() + "/" + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  storage::TemporaryFolder folder;
};

TEST_F(ModelFolderTest, TakesTheFilesOfAModelSortedAndNoOthers) {
  Write("rules.dmn", "r");
  Write("model.txtpb", "m");
  Write("cases/b.txtpb", "b");
  Write("cases/a.txtpb", "a");
  Write("cases/notes.md", "n");
  Write("README.md", "n");
  const auto files = ReadModelFolder(folder.path());
  ASSERT_TRUE(files.ok()) << files.status();
  std::vector<std::string> paths;
  for (const v1::ModelFile& file : files->files()) paths.push_back(file.path());
  EXPECT_THAT(paths, ::testing::ElementsAre("cases/a.txtpb", "cases/b.txtpb",
                                            "model.txtpb", "rules.dmn"));
  EXPECT_EQ(files->files(0).content(), "a");
}

TEST_F(ModelFolderTest, AFolderWithoutAModelIsNone) {
  Write("rules.dmn", "r");
  EXPECT_EQ(ReadModelFolder(folder.path()).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(ModelFolderTest, ATooLargeModelIsRefused) {
  Write("model.txtpb", std::string(kMaxModelBytes + 1, 'x'));
  EXPECT_EQ(ReadModelFolder(folder.path()).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST_F(ModelFolderTest, FindsTheFoldersThatHoldModels) {
  Write("b/model.txtpb", "m");
  Write("a/model.txtpb", "m");
  Write("c/other.txt", "o");
  const auto found = FindModelFolders(folder.path());
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(*found, ::testing::ElementsAre(folder.path() + "/a",
                                             folder.path() + "/b"));
  EXPECT_EQ(FindModelFolders(folder.path() + "/none").status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace techflow::server
