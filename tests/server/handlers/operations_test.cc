#include "server/handlers/operations.h"

#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "server/errors.h"
#include "storage/backup.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

using testing::HasSubstr;

class Operations : public HandlerTest {};

TEST_F(Operations, TellHowLargeTheStoreIs) {
  Rate(SmallRequest("acme"));
  const auto figures = GetStoreFigures(environment, call, {});
  ASSERT_TRUE(figures.ok()) << figures.status();
  EXPECT_EQ(figures->entries(), 2);
  EXPECT_EQ(figures->entries_of_last_day(), 2);
  EXPECT_GT(figures->disk_bytes(), 0);
  EXPECT_GT(figures->free_bytes(), 0);
  EXPECT_GE(figures->parts_size(), 10);
}

TEST_F(Operations, CountAsGrowthOnlyTheLastDay) {
  Rate(SmallRequest("acme"));
  clock.now += absl::Hours(25);
  Call later{clock, clock.now + absl::Seconds(10), [] { return false; }};
  ASSERT_TRUE(RateEnterprise(environment, later, SmallRequest("bolt")).ok());
  EXPECT_EQ(GetStoreFigures(environment, call, {})->entries_of_last_day(), 1);
}

TEST_F(Operations, MakeABackupThatCanBeRestored) {
  Rate(SmallRequest("acme"));
  environment.backup_dir = folder.path() + "_backup";
  const auto backup = CreateBackup(environment, call, {});
  ASSERT_TRUE(backup.ok()) << backup.status();
  EXPECT_EQ(backup->number(), 1);
  EXPECT_EQ(backup->checkpoint(), *store->Checkpoint());
  const std::string target = folder.path() + "_restored";
  const auto restored =
      storage::RestoreBackup(environment.backup_dir, 1, target);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ(restored->entries, 2);
  std::filesystem::remove_all(environment.backup_dir);
  std::filesystem::remove_all(target);
}

TEST_F(Operations, TellWhenTheLastBackupWasMade) {
  EXPECT_FALSE(GetStoreFigures(environment, call, {})->has_last_backup_time());
  environment.backup_dir = folder.path() + "_backup";
  EXPECT_FALSE(GetStoreFigures(environment, call, {})->has_last_backup_time());
  ASSERT_TRUE(CreateBackup(environment, call, {}).ok());
  clock.now += absl::Hours(30);
  EXPECT_EQ(
      GetStoreFigures(environment, call, {})->last_backup_time().seconds(),
      absl::ToUnixSeconds(clock.now - absl::Hours(30)));
  ASSERT_TRUE(CreateBackup(environment, call, {}).ok());
  EXPECT_EQ(
      GetStoreFigures(environment, call, {})->last_backup_time().seconds(),
      absl::ToUnixSeconds(clock.now));
  std::filesystem::remove_all(environment.backup_dir);
}

TEST_F(Operations, RefuseABackupWithoutAFolder) {
  const absl::Status status = CreateBackup(environment, call, {}).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_EQ(ReasonOf(status), reason::kNoBackupFolder);
  EXPECT_THAT(std::string(status.message()), HasSubstr("--backup_dir=FOLDER"));
}

}  // namespace
}  // namespace techflow::server
