// techflowd --restore: what it says, its exit codes, and the start after it.

#include "server/store_restore.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/server/techflowd_fixture.h"

namespace techflow::server {
namespace {

namespace fs = std::filesystem;
using conformance::PatientContext;
using conformance::ServerProcess;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr int kWrongFlags = 2;

// A server with a backup of a model and a rating of acme.
class StoreRestoreTest : public TechflowdTest {
 protected:
  void SetUp() override {
    Start({"--backup_dir=" + backups});
    Rate(SmallRequest("acme"));
    PatientContext context;
    const grpc::Status status = audits->CreateBackup(&context, {}, &backup);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  cli::Ended Restore() {
    return Run({"--restore=" + backups, "--data_dir=" + restored});
  }

  // The keys and the anchor of the first server.
  std::vector<std::string> AsBefore(std::vector<std::string> more = {}) const {
    more.push_back("--signing_key=" + Beside("data.key"));
    more.push_back("--anchor=" + Beside("data.anchor"));
    return more;
  }

  const std::string backups = Beside("backups");
  const std::string restored = Beside("restored");
  v1::CreateBackupResponse backup;
};

TEST_F(StoreRestoreTest, PutsTheNewestBackupBackAndTellsItsCheckpoint) {
  const cli::Ended restore = Restore();
  EXPECT_EQ(restore.code, kStoreIsRestored) << restore.err;
  EXPECT_THAT(restore.out, AllOf(StartsWith("backup 1 restored into "),
                                 HasSubstr(": 2 entries, sound"),
                                 HasSubstr(backup.checkpoint())));
  EXPECT_EQ(restore.err, "");
  Stop();
  ServerProcess again(restored, AsBefore());
  ASSERT_NE(again.address(), "") << again.log();
  const auto stub = v1::RatingService::NewStub(again.Connect());
  PatientContext context;
  v1::GetRatingRequest request;
  request.set_name("enterprises/acme/ratings/1");
  v1::GetRatingResponse response;
  EXPECT_TRUE(stub->GetRating(&context, request, &response).ok());
}

TEST_F(StoreRestoreTest, NeedsAReasonWhereTheAnchorIsAhead) {
  Rate(SmallRequest("acme"));
  Stop();
  ASSERT_EQ(Restore().code, kStoreIsRestored);
  {
    ServerProcess refused(restored, AsBefore());
    EXPECT_EQ(refused.address(), "");
    EXPECT_EQ(refused.Wait(), 1);
    EXPECT_THAT(refused.log(), AllOf(HasSubstr("was cut or is an older copy"),
                                     HasSubstr("--recover=REASON")));
  }
  {
    ServerProcess recovered(restored, AsBefore({"--recover=the disk burnt"}));
    ASSERT_NE(recovered.address(), "") << recovered.log();
    EXPECT_EQ(recovered.Stop(SIGTERM), 0);
  }
  // Once: the log goes on from there.
  ServerProcess again(restored, AsBefore());
  EXPECT_NE(again.address(), "") << again.log();
}

TEST_F(StoreRestoreTest, WritesOverNothing) {
  fs::create_directory(restored);
  std::ofstream(restored + "/notes.txt") << "mine";
  const cli::Ended restore = Restore();
  EXPECT_EQ(restore.code, kStoreNotRestored);
  EXPECT_THAT(restore.err, HasSubstr("holds notes.txt"));
  EXPECT_EQ(restore.out, "");
  EXPECT_FALSE(fs::exists(restored + "/rocksdb"));
}

TEST_F(StoreRestoreTest, SaysThatThereIsNoBackup) {
  const cli::Ended restore =
      Run({"--restore=" + Beside("elsewhere"), "--data_dir=" + restored});
  EXPECT_EQ(restore.code, kStoreNotRestored);
  EXPECT_THAT(restore.err, HasSubstr("there is no backup folder"));
}

TEST_F(StoreRestoreTest, NeedsAFolderToRestoreInto) {
  const cli::Ended restore = Run({"--restore=" + backups, "--data_dir="});
  EXPECT_EQ(restore.code, kWrongFlags);
  EXPECT_THAT(restore.err, HasSubstr("--data_dir="));
}

TEST_F(StoreRestoreTest, RefusesADamagedBackup) {
  int damaged = 0;
  for (const auto& entry :
       fs::directory_iterator(backups + "/shared_checksum")) {
    FlipBitIn(entry.path());
    ++damaged;
  }
  ASSERT_GT(damaged, 0);
  const cli::Ended restore = Restore();
  EXPECT_EQ(restore.code, kBackupIsDamaged) << restore.err;
  EXPECT_THAT(restore.err, StartsWith("techflowd: "));
  EXPECT_FALSE(fs::exists(restored + "/rocksdb"));
}

}  // namespace
}  // namespace techflow::server
