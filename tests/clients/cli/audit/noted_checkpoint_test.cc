#include "clients/cli/audit/noted_checkpoint.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/ledger/digest.h"
#include "tests/clients/cli/audit/sample_tree.h"

namespace techflow::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class NotedCheckpointTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/techflow_noted_XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return folder_ / name;
  }

  fs::path folder_;
  const ledger::Checkpoint checkpoint_ = SampleTree(7).At(7);
};

TEST_F(NotedCheckpointTest, IsReadAsNotedOnPaper) {
  const std::string hex = ledger::Hex(checkpoint_.root);
  std::string upper = hex;
  for (char& c : upper) c = static_cast<char>(toupper(c));
  for (const std::string& root :
       {hex, upper, ledger::Base64(checkpoint_.root)}) {
    const auto noted = ReadNotedCheckpoint("OLD", "7:" + root, {});
    ASSERT_TRUE(noted.ok()) << noted.status();
    EXPECT_EQ(noted->checkpoint.size, 7);
    EXPECT_EQ(noted->checkpoint.root, checkpoint_.root);
    EXPECT_EQ(noted->checkpoint.origin, "");
    EXPECT_FALSE(noted->is_signed);
  }
}

TEST_F(NotedCheckpointTest, IsReadFromAFileAndItsSignatureCheckedByTheKey) {
  const ledger::SigningKey key = TreeKey('k');
  const std::string path = Write("note", Signed(checkpoint_, key));
  const auto unsure = ReadNotedCheckpoint("OLD", path, {});
  ASSERT_TRUE(unsure.ok()) << unsure.status();
  EXPECT_EQ(unsure->checkpoint.root, checkpoint_.root);
  EXPECT_FALSE(unsure->is_signed);
  const ledger::VerifierKey keys[] = {key.verifier()};
  const auto sure = ReadNotedCheckpoint("OLD", path, keys);
  ASSERT_TRUE(sure.ok()) << sure.status();
  EXPECT_TRUE(sure->is_signed);

  const ledger::VerifierKey others[] = {TreeKey('x').verifier()};
  const auto forged = ReadNotedCheckpoint("OLD", path, others);
  EXPECT_EQ(forged.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(std::string(forged.status().message()), HasSubstr(path));
}

TEST_F(NotedCheckpointTest, SaysWhatWasExpected) {
  const std::string hex = ledger::Hex(checkpoint_.root);
  for (const std::string& text :
       {":" + hex, "-7:" + hex, "7:" + hex.substr(2), "7 :" + hex, "x7:" + hex,
        std::string("7:"), std::string("absent"), std::string()}) {
    const auto noted = ReadNotedCheckpoint("OLD", text, {});
    EXPECT_EQ(noted.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(noted.status().message()),
                HasSubstr("OLD `" + text + "`: expected a file"));
  }
  EXPECT_FALSE(ReadNotedCheckpoint("OLD", Write("bad", "no note"), {}).ok());
}

}  // namespace
}  // namespace techflow::cli
