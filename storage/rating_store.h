#ifndef TECHFLOW_STORAGE_RATING_STORE_H_
#define TECHFLOW_STORAGE_RATING_STORE_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/signing_key.h"
#include "techflow/store/v1/entry.pb.h"

namespace techflow::storage {

// What an entry names by digest and the store keeps beside the log, each once.
enum class BlobKind { kEvidence, kAssessment, kModelPackage };

// The subject of what the log says of itself.
inline constexpr std::string_view kLedgerSubject = "ledger";

// An entry to append. The caller fills `entry` but for what the store alone
// can know: format_version, position, number, previous_position and the
// digests of the bytes below. They must be unset.
//
// recorded_at_us comes from the caller's clock. A request_id is 1 to 128
// visible ASCII characters, names one request in the whole store, whatever its
// subject, and comes with the request_digest; both may be empty together.
struct NewEntry {
  store::v1::Entry entry;

  // For a rating; neither may be empty. The model_digest is the caller's.
  std::string evidence;
  std::string assessment;

  // For a version of a model; may not be empty.
  std::string model_package;
};

// An entry as it was stored, and its bytes.
using ledger::StoredEntry;

// What became of a NewEntry.
struct AppendResult {
  StoredEntry stored;

  // True where the request_id was known with the same request_digest: `stored`
  // is the entry that the first request made, and nothing was written.
  bool replayed_request = false;
};

// A place between two ratings of ByAsOfDate: after the one of these values.
struct AsOfCursor {
  int32_t as_of_date = 0;
  int64_t position = 0;
};

// Which ratings ByAsOfDate answers with. Dates are YYYYMMDD.
struct AsOfQuery {
  // The first and the last day, both included.
  int32_t from = 0;
  int32_t until = 99991231;

  // Only these grades; "" is that of a rating without one. Empty: all.
  std::vector<std::string> grades = {};

  // Only ratings that were in the log when it had so many entries.
  int64_t log_size = std::numeric_limits<int64_t>::max();

  // The last rating of the page before. Unset: from the start.
  std::optional<AsOfCursor> after = std::nullopt;

  // At most so many, 1 to kMaxPage.
  int limit = kMaxPage;

  // A page is held in memory as a whole.
  static constexpr int kMaxPage = 1000;
};

// A part of the store. RocksDB estimates `records`, and knows the bytes of the
// files; what is still in memory alone is in the write-ahead log.
struct PartFigures {
  // "entry", "evidence", as FORMAT.md names the columns.
  std::string name;
  int64_t records = 0;
  int64_t disk_bytes = 0;
};

// What the store takes.
struct StoreFigures {
  std::vector<PartFigures> parts;

  // Of all parts and the write-ahead log.
  int64_t disk_bytes = 0;

  // What the disk of the store has left for it.
  int64_t free_bytes = 0;
};

// A backup that was made.
struct Backup {
  // In its folder, from 1.
  int64_t number = 0;

  // Of the whole backup, with what it shares with those before it.
  int64_t bytes = 0;

  // When it was made, in microseconds since 1970-01-01 UTC.
  int64_t made_at_us = 0;

  // A signed note that the log in the backup extends.
  std::string checkpoint;
};

// The history: an append-only log of ratings, model versions and what happened
// to the log itself, with positions from 0, and running numbers from 1 within
// each subject, both without gaps. A Merkle tree stands over the bytes of the
// entries; what is answered is covered by a signed checkpoint.
// Any thread may call anything at any time; calls block. Besides what each
// call says, any read may fail with DATA_LOSS where what is stored is damaged
// and with UNAVAILABLE where it cannot be read.
class RatingStore {
 public:
  virtual ~RatingStore() = default;

  // Appends each by itself, at consecutive positions where nobody else appends
  // meanwhile, and answers in the same order once they are on disk:
  //   INVALID_ARGUMENT     the entry is not as NewEntry says;
  //   NOT_FOUND            a rating's model_digest names no stored package;
  //   FAILED_PRECONDITION  the request_id is known with another digest;
  //   ALREADY_EXISTS       the model's newest version is the same package;
  //   RESOURCE_EXHAUSTED   too many wait; nothing was written;
  //   DATA_LOSS            the tree on disk does not lead from the last
  //                        checkpoint to this entry: nothing is signed and
  //                        nothing is answered any more;
  //   UNAVAILABLE          the disk or the anchor failed, the entry's time is
  //                        behind the log, or the store is closing. It is not
  //                        known whether the entry will be there after the
  //                        next start: only a retry with the same request_id
  //                        cannot make a second one.
  virtual std::vector<absl::StatusOr<AppendResult>> AppendAll(
      std::vector<NewEntry> entries) = 0;

  // The same for one.
  absl::StatusOr<AppendResult> Append(NewEntry entry) {
    std::vector<NewEntry> one;
    one.push_back(std::move(entry));
    return std::move(AppendAll(std::move(one)).front());
  }

  // OK, or why appends fail at present while reads go on.
  virtual absl::Status WriteStatus() const = 0;

  // How many entries there are; the next position.
  virtual int64_t Size() const = 0;

  // The entry at a position, of a subject's number, or made by a request.
  // NOT_FOUND where there is none.
  virtual absl::StatusOr<StoredEntry> Get(int64_t position) const = 0;
  virtual absl::StatusOr<StoredEntry> GetByNumber(std::string_view subject,
                                                  int64_t number) const = 0;
  virtual absl::StatusOr<StoredEntry> GetByRequestId(
      std::string_view request_id) const = 0;

  // The bytes with that SHA-256, which is computed again over what is read:
  // DATA_LOSS where it differs. NOT_FOUND where there are none.
  virtual absl::StatusOr<std::string> Blob(BlobKind kind,
                                           std::string_view digest) const = 0;

  // The entries of a subject, newest first: those numbered below
  // `before_number` (0: all), at most `limit`, which is 1 to kMaxPage. Empty
  // where there are none.
  virtual absl::StatusOr<std::vector<StoredEntry>> History(
      std::string_view subject, int64_t before_number, int limit) const = 0;

  // The ratings of all enterprises by as-of date, newest first; of the same
  // day, the last stored first.
  virtual absl::StatusOr<std::vector<StoredEntry>> ByAsOfDate(
      const AsOfQuery& query) const = 0;

  // The subjects that start with `prefix` ("models/") and come after `after`
  // ("" for the start), in the order of their bytes, at most `limit`.
  virtual absl::StatusOr<std::vector<std::string>> Subjects(
      std::string_view prefix, std::string_view after, int limit) const = 0;

  // How many entries the log held at a time, by the times of its entries.
  virtual absl::StatusOr<int64_t> SizeAt(int64_t time_us) const = 0;

  // The newest number of a subject when the log held `size` entries; 0: none.
  virtual absl::StatusOr<int64_t> NumberAt(std::string_view subject,
                                           int64_t size) const = 0;

  // The newest signed checkpoint, a signed note. It covers every append that
  // was answered. FAILED_PRECONDITION where the store signs none.
  virtual absl::StatusOr<std::string> Checkpoint() const = 0;

  // The keys that have signed the log, the newest last; none where the store
  // signs nothing.
  virtual std::vector<ledger::VerifierKey> VerifierKeys() const = 0;

  // The tree's nodes, for roots and proofs of any size up to Size().
  virtual const ledger::NodeSource& nodes() const = 0;

  // What it takes on disk.
  virtual absl::StatusOr<StoreFigures> Figures() const = 0;

  // Adds a backup to `folder`, on disk when it returns, while appends go on;
  // what an earlier backup there has is not copied again. `made_at_us` is the
  // present time, and kept with it. One at a time: others wait.
  // FAILED_PRECONDITION where the store signs no checkpoint that a backup could
  // be checked against; UNAVAILABLE where the other disk failed.
  virtual absl::StatusOr<Backup> CreateBackup(const std::string& folder,
                                              int64_t made_at_us) = 0;

  static constexpr int kMaxPage = AsOfQuery::kMaxPage;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_RATING_STORE_H_
