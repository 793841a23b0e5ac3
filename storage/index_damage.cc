#include "storage/index_damage.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"
#include "storage/column_scan.h"
#include "storage/index_records.h"
#include "storage/keys.h"
#include "storage/ledger/digest.h"
#include "storage/log_reader.h"

namespace techflow::storage {
namespace {

using store::v1::Entry;

bool Gives(const Entry& entry, const IndexRecord& record) {
  const std::vector<IndexRecord> records = IndexRecords(entry);
  return std::find(records.begin(), records.end(), record) != records.end();
}

bool IsAt(const Entry& entry, std::string_view subject, int64_t number) {
  return entry.subject() == subject && entry.number() == number;
}

// What a value of an index says.
std::string ReadableValue(const std::string& value) {
  const auto position = ParseNumber(value);
  if (position.has_value()) return fmt::format("position {}", *position);
  return fmt::format("the bytes \"{}\"", ledger::Hex(value));
}

class Finder {
 public:
  Finder(const Database& database, IntegrityReport& report)
      : database_(database), reader_(database), report_(report) {}

  // What `entry` gives `record`'s column.
  void LookFor(const Entry& entry, const IndexRecord& record);
  // The newest entry of a subject, or its first where there is no head.
  void CheckHead(const Entry& entry);
  void CheckBackPointer(const Entry& entry);
  // What is stored and must come from an entry.
  void CheckStored(Column column, std::string_view key, std::string_view value);
  void CheckStoredHead(std::string_view subject, std::string_view value);

 private:
  // The entry; nullopt where there is none.
  std::optional<Entry> At(int64_t position) const;
  // True where a damaged entry, named already, is the reason.
  bool IsConsequence(int64_t position) const {
    return position >= 0 && position < report_.entries &&
           !At(position).has_value();
  }
  void Add(Column column, int64_t position, std::string_view key,
           std::string what) {
    report_.Add(PartOf(column), position,
                fmt::format("{}: {}", ReadableKey(column, key), what));
  }

  const Database& database_;
  const LogReader reader_;
  IntegrityReport& report_;
  // Records that were named already: so many as the report can hold.
  absl::flat_hash_set<std::pair<Column, std::string>> named_;
};

std::optional<Entry> Finder::At(int64_t position) const {
  auto stored = reader_.Get(position);
  if (!stored.ok()) return std::nullopt;
  return std::move(stored->entry);
}

void Finder::LookFor(const Entry& entry, const IndexRecord& record) {
  const auto value = database_.Get(record.column, record.key);
  if (value.ok() && *value == record.value) return;
  const std::string expected =
      record.value.empty() ? "nothing" : ReadableValue(record.value);
  const auto other =
      value.ok() ? PositionOf(record.column, record.key, *value) : std::nullopt;
  const auto other_entry = other.has_value() ? At(*other) : std::nullopt;
  if (other_entry.has_value() && *other != entry.position() &&
      Gives(*other_entry, {record.column, record.key, *value})) {
    report_.Add(
        "entry", entry.position(),
        fmt::format("has the same {} as the entry at position {}: {}",
                    record.column == Column::kRequest ? "request_id"
                                                      : "number of its subject",
                    *other, ReadableKey(record.column, record.key)));
    return;
  }
  if (named_.size() < IntegrityReport::kMaxDamages) {
    named_.insert({record.column, record.key});
  }
  Add(record.column, entry.position(), record.key,
      value.ok() ? fmt::format("leads to {}, expected {}",
                               ReadableValue(*value), expected)
                 : fmt::format("is missing, expected {}", expected));
}

void Finder::CheckHead(const Entry& entry) {
  const auto value = database_.Get(Column::kSubject, entry.subject());
  const auto head = value.ok() ? ParseSubjectHead(*value) : std::nullopt;
  // What is no head is named where the column is read.
  if (value.ok() && !head.has_value()) return;
  if (entry.number() != (head.has_value() ? head->number + 1 : 1)) return;
  Add(Column::kSubject, entry.position(), entry.subject(),
      head.has_value()
          ? fmt::format("says number {} at position {}, and has number {} at "
                        "position {}",
                        head->number, head->position, entry.number(),
                        entry.position())
          : fmt::format("is missing, and has number 1 at position {}",
                        entry.position()));
}

void Finder::CheckBackPointer(const Entry& entry) {
  if (entry.number() <= 1 || IsConsequence(entry.previous_position())) return;
  const auto before = At(entry.previous_position());
  if (before.has_value() &&
      IsAt(*before, entry.subject(), entry.number() - 1)) {
    return;
  }
  report_.Add("entry", entry.position(),
              fmt::format("its previous_position {} is not that of {} number "
                          "{}",
                          entry.previous_position(), entry.subject(),
                          entry.number() - 1));
}

void Finder::CheckStored(Column column, std::string_view key,
                         std::string_view value) {
  if (named_.contains({column, std::string(key)})) return;
  const auto position = PositionOf(column, key, value);
  if (position.has_value()) {
    const auto entry = At(*position);
    if (entry.has_value() &&
        Gives(*entry, {column, std::string(key), std::string(value)})) {
      return;
    }
    if (IsConsequence(*position)) return;
  }
  Add(column, position.value_or(-1), key, "no entry gives this record");
}

void Finder::CheckStoredHead(std::string_view subject, std::string_view value) {
  const auto head = ParseSubjectHead(value);
  if (!head.has_value()) {
    Add(Column::kSubject, -1, subject,
        fmt::format("has {} bytes or a number that is none, expected a number "
                    "and a position, 16 bytes",
                    value.size()));
    return;
  }
  if (IsConsequence(head->position)) return;
  const auto entry = At(head->position);
  if (entry.has_value() && IsAt(*entry, subject, head->number)) return;
  Add(Column::kSubject, head->position, subject,
      fmt::format("says number {} at position {}, which is not that entry",
                  head->number, head->position));
}

}  // namespace

void ReportIndexDamage(const Database& database, const ColumnSet& columns,
                       IntegrityReport& report) {
  Finder finder(database, report);
  // What cannot be read was named before.
  IntegrityReport named_before;
  NumberScan entries(database, Column::kEntry, named_before);
  while (entries.Next()) {
    const auto stored = ledger::ParseEntry(entries.value());
    if (!stored.ok() || stored->entry.position() != entries.number()) continue;
    for (const IndexRecord& record : IndexRecords(stored->entry)) {
      if (!columns.contains(record.column)) continue;
      finder.LookFor(stored->entry, record);
    }
    if (columns.contains(Column::kSubject)) {
      finder.CheckHead(stored->entry);
      finder.CheckBackPointer(stored->entry);
    }
  }
  for (const Column column : columns) {
    ColumnScan scan(database, column, named_before);
    while (scan.Next()) {
      if (column == Column::kSubject) {
        finder.CheckStoredHead(scan.key(), scan.value());
      } else {
        finder.CheckStored(column, scan.key(), scan.value());
      }
    }
  }
}

}  // namespace techflow::storage
