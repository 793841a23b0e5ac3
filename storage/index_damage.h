#ifndef TECHFLOW_STORAGE_INDEX_DAMAGE_H_
#define TECHFLOW_STORAGE_INDEX_DAMAGE_H_

#include <set>

#include "storage/database.h"
#include "storage/integrity_report.h"

namespace techflow::storage {

using ColumnSet = std::set<Column>;

// Finds in which records the indexes in `columns` (of kIndexColumns, and
// subject, with which go the entries' back pointers) differ from the entries,
// and adds each to the report: what an entry gives and is not there, then what
// is there and no entry gives. What leads to an entry that is itself missing or
// damaged is not named again. report.entries is the size of the log. Looks up
// record by record, so it is far slower than IndexCheck. Any thread.
void ReportIndexDamage(const Database& database, const ColumnSet& columns,
                       IntegrityReport& report);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_INDEX_DAMAGE_H_
