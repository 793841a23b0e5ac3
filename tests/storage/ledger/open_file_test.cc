#include "storage/ledger/open_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace techflow::ledger {
namespace {

bool IsOpen(int file) { return fcntl(file, F_GETFD) >= 0; }

TEST(OpenFile, ClosesItself) {
  int number = -1;
  {
    const OpenFile file(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    number = file.get();
    ASSERT_TRUE(IsOpen(number));
  }
  EXPECT_FALSE(IsOpen(number));
}

TEST(OpenFile, TakesAFileThatCouldNotBeOpened) {
  const OpenFile file(-1);
  EXPECT_EQ(file.get(), -1);
}

TEST(SyncFolderOf, SyncsWhatIsThere) {
  const std::string folder = std::filesystem::temp_directory_path().string();
  EXPECT_TRUE(SyncFolderOf(folder + "/file"));
  // The folder of a bare name is the one where the program runs.
  EXPECT_TRUE(SyncFolderOf("file"));
}

TEST(SyncFolderOf, SaysWhyItCannot) {
  EXPECT_FALSE(SyncFolderOf("/no such folder/file"));
  EXPECT_EQ(errno, ENOENT);
}

}  // namespace
}  // namespace techflow::ledger
