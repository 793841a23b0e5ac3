#ifndef TECHFLOW_TESTS_SERVER_TECHFLOWD_FIXTURE_H_
#define TECHFLOW_TESTS_SERVER_TECHFLOWD_FIXTURE_H_

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/cli/program.h"
#include "tests/conformance/server_process.h"

namespace techflow::server {

// techflowd as its operator runs it. Each test starts it itself.
class TechflowdTest : public conformance::ConformanceTest {
 protected:
  void SetUp() override {}

  // Runs it to its end, with the data of the test.
  cli::Ended Run(std::vector<std::string> flags) {
    flags.insert(flags.begin(), {TECHFLOWD, "--data_dir=" + data.path()});
    return cli::RunToEnd(flags, Beside(""));
  }

  // What it says where it does not start.
  std::string Refusal(const std::vector<std::string>& flags = {}) {
    server.reset();
    conformance::ServerProcess refused(data.path(), flags);
    EXPECT_EQ(refused.address(), "");
    EXPECT_EQ(refused.Wait(), 1);
    return refused.log();
  }

  void Stop() { EXPECT_EQ(server->Stop(SIGTERM), 0) << server->log(); }

  // A path beside the data, where the keys are.
  std::string Beside(const std::string& name) const {
    return std::filesystem::path(data.path()).parent_path() / name;
  }

  static void FlipBitIn(const std::filesystem::path& path) {
    const auto middle =
        static_cast<std::streamoff>(std::filesystem::file_size(path) / 2);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(middle);
    const int byte = file.get();
    file.seekp(middle);
    file.put(static_cast<char>(byte ^ 1));
    ASSERT_TRUE(file.flush());
  }
};

}  // namespace techflow::server

#endif  // TECHFLOW_TESTS_SERVER_TECHFLOWD_FIXTURE_H_
