#ifndef TECHFLOW_STORAGE_LEDGER_ENTRY_BYTES_H_
#define TECHFLOW_STORAGE_LEDGER_ENTRY_BYTES_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "techflow/store/v1/entry.pb.h"

namespace techflow::ledger {

// An entry as it was stored.
struct StoredEntry {
  store::v1::Entry entry;

  // What is on disk, hashed and proved. Never serialise `entry` for that.
  std::string bytes;
};

// The version of the record inside of the frame, Entry.format_version.
inline constexpr int kEntryFormatVersion = 1;

// What the length fields of the public log format (C2SP tlog-tiles) can say;
// an entry must fit so that the log can be exported.
inline constexpr size_t kMaxEntryBytes = 65535;

// The bytes of an entry in the log, drawn in FORMAT.md ("entry"). Serialises
// `entry`; to be called once in the life of an entry, when it is stored.
std::string FrameEntry(const store::v1::Entry& entry);

// Reads the bytes of an entry. DATA_LOSS with the reason where FrameEntry
// cannot have written them.
absl::StatusOr<StoredEntry> ParseEntry(std::string_view bytes);

}  // namespace techflow::ledger

#endif  // TECHFLOW_STORAGE_LEDGER_ENTRY_BYTES_H_
