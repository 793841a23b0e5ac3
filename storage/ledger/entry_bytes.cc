#include "storage/ledger/entry_bytes.h"

#include "fmt/format.h"

namespace techflow::ledger {
namespace {

// DSSE's pre-authentication encoding. It binds the type and the lengths to the
// record, so that no other bytes of ours can be taken for an entry:
//
//   +--------+----+----+----+------+----+--------+----+--------+
//   | DSSEv1 | SP | 42 | SP | type | SP | length | SP | record |
//   +--------+----+----+----+------+----+--------+----+--------+
//
// SP is one space, 42 the length of the type, `length` that of the record in
// decimal digits without leading zeros, and the record a serialised Entry.
// FORMAT.md ("entry") draws the same.
constexpr std::string_view kHeader =
    "DSSEv1 42 application/vnd.techflow.entry.v1+protobuf ";

absl::Status Damaged(std::string_view what) {
  return absl::DataLossError(fmt::format("an entry of the log {}", what));
}

}  // namespace

std::string FrameEntry(const store::v1::Entry& entry) {
  const std::string record = entry.SerializeAsString();
  return std::string(kHeader) + std::to_string(record.size()) + " " + record;
}

absl::StatusOr<StoredEntry> ParseEntry(std::string_view bytes) {
  if (!bytes.starts_with(kHeader)) {
    return Damaged("does not start as an entry does");
  }
  const std::string_view rest = bytes.substr(kHeader.size());
  const size_t space = rest.find(' ');
  if (space == std::string_view::npos) {
    return Damaged("does not say how long its record is");
  }
  const std::string_view record = rest.substr(space + 1);
  // Comparing the digits as text refuses every other way to write the number.
  if (rest.substr(0, space) != std::to_string(record.size())) {
    return Damaged(fmt::format(
        "has a record of {} bytes and states another length", record.size()));
  }
  StoredEntry stored;
  if (bytes.size() > kMaxEntryBytes ||
      !stored.entry.ParseFromArray(record.data(),
                                   static_cast<int>(record.size()))) {
    return Damaged("has a record that cannot be read");
  }
  if (stored.entry.format_version() != kEntryFormatVersion) {
    return Damaged(fmt::format("has format version {}, expected {}",
                               stored.entry.format_version(),
                               kEntryFormatVersion));
  }
  stored.bytes = std::string(bytes);
  return stored;
}

}  // namespace techflow::ledger
