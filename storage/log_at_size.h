#ifndef TECHFLOW_STORAGE_LOG_AT_SIZE_H_
#define TECHFLOW_STORAGE_LOG_AT_SIZE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/log_reader.h"
#include "storage/rating_store.h"
#include "storage/stored_nodes.h"

namespace techflow::storage {

// The log as it was when it had so many entries, read from one that has as many
// or more: what came later is not there. The calls are those of RatingStore.
// Blobs alone may be of later entries: they have no place but their digest.
// Any thread may call anything.
class LogAtSize final : public ledger::NodeSource {
 public:
  // `reader` and `nodes` must outlive it.
  LogAtSize(const LogReader& reader, const StoredNodes& nodes, int64_t size)
      : reader_(reader), nodes_(nodes), size_(size) {}

  absl::StatusOr<StoredEntry> Get(int64_t position) const;
  absl::StatusOr<StoredEntry> GetByNumber(std::string_view subject,
                                          int64_t number) const;
  absl::StatusOr<StoredEntry> GetByRequestId(std::string_view request_id) const;
  absl::StatusOr<std::string> Blob(BlobKind kind,
                                   std::string_view digest) const;
  absl::StatusOr<std::vector<StoredEntry>> History(std::string_view subject,
                                                   int64_t before_number,
                                                   int limit) const;
  absl::StatusOr<std::vector<StoredEntry>> ByAsOfDate(AsOfQuery query) const;
  absl::StatusOr<std::vector<std::string>> Subjects(std::string_view prefix,
                                                    std::string_view after,
                                                    int limit) const;
  absl::StatusOr<int64_t> SizeAt(int64_t time_us) const;
  absl::StatusOr<int64_t> NumberAt(std::string_view subject,
                                   int64_t size) const;

  // The nodes of the tree of its size. DATA_LOSS where one is missing,
  // INVALID_ARGUMENT where it has no such node.
  absl::StatusOr<std::vector<ledger::Hash>> Read(
      absl::Span<const int64_t> indexes) const override;

 private:
  // Whether the first entry of `subject` was there.
  absl::StatusOr<bool> HasSubject(const std::string& subject) const;

  const LogReader& reader_;
  const StoredNodes& nodes_;
  const int64_t size_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_LOG_AT_SIZE_H_
