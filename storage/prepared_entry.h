#ifndef TECHFLOW_STORAGE_PREPARED_ENTRY_H_
#define TECHFLOW_STORAGE_PREPARED_ENTRY_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// The longest grade; keys give it this much room.
inline constexpr size_t kMaxGradeBytes = 16;

// True for what a rating may have as its grade: at most so many bytes, none of
// them zero. The empty one is that of a rating without a grade.
bool IsGrade(std::string_view grade);

// The longest evidence, assessment or package. Far above what a request may
// carry; it bounds what one entry can hold up.
inline constexpr size_t kMaxBlobBytes = size_t{16} << 20;

// Bytes to keep under their digest.
struct DigestedBlob {
  BlobKind kind;
  std::string digest;
  std::string bytes;

  // True where the store is known to hold them.
  bool is_stored = false;
};

// A NewEntry that was found right, with its digests. What remains to be filled
// in is what only its place in the log decides.
struct PreparedEntry {
  store::v1::Entry entry;
  std::vector<DigestedBlob> blobs;

  // About what it will take in the log and beside it.
  size_t SizeBytes() const;
};

// Checks `entry` against the contract of NewEntry and computes its digests.
// INVALID_ARGUMENT with all that is wrong.
absl::StatusOr<PreparedEntry> Prepare(NewEntry entry);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_PREPARED_ENTRY_H_
