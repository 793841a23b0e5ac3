#include "clients/cli/command_line.h"

#include <cstdlib>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace techflow::cli {
namespace {

using testing::HasSubstr;

class CommandLine : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name :
         {"TECHFLOW_SERVER", "TECHFLOW_OUTPUT", "TECHFLOW_LANG",
          "TECHFLOW_TIMEOUT", "NO_COLOR", "LC_ALL", "LC_MESSAGES"}) {
      unsetenv(name);
    }
    setenv("LANG", "C.UTF-8", 1);
  }

  int Run(std::vector<std::string> arguments) {
    out_.str("");
    err_.str("");
    session_.settings = Settings();
    return cli::Run(session_, arguments);
  }

  std::ostringstream out_, err_;
  Session session_{out_, err_, true, false, {}, {}};
};

TEST_F(CommandLine, EndsWithTwoOnEveryMistake) {
  EXPECT_EQ(Run({}), 2);
  EXPECT_EQ(Run({"rating"}), 2);
  EXPECT_EQ(Run({"gett"}), 2);
  EXPECT_EQ(Run({"rating", "list", "--nothing"}), 2);
  EXPECT_EQ(Run({"rating", "list", "-o", "xml"}), 2);
  EXPECT_EQ(Run({"rating", "list", "--timeout", "soon"}), 2);
  EXPECT_EQ(Run({"rating", "get"}), 2);
  EXPECT_EQ(Run({"rating", "replay"}), 2);
  EXPECT_EQ(Run({"rating", "replay", "--all", "intel/1"}), 2);
  EXPECT_EQ(Run({"rating", "list", "--as-of-from", "1997-2-1"}), 2);
  EXPECT_EQ(Run({"rating", "simulate"}), 2);
  EXPECT_EQ(Run({"rating", "simulate", "intel/1", "--set", "rd_spend"}), 2);
  EXPECT_EQ(out_.str(), "");
}

TEST_F(CommandLine, SaysWhatWasMeant) {
  Run({"rating", "gett"});
  EXPECT_THAT(err_.str(), HasSubstr("Did you mean `rating get`?"));
  EXPECT_THAT(err_.str(), HasSubstr("Help: techflow rating --help"));
}

TEST_F(CommandLine, EndsWithOneWhereAFileIsNotThere) {
  EXPECT_EQ(Run({"import", "panel", "--file", "no-such.csv"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("no-such.csv"));
}

TEST_F(CommandLine, EndsWithTheGrpcCodeAbove64) {
  // Nobody listens on port 1.
  EXPECT_EQ(Run({"health", "--server", "127.0.0.1:1"}), 64 + 14);
  EXPECT_THAT(err_.str(), HasSubstr("cannot reach techflowd at 127.0.0.1:1"));
  EXPECT_EQ(out_.str(), "");
}

TEST_F(CommandLine, PutsAFlagBeforeTheEnvironmentAndThatBeforeTheDefault) {
  EXPECT_EQ(Run({"version"}), 0);
  EXPECT_EQ(session_.settings.format, Format::kTable);
  setenv("TECHFLOW_OUTPUT", "yaml", 1);
  EXPECT_EQ(Run({"version"}), 0);
  EXPECT_EQ(session_.settings.format, Format::kYaml);
  EXPECT_EQ(Run({"version", "-o", "json"}), 0);
  EXPECT_EQ(session_.settings.format, Format::kJson);
}

TEST_F(CommandLine, TakesTheServerFromTheEnvironment) {
  setenv("TECHFLOW_SERVER", "127.0.0.1:1", 1);
  EXPECT_EQ(Run({"version"}), 0);
  EXPECT_EQ(session_.settings.server, "127.0.0.1:1");
}

TEST_F(CommandLine, TakesGlobalFlagsAnywhere) {
  EXPECT_EQ(Run({"-o", "csv", "version"}), 0);
  EXPECT_EQ(session_.settings.format, Format::kCsv);
  EXPECT_EQ(Run({"completion", "bash", "--timeout", "5s"}), 0);
  EXPECT_EQ(session_.settings.timeout, absl::Seconds(5));
}

TEST_F(CommandLine, SpeaksTheLanguageOfTheLocaleOrTheFlag) {
  setenv("LANG", "zh_CN.UTF-8", 1);
  EXPECT_EQ(Run({"rating", "gett"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("错误："));
  EXPECT_EQ(Run({"--help"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("批量评级"));
  EXPECT_EQ(Run({"--lang", "en", "--help"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("Rate many"));
}

TEST_F(CommandLine, ColoursUnlessToldNotTo) {
  Run({"version"});
  EXPECT_TRUE(session_.colour());
  Run({"version", "--no-color"});
  EXPECT_FALSE(session_.colour());
  setenv("NO_COLOR", "1", 1);
  Run({"version"});
  EXPECT_FALSE(session_.colour());
}

TEST_F(CommandLine, PrintsTheVersionInEveryFormat) {
  EXPECT_EQ(Run({"version"}), 0);
  EXPECT_THAT(out_.str(), testing::StartsWith("techflow "));
  Run({"version", "-o", "json"});
  EXPECT_THAT(out_.str(), HasSubstr("\"version\": \""));
  Run({"version", "-o", "yaml"});
  EXPECT_THAT(out_.str(), testing::StartsWith("version: \""));
  Run({"version", "-o", "csv"});
  EXPECT_THAT(out_.str(), testing::StartsWith("version,grpc\n"));
}

}  // namespace
}  // namespace techflow::cli
