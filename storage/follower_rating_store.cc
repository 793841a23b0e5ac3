#include "storage/follower_rating_store.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "fmt/format.h"
#include "storage/anchor.h"
#include "storage/checkpoint_check.h"
#include "storage/database.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/signed_note.h"
#include "storage/log_at_size.h"
#include "storage/log_reader.h"
#include "storage/start_entries.h"
#include "storage/store_figures.h"
#include "storage/stored_nodes.h"

namespace techflow::storage {
namespace {

// A reader may be held up between the two slots of the anchor while both are
// written: then it finds damage, or the checkpoint before.
constexpr int kAnchorReads = 3;

absl::Status DoesNotWrite() {
  return absl::FailedPreconditionError(
      "this server follows another and does not write; send it to the one that "
      "does");
}

// The database as it was at a moment.
struct FollowedDatabase {
  explicit FollowedDatabase(std::unique_ptr<Database> opened)
      : database(std::move(opened)), reader(*database), nodes(*database) {}

  const std::unique_ptr<Database> database;
  const LogReader reader;
  const StoredNodes nodes;
};

// What is shown: the log of a checkpoint. Immutable, so what a call has begun
// with holds until it ends.
struct ShownLog {
  ShownLog(std::shared_ptr<FollowedDatabase> followed, std::string note,
           const LogHead& of_note, std::vector<ledger::VerifierKey> all_keys)
      : source(std::move(followed)),
        checkpoint(std::move(note)),
        head(of_note),
        keys(std::move(all_keys)),
        log(source->reader, source->nodes, head.size) {}

  const std::shared_ptr<FollowedDatabase> source;
  const std::string checkpoint;
  const LogHead head;
  const std::vector<ledger::VerifierKey> keys;
  const LogAtSize log;
};

// How many entries a checkpoint claims, before anybody has looked at who
// signed it.
absl::StatusOr<int64_t> ClaimedSize(const std::string& note) {
  const auto parsed = ledger::ParseNote(note);
  if (!parsed.ok()) return parsed.status();
  const auto checkpoint = ledger::ParseCheckpoint(parsed->text);
  if (!checkpoint.ok()) return checkpoint.status();
  return checkpoint->size;
}

absl::Status NotRight(std::string_view what, const absl::Status& why) {
  return absl::DataLossError(
      fmt::format("{}: {}", what, std::string(why.message())));
}

// One database is shown while the next is made ready, so that nobody ever reads
// one that is catching up. They take turns.
class Follower final : public FollowerRatingStore, private ledger::NodeSource {
 public:
  Follower(std::string folder, FollowerOptions options)
      : folder_(std::move(folder)), options_(std::move(options)) {}

  absl::Status CatchUp() override;

  std::vector<absl::StatusOr<AppendResult>> AppendAll(
      std::vector<NewEntry> entries) override {
    return std::vector<absl::StatusOr<AppendResult>>(entries.size(),
                                                     DoesNotWrite());
  }
  absl::Status WriteStatus() const override { return DoesNotWrite(); }
  absl::StatusOr<Backup> CreateBackup(const std::string& /*folder*/,
                                      int64_t /*made_at_us*/) override {
    return DoesNotWrite();
  }

  int64_t Size() const override { return Shown()->head.size; }
  absl::StatusOr<StoredEntry> Get(int64_t position) const override {
    return Shown()->log.Get(position);
  }
  absl::StatusOr<StoredEntry> GetByNumber(std::string_view subject,
                                          int64_t number) const override {
    return Shown()->log.GetByNumber(subject, number);
  }
  absl::StatusOr<StoredEntry> GetByRequestId(
      std::string_view request_id) const override {
    return Shown()->log.GetByRequestId(request_id);
  }
  absl::StatusOr<std::string> Blob(BlobKind kind,
                                   std::string_view digest) const override {
    return Shown()->log.Blob(kind, digest);
  }
  absl::StatusOr<std::vector<StoredEntry>> History(std::string_view subject,
                                                   int64_t before_number,
                                                   int limit) const override {
    return Shown()->log.History(subject, before_number, limit);
  }
  absl::StatusOr<std::vector<StoredEntry>> ByAsOfDate(
      const AsOfQuery& query) const override {
    return Shown()->log.ByAsOfDate(query);
  }
  absl::StatusOr<std::vector<std::string>> Subjects(std::string_view prefix,
                                                    std::string_view after,
                                                    int limit) const override {
    return Shown()->log.Subjects(prefix, after, limit);
  }
  absl::StatusOr<int64_t> SizeAt(int64_t time_us) const override {
    return Shown()->log.SizeAt(time_us);
  }
  absl::StatusOr<int64_t> NumberAt(std::string_view subject,
                                   int64_t size) const override {
    return Shown()->log.NumberAt(subject, size);
  }
  absl::StatusOr<std::string> Checkpoint() const override {
    return Shown()->checkpoint;
  }
  std::vector<ledger::VerifierKey> VerifierKeys() const override {
    return Shown()->keys;
  }
  const ledger::NodeSource& nodes() const override { return *this; }
  absl::StatusOr<StoreFigures> Figures() const override {
    return ReadFigures(*Shown()->source->database);
  }

 private:
  // Of the log that is shown at the time of each call.
  absl::StatusOr<std::vector<ledger::Hash>> Read(
      absl::Span<const int64_t> indexes) const override {
    return Shown()->log.Read(indexes);
  }

  // Null only while it is opened.
  std::shared_ptr<const ShownLog> Shown() const {
    absl::MutexLock lock(&mutex_);
    return shown_;
  }

  // The checkpoint in the anchor, at least as large as `shown`.
  absl::StatusOr<std::string> ReadAnchor(const ShownLog* shown) const;

  // The next database, as it is now or later.
  absl::StatusOr<std::shared_ptr<FollowedDatabase>> FollowFurther();

  // What is to be shown, where all of it is right.
  absl::StatusOr<std::shared_ptr<const ShownLog>> Check(
      std::shared_ptr<FollowedDatabase> source, std::string note,
      const ShownLog* shown) const;

  const std::string folder_;
  const FollowerOptions options_;

  // For the thread that catches up: the database that was shown before, null
  // where it is of no use any more.
  std::shared_ptr<FollowedDatabase> spare_;

  // For the same thread: what was not right the last time, and what the files
  // and the anchor held then.
  absl::Status refusal_;
  DatabaseFiles refused_files_;
  std::string refused_note_;

  mutable absl::Mutex mutex_;
  std::shared_ptr<const ShownLog> shown_ ABSL_GUARDED_BY(mutex_);
};

absl::StatusOr<std::string> Follower::ReadAnchor(const ShownLog* shown) const {
  absl::StatusOr<std::string> note;
  for (int i = 0; i < kAnchorReads; ++i) {
    note = Anchor::ReadAt(options_.anchor);
    if (absl::IsDataLoss(note.status())) continue;
    if (!note.ok()) return note.status();
    if (note->empty()) {
      return absl::FailedPreconditionError(fmt::format(
          "the anchor {} holds no checkpoint yet", options_.anchor));
    }
    const auto size = ClaimedSize(*note);
    if (!size.ok()) return NotRight("the anchor's checkpoint", size.status());
    if (shown == nullptr || *size >= shown->head.size) return note;
    note = absl::DataLossError(fmt::format(
        "the anchor went back: it holds a checkpoint of {} entries, and one of "
        "{} was there before",
        *size, shown->head.size));
  }
  return note.status();
}

absl::StatusOr<std::shared_ptr<FollowedDatabase>> Follower::FollowFurther() {
  // A call that still reads it may go on: then it is not touched.
  if (spare_ != nullptr && spare_.use_count() == 1) {
    const absl::Status status = spare_->database->CatchUp();
    if (status.ok()) return std::exchange(spare_, nullptr);
  }
  // Closed first, which gives its memory back.
  spare_ = nullptr;
  auto opened = Database::OpenFollower(folder_, options_.env);
  if (!opened.ok()) return opened.status();
  return std::make_shared<FollowedDatabase>(*std::move(opened));
}

absl::StatusOr<std::shared_ptr<const ShownLog>> Follower::Check(
    std::shared_ptr<FollowedDatabase> source, std::string note,
    const ShownLog* shown) const {
  const auto size = ClaimedSize(note);
  if (!size.ok()) return size.status();
  const auto end = source->reader.ReadHead();
  if (!end.ok()) return end.status();
  if (end->size < *size) {
    return absl::DataLossError(
        fmt::format("the log was cut or is an older copy: it has {} entries, "
                    "and the anchor holds a checkpoint of {}",
                    end->size, *size));
  }
  auto keys = SigningHistory(source->reader, *size, options_.key);
  if (!keys.ok()) return keys.status();
  if (std::find(keys->begin(), keys->end(), options_.key) == keys->end()) {
    return absl::FailedPreconditionError(
        fmt::format("the log says that {} signs it, and the key that was given "
                    "is {}, which never did",
                    keys->back().ToString(), options_.key.ToString()));
  }
  // The newest alone: one that was replaced may have been stolen since.
  const auto head = OpenHead(note, {keys->back()});
  if (!head.ok()) {
    return NotRight(fmt::format("the anchor's checkpoint is not one that the "
                                "key {} has signed",
                                keys->back().ToString()),
                    head.status());
  }
  const LogHead before = shown == nullptr ? LogHead() : shown->head;
  const absl::Status status = CheckExtends(source->nodes, before, *head);
  if (!status.ok()) {
    return NotRight(fmt::format("the stored log does not lead from the "
                                "checkpoint of {} entries to that of {}",
                                before.size, head->size),
                    status);
  }
  return std::make_shared<const ShownLog>(std::move(source), std::move(note),
                                          *head, *std::move(keys));
}

// The anchor is read first: all that its checkpoint covers was on disk before.
absl::Status Follower::CatchUp() {
  const std::shared_ptr<const ShownLog> shown = Shown();
  auto note = ReadAnchor(shown.get());
  if (!note.ok()) return note.status();
  const auto files = Database::ReadFiles(folder_, options_.env);
  if (!files.ok()) return files.status();
  if (shown != nullptr && shown->checkpoint == *note &&
      HaveSameParts(shown->source->database->files(), *files)) {
    return absl::OkStatus();
  }
  // What was not right is not opened again each second.
  if (refused_note_ == *note && refused_files_ == *files) return refusal_;
  auto source = FollowFurther();
  if (!source.ok()) return source.status();
  auto next = Check(*std::move(source), *note, shown.get());
  if (!next.ok()) {
    refusal_ = next.status();
    refused_files_ = *files;
    refused_note_ = absl::IsUnavailable(refusal_) ? "" : *note;
    return refusal_;
  }
  absl::MutexLock lock(&mutex_);
  shown_ = *std::move(next);
  if (shown != nullptr) spare_ = shown->source;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<FollowerRatingStore>> OpenFollowerRatingStore(
    const std::string& folder, const FollowerOptions& options) {
  auto follower = std::make_unique<Follower>(folder, options);
  absl::Status status = follower->CatchUp();
  if (absl::IsNotFound(status) &&
      absl::IsNotFound(Anchor::ReadAt(options.anchor).status())) {
    return absl::FailedPreconditionError(status.message());
  }
  if (!status.ok()) return status;
  return follower;
}

}  // namespace techflow::storage
