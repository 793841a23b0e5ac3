#ifndef TECHFLOW_TESTS_STORAGE_FOLLOWED_STORE_H_
#define TECHFLOW_TESTS_STORAGE_FOLLOWED_STORE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "storage/follower_rating_store.h"
#include "storage/rocksdb_rating_store.h"
#include "tests/storage/store_fixture.h"

namespace techflow::storage {

// A store that signs and one that follows it, as one: the first writes, the
// second catches up after each write and answers all reads.
class FollowedStore final : public RatingStore {
 public:
  static absl::StatusOr<std::unique_ptr<RatingStore>> Open(
      const std::string& folder) {
    const StoreOptions options = SignedOptions(folder);
    auto writer = OpenRocksDbRatingStore(folder, options);
    if (!writer.ok()) return writer.status();
    auto follower = OpenFollowerRatingStore(
        folder, {.key = options.key->verifier(), .anchor = options.anchor});
    if (!follower.ok()) return follower.status();
    return std::unique_ptr<RatingStore>(
        new FollowedStore(*std::move(writer), *std::move(follower)));
  }

  std::vector<absl::StatusOr<AppendResult>> AppendAll(
      std::vector<NewEntry> entries) override {
    auto results = writer_->AppendAll(std::move(entries));
    absl::MutexLock lock(&mutex_);
    const absl::Status status = follower_->CatchUp();
    for (auto& result : results) {
      if (result.ok() && !status.ok()) result = status;
    }
    return results;
  }
  absl::Status WriteStatus() const override { return writer_->WriteStatus(); }
  absl::StatusOr<Backup> CreateBackup(const std::string& folder,
                                      int64_t made_at_us) override {
    return writer_->CreateBackup(folder, made_at_us);
  }

  int64_t Size() const override { return follower_->Size(); }
  absl::StatusOr<StoredEntry> Get(int64_t position) const override {
    return follower_->Get(position);
  }
  absl::StatusOr<StoredEntry> GetByNumber(std::string_view subject,
                                          int64_t number) const override {
    return follower_->GetByNumber(subject, number);
  }
  absl::StatusOr<StoredEntry> GetByRequestId(
      std::string_view request_id) const override {
    return follower_->GetByRequestId(request_id);
  }
  absl::StatusOr<std::string> Blob(BlobKind kind,
                                   std::string_view digest) const override {
    return follower_->Blob(kind, digest);
  }
  absl::StatusOr<std::vector<StoredEntry>> History(std::string_view subject,
                                                   int64_t before_number,
                                                   int limit) const override {
    return follower_->History(subject, before_number, limit);
  }
  absl::StatusOr<std::vector<StoredEntry>> ByAsOfDate(
      const AsOfQuery& query) const override {
    return follower_->ByAsOfDate(query);
  }
  absl::StatusOr<std::vector<std::string>> Subjects(std::string_view prefix,
                                                    std::string_view after,
                                                    int limit) const override {
    return follower_->Subjects(prefix, after, limit);
  }
  absl::StatusOr<int64_t> SizeAt(int64_t time_us) const override {
    return follower_->SizeAt(time_us);
  }
  absl::StatusOr<int64_t> NumberAt(std::string_view subject,
                                   int64_t size) const override {
    return follower_->NumberAt(subject, size);
  }
  absl::StatusOr<std::string> Checkpoint() const override {
    return follower_->Checkpoint();
  }
  std::vector<ledger::VerifierKey> VerifierKeys() const override {
    return follower_->VerifierKeys();
  }
  const ledger::NodeSource& nodes() const override {
    return follower_->nodes();
  }
  absl::StatusOr<StoreFigures> Figures() const override {
    return follower_->Figures();
  }

 private:
  FollowedStore(std::unique_ptr<RatingStore> writer,
                std::unique_ptr<FollowerRatingStore> follower)
      : writer_(std::move(writer)), follower_(std::move(follower)) {}

  const std::unique_ptr<RatingStore> writer_;
  absl::Mutex mutex_;  // One thread at a time catches up.
  const std::unique_ptr<FollowerRatingStore> follower_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_STORAGE_FOLLOWED_STORE_H_
