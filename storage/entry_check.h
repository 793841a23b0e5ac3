#ifndef TECHFLOW_STORAGE_ENTRY_CHECK_H_
#define TECHFLOW_STORAGE_ENTRY_CHECK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "storage/integrity_report.h"
#include "storage/ledger/signing_key.h"
#include "techflow/store/v1/entry.pb.h"

namespace techflow::storage {

// Checks the entries in their order: what each says of itself, and what it says
// of those before it that needs no look-up: times, keys that sign, packages.
// Its memory grows with the versions of models alone. One thread at a time.
class EntryCheck {
 public:
  // `report` must outlive it.
  explicit EntryCheck(IntegrityReport& report) : report_(report) {}

  // The entry that is stored at `position`; nullopt where these are not the
  // bytes of one. Positions rise from call to call.
  std::optional<store::v1::Entry> Check(int64_t position,
                                        std::string_view bytes);

  // The keys that signed, the oldest first; none where none was changed.
  const std::vector<ledger::VerifierKey>& keys() const { return keys_; }

 private:
  void CheckPlace(const store::v1::Entry& entry);
  void CheckTime(const store::v1::Entry& entry);
  void CheckRecord(const store::v1::Entry& entry);
  void CheckRating(const store::v1::Entry& entry);
  void CheckKeyChange(const store::v1::Entry& entry);
  void CheckLogSize(const store::v1::Entry& entry, int64_t log_size);
  void Add(const store::v1::Entry& entry, std::string what) {
    report_.Add("entry", entry.position(), std::move(what));
  }

  IntegrityReport& report_;
  // Of the last entry that was one.
  int64_t position_ = -1;
  int64_t recorded_at_us_ = 0;
  // True where an entry was missing or none: what rests on it is not judged.
  bool has_gap_ = false;
  absl::flat_hash_set<std::string> package_digests_;
  std::vector<ledger::VerifierKey> keys_;
};

}  // namespace techflow::storage

#endif  // TECHFLOW_STORAGE_ENTRY_CHECK_H_
