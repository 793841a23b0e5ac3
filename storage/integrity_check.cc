#include "storage/integrity_check.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "storage/anchor.h"
#include "storage/blob_check.h"
#include "storage/column_scan.h"
#include "storage/entry_check.h"
#include "storage/index_check.h"
#include "storage/index_records.h"
#include "storage/keys.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/signed_note.h"
#include "storage/stored_nodes.h"
#include "storage/tree_check.h"

namespace techflow::storage {
namespace {

// Entries from one call of progress to the next.
constexpr int64_t kProgressStep = 10'000;
// Positions without an entry that are named one by one, of one gap.
constexpr int64_t kMaxNamedGap = 1000;
// A longer gap is the end of the log: what is beyond it was put there.
constexpr int64_t kMaxGap = 1'000'000;

void CheckFiles(const Database& database, IntegrityReport& report) {
  for (const rocksdb::Status& status :
       {database.db().VerifyFileChecksums(rocksdb::ReadOptions()),
        database.db().VerifyChecksum()}) {
    if (!status.ok()) report.Add("file", -1, status.ToString());
  }
}

void CheckMeta(const Database& database, IntegrityReport& report) {
  ColumnScan scan(database, Column::kMeta, report);
  bool has_state = false;
  while (scan.Next()) {
    if (scan.key() == kStateKey) {
      has_state = true;
      if (scan.value() == kStateOpen || scan.value() == kStateClosed) continue;
      report.Add("meta", -1,
                 fmt::format("state is \"{}\", expected \"{}\" or \"{}\"",
                             scan.value(), kStateOpen, kStateClosed));
    } else if (scan.key() != kFormatKey && scan.key() != kHeadKey) {
      report.Add("meta", -1,
                 fmt::format("{}: no such record is known",
                             ReadableKey(Column::kMeta, scan.key())));
    }
  }
  if (!has_state) report.Add("meta", -1, "state is missing");
}

// How many entries the log must have: up to its last, or as many as the head
// says, where the tree has a leaf for the last of them.
int64_t ExpectedSize(const Database& database) {
  int64_t size = 0;
  const auto iterator =
      database.NewIterator(Column::kEntry, rocksdb::ReadOptions());
  iterator->SeekToLast();
  if (iterator->Valid()) {
    const auto last = ParseNumber(iterator->key().ToStringView());
    if (last.has_value() && *last < ledger::kMaxLeaves) size = *last + 1;
  }
  const auto value = database.Get(Column::kMeta, kHeadKey);
  const auto head = value.ok() ? ParseLogHead(*value) : std::nullopt;
  if (!head.has_value() || head->size <= size || head->size - size > kMaxGap) {
    return size;
  }
  const int64_t last_leaf = ledger::NodeIndex(0, head->size - 1);
  return database.Get(Column::kNode, NumberBytes(last_leaf)).ok() ? head->size
                                                                  : size;
}

// What the anchor holds, before the entries are read.
struct AnchorNote {
  std::string note;
  // What it states; nullopt where it states nothing.
  std::optional<ledger::Checkpoint> checkpoint;
};

AnchorNote ReadAnchor(const std::string& path, int64_t log_size,
                      IntegrityReport& report) {
  AnchorNote anchor;
  if (path.empty()) return anchor;
  auto note = Anchor::ReadAt(path);
  if (!note.ok()) {
    report.Add("anchor", -1, std::string(note.status().message()));
    return anchor;
  }
  anchor.note = *std::move(note);
  if (anchor.note.empty()) {
    if (log_size > 0) {
      report.Add("anchor", -1,
                 fmt::format("holds no checkpoint, and the log has {} entries",
                             log_size));
    }
    return anchor;
  }
  const auto signed_note = ledger::ParseNote(anchor.note);
  const auto checkpoint = signed_note.ok()
                              ? ledger::ParseCheckpoint(signed_note->text)
                              : signed_note.status();
  if (!checkpoint.ok()) {
    report.Add("anchor", -1, std::string(checkpoint.status().message()));
    return anchor;
  }
  anchor.checkpoint = *checkpoint;
  return anchor;
}

// The keys that may have signed: where one that we were given is among the
// log's, those that the log links to it by signatures.
std::vector<ledger::VerifierKey> KnownKeys(
    const std::vector<ledger::VerifierKey>& given,
    const std::vector<ledger::VerifierKey>& of_log) {
  std::vector<ledger::VerifierKey> keys = given;
  if (std::find_first_of(of_log.begin(), of_log.end(), given.begin(),
                         given.end()) != of_log.end()) {
    keys.insert(keys.end(), of_log.begin(), of_log.end());
  }
  return keys;
}

void CheckAnchor(const AnchorNote& anchor,
                 const std::vector<ledger::VerifierKey>& keys,
                 const TreeCheck& tree, IntegrityReport& report) {
  if (!anchor.checkpoint.has_value()) return;
  const auto opened = ledger::OpenCheckpoint(anchor.note, keys);
  if (!opened.ok()) {
    report.Add("anchor", -1, std::string(opened.status().message()));
    return;
  }
  if (opened->size > report.entries) {
    report.Add("anchor", -1,
               fmt::format("a checkpoint of {} entries was released, and the "
                           "log has {}: it was cut or is an older copy",
                           opened->size, report.entries));
    return;
  }
  const auto& root = tree.watched_root();
  if (root.has_value() && ledger::BytesOf(*root) == opened->root) return;
  report.Add(
      "anchor", opened->size,
      fmt::format("the log does not extend the checkpoint of {} entries "
                  "that was released: the root of these is {}, expected "
                  "{}",
                  opened->size,
                  root.has_value() ? ledger::Base64(ledger::BytesOf(*root))
                                   : "not known",
                  ledger::Base64(opened->root)));
}

// The one walk over the entries in their order.
class LogCheck {
 public:
  LogCheck(const Database& database, const IntegrityOptions& options,
           IndexCheck indexes, IntegrityReport& report)
      : database_(database),
        options_(options),
        report_(report),
        anchor_(ReadAnchor(options.anchor, report.entries, report)),
        entries_(report),
        tree_(database,
              anchor_.checkpoint.has_value() ? anchor_.checkpoint->size : -1,
              report),
        indexes_(std::move(indexes)) {}

  void Run() {
    NumberScan scan(database_, Column::kEntry, report_);
    bool has_entry = scan.Next();
    for (; has_entry && scan.number() < report_.entries &&
           scan.number() - next_ <= kMaxGap;
         has_entry = scan.Next()) {
      AddMissing(scan.number());
      AddEntry(scan.value());
    }
    if (has_entry) report_.entries = next_;
    for (; has_entry; has_entry = scan.Next()) {
      report_.Add("entry", scan.number(),
                  fmt::format("is beyond the end of the log, which has {} "
                              "entries",
                              report_.entries));
    }
    AddMissing(report_.entries);
    tree_.Finish();
    CheckAnchor(anchor_, KnownKeys(options_.keys, entries_.keys()), tree_,
                report_);
    indexes_.Finish();
  }

 private:
  void AddEntry(std::string_view bytes) {
    const auto entry = entries_.Check(next_, bytes);
    if (entry.has_value()) {
      tree_.Add(bytes);
      indexes_.Add(*entry);
    } else {
      tree_.Add(std::nullopt);
    }
    Advance();
  }

  // Every position below `end` that was not seen has no entry.
  void AddMissing(int64_t end) {
    const int64_t gap = end - next_;
    if (gap > kMaxNamedGap) {
      report_.Add("entry", next_,
                  fmt::format("the entries at the positions {} to {} are "
                              "missing",
                              next_, end - 1));
    }
    for (; next_ < end; Advance()) {
      if (gap <= kMaxNamedGap) report_.Add("entry", next_, "is missing");
      tree_.Add(std::nullopt);
    }
  }

  void Advance() {
    ++next_;
    if (options_.progress == nullptr) return;
    if (next_ % kProgressStep == 0 || next_ == report_.entries) {
      options_.progress(next_, report_.entries);
    }
  }

  const Database& database_;
  const IntegrityOptions& options_;
  IntegrityReport& report_;
  const AnchorNote anchor_;
  EntryCheck entries_;
  TreeCheck tree_;
  IndexCheck indexes_;
  int64_t next_ = 0;
};

}  // namespace

absl::StatusOr<IntegrityReport> CheckIntegrity(
    const Database& database, const IntegrityOptions& options) {
  if (!options.anchor.empty() && options.keys.empty()) {
    return absl::InvalidArgumentError(
        "an anchor can be checked only with a key that may have signed it");
  }
  IntegrityReport report;
  CheckFiles(database, report);
  CheckMeta(database, report);
  report.entries = ExpectedSize(database);
  auto indexes = IndexCheck::Create(database, report);
  if (!indexes.ok()) return indexes.status();
  LogCheck(database, options, *std::move(indexes), report).Run();
  if (options.check_blobs) CheckBlobs(database, report);
  return report;
}

absl::StatusOr<IntegrityReport> CheckIntegrity(
    const std::string& folder, const IntegrityOptions& options) {
  const auto database = Database::OpenReadOnly(folder, options.env);
  if (absl::IsDataLoss(database.status())) {
    IntegrityReport report;
    report.Add("file", -1, std::string(database.status().message()));
    return report;
  }
  if (!database.ok()) return database.status();
  return CheckIntegrity(**database, options);
}

}  // namespace techflow::storage
