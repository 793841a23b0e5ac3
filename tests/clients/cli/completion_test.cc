#include "clients/cli/completion.h"

#include <sstream>

#include "clients/cli/command_line.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

using testing::HasSubstr;

class Completion : public testing::Test {
 protected:
  std::ostringstream out_, err_;
  Session session_{out_, err_, false, false, {}, {}};
  std::unique_ptr<CLI::App> app_ = MakeCommandLine(session_);
};

// Every command of the tree, by walking it.
void ExpectAll(const CLI::App& app, const std::string& script) {
  for (const CLI::App* command : app.get_subcommands({})) {
    EXPECT_THAT(script, HasSubstr(command->get_name()));
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : option->get_lnames()) {
        EXPECT_THAT(script, HasSubstr(name)) << command->get_name();
      }
    }
    ExpectAll(*command, script);
  }
}

TEST_F(Completion, KnowsEveryCommandAndOptionInEveryShell) {
  ExpectAll(*app_, BashCompletion(*app_));
  ExpectAll(*app_, ZshCompletion(*app_));
  ExpectAll(*app_, FishCompletion(*app_));
}

TEST_F(Completion, OffersTheChoicesOfAnOption) {
  EXPECT_THAT(BashCompletion(*app_),
              HasSubstr("--output|-o) words=\"table text json yaml csv\""));
  EXPECT_THAT(FishCompletion(*app_),
              HasSubstr("-a 'table text json yaml csv'"));
}

// What bash offers after `words`, the last of which is being typed.
std::string Offered(const std::string& script, const std::string& words) {
  const std::string file = testing::TempDir() + "/techflow_completion.bash";
  FILE* write = fopen(file.c_str(), "w");
  fputs(script.c_str(), write);
  fclose(write);
  const std::string command = "bash -c 'source " + file + "; COMP_WORDS=(" +
                              words +
                              "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
                              "_techflow; echo -n \"${COMPREPLY[*]}\"'";
  FILE* read = popen(command.c_str(), "r");
  char buffer[4096];
  const size_t size = fread(buffer, 1, sizeof(buffer), read);
  EXPECT_EQ(pclose(read), 0);
  return std::string(buffer, size);
}

TEST_F(Completion, CompletesInBash) {
  const std::string script = BashCompletion(*app_);
  EXPECT_EQ(Offered(script, "techflow ra"), "rating");
  EXPECT_EQ(Offered(script, "techflow rating ex"), "explain");
  EXPECT_EQ(Offered(script, "techflow rating list --as"),
            "--as-of-from --as-of-until");
  EXPECT_EQ(Offered(script, "techflow rating list -o j"), "json");
  EXPECT_EQ(Offered(script, "techflow completion b"), "bash");
}

}  // namespace
}  // namespace techflow::cli
