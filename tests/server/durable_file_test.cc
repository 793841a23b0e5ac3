#include "server/durable_file.h"

#include <fcntl.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/ledger/open_file.h"
#include "tests/storage/store_fixture.h"

namespace techflow::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class DurableFileTest : public ::testing::Test {
 protected:
  std::string Content() const {
    std::ifstream file(path);
    return std::string((std::istreambuf_iterator<char>(file)),
                       std::istreambuf_iterator<char>());
  }

  const storage::TemporaryFolder folder;
  const std::string path = folder.path() + "/file";
};

TEST_F(DurableFileTest, IsReplacedAsAWholeAndLeavesNoDraft) {
  ASSERT_TRUE(ReplaceFile(path, "the first, which is longer").ok());
  ASSERT_TRUE(ReplaceFile(path, "the second").ok());
  EXPECT_EQ(Content(), "the second");
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
}

TEST_F(DurableFileTest, StaysWhereItCannotBeReplaced) {
  ASSERT_TRUE(ReplaceFile(path, "the first").ok());
  std::filesystem::create_directory(path + ".new");
  const absl::Status status = ReplaceFile(path, "the second");
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status.message(), HasSubstr("cannot write file.new"));
  EXPECT_THAT(status.message(), Not(HasSubstr(folder.path())));
  EXPECT_EQ(Content(), "the first");
}

TEST_F(DurableFileTest, IsWrittenAndReadAtAnyPlace) {
  const ledger::OpenFile file(open(path.c_str(), O_RDWR | O_CREAT, 0644));
  ASSERT_TRUE(WriteAt(file.get(), "abcdef", 0, path).ok());
  ASSERT_TRUE(WriteAt(file.get(), "XY", 2, path).ok());
  EXPECT_EQ(*ReadAt(file.get(), 4, 1, path), "bXYe");
  EXPECT_EQ(*ReadAt(file.get(), 4, 4, path), "ef");
  EXPECT_EQ(*ReadAt(file.get(), 4, 6, path), "");
}

TEST_F(DurableFileTest, SaysWhatCannotBeDone) {
  const ledger::OpenFile none(open(path.c_str(), O_RDONLY));
  EXPECT_EQ(ReadAt(none.get(), 1, 0, path).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(WriteAt(none.get(), "a", 0, path).code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace techflow::server
