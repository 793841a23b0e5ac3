#ifndef TECHFLOW_STORAGE_ROCKSDB_RATING_STORE_H_
#define TECHFLOW_STORAGE_ROCKSDB_RATING_STORE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "storage/ledger/signing_key.h"
#include "storage/rating_store.h"

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace techflow::storage {

// How a store is opened.
struct StoreOptions {
  // The disk, for tests; it must outlive the store. Null: the machine's.
  rocksdb::Env* env = nullptr;

  // Signs the checkpoints. Null: there are none, and no anchor.
  std::shared_ptr<const ledger::SigningKey> key = nullptr;

  // The file of the anchor, best on another disk. Empty: none.
  std::string anchor = "";

  // From the start on, this key signs, of the same name; the change is an entry
  // that the old key has signed. Null: no change.
  std::shared_ptr<const ledger::SigningKey> next_key = nullptr;

  // The time of the start, for entries that speak of it: that the store was not
  // closed, a recovery, a clock that was accepted. 0: none are made, and the
  // time is not compared with that of the log.
  int64_t opened_at_us = 0;

  // Who starts it, kept in these entries.
  std::string opened_by = "";

  // Why the log may start although it does not extend the anchor. Empty: it
  // may not.
  std::string recovery_reason = "";

  // Why entries may from now on have times before those of the log, or more
  // than kMaxClockLeadUs (start_entries.h) after them. Empty: they may not.
  std::string clock_reason = "";
};

// Opens the store in `folder`, on a local disk and for this process alone, or
// makes one where the folder is missing or empty. Destroying it writes the
// appends that wait, then closes; no other call may be under way by then.
//   FAILED_PRECONDITION  another process has it open; the folder holds
//                        something else; the format is not known here; the log
//                        does not extend the anchor; another key signed it;
//                        the time of the start is long after that of the log;
//   DATA_LOSS            it is damaged: it is never repaired by leaving
//                        records out, and nothing is made over it;
//   UNAVAILABLE          the disk failed.
absl::StatusOr<std::unique_ptr<RatingStore>> OpenRocksDbRatingStore(
    const std::string& folder, const StoreOptions& options);

// The same without a key: it keeps the tree and signs nothing.
absl::StatusOr<std::unique_ptr<RatingStore>> OpenRocksDbRatingStore(
    const std::string& folder, rocksdb::Env* env = nullptr);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_ROCKSDB_RATING_STORE_H_
