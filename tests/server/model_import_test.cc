#include "server/model_import.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "gtest/gtest.h"
#include "server/handlers/model_choice.h"
#include "tests/server/handler_fixture.h"

namespace techflow::server {
namespace {

namespace fs = std::filesystem;

class ModelImportTest : public HandlerTest {
 protected:
  // The small model for a period, in a folder of that name.
  void Write(const std::string& name, const std::string& period) {
    const v1::ModelPackage package =
        Changed(PublishedPackage(), "validity_months: 12",
                "validity_months: 12 " + period);
    for (const v1::ModelFile& file : package.files()) {
      const fs::path path = fs::path(models_.path()) / name / file.path();
      fs::create_directories(path.parent_path());
      std::ofstream(path) << file.content();
    }
  }
  void Import() {
    std::ostringstream lines;
    Log log(lines, clock);
    const absl::Status status = ImportModels(environment, models_.path(), log);
    EXPECT_TRUE(status.ok()) << status;
  }

  storage::TemporaryFolder models_;
};

TEST_F(ModelImportTest, KeepsFoldersOfOneModelForDifferentPeriodsApart) {
  Write("small-1", "effective_until { year: 2026 month: 3 day: 31 }");
  Write("small-2", "effective_from { year: 2026 month: 4 day: 1 }");
  const int64_t size = store->Size();
  Import();
  EXPECT_EQ(store->Size(), size + 2);
  Import();
  EXPECT_EQ(store->Size(), size + 2) << "a second start stores nothing";

  const auto old_one = ChooseModel(environment, kSmallModel, Day(2026, 3, 31));
  const auto new_one = ChooseModel(environment, kSmallModel, Day(2026, 4, 1));
  ASSERT_TRUE(old_one.ok()) << old_one.status();
  ASSERT_TRUE(new_one.ok()) << new_one.status();
  EXPECT_EQ(old_one->name, std::string(kSmallModel) + "/versions/2");
  EXPECT_EQ(new_one->name, std::string(kSmallModel) + "/versions/3");
}

TEST_F(ModelImportTest, StoresAChangeOfTheOlderPeriod) {
  Write("small-1", "effective_until { year: 2026 month: 3 day: 31 }");
  Write("small-2", "effective_from { year: 2026 month: 4 day: 1 }");
  Import();
  const int64_t size = store->Size();
  Write("small-1", "effective_until { year: 2026 month: 3 day: 31 } # Mended.");
  Import();
  EXPECT_EQ(store->Size(), size + 1);
}

}  // namespace
}  // namespace techflow::server
