#include "storage/prepared_entry.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "fmt/format.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"

namespace techflow::storage {
namespace {

// "enterprises/" and an id of at most 63 bytes need less; keys hold subjects.
constexpr size_t kMaxSubjectBytes = 128;
// As the request's contract says.
constexpr size_t kMaxRequestIdBytes = 128;
// 128 characters of up to four bytes.
constexpr size_t kMaxRequestedByBytes = 512;
// "models/{model}/versions/{number}".
constexpr size_t kMaxModelVersionBytes = 160;

// Collects what is wrong.
class Violations {
 public:
  void Require(bool holds, std::string_view field, std::string_view expected) {
    if (!holds) found_.push_back(fmt::format("{} {}", field, expected));
  }

  absl::Status ToStatus() const {
    if (found_.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(fmt::format(
        "the entry cannot be stored: {}", absl::StrJoin(found_, "; ")));
  }

 private:
  std::vector<std::string> found_;
};

bool IsVisibleAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= '!' && c <= '~'; });
}

bool HasUnknownFields(const google::protobuf::Message& message) {
  return !message.GetReflection()->GetUnknownFields(message).empty();
}

bool IsDate(int32_t date) {
  const int32_t month = date / 100 % 100;
  const int32_t day = date % 100;
  return date >= 10101 && date <= 99991231 && month >= 1 && month <= 12 &&
         day >= 1 && day <= 31;
}

void CheckBlob(std::string_view field, std::string_view bytes,
               std::string_view digest_field, std::string_view digest,
               Violations& violations) {
  violations.Require(!bytes.empty() && bytes.size() <= kMaxBlobBytes, field,
                     fmt::format("has {} bytes, expected 1 to {}", bytes.size(),
                                 kMaxBlobBytes));
  violations.Require(digest.empty(), digest_field, "is for the store to set");
}

void CheckRating(const NewEntry& entry, Violations& violations) {
  const store::v1::RatingRecord& rating = entry.entry.rating();
  violations.Require(
      IsDate(rating.as_of_date()), "as_of_date",
      fmt::format("is {}, expected a day as YYYYMMDD", rating.as_of_date()));
  violations.Require(!rating.model_version().empty() &&
                         rating.model_version().size() <= kMaxModelVersionBytes,
                     "model_version",
                     "must be \"models/{model}/versions/{number}\"");
  violations.Require(rating.model_digest().size() == ledger::kDigestBytes,
                     "model_digest", "must be 32 bytes");
  violations.Require(rating.engine_version() > 0, "engine_version",
                     "must be 1 or more");
  violations.Require(IsGrade(rating.grade()), "grade",
                     "must be at most 16 bytes, none of them zero");
  violations.Require(!HasUnknownFields(rating), "rating",
                     "has fields that this version does not know");
  CheckBlob("evidence", entry.evidence, "evidence_digest",
            rating.evidence_digest(), violations);
  CheckBlob("assessment", entry.assessment, "assessment_digest",
            rating.assessment_digest(), violations);
  violations.Require(entry.model_package.empty(), "model_package",
                     "does not belong to a rating");
}

void CheckModelVersion(const NewEntry& entry, Violations& violations) {
  const store::v1::ModelVersionRecord& version = entry.entry.model_version();
  violations.Require(!HasUnknownFields(version), "model_version",
                     "has fields that this version does not know");
  CheckBlob("model_package", entry.model_package, "package_digest",
            version.package_digest(), violations);
  violations.Require(entry.evidence.empty() && entry.assessment.empty(),
                     "evidence and assessment",
                     "do not belong to a version of a model");
}

// What the log says of itself; the store alone makes such entries.
bool IsOfLedger(const store::v1::Entry& entry) {
  return entry.has_key_change() || entry.has_unclean_start() ||
         entry.has_recovery() || entry.has_clock_change();
}

std::string_view CollectionOf(const store::v1::Entry& entry) {
  return entry.has_rating() ? "enterprises/" : "models/";
}

bool IsSubject(const store::v1::Entry& entry) {
  if (IsOfLedger(entry)) return entry.subject() == kLedgerSubject;
  const std::string_view collection = CollectionOf(entry);
  return entry.subject().starts_with(collection) &&
         entry.subject().size() > collection.size() &&
         entry.subject().size() <= kMaxSubjectBytes &&
         IsVisibleAscii(entry.subject());
}

void CheckLedgerEntry(const NewEntry& entry, Violations& violations) {
  violations.Require(entry.evidence.empty() && entry.assessment.empty() &&
                         entry.model_package.empty(),
                     "evidence, assessment and model_package",
                     "do not belong to an entry of the ledger");
  violations.Require(entry.entry.request_id().empty(), "request_id",
                     "does not belong to an entry of the ledger");
}

void CheckEntry(const store::v1::Entry& entry, Violations& violations) {
  violations.Require(entry.format_version() == 0 && entry.position() == 0 &&
                         entry.number() == 0 && entry.previous_position() == 0,
                     "format_version, position, number and previous_position",
                     "are for the store to set");
  violations.Require(
      IsSubject(entry), "subject",
      fmt::format(
          "is \"{}\", expected \"{}\" in visible ASCII", entry.subject(),
          IsOfLedger(entry) ? std::string(kLedgerSubject)
                            : fmt::format("{}{{id}}", CollectionOf(entry))));
  violations.Require(entry.recorded_at_us() > 0, "recorded_at_us",
                     "must be a time after 1970");
  violations.Require(entry.requested_by().size() <= kMaxRequestedByBytes,
                     "requested_by", "must be at most 128 characters");
  violations.Require(entry.request_id().size() <= kMaxRequestIdBytes &&
                         IsVisibleAscii(entry.request_id()),
                     "request_id",
                     "must be at most 128 visible ASCII characters");
  const size_t digest_bytes = entry.request_digest().size();
  violations.Require(
      entry.request_id().empty()
          ? digest_bytes == 0 || digest_bytes == ledger::kDigestBytes
          : digest_bytes == ledger::kDigestBytes,
      "request_digest", "must be 32 bytes");
  violations.Require(!HasUnknownFields(entry), "entry",
                     "has fields that this version does not know");
}

}  // namespace

bool IsGrade(std::string_view grade) {
  return grade.size() <= kMaxGradeBytes &&
         grade.find('\0') == std::string_view::npos;
}

size_t PreparedEntry::SizeBytes() const {
  size_t total = entry.ByteSizeLong();
  for (const DigestedBlob& blob : blobs) {
    total += blob.is_stored ? 0 : blob.bytes.size();
  }
  return total;
}

absl::StatusOr<PreparedEntry> Prepare(NewEntry entry) {
  Violations violations;
  CheckEntry(entry.entry, violations);
  if (entry.entry.has_rating()) {
    CheckRating(entry, violations);
  } else if (entry.entry.has_model_version()) {
    CheckModelVersion(entry, violations);
  } else if (IsOfLedger(entry.entry)) {
    CheckLedgerEntry(entry, violations);
  } else {
    violations.Require(false, "record", "must be a rating or a model_version");
  }
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  PreparedEntry prepared{.entry = std::move(entry.entry), .blobs = {}};
  prepared.entry.set_format_version(ledger::kEntryFormatVersion);
  // Digests the bytes, keeps them, and answers with the digest.
  const auto keep = [&prepared](BlobKind kind, std::string bytes) {
    std::string digest = ledger::Sha256(bytes);
    prepared.blobs.push_back(
        {.kind = kind, .digest = digest, .bytes = std::move(bytes)});
    return digest;
  };
  if (prepared.entry.has_rating()) {
    store::v1::RatingRecord& rating = *prepared.entry.mutable_rating();
    rating.set_evidence_digest(
        keep(BlobKind::kEvidence, std::move(entry.evidence)));
    rating.set_assessment_digest(
        keep(BlobKind::kAssessment, std::move(entry.assessment)));
  } else if (prepared.entry.has_model_version()) {
    prepared.entry.mutable_model_version()->set_package_digest(
        keep(BlobKind::kModelPackage, std::move(entry.model_package)));
  }
  return prepared;
}

}  // namespace techflow::storage
