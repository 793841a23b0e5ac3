#include "clients/cli/audit/output_file.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/program.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;

class WriteWholeFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/techflow_out_XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(WriteWholeFileTest, MakesTheFoldersAboveAndLeavesNothingElse) {
  const fs::path path = folder_ / "a" / "b" / "file";
  EXPECT_TRUE(WriteWholeFile(path, std::string("x\0y", 3)).ok());
  EXPECT_EQ(Contents(path), std::string("x\0y", 3));
  EXPECT_EQ(std::distance(fs::directory_iterator(path.parent_path()),
                          fs::directory_iterator()),
            1);
}

TEST_F(WriteWholeFileTest, ReplacesWhatWasThere) {
  const fs::path path = folder_ / "file";
  EXPECT_TRUE(WriteWholeFile(path, "a longer text").ok());
  EXPECT_TRUE(WriteWholeFile(path, "short").ok());
  EXPECT_EQ(Contents(path), "short");
}

TEST_F(WriteWholeFileTest, NamesTheFileThatItCannotWrite) {
  EXPECT_TRUE(WriteWholeFile(folder_ / "file", "x").ok());
  const fs::path path = folder_ / "file" / "below";
  const absl::Status status = WriteWholeFile(path, "x");
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr(path.string()));
}

}  // namespace
}  // namespace techflow::cli
