#include "storage/blob_check.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "storage/column_scan.h"
#include "storage/index_records.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"

namespace techflow::storage {
namespace {

// The first half of a digest: nobody makes two digests that begin alike. Their
// order is that of the keys.
using ShortDigest = std::array<unsigned char, 16>;

// Of each column at once: 16 MB, and as many bits.
constexpr size_t kMaxDigests = 1'000'000;

ShortDigest ShortDigestOf(std::string_view digest) {
  ShortDigest first{};
  std::copy_n(digest.begin(), std::min(first.size(), digest.size()),
              first.begin());
  return first;
}

// The blobs of one column, in the order of their digests, so many at a time.
class BlobColumn {
 public:
  BlobColumn(const Database& database, Column column, IntegrityReport& report)
      : column_(column), report_(report), scan_(database, column, report) {}

  // Reads the next blobs and checks each against its digest; false where there
  // are no more.
  bool Fill();

  // An entry names `digest`.
  void Name(std::string_view digest, int64_t position);

  // All entries were seen: reports what nobody names.
  void ReportUnnamed() const;

 private:
  void Take();

  const Column column_;
  IntegrityReport& report_;
  ColumnScan scan_;
  bool is_done_ = false;
  // What is held is all that is above `after_`, or all there is, and not above
  // `until_`; nullopt: to the end.
  std::string after_;
  std::optional<std::string> until_ = "";
  std::vector<ShortDigest> held_;
  std::vector<bool> is_named_;
};

bool BlobColumn::Fill() {
  if (is_done_) {
    held_.clear();
    return false;
  }
  after_ = until_.value_or("");
  held_.clear();
  while (held_.size() < kMaxDigests) {
    if (!scan_.Next()) {
      is_done_ = true;
      break;
    }
    Take();
  }
  // Where the rest cannot be read, nothing is known of it.
  if (is_done_ && scan_.is_whole()) until_ = std::nullopt;
  is_named_.assign(held_.size(), false);
  return true;
}

void BlobColumn::Take() {
  const std::string_view digest = scan_.key();
  ++report_.blobs;
  const std::string actual = ledger::Sha256(scan_.value());
  if (actual != digest) {
    report_.Add(PartOf(column_), -1,
                fmt::format("{}: what is stored under this digest has the "
                            "digest {}",
                            ledger::Hex(digest), ledger::Hex(actual)));
  }
  held_.push_back(ShortDigestOf(digest));
  until_ = std::string(digest);
}

void BlobColumn::Name(std::string_view digest, int64_t position) {
  if (digest.size() != ledger::kDigestBytes) return;
  if (!after_.empty() && digest <= after_) return;
  if (until_.has_value() && digest > *until_) return;
  const ShortDigest first = ShortDigestOf(digest);
  const auto it = std::lower_bound(held_.begin(), held_.end(), first);
  if (it != held_.end() && *it == first) {
    is_named_[static_cast<size_t>(it - held_.begin())] = true;
    return;
  }
  report_.Add(PartOf(column_), position,
              fmt::format("{}: is missing, and the entry names it",
                          ledger::Hex(digest)));
}

void BlobColumn::ReportUnnamed() const {
  for (size_t i = 0; i < held_.size(); ++i) {
    if (is_named_[i]) continue;
    const std::string first(held_[i].begin(), held_[i].end());
    report_.Add(PartOf(column_), -1,
                fmt::format("{}...: no entry names it", ledger::Hex(first)));
  }
}

// Shows all entries to the columns.
void NameAll(const Database& database, BlobColumn& evidence,
             BlobColumn& assessment, BlobColumn& model) {
  // What cannot be read is named where the entries are checked.
  IntegrityReport damage;
  NumberScan scan(database, Column::kEntry, damage);
  while (scan.Next()) {
    const auto stored = ledger::ParseEntry(scan.value());
    if (!stored.ok()) continue;
    const store::v1::Entry& entry = stored->entry;
    if (entry.has_rating()) {
      evidence.Name(entry.rating().evidence_digest(), scan.number());
      assessment.Name(entry.rating().assessment_digest(), scan.number());
    } else if (entry.has_model_version()) {
      model.Name(entry.model_version().package_digest(), scan.number());
    }
  }
}

}  // namespace

void CheckBlobs(const Database& database, IntegrityReport& report) {
  BlobColumn evidence(database, Column::kEvidence, report);
  BlobColumn assessment(database, Column::kAssessment, report);
  BlobColumn model(database, Column::kModel, report);
  const bool entries_are_sound = !report.Names("entry");
  while (true) {
    // Each of them must move on.
    bool has_more = evidence.Fill();
    has_more = assessment.Fill() || has_more;
    has_more = model.Fill() || has_more;
    if (!has_more) return;
    NameAll(database, evidence, assessment, model);
    if (!entries_are_sound) continue;
    evidence.ReportUnnamed();
    assessment.ReportUnnamed();
    model.ReportUnnamed();
  }
}

}  // namespace techflow::storage
