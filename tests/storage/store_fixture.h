#ifndef TECHFLOW_TESTS_STORAGE_STORE_FIXTURE_H_
#define TECHFLOW_TESTS_STORAGE_STORE_FIXTURE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "storage/ledger/signing_key.h"
#include "storage/rating_store.h"
#include "storage/rocksdb_rating_store.h"

namespace techflow::storage {

// A folder of its own for each test, which goes with it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A key of the log "techflow.example/log", always the same for the same letter.
std::shared_ptr<const ledger::SigningKey> TestKey(char letter = 'a');

// For a store in `folder` that signs with TestKey() and has its anchor in the
// file `folder`.anchor.
StoreOptions SignedOptions(const std::string& folder);

// The package that the ratings below name.
inline constexpr std::string_view kPackage = "the files of a model";

// A version of "models/techflow".
NewEntry ModelVersion(std::string_view package = kPackage);

// A rating of `enterprise` by kPackage with everything filled in. The request
// id is empty.
NewEntry Rating(std::string_view enterprise, int32_t as_of_date = 20231231,
                std::string_view grade = "T3");

// `entry` with a request id and the digest of a request.
NewEntry WithRequest(NewEntry entry, std::string_view request_id,
                     std::string_view request = "the request");

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_STORAGE_STORE_FIXTURE_H_
