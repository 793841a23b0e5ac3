#ifndef TECHFLOW_STORAGE_INDEX_CHECK_H_
#define TECHFLOW_STORAGE_INDEX_CHECK_H_

#include <array>
#include <string>

#include "absl/status/statusor.h"
#include "storage/database.h"
#include "storage/index_damage.h"
#include "storage/integrity_report.h"
#include "storage/record_sum.h"
#include "techflow/store/v1/entry.pb.h"

namespace techflow::storage {

// Whether the indexes hold exactly what the entries give, and whether each
// entry names the one before it of its subject. Sums over both sides are
// compared, so a sound store is read once from end to end, in fixed memory;
// only where they differ is each record looked up. One thread at a time.
//
// The chain of a subject: every place in a history, (subject, number) at a
// position, must be named once, by the next entry or, the last, by the subject
// column. With the history column equal to the entries' places, in which no
// number is twice, that leaves one chain from each subject's newest entry to
// its number 1.
class IndexCheck {
 public:
  // Both must outlive it. UNAVAILABLE where the machine gives no random bytes.
  static absl::StatusOr<IndexCheck> Create(const Database& database,
                                           IntegrityReport& report);

  // An entry of the log.
  void Add(const store::v1::Entry& entry);

  // All were added: reads the columns and reports what differs.
  void Finish();

 private:
  IndexCheck(const Database& database, IntegrityReport& report,
             std::string secret)
      : database_(database), report_(report), secret_(std::move(secret)) {}

  RecordSum& derived(Column column) {
    return derived_[static_cast<size_t>(column)];
  }
  // The sum of what is stored in `column`. Of subject, the places it names.
  RecordSum Stored(Column column);

  const Database& database_;
  IntegrityReport& report_;
  const std::string secret_;
  // What the entries give each column.
  std::array<RecordSum, kColumnCount> derived_;
  // The places that entries name as those before them.
  RecordSum named_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_INDEX_CHECK_H_
