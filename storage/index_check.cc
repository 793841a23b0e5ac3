#include "storage/index_check.h"

#include <string_view>
#include <utility>

#include "storage/column_scan.h"
#include "storage/index_records.h"
#include "storage/keys.h"
#include "storage/ledger/key_file.h"

namespace techflow::storage {

absl::StatusOr<IndexCheck> IndexCheck::Create(const Database& database,
                                              IntegrityReport& report) {
  auto secret = ledger::NewSeed();
  if (!secret.ok()) return secret.status();
  return IndexCheck(database, report, *std::move(secret));
}

void IndexCheck::Add(const store::v1::Entry& entry) {
  for (const IndexRecord& record : IndexRecords(entry)) {
    derived(record.column).Add(secret_, record.key, record.value);
  }
  if (entry.number() > 1) {
    named_.Add(secret_, HistoryKey(entry.subject(), entry.number() - 1),
               NumberBytes(entry.previous_position()));
  }
}

RecordSum IndexCheck::Stored(Column column) {
  RecordSum sum;
  ColumnScan scan(database_, column, report_);
  while (scan.Next()) {
    if (column != Column::kSubject) {
      sum.Add(secret_, scan.key(), scan.value());
      continue;
    }
    // A head that is none counts as itself, which is nobody's place.
    const auto head = ParseSubjectHead(scan.value());
    if (head.has_value()) {
      sum.Add(secret_, HistoryKey(scan.key(), head->number),
              NumberBytes(head->position));
    } else {
      sum.Add(secret_, scan.key(), scan.value());
    }
  }
  return sum;
}

void IndexCheck::Finish() {
  ColumnSet different;
  for (const Column column : kIndexColumns) {
    if (Stored(column) != derived(column)) different.insert(column);
  }
  RecordSum named = Stored(Column::kSubject);
  named.Add(named_);
  if (named != derived(Column::kHistory)) different.insert(Column::kSubject);
  if (different.empty()) return;
  const int64_t known = report_.damage_count;
  ReportIndexDamage(database_, different, report_);
  if (report_.damage_count > known || known > 0) return;
  // Two reads of the same store gave two answers.
  for (const Column column : different) {
    report_.Add(PartOf(column), -1,
                "does not fit the entries, and each of its records does: the "
                "disk or the memory of this machine is not to be trusted");
  }
}

}  // namespace techflow::storage
