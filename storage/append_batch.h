#ifndef TECHFLOW_STORAGE_APPEND_BATCH_H_
#define TECHFLOW_STORAGE_APPEND_BATCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "rocksdb/write_batch.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/ledger/tree_edge.h"
#include "storage/log_reader.h"
#include "storage/prepared_entry.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// Where a log ends: what the next entry continues.
struct LogEnd {
  ledger::TreeEdge tree;
  // The time of the last entry, 0 where there is none.
  int64_t recorded_at_us = 0;

  int64_t size() const { return tree.size(); }
  LogHead head() const { return {.size = tree.size(), .root = tree.Root()}; }
};

// How far a clock may be behind the newest entry: what clocks that are set over
// the network are corrected by at once. The entry then takes the newest one's
// time. A clock that is further behind is wrong, or was.
inline constexpr int64_t kMaxClockLagUs = 10'000'000;

// The appends that are written together: decides on each in turn, as if those
// before it were stored already, and collects what has to be written. One
// thread at a time.
class AppendBatch {
 public:
  // Continues the log of `end`.
  AppendBatch(const Database& database, const LogReader& reader,
              const LogEnd& end);

  // Decides on the next append.
  void Add(PreparedEntry prepared);

  // What to write; nothing where end() is still that of the log.
  rocksdb::WriteBatch& Finish();

  // The end of the log once it is written.
  const LogEnd& end() const { return end_; }

  // The answers, in order. Where the write failed, that failure stands for
  // each answer that rests on it: also for a second request of the same id.
  std::vector<absl::StatusOr<AppendResult>> Answers(const absl::Status& write);

 private:
  struct Answer {
    absl::StatusOr<AppendResult> result;
    // False where it follows from what is on disk already.
    bool rests_on_write = false;
  };
  // The newest entry of a subject, in the batch or before it.
  struct Newest {
    SubjectHead head;
    // Its package, where it is a version of a model.
    std::string package_digest;
    bool is_in_batch = false;
  };

  Answer Decide(PreparedEntry& prepared);
  // The answer to a request whose id is known; nullopt where it is new.
  absl::StatusOr<std::optional<Answer>> AnswerAgain(
      const store::v1::Entry& entry) const;
  absl::StatusOr<Newest> FindNewest(const store::v1::Entry& entry) const;
  // Keeps the times of the log from going back.
  absl::Status SetTime(store::v1::Entry& entry) const;
  // Writes the entry, its indexes and its blobs into the batch.
  void Put(const StoredEntry& stored, const std::vector<DigestedBlob>& blobs);
  void Put(Column column, std::string_view key, std::string_view value);

  const Database& database_;
  const LogReader& reader_;
  LogEnd end_;
  rocksdb::WriteBatch batch_;
  std::vector<Answer> answers_;
  absl::flat_hash_map<std::string, Newest> newest_;
  // Index in answers_ by request id, and the blobs that are in the batch.
  absl::flat_hash_map<std::string, size_t> requests_;
  absl::flat_hash_set<std::string> blob_digests_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_APPEND_BATCH_H_
