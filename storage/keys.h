#ifndef TECHFLOW_STORAGE_KEYS_H_
#define TECHFLOW_STORAGE_KEYS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/ledger/merkle_tree.h"

namespace techflow::storage {

// The keys and the small values of the store, drawn in FORMAT.md. Numbers are
// unsigned, most significant byte first and of fixed width, so that the order
// of the bytes is the order of the numbers. All numbers here are 0 or more.
//
//   position, number   | 8 bytes |
//   node               | index 8 |, as ledger::NodeIndex gives it
//   history            | subject | 00 | number 8 |
//   as of              | YYYYMMDD 4 | position 8 |
//   grade              | grade 16, padded with 00 | YYYYMMDD 4 | position 8 |
//   subject head       | number 8 | position 8 |
//   log head           | size 8 | root 32 |
//
// A subject has no zero byte and neither has a grade.
std::string NumberBytes(int64_t number);
std::string HistoryKey(std::string_view subject, int64_t number);
std::string AsOfKey(int32_t as_of_date, int64_t position);
std::string GradeKey(std::string_view grade, int32_t as_of_date,
                     int64_t position);

// The newest entry of a subject.
struct SubjectHead {
  int64_t number = 0;
  int64_t position = -1;
};
std::string SubjectHeadBytes(const SubjectHead& head);

// The log as a whole: how many entries, and the root of the tree over them.
struct LogHead {
  int64_t size = 0;
  ledger::Hash root{};
};
std::string LogHeadBytes(const LogHead& head);

// The reverse. nullopt where the length is wrong or a number is too large.
std::optional<int64_t> ParseNumber(std::string_view bytes);
std::optional<SubjectHead> ParseSubjectHead(std::string_view bytes);
std::optional<LogHead> ParseLogHead(std::string_view bytes);

// The end of a key of AsOfKey or GradeKey.
struct AsOfPlace {
  int32_t as_of_date = 0;
  int64_t position = 0;
};
inline constexpr int kAsOfPlaceBytes = 12;
std::optional<AsOfPlace> ParseAsOfPlace(std::string_view key);

// The names of the records in the meta column.
inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::string_view kHeadKey = "head";
inline constexpr std::string_view kStateKey = "state";
// Of format 1, which had no tree.
inline constexpr std::string_view kSizeKey = "size";

// What the state record says while the store is open, and once it was closed.
inline constexpr std::string_view kStateOpen = "open";
inline constexpr std::string_view kStateClosed = "closed";

// What the format record must say; FORMAT.md describes this version. A store of
// the format before is brought up when it is opened.
inline constexpr std::string_view kFormat = "techflow store 2";
inline constexpr std::string_view kFormatBefore = "techflow store 1";

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_KEYS_H_
