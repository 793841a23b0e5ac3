// Starts that are refused until the operator gives a reason.

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "storage/ledger/key_file.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/server/techflowd_fixture.h"
#include "tests/storage/store_fixture.h"

namespace techflow::server {
namespace {

using conformance::PatientContext;
using testing::AllOf;
using testing::HasSubstr;

constexpr int64_t kIn2023Us = 1'700'000'000'000'000;
constexpr int64_t kIn2100Us = 4'102'444'800'000'000;

class StartTest : public TechflowdTest {
 protected:
  // Makes the key where there is none, and appends an entry of that time.
  void AppendAt(int64_t time_us) {
    const std::string path = Beside("data.key");
    if (!std::filesystem::exists(path)) {
      ASSERT_TRUE(ledger::WriteKeyFile(path, *storage::TestKey(), "").ok());
      std::ofstream(path + ".pub") << storage::TestKey()->verifier().ToString();
    }
    auto key = ledger::ReadKeyFile(path, "");
    ASSERT_TRUE(key.ok()) << key.status();
    storage::StoreOptions options;
    options.key = std::make_shared<const ledger::SigningKey>(*std::move(key));
    options.anchor = Beside("data.anchor");
    const auto store = storage::OpenRocksDbRatingStore(data.path(), options);
    ASSERT_TRUE(store.ok()) << store.status();
    storage::NewEntry entry = storage::ModelVersion();
    entry.entry.set_recorded_at_us(time_us);
    const auto appended = (*store)->Append(std::move(entry));
    ASSERT_TRUE(appended.ok()) << appended.status();
  }

  grpc::Status TryToRate() {
    PatientContext context;
    v1::RateEnterpriseResponse response;
    return ratings->RateEnterprise(&context, SmallRequest("acme"), &response);
  }
};

TEST_F(StartTest, RefusesAClockYearsAfterTheLogUntilItIsAccepted) {
  AppendAt(kIn2023Us);
  EXPECT_THAT(Refusal(), AllOf(HasSubstr("cannot serve"),
                               HasSubstr("newest entry of the log is of "
                                         "2023-11-14T22:13:20Z"),
                               HasSubstr("more than 366 days"),
                               HasSubstr("--accept_clock=REASON")));
  Start({"--accept_clock=nothing was rated for years"});
  EXPECT_TRUE(TryToRate().ok());
  Start({});
  EXPECT_TRUE(TryToRate().ok());
}

TEST_F(StartTest, RefusesToWriteBehindTheLogUntilTheClockIsAccepted) {
  Start({});
  EXPECT_TRUE(TryToRate().ok());
  Stop();
  AppendAt(kIn2100Us);
  Start({});
  const grpc::Status refused = TryToRate();
  conformance::ExpectError(refused, grpc::StatusCode::UNAVAILABLE,
                           "STORE_UNAVAILABLE");
  EXPECT_THAT(refused.error_message(),
              AllOf(HasSubstr("s behind the newest entry of the log"),
                    HasSubstr("--accept_clock=REASON")));
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 1);
  Start({"--accept_clock=it was ahead once"});
  EXPECT_TRUE(TryToRate().ok());
  Start({});
  EXPECT_TRUE(TryToRate().ok());
  EXPECT_EQ(List("enterprises/acme").ratings_size(), 3);
}

}  // namespace
}  // namespace techflow::server
