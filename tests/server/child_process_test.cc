#include "server/child_process.h"

#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "gtest/gtest.h"
#include "tests/storage/store_fixture.h"

namespace techflow::server {
namespace {

TEST(ChildProcess, TellsTheExitCodeOfItsWork) {
  std::ostringstream out;
  std::ostringstream errors;
  const auto end = RunInChild([] { return 3; }, out, errors);
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->exit_code, 3);
  EXPECT_EQ(end->signal, 0);
}

TEST(ChildProcess, TellsTheSignalThatKilledIt) {
  std::ostringstream out;
  std::ostringstream errors;
  const auto end = RunInChild([] { return raise(SIGKILL); }, out, errors);
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->signal, SIGKILL);
}

TEST(ChildProcess, ChangesNothingInTheMemoryOfThisOne) {
  std::ostringstream out;
  std::ostringstream errors;
  int value = 1;
  ASSERT_TRUE(RunInChild([&value] { return value = 2; }, out, errors).ok());
  EXPECT_EQ(value, 1);
}

TEST(ChildProcess, WritesEachTextOnceAndInOrder) {
  const storage::TemporaryFolder folder;
  const std::string path = folder.path() + "/out";
  std::ofstream out(path);
  std::ostringstream errors;
  out << "before, ";
  const auto work = [&out] {
    out << "meanwhile, ";
    return 0;
  };
  ASSERT_TRUE(RunInChild(work, out, errors).ok());
  out << "after";
  out.close();
  std::ifstream file(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}),
            "before, meanwhile, after");
}

}  // namespace
}  // namespace techflow::server
