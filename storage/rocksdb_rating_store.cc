#include "storage/rocksdb_rating_store.h"

#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "fmt/format.h"
#include "storage/database.h"
#include "storage/ledger/digest.h"
#include "storage/log_reader.h"
#include "storage/log_writer.h"
#include "storage/prepared_entry.h"
#include "storage/sequencer.h"

namespace techflow::storage {
namespace {

// What can be done by many threads at once (checks, digests, look-ups) is done
// by the caller's; the sequencer's thread is left with what needs an order.
class RocksDbRatingStore final : public RatingStore {
 public:
  static absl::StatusOr<std::unique_ptr<RatingStore>> Open(
      const std::string& folder, rocksdb::Env* env) {
    auto database = Database::Open(folder, env);
    if (!database.ok()) return database.status();
    auto reader = std::make_unique<LogReader>(**database);
    auto writer = LogWriter::Open(**database, *reader);
    if (!writer.ok()) return writer.status();
    return std::unique_ptr<RatingStore>(new RocksDbRatingStore(
        *std::move(database), std::move(reader), *std::move(writer)));
  }

  std::vector<absl::StatusOr<AppendResult>> AppendAll(
      std::vector<NewEntry> entries) override;

  absl::Status WriteStatus() const override { return writer_->CheckWritable(); }
  int64_t Size() const override { return writer_->size(); }
  absl::StatusOr<StoredEntry> Get(int64_t position) const override {
    return reader_->Get(position);
  }
  absl::StatusOr<StoredEntry> GetByNumber(std::string_view subject,
                                          int64_t number) const override {
    return reader_->GetByNumber(subject, number);
  }
  absl::StatusOr<StoredEntry> GetByRequestId(
      std::string_view request_id) const override {
    return reader_->GetByRequestId(request_id);
  }
  absl::StatusOr<std::string> Blob(BlobKind kind,
                                   std::string_view digest) const override {
    return reader_->Blob(kind, digest);
  }
  absl::StatusOr<std::vector<StoredEntry>> History(std::string_view subject,
                                                   int64_t before_number,
                                                   int limit) const override {
    return reader_->History(subject, before_number, limit);
  }
  absl::StatusOr<std::vector<StoredEntry>> ByAsOfDate(
      const AsOfQuery& query) const override {
    return reader_->ByAsOfDate(query);
  }
  absl::StatusOr<std::vector<std::string>> Subjects(std::string_view prefix,
                                                    std::string_view after,
                                                    int limit) const override {
    return reader_->Subjects(prefix, after, limit);
  }

 private:
  RocksDbRatingStore(std::unique_ptr<Database> database,
                     std::unique_ptr<LogReader> reader,
                     std::unique_ptr<LogWriter> writer)
      : database_(std::move(database)),
        reader_(std::move(reader)),
        writer_(std::move(writer)),
        sequencer_(
            [this](std::vector<PreparedEntry> entries) {
              return writer_->Write(std::move(entries));
            },
            SequencerLimits()) {}

  // Prepare(), and what of the entry the store holds already.
  absl::StatusOr<PreparedEntry> PrepareHere(NewEntry entry);
  absl::Status RequireModel(const std::string& digest);

  // Each uses those before it, so the sequencer stops first.
  const std::unique_ptr<Database> database_;
  const std::unique_ptr<LogReader> reader_;
  const std::unique_ptr<LogWriter> writer_;

  absl::Mutex mutex_;
  // Packages that are known to be stored; a few, and every rating names one.
  absl::flat_hash_set<std::string> known_models_ ABSL_GUARDED_BY(mutex_);

  Sequencer sequencer_;
};

std::vector<absl::StatusOr<AppendResult>> RocksDbRatingStore::AppendAll(
    std::vector<NewEntry> entries) {
  std::vector<absl::StatusOr<AppendResult>> results(
      entries.size(), absl::InternalError("an append without an answer"));
  std::vector<PreparedEntry> prepared;
  std::vector<size_t> places;
  for (size_t i = 0; i < entries.size(); ++i) {
    auto one = PrepareHere(std::move(entries[i]));
    if (!one.ok()) {
      results[i] = one.status();
      continue;
    }
    prepared.push_back(*std::move(one));
    places.push_back(i);
  }
  Sequencer::Results written = sequencer_.Append(std::move(prepared));
  for (size_t i = 0; i < places.size(); ++i) {
    results[places[i]] = std::move(written[i]);
  }
  return results;
}

absl::StatusOr<PreparedEntry> RocksDbRatingStore::PrepareHere(NewEntry entry) {
  auto prepared = Prepare(std::move(entry));
  if (!prepared.ok()) return prepared.status();
  if (prepared->entry.has_rating()) {
    absl::Status status = RequireModel(prepared->entry.rating().model_digest());
    if (!status.ok()) return status;
  }
  // Another thread may store the same bytes meanwhile; then they are written
  // twice under one key, which is no harm. Damaged bytes are written again.
  for (DigestedBlob& blob : prepared->blobs) {
    blob.is_stored =
        database_->Holds(ColumnOf(blob.kind), blob.digest, blob.bytes);
  }
  return prepared;
}

// A rating whose model is not there could never be replayed.
absl::Status RocksDbRatingStore::RequireModel(const std::string& digest) {
  {
    absl::MutexLock lock(&mutex_);
    if (known_models_.contains(digest)) return absl::OkStatus();
  }
  const auto package = database_->Get(Column::kModel, digest);
  if (absl::IsNotFound(package.status())) {
    return absl::NotFoundError(fmt::format(
        "no model package with the digest {} is stored", ledger::Hex(digest)));
  }
  if (!package.ok()) return package.status();
  absl::MutexLock lock(&mutex_);
  known_models_.insert(digest);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<RatingStore>> OpenRocksDbRatingStore(
    const std::string& folder, rocksdb::Env* env) {
  return RocksDbRatingStore::Open(folder, env);
}

}  // namespace techflow::storage
