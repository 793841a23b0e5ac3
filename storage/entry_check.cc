#include "storage/entry_check.h"

#include <utility>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/start_entries.h"

namespace techflow::storage {

using store::v1::Entry;

std::optional<Entry> EntryCheck::Check(int64_t position,
                                       std::string_view bytes) {
  auto stored = ledger::ParseEntry(bytes);
  if (!stored.ok()) {
    report_.Add("entry", position, std::string(stored.status().message()));
    return std::nullopt;
  }
  Entry& entry = stored->entry;
  if (entry.position() != position) {
    report_.Add(
        "entry", position,
        fmt::format("holds the entry of position {}", entry.position()));
    return std::nullopt;
  }
  has_gap_ = has_gap_ || position != position_ + 1;
  CheckPlace(entry);
  CheckTime(entry);
  CheckRecord(entry);
  position_ = position;
  return std::move(entry);
}

void EntryCheck::CheckPlace(const Entry& entry) {
  if (entry.number() < 1) {
    Add(entry,
        fmt::format("its number is {}, expected 1 or more", entry.number()));
  }
  const bool is_first = entry.number() == 1;
  const int64_t before = entry.previous_position();
  if (is_first ? before != -1 : before < 0 || before >= entry.position()) {
    Add(entry, fmt::format("its previous_position is {}, expected {}", before,
                           is_first ? "-1 in the first of a subject"
                                    : "that of an entry before it"));
  }
}

void EntryCheck::CheckTime(const Entry& entry) {
  if (entry.has_clock_change()) {
    const int64_t said = entry.clock_change().previous_recorded_at_us();
    if (said != recorded_at_us_ && entry.position() == position_ + 1) {
      Add(entry, fmt::format("says that the entry before was stored at {} us, "
                             "and that one says {}",
                             said, recorded_at_us_));
    }
  } else if (entry.recorded_at_us() < recorded_at_us_) {
    Add(entry, fmt::format("was stored at {} us, before the entry above it, {}",
                           entry.recorded_at_us(), recorded_at_us_));
  }
  recorded_at_us_ = entry.recorded_at_us();
}

void EntryCheck::CheckRecord(const Entry& entry) {
  switch (entry.record_case()) {
    case Entry::kRating:
      CheckRating(entry);
      break;
    case Entry::kModelVersion: {
      ++report_.model_versions;
      const std::string& digest = entry.model_version().package_digest();
      if (digest.size() != ledger::kDigestBytes) {
        Add(entry, fmt::format("its package_digest has {} bytes, expected {}",
                               digest.size(), ledger::kDigestBytes));
      }
      package_digests_.insert(digest);
      break;
    }
    case Entry::kKeyChange:
      CheckKeyChange(entry);
      break;
    case Entry::kUncleanStart:
      CheckLogSize(entry, entry.unclean_start().log_size());
      break;
    case Entry::kRecovery:
      CheckLogSize(entry, entry.recovery().log_size());
      break;
    case Entry::kClockChange:
      break;
    case Entry::RECORD_NOT_SET:
      Add(entry, "holds no record that is known here");
      break;
  }
}

void EntryCheck::CheckRating(const Entry& entry) {
  ++report_.ratings;
  const store::v1::RatingRecord& rating = entry.rating();
  for (const auto& [field, digest] :
       {std::pair("evidence_digest", &rating.evidence_digest()),
        std::pair("assessment_digest", &rating.assessment_digest())}) {
    if (digest->size() != ledger::kDigestBytes) {
      Add(entry, fmt::format("its {} has {} bytes, expected {}", field,
                             digest->size(), ledger::kDigestBytes));
    }
  }
  if (!has_gap_ && !package_digests_.contains(rating.model_digest())) {
    Add(entry, fmt::format("its model_digest {} is that of no version of a "
                           "model before it",
                           ledger::Hex(rating.model_digest())));
  }
}

void EntryCheck::CheckKeyChange(const Entry& entry) {
  absl::Status status = AddKeyChange(entry, keys_);
  if (!status.ok() && has_gap_) {
    // The change that it follows may be the one that is missing.
    keys_.clear();
    status = AddKeyChange(entry, keys_);
  }
  if (!status.ok()) Add(entry, std::string(status.message()));
}

void EntryCheck::CheckLogSize(const Entry& entry, int64_t log_size) {
  if (log_size >= 0 && log_size <= entry.position()) return;
  Add(entry, fmt::format("its log_size is {}, expected 0 to {}, its position",
                         log_size, entry.position()));
}

}  // namespace techflow::storage
