#ifndef TECHFLOW_STORAGE_START_ENTRIES_H_
#define TECHFLOW_STORAGE_START_ENTRIES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/keys.h"
#include "storage/ledger/signing_key.h"
#include "storage/log_reader.h"
#include "storage/prepared_entry.h"
#include "storage/rocksdb_rating_store.h"

// What a start leaves in the log. Pure functions; any thread.
namespace techflow::storage {

// How the store was found.
struct StartState {
  LogHead head;
  // The time of the last entry, 0 where there is none.
  int64_t recorded_at_us = 0;
  // False where it was left open: the process was killed.
  bool was_closed = true;
  // What the anchor held; empty: nothing, or none.
  std::string anchored_checkpoint;
  int64_t anchored_size = 0;
};

// How far the clock may be after the last entry at a start: more than the
// longest time for which nothing is stored, between the ratings of two years. A
// clock that is further ahead would give its time to all that is stored later.
inline constexpr int64_t kMaxClockLeadUs = int64_t{366} * 86'400 * 1'000'000;

// FAILED_PRECONDITION with both times where the start is more than that after
// the last entry, and nobody has given a reason. A start without a time, or of
// an empty log, is at no wrong time.
absl::Status CheckClock(const StoreOptions& options, const StartState& state);

// The entries of a start, in the order in which they are to be appended: a
// clock that was accepted, a recovery, an unclean start. None where the start
// has no time. Their time is not before that of the last entry, a change of the
// clock excepted.
absl::StatusOr<std::vector<PreparedEntry>> StartEntries(
    const StoreOptions& options, const StartState& state);

// The entry by which `next` takes the place of `present`.
absl::StatusOr<PreparedEntry> KeyChangeEntry(const StoreOptions& options,
                                             const ledger::SigningKey& present,
                                             const ledger::SigningKey& next,
                                             const StartState& state);

// What the old key signs for a change: drawn in entry.proto.
std::string KeyChangeText(const std::string& old_key,
                          const std::string& new_key);

// Adds the keys of a change to `keys`, which signed until then, oldest first;
// none where none was changed. DATA_LOSS where the entry holds no key, the key
// that it names has not signed it, or it does not follow the one before.
absl::Status AddKeyChange(const store::v1::Entry& entry,
                          std::vector<ledger::VerifierKey>& keys);

// The keys that have signed the log of `size` entries, as its entries say,
// oldest first; `present` alone where none was changed. DATA_LOSS where an
// entry holds no key or its signature is wrong.
absl::StatusOr<std::vector<ledger::VerifierKey>> SigningHistory(
    const LogReader& reader, int64_t size, const ledger::VerifierKey& present);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_START_ENTRIES_H_
