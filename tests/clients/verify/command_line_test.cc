#include "clients/verify/command_line.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "storage/ledger/entry_bytes.h"
#include "tests/clients/verify/sample_bundle.h"

namespace techflow::verify {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;

class VerifyCommandLine : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/techflow_verify_XXXXXX";
    folder_ = mkdtemp(pattern.data());
    setenv("TECHFLOW_LANG", "en", 1);
    static const SampleBundle& sample = *new SampleBundle(MakeSampleBundle());
    bundle_ = sample.bundle;
    file_ = Write("sample.tfaudit", bundle_.SerializeAsString());
    checkpoint_ = sample.log.Checkpoint(SampleKey('s', kSampleOrigin));
    key_ = SampleKey('s', kSampleOrigin).verifier().ToString();
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }

  int Verify(const std::vector<std::string>& arguments) {
    out_.str("");
    err_.str("");
    return verify::Run(arguments, out_, err_);
  }

  fs::path folder_;
  v1::AuditBundle bundle_;
  std::string file_;
  std::string checkpoint_;
  std::string key_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(VerifyCommandLine, EndsWithTheConclusionAndItsExitCode) {
  EXPECT_EQ(Verify({file_, "--key", key_}), kExitVerified);
  EXPECT_THAT(out_.str(), EndsWith("\n\nVERIFIED\n"));
  for (const char* text :
       {"enterprises/sample/ratings/1", "models/techflow/versions/1",
        "2026-11-26T09:30:00.25Z", "ratings.bank.example/log", "sample.tfaudit",
        "Log position", "engine version"}) {
    EXPECT_THAT(out_.str(), HasSubstr(text));
  }
  EXPECT_EQ(err_.str(), "");

  bundle_.clear_evidence();
  const std::string erased = Write("erased", bundle_.SerializeAsString());
  EXPECT_EQ(Verify({erased, "--key", key_}), kExitUnreproducible);
  EXPECT_THAT(out_.str(), EndsWith("\n\nUNREPRODUCIBLE\n"));

  bundle_.set_evidence("forged");
  const std::string forged = Write("forged", bundle_.SerializeAsString());
  EXPECT_EQ(Verify({forged, "--key", key_}), kExitNotVerified);
  EXPECT_THAT(out_.str(), HasSubstr("FAILED"));
  EXPECT_THAT(out_.str(), EndsWith("\n\nNOT VERIFIED\n"));
}

TEST_F(VerifyCommandLine, SpeaksChineseToo) {
  EXPECT_EQ(Verify({file_, "--key", key_, "--lang", "zh"}), kExitVerified);
  EXPECT_THAT(out_.str(), HasSubstr("检查点由给定公钥签名"));
  EXPECT_THAT(out_.str(), EndsWith("\n\nVERIFIED\n"));
}

TEST_F(VerifyCommandLine, TakesKeysFromAFile) {
  const std::string other = SampleKey('t', kSampleOrigin).verifier().ToString();
  const std::string keys = Write("keys", other + "\n\n" + key_ + "\n");
  EXPECT_EQ(Verify({file_, "--key", keys}), kExitVerified);
  EXPECT_EQ(Verify({file_, "--key", other}), kExitNotVerified);
  EXPECT_EQ(Verify({file_, "--key", other, "--key", key_}), kExitVerified);
}

TEST_F(VerifyCommandLine, HoldsANotedCheckpointAgainstTheBundle) {
  const std::string noted = Write("noted", checkpoint_);
  EXPECT_EQ(Verify({file_, "--key", key_, "--checkpoint", noted}),
            kExitVerified);
  EXPECT_THAT(out_.str(), HasSubstr("It is the checkpoint that was noted"));
}

TEST_F(VerifyCommandLine, PrintsTheSameAsJson) {
  EXPECT_EQ(Verify({file_, "--key", key_, "--json"}), kExitVerified);
  google::protobuf::Struct json;
  ASSERT_TRUE(
      google::protobuf::util::JsonStringToMessage(out_.str(), &json).ok())
      << out_.str();
  EXPECT_EQ(json.fields().at("verdict").string_value(), "VERIFIED");
  EXPECT_EQ(json.fields().at("logSize").string_value(), "11");
  const auto& checks = json.fields().at("checks").list_value();
  ASSERT_EQ(checks.values_size(), 10);
  EXPECT_EQ(checks.values(9).struct_value().fields().at("check").string_value(),
            "RECOMPUTED");
}

TEST_F(VerifyCommandLine, SaysWhatIsWrongWithItsArguments) {
  EXPECT_EQ(Verify({}), kExitUsage);
  EXPECT_EQ(Verify({file_}), kExitUsage);
  EXPECT_EQ(Verify({file_, "--key", key_, "--lang", "fr"}), kExitUsage);
  EXPECT_EQ(Verify({file_, "--key", "no-key"}), kExitUsage);
  EXPECT_THAT(err_.str(), HasSubstr("--key: it is neither a key"));
  EXPECT_EQ(Verify({file_, "--key", Write("bad", key_ + "\nx\n")}), kExitUsage);
  EXPECT_THAT(err_.str(), HasSubstr("bad:2: "));
  EXPECT_EQ(Verify({file_, "--key", Write("empty", "\n")}), kExitUsage);
  EXPECT_EQ(Verify({folder_ / "absent", "--key", key_}), kExitUsage);
  EXPECT_THAT(err_.str(), HasSubstr("absent"));
  EXPECT_EQ(
      Verify({file_, "--key", key_, "--checkpoint", Write("note", "no note")}),
      kExitUsage);
  EXPECT_EQ(Verify({"--help"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("Exit codes"));
}

// What a bundle says must not write on the terminal of its reader.
TEST_F(VerifyCommandLine, PrintsNoControlCharacterOfTheBundle) {
  auto stored = ledger::ParseEntry(bundle_.entry());
  ASSERT_TRUE(stored.ok()) << stored.status();
  stored->entry.set_subject("enterprises/\033[2Jevil");
  bundle_.set_entry(ledger::FrameEntry(stored->entry));
  const std::string file = Write("evil", bundle_.SerializeAsString());
  EXPECT_EQ(Verify({file, "--key", key_}), kExitNotVerified);
  EXPECT_THAT(out_.str(), HasSubstr("evil/ratings/1"));
  EXPECT_THAT(out_.str(), testing::Not(HasSubstr("\033")));
}

}  // namespace
}  // namespace techflow::verify
