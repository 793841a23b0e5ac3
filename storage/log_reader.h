#ifndef TECHFLOW_STORAGE_LOG_READER_H_
#define TECHFLOW_STORAGE_LOG_READER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/rating_store.h"

namespace techflow::storage {

// Reads the log through its indexes; the calls are those of RatingStore. An
// index that leads to no entry or to another one than it says is DATA_LOSS.
// Any thread may call anything.
class LogReader {
 public:
  // `database` must outlive it.
  explicit LogReader(const Database& database) : database_(database) {}

  absl::StatusOr<StoredEntry> Get(int64_t position) const;
  absl::StatusOr<StoredEntry> GetByNumber(std::string_view subject,
                                          int64_t number) const;
  absl::StatusOr<StoredEntry> GetByRequestId(std::string_view request_id) const;
  absl::StatusOr<std::string> Blob(BlobKind kind,
                                   std::string_view digest) const;
  absl::StatusOr<std::vector<StoredEntry>> History(std::string_view subject,
                                                   int64_t before_number,
                                                   int limit) const;
  absl::StatusOr<std::vector<StoredEntry>> ByAsOfDate(
      const AsOfQuery& query) const;
  absl::StatusOr<std::vector<std::string>> Subjects(std::string_view prefix,
                                                    std::string_view after,
                                                    int limit) const;

  // The newest entry of `subject`; number 0 where it has none.
  absl::StatusOr<SubjectHead> Head(std::string_view subject) const;

  // What the store says of the log, having checked that it ends there.
  absl::StatusOr<LogHead> ReadHead() const;

  absl::StatusOr<int64_t> SizeAt(int64_t time_us, int64_t size) const;
  absl::StatusOr<int64_t> NumberAt(std::string_view subject,
                                   int64_t size) const;

 private:
  // The entries that an index leads to.
  absl::StatusOr<std::vector<StoredEntry>> GetAll(
      const std::vector<int64_t>& positions) const;

  const Database& database_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_LOG_READER_H_
