// techflowd --check: what it says, and its exit codes.

#include "server/store_check.h"

#include <filesystem>
#include <string>

#include "rocksdb/db.h"
#include "storage/database.h"
#include "storage/database_options.h"
#include "storage/keys.h"
#include "tests/server/techflowd_fixture.h"

namespace techflow::server {
namespace {

namespace fs = std::filesystem;
using storage::Column;
using storage::Database;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;

constexpr int kWrongFlags = 2;

// A store of a model and a rating of acme, closed.
class StoreCheckTest : public TechflowdTest {
 protected:
  void SetUp() override {
    Start({});
    Rate(SmallRequest("acme"));
    Stop();
  }

  cli::Ended Check() { return Run({"--check"}); }
  cli::Ended Repair() { return Run({"--check", "--repair_indexes"}); }

  // Through RocksDB, so that all its checksums are right.
  void Delete(Column column, const std::string& key) {
    const auto database = Database::Open(data.path(), nullptr);
    ASSERT_TRUE(database.ok()) << database.status();
    ASSERT_TRUE(
        (*database)
            ->db()
            .Delete(storage::DurableWrite(), (*database)->handle(column), key)
            .ok());
  }
  void Put(Column column, const std::string& key, const std::string& value) {
    const auto database = Database::Open(data.path(), nullptr);
    ASSERT_TRUE(database.ok()) << database.status();
    ASSERT_TRUE((*database)
                    ->db()
                    .Put(storage::DurableWrite(), (*database)->handle(column),
                         key, value)
                    .ok());
  }

  const std::string kNumberOfAcme = storage::HistoryKey("enterprises/acme", 1);
};

TEST_F(StoreCheckTest, FindsASoundStoreSound) {
  const cli::Ended check = Check();
  EXPECT_EQ(check.code, kStoreIsSound) << check.out << check.err;
  EXPECT_THAT(check.out, HasSubstr("2 entries (1 ratings, 1 versions of "
                                   "models)"));
  EXPECT_THAT(check.out, EndsWith(": sound\n"));
  EXPECT_EQ(check.err, "");
}

TEST_F(StoreCheckTest, DoesNotCheckWhileAServerHasItOpen) {
  Start({});
  const cli::Ended check = Check();
  EXPECT_EQ(check.code, kStoreNotChecked);
  EXPECT_THAT(check.err, AllOf(HasSubstr("techflowd: process "),
                               HasSubstr("open; stop it first\n")));
  EXPECT_EQ(check.out, "");
  Rate(SmallRequest("acme"));
}

TEST_F(StoreCheckTest, DoesNotCheckWithoutAStoreOrAPublicKey) {
  EXPECT_EQ(Run({"--check", "--data_dir=" + Beside("nothing"),
                 "--signing_key=" + Beside("data.key")})
                .code,
            kStoreNotChecked);
  fs::remove(Beside("data.key.pub"));
  const cli::Ended check = Check();
  EXPECT_EQ(check.code, kStoreNotChecked);
  EXPECT_THAT(check.err, HasSubstr("data.key.pub, the public key"));
}

TEST_F(StoreCheckTest, KnowsNoRepairWithoutACheckAndNoRestoreBesideIt) {
  const cli::Ended repair = Run({"--repair_indexes"});
  EXPECT_EQ(repair.code, kWrongFlags);
  EXPECT_THAT(repair.err, HasSubstr("expected --check beside it"));
  const cli::Ended both = Run({"--check", "--restore=" + Beside("backups")});
  EXPECT_EQ(both.code, kWrongFlags);
  EXPECT_THAT(both.err, HasSubstr("expected no --check beside it"));
}

TEST_F(StoreCheckTest, NamesADamageAndRepairsItWhereEntriesGiveIt) {
  Delete(Column::kHistory, kNumberOfAcme);
  const cli::Ended check = Check();
  EXPECT_EQ(check.code, kStoreIsDamaged);
  EXPECT_THAT(check.out, AllOf(HasSubstr("damaged history"),
                               HasSubstr("enterprises/acme number 1"),
                               EndsWith(": 1 damaged\n")));
  // It changed nothing.
  EXPECT_EQ(Check().code, kStoreIsDamaged);

  const cli::Ended repair = Repair();
  EXPECT_EQ(repair.code, kStoreIsSound) << repair.out << repair.err;
  EXPECT_THAT(repair.out, AllOf(HasSubstr("damaged history"),
                                HasSubstr("repaired: 1 records written, 0 "
                                          "removed\n"),
                                EndsWith(": sound\n")));
  EXPECT_EQ(Check().code, kStoreIsSound);
  Start({});
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 1);
}

TEST_F(StoreCheckTest, RepairsNothingInASoundStore) {
  const cli::Ended repair = Repair();
  EXPECT_EQ(repair.code, kStoreIsSound);
  EXPECT_THAT(repair.out, HasSubstr("repaired: 0 records written, 0 removed"));
}

TEST_F(StoreCheckTest, TouchesNoEntry) {
  Put(Column::kEntry, storage::NumberBytes(1), "another");
  const cli::Ended check = Check();
  EXPECT_EQ(check.code, kStoreIsDamaged);
  EXPECT_THAT(check.out, HasSubstr("damaged entry 1: "));
  const cli::Ended repair = Repair();
  EXPECT_EQ(repair.code, kStoreNotChecked);
  EXPECT_THAT(repair.err, HasSubstr("nothing was repaired"));
  EXPECT_EQ(Check().code, kStoreIsDamaged);
}

TEST_F(StoreCheckTest, FindsAFileThatIsDamaged) {
  int damaged = 0;
  for (const auto& entry : fs::directory_iterator(data.path() + "/rocksdb")) {
    if (entry.path().extension() != ".sst") continue;
    FlipBitIn(entry.path());
    ++damaged;
  }
  ASSERT_GT(damaged, 0);
  const cli::Ended check = Check();
  EXPECT_EQ(check.code, kStoreIsDamaged) << check.out << check.err;
  EXPECT_THAT(check.out, HasSubstr("damaged "));
}

TEST_F(StoreCheckTest, FindsALogThatWasCut) {
  fs::copy(data.path(), Beside("older"), fs::copy_options::recursive);
  Start({});
  Rate(SmallRequest("acme"));
  Stop();
  const cli::Ended check = Run({"--check", "--data_dir=" + Beside("older"),
                                "--signing_key=" + Beside("data.key"),
                                "--anchor=" + Beside("data.anchor")});
  EXPECT_EQ(check.code, kStoreIsDamaged) << check.out << check.err;
  EXPECT_THAT(check.out, HasSubstr("damaged anchor"));
}

}  // namespace
}  // namespace techflow::server
