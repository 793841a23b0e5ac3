#include "tests/storage/store_fixture.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "storage/ledger/digest.h"

namespace techflow::storage {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder()
    : path_((fs::temp_directory_path() / "techflow_store_XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr) std::abort();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  fs::remove(path_ + ".anchor", ignored);
}

std::shared_ptr<const ledger::SigningKey> TestKey(char letter) {
  auto key = ledger::SigningKey::FromSeed("techflow.example/log",
                                          std::string(32, letter));
  if (!key.ok()) std::abort();
  return std::make_shared<const ledger::SigningKey>(*std::move(key));
}

StoreOptions SignedOptions(const std::string& folder) {
  StoreOptions options;
  options.key = TestKey();
  options.anchor = folder + ".anchor";
  options.opened_at_us = 1'700'000'000'000'000;
  options.opened_by = "a test";
  return options;
}

NewEntry ModelVersion(std::string_view package) {
  NewEntry entry;
  entry.entry.set_subject("models/techflow");
  entry.entry.set_recorded_at_us(1'700'000'000'000'000);
  entry.entry.set_requested_by("an author");
  entry.entry.mutable_model_version();
  entry.model_package = std::string(package);
  return entry;
}

NewEntry Rating(std::string_view enterprise, int32_t as_of_date,
                std::string_view grade) {
  NewEntry entry;
  entry.entry.set_subject("enterprises/" + std::string(enterprise));
  entry.entry.set_recorded_at_us(1'700'000'001'000'000);
  entry.entry.set_requested_by("a bank");
  store::v1::RatingRecord& rating = *entry.entry.mutable_rating();
  rating.set_as_of_date(as_of_date);
  rating.set_model_version("models/techflow/versions/1");
  rating.set_model_digest(ledger::Sha256(kPackage));
  rating.set_engine_version(1);
  rating.set_grade(std::string(grade));
  entry.evidence = "evidence of " + std::string(enterprise);
  entry.assessment = "assessment as of " + std::to_string(as_of_date);
  return entry;
}

NewEntry WithRequest(NewEntry entry, std::string_view request_id,
                     std::string_view request) {
  entry.entry.set_request_id(std::string(request_id));
  entry.entry.set_request_digest(ledger::Sha256(request));
  return entry;
}

}  // namespace techflow::storage
