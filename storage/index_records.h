#ifndef TECHFLOW_STORAGE_INDEX_RECORDS_H_
#define TECHFLOW_STORAGE_INDEX_RECORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"
#include "techflow/store/v1/entry.pb.h"

// What the indexes hold of an entry. Pure functions; any thread.
namespace techflow::storage {

struct IndexRecord {
  Column column;
  std::string key;
  std::string value;

  friend bool operator==(const IndexRecord&, const IndexRecord&) = default;
};

// The columns of these records. The subject column is not among them: it holds
// one record for the newest entry of each subject.
inline constexpr Column kIndexColumns[] = {Column::kHistory, Column::kRequest,
                                           Column::kAsOf, Column::kGrade};

// The records of an entry that has its place in the log.
std::vector<IndexRecord> IndexRecords(const store::v1::Entry& entry);

// The position that a record of one of kIndexColumns leads to; nullopt where it
// has none.
std::optional<int64_t> PositionOf(Column column, std::string_view key,
                                  std::string_view value);

// A key of any column as people read it: "enterprises/A number 2".
std::string ReadableKey(Column column, std::string_view key);

// A column's name in reports, as FORMAT.md has it.
std::string_view PartOf(Column column);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_INDEX_RECORDS_H_
