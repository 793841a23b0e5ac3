#ifndef TECHFLOW_TESTS_STORAGE_CONTRACT_FIXTURE_H_
#define TECHFLOW_TESTS_STORAGE_CONTRACT_FIXTURE_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/followed_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {

// An implementation of RatingStore, by how a store in a folder is opened.
struct Implementation {
  std::string name;
  std::function<absl::StatusOr<std::unique_ptr<RatingStore>>(
      const std::string& folder)>
      open;
};

// What every implementation must pass: another one is added to this list.
inline std::vector<Implementation> Implementations() {
  return {
      {"RocksDb",
       [](const std::string& folder) {
         return OpenRocksDbRatingStore(folder);
       }},
      {"Followed", FollowedStore::Open},
  };
}

// An open store that holds kPackage at position 0.
class RatingStoreContract : public testing::TestWithParam<Implementation> {
 protected:
  RatingStoreContract() {
    Open();
    Append(ModelVersion());
  }

  void Open() {
    auto opened = GetParam().open(folder_.path());
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
  }

  void Reopen() {
    store_.reset();
    Open();
  }

  // The entry that was made or found.
  StoredEntry Append(NewEntry entry) {
    auto result = store_->Append(std::move(entry));
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? std::move(result->stored) : StoredEntry();
  }

  absl::StatusCode AppendCode(NewEntry entry) {
    return store_->Append(std::move(entry)).status().code();
  }

  TemporaryFolder folder_;
  std::unique_ptr<RatingStore> store_;
};

// The positions of `entries`.
inline std::vector<int64_t> Positions(
    const absl::StatusOr<std::vector<StoredEntry>>& entries) {
  EXPECT_TRUE(entries.ok()) << entries.status();
  std::vector<int64_t> positions;
  if (!entries.ok()) return positions;
  for (const StoredEntry& stored : *entries) {
    positions.push_back(stored.entry.position());
  }
  return positions;
}

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_STORAGE_CONTRACT_FIXTURE_H_
