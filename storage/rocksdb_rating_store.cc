#include "storage/rocksdb_rating_store.h"

#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/synchronization/mutex.h"
#include "fmt/format.h"
#include "storage/anchor.h"
#include "storage/backup.h"
#include "storage/checkpoint_keeper.h"
#include "storage/database.h"
#include "storage/ledger/digest.h"
#include "storage/log_reader.h"
#include "storage/log_writer.h"
#include "storage/prepared_entry.h"
#include "storage/sequencer.h"
#include "storage/start_entries.h"
#include "storage/store_figures.h"
#include "storage/store_upgrade.h"
#include "storage/stored_nodes.h"

namespace techflow::storage {
namespace {

bool IsEmptyAnchor(const std::string& path) {
  if (path.empty()) return true;
  const auto checkpoint = Anchor::ReadAt(path);
  return absl::IsNotFound(checkpoint.status()) ||
         (checkpoint.ok() && checkpoint->empty());
}

// What can be done by many threads at once (checks, digests, look-ups) is done
// by the caller's; the sequencer's thread is left with what needs an order.
class RocksDbRatingStore final : public RatingStore {
 public:
  static absl::StatusOr<std::unique_ptr<RatingStore>> Open(
      const std::string& folder, const StoreOptions& options);

  ~RocksDbRatingStore() override {
    // Where it was not started, the store stays as it was found.
    if (sequencer_ == nullptr) return;
    sequencer_.reset();
    writer_->MarkClosed();
  }

  std::vector<absl::StatusOr<AppendResult>> AppendAll(
      std::vector<NewEntry> entries) override;

  absl::Status WriteStatus() const override;
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
  absl::StatusOr<int64_t> SizeAt(int64_t time_us) const override {
    return reader_->SizeAt(time_us, Size());
  }
  absl::StatusOr<int64_t> NumberAt(std::string_view subject,
                                   int64_t size) const override {
    return reader_->NumberAt(subject, size);
  }
  absl::StatusOr<std::string> Checkpoint() const override;
  std::vector<ledger::VerifierKey> VerifierKeys() const override {
    return keys_;
  }
  const ledger::NodeSource& nodes() const override { return *nodes_; }
  absl::StatusOr<StoreFigures> Figures() const override {
    return ReadFigures(*database_);
  }
  absl::StatusOr<Backup> CreateBackup(const std::string& folder,
                                      int64_t made_at_us) override;

 private:
  explicit RocksDbRatingStore(std::unique_ptr<Database> database)
      : database_(std::move(database)),
        reader_(std::make_unique<LogReader>(*database_)),
        nodes_(std::make_unique<StoredNodes>(*database_)) {}

  // Finds where the log ends, makes sure that it extends the anchor, writes
  // what the start leaves in the log, and lets appends begin.
  absl::Status Start(const StoreOptions& options);
  absl::Status OpenKeeper(const StoreOptions& options, StartState& state);
  absl::Status WriteStart(const StoreOptions& options, const StartState& state);

  // Prepare(), and what of the entry the store holds already.
  absl::StatusOr<PreparedEntry> PrepareHere(NewEntry entry);
  absl::Status RequireModel(const std::string& digest);

  // Each uses those before it.
  const std::unique_ptr<Database> database_;
  const std::unique_ptr<LogReader> reader_;
  const std::unique_ptr<StoredNodes> nodes_;
  // Only a start changes them.
  std::vector<ledger::VerifierKey> keys_;
  std::unique_ptr<CheckpointKeeper> keeper_;  // Null: nothing is signed.
  std::unique_ptr<LogWriter> writer_;

  absl::Mutex mutex_;
  // Packages that are known to be stored; a few, and every rating names one.
  absl::flat_hash_set<std::string> known_models_ ABSL_GUARDED_BY(mutex_);

  // Held while a backup is made.
  absl::Mutex backup_mutex_;

  std::unique_ptr<Sequencer> sequencer_;
};

absl::StatusOr<std::unique_ptr<RatingStore>> RocksDbRatingStore::Open(
    const std::string& folder, const StoreOptions& options) {
  auto database = Database::Open(folder, options.env);
  if (!database.ok()) return database.status();
  const auto was_upgraded = UpgradeStore(**database);
  if (!was_upgraded.ok()) return was_upgraded.status();
  std::unique_ptr<RocksDbRatingStore> store(
      new RocksDbRatingStore(*std::move(database)));
  StoreOptions start = options;
  // It was never signed, so there is nothing that it could extend; where its
  // anchor says that it was, this is refused.
  if (*was_upgraded && options.recovery_reason.empty() &&
      options.key != nullptr && IsEmptyAnchor(options.anchor)) {
    start.recovery_reason = "brought up from a format without a tree";
  }
  absl::Status status = store->Start(start);
  if (!status.ok()) return status;
  return store;
}

absl::Status RocksDbRatingStore::Start(const StoreOptions& options) {
  const auto end = LogWriter::ReadEnd(*reader_, *nodes_);
  if (!end.ok()) return end.status();
  const auto was = database_->Get(Column::kMeta, kStateKey);
  if (!was.ok()) return was.status();
  StartState state{.head = end->head(),
                   .recorded_at_us = end->recorded_at_us,
                   .was_closed = *was == kStateClosed,
                   .anchored_checkpoint = "",
                   .anchored_size = 0};
  absl::Status status = CheckClock(options, state);
  if (status.ok() && options.key != nullptr) {
    status = OpenKeeper(options, state);
  }
  if (status.ok()) status = LogWriter::MarkOpen(*database_);
  if (!status.ok()) return status;
  writer_ =
      std::make_unique<LogWriter>(*database_, *reader_, *end, keeper_.get());
  status = WriteStart(options, state);
  if (!status.ok()) return status;
  sequencer_ = std::make_unique<Sequencer>(
      [this](std::vector<PreparedEntry> entries) {
        return writer_->Write(std::move(entries));
      },
      SequencerLimits());
  return absl::OkStatus();
}

absl::Status RocksDbRatingStore::OpenKeeper(const StoreOptions& options,
                                            StartState& state) {
  auto keys =
      SigningHistory(*reader_, state.head.size, options.key->verifier());
  if (!keys.ok()) return keys.status();
  keys_ = *std::move(keys);
  if (keys_.back() != options.key->verifier()) {
    return absl::FailedPreconditionError(fmt::format(
        "the log says that {} signs it, and the key that was given is {}",
        keys_.back().ToString(), options.key->verifier().ToString()));
  }
  std::unique_ptr<Anchor> anchor;
  if (!options.anchor.empty()) {
    auto opened = Anchor::Open(options.anchor);
    if (!opened.ok()) return opened.status();
    anchor = *std::move(opened);
    state.anchored_checkpoint = anchor->checkpoint();
  }
  auto keeper = options.recovery_reason.empty()
                    ? CheckpointKeeper::Open(*nodes_, options.key, keys_,
                                             std::move(anchor), state.head)
                    : CheckpointKeeper::Recover(*nodes_, options.key,
                                                std::move(anchor), state.head);
  if (!keeper.ok()) return keeper.status();
  keeper_ = *std::move(keeper);
  state.anchored_size = keeper_->anchored_size();
  return absl::OkStatus();
}

absl::Status RocksDbRatingStore::WriteStart(const StoreOptions& options,
                                            const StartState& state) {
  auto entries = StartEntries(options, state);
  if (!entries.ok()) return entries.status();
  for (const auto& result : writer_->Write(*std::move(entries))) {
    if (!result.ok()) return result.status();
  }
  if (options.next_key == nullptr) return absl::OkStatus();
  if (keeper_ == nullptr) {
    return absl::InvalidArgumentError(
        "a new key can take the place of a key alone, and none was given");
  }
  auto change = KeyChangeEntry(options, *options.key, *options.next_key, state);
  if (!change.ok()) return change.status();
  keys_.push_back(options.next_key->verifier());
  return writer_->ChangeKey(*std::move(change), options.next_key).status();
}

absl::Status RocksDbRatingStore::WriteStatus() const {
  absl::Status status = writer_->CheckWritable();
  if (!status.ok() || writer_->release_status().ok()) return status;
  // Tries again, on the thread that writes.
  sequencer_->Turn();
  return writer_->release_status();
}

absl::StatusOr<std::string> RocksDbRatingStore::Checkpoint() const {
  if (keeper_ == nullptr) {
    return absl::FailedPreconditionError(
        "the store was opened without a key and signs no checkpoints");
  }
  return keeper_->checkpoint();
}

// The checkpoint comes first, so that the copied log extends it.
absl::StatusOr<Backup> RocksDbRatingStore::CreateBackup(
    const std::string& folder, int64_t made_at_us) {
  absl::MutexLock lock(&backup_mutex_);
  const auto checkpoint = Checkpoint();
  if (!checkpoint.ok()) return checkpoint.status();
  return storage::CreateBackup(*database_, folder, *checkpoint, made_at_us);
}

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
  Sequencer::Results written = sequencer_->Append(std::move(prepared));
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
    const std::string& folder, const StoreOptions& options) {
  return RocksDbRatingStore::Open(folder, options);
}

absl::StatusOr<std::unique_ptr<RatingStore>> OpenRocksDbRatingStore(
    const std::string& folder, rocksdb::Env* env) {
  StoreOptions options;
  options.env = env;
  return OpenRocksDbRatingStore(folder, options);
}

}  // namespace techflow::storage
