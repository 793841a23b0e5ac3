// The flags of the signing key, as an operator meets them.

#include "server/ledger_key.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/server/techflowd_fixture.h"

namespace techflow::server {
namespace {

namespace fs = std::filesystem;
using conformance::PatientContext;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class LedgerKeyTest : public TechflowdTest {
 protected:
  // A file with a line of text.
  std::string File(const std::string& name, const std::string& line) {
    std::ofstream(Beside(name)) << line << '\n';
    return Beside(name);
  }

  std::string PublicKey(const std::string& name = "data.key") {
    std::ifstream file(Beside(name + ".pub"));
    std::string line;
    std::getline(file, line);
    return line;
  }

  v1::GetCheckpointResponse Checkpoint() {
    PatientContext context;
    v1::GetCheckpointResponse response;
    EXPECT_TRUE(audits->GetCheckpoint(&context, {}, &response).ok());
    return response;
  }
};

TEST_F(LedgerKeyTest, IsMadeAtTheFirstStartWhichSaysSo) {
  Start({"--log_name=ratings.bank.example/log"});
  EXPECT_THAT(PublicKey(), StartsWith("ratings.bank.example/log+"));
  struct stat status {};
  ASSERT_EQ(stat(Beside("data.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0400u);
  EXPECT_THAT(Checkpoint().checkpoint(),
              StartsWith("ratings.bank.example/log\n"));
  Stop();
  EXPECT_THAT(server->log(),
              AllOf(HasSubstr("signing key made"), HasSubstr(PublicKey())));
  Start({});
  Stop();
  EXPECT_THAT(server->log(), Not(HasSubstr("signing key made")));
}

TEST_F(LedgerKeyTest, IsNotMadeAnewForALogThatIsSigned) {
  Start({});
  Stop();
  fs::remove(Beside("data.key"));
  EXPECT_THAT(Refusal(), HasSubstr("Give the key that signed it"));
  EXPECT_FALSE(fs::exists(Beside("data.key")));
}

TEST_F(LedgerKeyTest, GivesItsPlaceToTheNextWhichAloneIsTakenFromThenOn) {
  Start({});
  Rate(SmallRequest("acme"));
  Stop();
  Start({"--next_signing_key=" + Beside("next.key")});
  const v1::GetCheckpointResponse at_change = Checkpoint();
  EXPECT_NE(PublicKey("next.key"), PublicKey());
  Rate(SmallRequest("acme"));
  Stop();
  EXPECT_THAT(server->log(), HasSubstr(PublicKey("next.key")));
  // Both have signed the first checkpoint of the new key.
  EXPECT_EQ(at_change.size(), 3);
  const size_t first = at_change.checkpoint().find("\n\xE2\x80\x94 ");
  EXPECT_NE(first, std::string::npos);
  EXPECT_NE(at_change.checkpoint().find("\n\xE2\x80\x94 ", first + 1),
            std::string::npos);

  EXPECT_THAT(Refusal(), AllOf(HasSubstr("the log says that"),
                               HasSubstr("the key that was given is")));
  const std::string next = "--signing_key=" + Beside("next.key");
  Start({next});
  Rate(SmallRequest("acme"));
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 3);
  Stop();
  const cli::Ended check = Run({"--check", next});
  EXPECT_EQ(check.code, 0) << check.out << check.err;
}

TEST_F(LedgerKeyTest, OpensWithItsPassphraseOnly) {
  const std::string right =
      "--key_passphrase_file=" + File("right", "correct horse battery");
  Start({right});
  Start({right});
  Rate(SmallRequest("acme"));
  Stop();
  EXPECT_THAT(Refusal({"--key_passphrase_file=" + File("wrong", "staple")}),
              HasSubstr("passphrase"));
  EXPECT_THAT(Refusal(), HasSubstr("passphrase"));
  EXPECT_THAT(Refusal({"--key_passphrase_file=" + Beside("missing")}),
              HasSubstr("missing: expected a file with a passphrase in its "
                        "first line"));
  // A check needs the public key alone.
  EXPECT_EQ(Run({"--check"}).code, 0);
}

}  // namespace
}  // namespace techflow::server
