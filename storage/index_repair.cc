#include "storage/index_repair.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "rocksdb/write_batch.h"
#include "storage/anchor.h"
#include "storage/column_scan.h"
#include "storage/database_options.h"
#include "storage/index_records.h"
#include "storage/keys.h"
#include "storage/ledger/checkpoint.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/ledger/tree_edge.h"

namespace techflow::storage {
namespace {

constexpr size_t kMaxBatchBytes = size_t{8} << 20;

bool ConfirmedByHead(const Database& database, const LogHead& head) {
  return database.Holds(Column::kMeta, kHeadKey, LogHeadBytes(head));
}

// The check has opened it with the keys already.
bool ConfirmedByAnchor(const std::string& path, const LogHead& head) {
  if (path.empty()) return false;
  const auto note = Anchor::ReadAt(path);
  return note.ok() &&
         note->find(fmt::format("\n{}\n{}\n", head.size,
                                ledger::Base64(ledger::BytesOf(head.root)))) !=
             std::string::npos;
}

// Whether what was found leaves the entries beyond doubt.
absl::Status CheckRepairable(const Database& database,
                             const IntegrityOptions& options,
                             const IntegrityReport& report) {
  for (const std::string_view part : {"entry", "file", "anchor"}) {
    if (!report.Names(part)) continue;
    const auto damage = std::find_if(
        report.damages.begin(), report.damages.end(),
        [part](const Damage& found) { return found.part == part; });
    return absl::FailedPreconditionError(fmt::format(
        "nothing was repaired, since not only indexes are damaged: {}{}", part,
        damage == report.damages.end()
            ? ""
            : fmt::format(" {}: {}", damage->position, damage->what)));
  }
  const auto root = ledger::HashOf(report.root);
  const LogHead head{.size = report.entries,
                     .root = root.value_or(ledger::Hash())};
  if (root.has_value() &&
      (ConfirmedByHead(database, head) ||
       ConfirmedByAnchor(options.anchor, head) || !report.Names("node"))) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      "nothing was repaired: the head, the anchor and the nodes all differ "
      "from "
      "the tree over the entries, so it may be the entries that were changed");
}

// Collects writes and writes them when they are many.
class Repair {
 public:
  Repair(const Database& database, RepairReport& report)
      : database_(database), report_(report) {}

  // Makes `column` hold `value` under `key`.
  absl::Status Set(Column column, std::string_view key, std::string_view value);
  // Deletes what is in `column` and for which `belongs` is false.
  template <typename Belongs>
  absl::Status RemoveUnless(Column column, const Belongs& belongs);
  absl::Status Flush();

 private:
  absl::Status FlushIfLarge() {
    return batch_.GetDataSize() < kMaxBatchBytes ? absl::OkStatus() : Flush();
  }

  const Database& database_;
  RepairReport& report_;
  rocksdb::WriteBatch batch_;
};

absl::Status Repair::Set(Column column, std::string_view key,
                         std::string_view value) {
  if (database_.Holds(column, key, value)) return absl::OkStatus();
  batch_.Put(database_.handle(column), key, value).PermitUncheckedError();
  ++report_.written;
  return FlushIfLarge();
}

template <typename Belongs>
absl::Status Repair::RemoveUnless(Column column, const Belongs& belongs) {
  IntegrityReport unread;
  ColumnScan scan(database_, column, unread);
  while (scan.Next()) {
    if (belongs(scan.key(), scan.value())) continue;
    batch_.Delete(database_.handle(column), scan.key()).PermitUncheckedError();
    ++report_.removed;
    if (absl::Status status = FlushIfLarge(); !status.ok()) return status;
  }
  if (unread.is_sound()) return Flush();
  return absl::DataLossError(unread.damages.front().what);
}

absl::Status Repair::Flush() {
  const rocksdb::Status status = database_.db().Write(DurableWrite(), &batch_);
  batch_.Clear();
  return ToStatus(status, "repairing the indexes");
}

// Writes all that the entries give.
absl::Status WriteDerived(const Database& database, Repair& repair) {
  IntegrityReport unread;
  NumberScan scan(database, Column::kEntry, unread);
  ledger::TreeEdge tree;
  while (scan.Next()) {
    const auto stored = ledger::ParseEntry(scan.value());
    if (!stored.ok()) return stored.status();
    const store::v1::Entry& entry = stored->entry;
    for (const IndexRecord& record : IndexRecords(entry)) {
      absl::Status status = repair.Set(record.column, record.key, record.value);
      if (!status.ok()) return status;
    }
    int64_t index = ledger::NodeCount(tree.size());
    for (const ledger::Hash& node :
         tree.Append(ledger::LeafHash(stored->bytes))) {
      absl::Status status =
          repair.Set(Column::kNode, NumberBytes(index), ledger::BytesOf(node));
      if (!status.ok()) return status;
      ++index;
    }
  }
  if (!unread.is_sound()) {
    return absl::DataLossError(unread.damages.front().what);
  }
  absl::Status status =
      repair.Set(Column::kMeta, kHeadKey,
                 LogHeadBytes({.size = tree.size(), .root = tree.Root()}));
  return status.ok() ? repair.Flush() : status;
}

// Removes what no entry gives, where all that they give is there.
absl::Status RemoveForeign(const Database& database, int64_t size,
                           Repair& repair) {
  const auto is_given = [&database](Column column, std::string_view key,
                                    std::string_view value) {
    const auto position = PositionOf(column, key, value);
    if (!position.has_value()) return false;
    const auto bytes = database.Get(Column::kEntry, NumberBytes(*position));
    const auto stored =
        bytes.ok() ? ledger::ParseEntry(*bytes) : bytes.status();
    if (!stored.ok()) return false;
    const auto records = IndexRecords(stored->entry);
    return std::find(records.begin(), records.end(),
                     IndexRecord{column, std::string(key),
                                 std::string(value)}) != records.end();
  };
  for (const Column column : kIndexColumns) {
    absl::Status status = repair.RemoveUnless(
        column,
        [&is_given, column](std::string_view key, std::string_view value) {
          return is_given(column, key, value);
        });
    if (!status.ok()) return status;
  }
  absl::Status status = repair.RemoveUnless(
      Column::kNode, [size](std::string_view key, std::string_view /*value*/) {
        const auto index = ParseNumber(key);
        return index.has_value() && *index < ledger::NodeCount(size);
      });
  if (!status.ok()) return status;
  // The history is right by now: it names each subject under number 1.
  return repair.RemoveUnless(
      Column::kSubject,
      [&database](std::string_view key, std::string_view /*value*/) {
        return database.Get(Column::kHistory, HistoryKey(key, 1)).ok();
      });
}

// The history is right and whole: the last number of each subject is its head.
absl::Status WriteHeads(const Database& database, Repair& repair) {
  IntegrityReport unread;
  ColumnScan scan(database, Column::kHistory, unread);
  std::string subject;
  SubjectHead head;
  const auto write = [&]() {
    return subject.empty()
               ? absl::OkStatus()
               : repair.Set(Column::kSubject, subject, SubjectHeadBytes(head));
  };
  while (scan.Next()) {
    const std::string_view key = scan.key();
    const std::string_view next = key.substr(0, key.find('\0'));
    if (next != subject) {
      if (absl::Status status = write(); !status.ok()) return status;
      subject = std::string(next);
    }
    head = {.number = ParseNumber(key.substr(next.size() + 1)).value_or(0),
            .position = ParseNumber(scan.value()).value_or(-1)};
  }
  if (!unread.is_sound()) {
    return absl::DataLossError(unread.damages.front().what);
  }
  absl::Status status = write();
  return status.ok() ? repair.Flush() : status;
}

}  // namespace

absl::StatusOr<RepairReport> RepairIndexes(const std::string& folder,
                                           const IntegrityOptions& options) {
  // Opening to write would make a store where there is none.
  auto before = CheckIntegrity(folder, options);
  if (!before.ok()) return before.status();
  RepairReport report;
  report.before = *std::move(before);
  report.after = report.before;
  if (report.before.is_sound()) return report;
  const auto database = Database::Open(folder, options.env);
  if (!database.ok()) return database.status();
  absl::Status status = CheckRepairable(**database, options, report.before);
  if (!status.ok()) return status;
  Repair repair(**database, report);
  status = WriteDerived(**database, repair);
  if (status.ok()) {
    status = RemoveForeign(**database, report.before.entries, repair);
  }
  if (status.ok()) status = WriteHeads(**database, repair);
  if (!status.ok()) return status;
  auto after = CheckIntegrity(**database, options);
  if (!after.ok()) return after.status();
  report.after = *std::move(after);
  return report;
}

}  // namespace techflow::storage
