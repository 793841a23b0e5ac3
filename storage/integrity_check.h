#ifndef TECHFLOW_STORAGE_INTEGRITY_CHECK_H_
#define TECHFLOW_STORAGE_INTEGRITY_CHECK_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/database.h"
#include "storage/integrity_report.h"
#include "storage/ledger/signing_key.h"

namespace techflow::storage {

// What is looked at.
struct IntegrityOptions {
  // One of these, or a key that the log says came before or after one of them,
  // must have signed the anchor's checkpoint.
  std::vector<ledger::VerifierKey> keys = {};

  // The file of the anchor. Empty: it is not looked at.
  std::string anchor = "";

  // Whether evidence, assessments and packages are read, each whole.
  bool check_blobs = true;

  // Called now and then with how many entries were read, of how many. Null:
  // nobody is told.
  std::function<void(int64_t done, int64_t total)> progress = nullptr;

  // The disk, for tests. Null: the machine's.
  rocksdb::Env* env = nullptr;
};

// Derives everything that the store in `folder` holds beside its entries again
// from them, compares it, and names each damage: the tree and its head, the
// indexes, the chain of each subject, the times, the keys that signed, request
// ids, digests, and that the log extends the anchor. Changes nothing on disk.
// It needs memory for about 100 MB, whatever the size of the log, and what the
// process that was killed had not flushed. No other process may write the store
// meanwhile. Blocks; RocksDB may end the process over damaged files, so call it
// in one that may end. A store that cannot be opened for its damage is a report
// of that damage in "file". Errors:
//   NOT_FOUND            there is no store;
//   FAILED_PRECONDITION  it is of another format;
//   INVALID_ARGUMENT     an anchor without keys;
//   UNAVAILABLE          the disk failed.
absl::StatusOr<IntegrityReport> CheckIntegrity(const std::string& folder,
                                               const IntegrityOptions& options);

// The same of an open store; `options.env` is not looked at.
absl::StatusOr<IntegrityReport> CheckIntegrity(const Database& database,
                                               const IntegrityOptions& options);

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_INTEGRITY_CHECK_H_
