#include "clients/cli/suggestions.h"

#include <sstream>

#include "clients/cli/command_line.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

TEST(EditDistance, CountsSlips) {
  EXPECT_EQ(EditDistance("", "abc"), 3u);
  EXPECT_EQ(EditDistance("gett", "get"), 1u);
  EXPECT_EQ(EditDistance("ratign", "rating"), 1u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
}

TEST(Nearest, TakesOnlyWhatIsNearEnoughToBeASlip) {
  EXPECT_EQ(Nearest("lsit", {"get", "list"}), "list");
  EXPECT_EQ(Nearest("sim", {"evaluate", "simulate"}), "simulate");
  EXPECT_EQ(Nearest("xyzzy", {"get", "list"}), std::nullopt);
}

class UnknownCommandTest : public testing::Test {
 protected:
  std::optional<std::string> Unknown(std::vector<std::string> arguments) {
    return UnknownCommand(*app_, arguments);
  }

  std::ostringstream out_, err_;
  Session session_{out_, err_, false, false, {}, {}};
  std::unique_ptr<CLI::App> app_ = MakeCommandLine(session_);
};

TEST_F(UnknownCommandTest, NamesTheWordAndTheNearestCommand) {
  EXPECT_EQ(Unknown({"ratng"}),
            "unknown command `ratng`. Did you mean `rating`?");
  EXPECT_EQ(Unknown({"rating", "gett"}),
            "unknown command `rating gett`. Did you mean `rating get`?");
  EXPECT_EQ(Unknown({"rating", "xyzzy"}), "unknown command `rating xyzzy`.");
}

TEST_F(UnknownCommandTest, DoesNotTakeValuesForCommands) {
  EXPECT_EQ(Unknown({"--server", "gett:1", "rating", "list"}), std::nullopt);
  EXPECT_EQ(Unknown({"rating", "-o", "json", "list", "intel"}), std::nullopt);
  EXPECT_EQ(Unknown({"--no-color", "helth"}),
            "unknown command `helth`. Did you mean `health`?");
}

TEST_F(UnknownCommandTest, SuggestsOptionsOfTheCommandAndGlobalOnes) {
  EXPECT_EQ(SuggestOption(*app_, {"rating", "list", "--limti", "3"}),
            " Did you mean `--limit`?");
  EXPECT_EQ(SuggestOption(*app_, {"rating", "list", "--outptu=json"}),
            " Did you mean `--output`?");
  EXPECT_EQ(SuggestOption(*app_, {"rating", "list", "--zzzzzz"}), "");
}

}  // namespace
}  // namespace techflow::cli
