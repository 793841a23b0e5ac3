#include "clients/verify/bundle_check.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "clients/verify/recomputation.h"
#include "fmt/format.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/ledger/merkle_proof.h"
#include "storage/ledger/merkle_tree.h"
#include "storage/ledger/tlog_proof.h"

namespace techflow::verify {
namespace {

constexpr int kFormatVersion = 1;

std::string Message(const absl::Status& status) {
  return std::string(status.message());
}

v1::LocalizedText In(std::string zh, std::string en) {
  v1::LocalizedText text;
  text.set_zh(std::move(zh));
  text.set_en(std::move(en));
  return text;
}

// Makes the checks one after the other; each leaves behind what later ones
// need, and nothing where it has failed.
class BundleChecks {
 public:
  BundleChecks(absl::Span<const ledger::VerifierKey> keys,
               const std::optional<ledger::Checkpoint>& noted,
               const scorecard::Catalog& catalog)
      : keys_(keys), noted_(noted), catalog_(catalog) {}

  Verdict Run(std::string_view file) {
    verdict_.file_digest = ledger::Sha256(file);
    if (!ReadFile(file)) return Conclude();
    ReadEntry();
    CheckSignature();
    if (noted_.has_value()) CheckNotedCheckpoint();
    CheckInclusion();
    CheckModelInclusion();
    CheckModelVersion();
    CheckEvidence();
    CheckAssessment();
    CheckModelPackage();
    CheckRecomputed();
    return Conclude();
  }

 private:
  bool Met(Check check, v1::LocalizedText seen = {}) {
    verdict_.checks.push_back({check, Outcome::kMet, std::move(seen)});
    return true;
  }
  bool Fail(Check check, std::string zh, std::string en) {
    return Add(check, Outcome::kFailed, std::move(zh), std::move(en));
  }
  bool Skip(Check check, std::string zh, std::string en) {
    return Add(check, Outcome::kSkipped, std::move(zh), std::move(en));
  }
  bool Add(Check check, Outcome outcome, std::string zh, std::string en) {
    verdict_.checks.push_back(
        {check, outcome, In(std::move(zh), std::move(en))});
    return false;
  }
  bool SkipForEntry(Check check) {
    return Skip(check, "评级记录无法读取", "the rating's entry cannot be read");
  }

  bool ReadFile(std::string_view file) {
    if (!bundle_.ParseFromArray(file.data(), static_cast<int>(file.size()))) {
      return Fail(Check::kFile, "文件不是审计包",
                  "the file is no audit bundle");
    }
    if (bundle_.format_version() != kFormatVersion) {
      return Fail(Check::kFile,
                  fmt::format("审计包版本为 {}，应为 {}",
                              bundle_.format_version(), kFormatVersion),
                  fmt::format("the bundle has version {}, expected {}",
                              bundle_.format_version(), kFormatVersion));
    }
    return Met(Check::kFile);
  }

  bool ReadEntry() {
    auto stored = ledger::ParseEntry(bundle_.entry());
    if (!stored.ok()) {
      return Fail(Check::kEntry, Message(stored.status()),
                  Message(stored.status()));
    }
    if (!stored->entry.has_rating()) {
      return Fail(Check::kEntry, "该记录不是评级", "the entry is no rating");
    }
    verdict_.entry = std::move(stored->entry);
    return Met(Check::kEntry);
  }

  bool CheckSignature() {
    auto proof = ledger::ParseTlogProof(bundle_.tlog_proof());
    if (!proof.ok()) {
      return Fail(Check::kSignature, Message(proof.status()),
                  Message(proof.status()));
    }
    auto checkpoint = ledger::OpenCheckpoint(proof->checkpoint, keys_);
    if (!checkpoint.ok()) {
      return Fail(Check::kSignature, Message(checkpoint.status()),
                  Message(checkpoint.status()));
    }
    // One of the keys has signed; each alone tells which.
    for (const ledger::VerifierKey& key : keys_) {
      if (ledger::OpenCheckpoint(proof->checkpoint, {&key, 1}).ok()) {
        verdict_.verifier_key = key.ToString();
      }
    }
    proof_ = *std::move(proof);
    root_ = ledger::HashOf(checkpoint->root);
    verdict_.checkpoint = *std::move(checkpoint);
    return Met(Check::kSignature,
               In(verdict_.verifier_key, verdict_.verifier_key));
  }

  bool CheckNotedCheckpoint() {
    if (!verdict_.checkpoint) return SkipForCheckpoint(Check::kNotedCheckpoint);
    const ledger::Checkpoint& own = *verdict_.checkpoint;
    if (own.origin != noted_->origin) {
      return Fail(Check::kNotedCheckpoint,
                  fmt::format("审计包的日志是 {}，所记的是 {}", own.origin,
                              noted_->origin),
                  fmt::format("the bundle is of the log {}, the noted "
                              "checkpoint of {}",
                              own.origin, noted_->origin));
    }
    if (own.size != noted_->size) {
      return Fail(
          Check::kNotedCheckpoint,
          fmt::format(
              "审计包的检查点有 {} 条，所记的有 {} 条；二者是否一致须用 "
              "techflow audit consistency 证明",
              own.size, noted_->size),
          fmt::format("the checkpoint of the bundle is of {} entries, the "
                      "noted one of {}; `techflow audit consistency` proves "
                      "whether they agree",
                      own.size, noted_->size));
    }
    if (own.root != noted_->root) {
      return Fail(Check::kNotedCheckpoint, "同样条数而根不同：日志有两个版本",
                  "the same size with another root: there are two versions of "
                  "the log");
    }
    return Met(Check::kNotedCheckpoint);
  }

  bool SkipForCheckpoint(Check check) {
    return Skip(check, "没有可信的检查点", "there is no checkpoint to trust");
  }

  bool CheckInclusion() {
    if (!root_) return SkipForCheckpoint(Check::kInclusion);
    if (!verdict_.entry) return SkipForEntry(Check::kInclusion);
    if (verdict_.entry->position() != proof_.position) {
      return Fail(Check::kInclusion,
                  fmt::format("记录自称在位置 {}，证明说的是 {}",
                              verdict_.entry->position(), proof_.position),
                  fmt::format("the entry says position {}, its proof {}",
                              verdict_.entry->position(), proof_.position));
    }
    const absl::Status included = ledger::VerifyInclusion(
        proof_.position, verdict_.checkpoint->size,
        ledger::LeafHash(bundle_.entry()), proof_.hashes, *root_);
    if (!included.ok()) {
      return Fail(Check::kInclusion, Message(included), Message(included));
    }
    return Met(Check::kInclusion);
  }

  bool CheckModelInclusion() {
    if (!root_) return SkipForCheckpoint(Check::kModelInclusion);
    const auto proof = ledger::ParseTlogProof(bundle_.model_tlog_proof());
    if (!proof.ok()) {
      return Fail(Check::kModelInclusion, Message(proof.status()),
                  Message(proof.status()));
    }
    if (proof->checkpoint != proof_.checkpoint) {
      return Fail(Check::kModelInclusion, "证明不是在同一检查点下作的",
                  "its proof is not under the same checkpoint");
    }
    const absl::Status included = ledger::VerifyInclusion(
        proof->position, verdict_.checkpoint->size,
        ledger::LeafHash(bundle_.model_entry()), proof->hashes, *root_);
    if (!included.ok()) {
      return Fail(Check::kModelInclusion, Message(included), Message(included));
    }
    // A rating cannot have been made by a model that came later.
    if (verdict_.entry && proof->position >= verdict_.entry->position()) {
      return Fail(Check::kModelInclusion, "模型在评级之后才进入日志",
                  "the model came into the log after the rating");
    }
    model_position_ = proof->position;
    return Met(Check::kModelInclusion);
  }

  bool CheckModelVersion() {
    if (!verdict_.entry) return SkipForEntry(Check::kModelVersion);
    auto stored = ledger::ParseEntry(bundle_.model_entry());
    if (!stored.ok()) {
      return Fail(Check::kModelVersion, Message(stored.status()),
                  Message(stored.status()));
    }
    const store::v1::Entry& entry = stored->entry;
    const store::v1::RatingRecord& rating = verdict_.entry->rating();
    const std::string name =
        fmt::format("{}/versions/{}", entry.subject(), entry.number());
    if (!entry.has_model_version() || name != rating.model_version()) {
      return Fail(Check::kModelVersion,
                  fmt::format("评级由 {} 作出，记录是 {}",
                              rating.model_version(), name),
                  fmt::format("the rating was made by {}, the entry is {}",
                              rating.model_version(), name));
    }
    if (entry.model_version().package_digest() != rating.model_digest()) {
      return Fail(Check::kModelVersion, "该版本的模型包与评级所记的不同",
                  "that version has another package than the rating says");
    }
    if (model_position_ && *model_position_ != entry.position()) {
      return Fail(Check::kModelVersion, "记录自称的位置与证明不同",
                  "the entry says another position than its proof");
    }
    return Met(Check::kModelVersion, In(name, name));
  }

  // Erasing is lawful for evidence and assessments, so an empty one is not
  // wrong; unless the entry says that it was empty.
  static bool IsErased(const std::string& bytes, const std::string& digest) {
    return bytes.empty() && digest != ledger::Sha256("");
  }

  bool CheckDigest(Check check, const std::string& bytes,
                   const std::string& digest) {
    if (ledger::Sha256(bytes) != digest) {
      return Fail(
          check,
          fmt::format("SHA-256 为 {}，记录的是 {}",
                      ledger::Hex(ledger::Sha256(bytes)), ledger::Hex(digest)),
          fmt::format("its SHA-256 is {}, the entry says {}",
                      ledger::Hex(ledger::Sha256(bytes)), ledger::Hex(digest)));
    }
    return Met(check, In(fmt::format("SHA-256 {}", ledger::Hex(digest)),
                         fmt::format("SHA-256 {}", ledger::Hex(digest))));
  }

  bool CheckEvidence() {
    if (!verdict_.entry) return SkipForEntry(Check::kEvidence);
    const std::string& digest = verdict_.entry->rating().evidence_digest();
    if (IsErased(bundle_.evidence(), digest)) {
      return Add(Check::kEvidence, Outcome::kImpossible, "资料已被删除",
                 "the evidence was erased");
    }
    if (!CheckDigest(Check::kEvidence, bundle_.evidence(), digest)) {
      return false;
    }
    v1::Evidence evidence;
    if (evidence.ParseFromString(bundle_.evidence())) {
      verdict_.enterprise_name = evidence.profile().name();
    }
    return true;
  }

  bool CheckAssessment() {
    if (!verdict_.entry) return SkipForEntry(Check::kAssessment);
    const std::string& digest = verdict_.entry->rating().assessment_digest();
    if (IsErased(bundle_.assessment(), digest)) {
      return Add(Check::kAssessment, Outcome::kImpossible, "评级结果已被删除",
                 "the assessment was erased");
    }
    return CheckDigest(Check::kAssessment, bundle_.assessment(), digest);
  }

  bool CheckModelPackage() {
    if (!verdict_.entry) return SkipForEntry(Check::kModelPackage);
    return CheckDigest(Check::kModelPackage, bundle_.model_package(),
                       verdict_.entry->rating().model_digest());
  }

  Outcome OutcomeOf(Check check) const {
    const auto it = std::find_if(
        verdict_.checks.begin(), verdict_.checks.end(),
        [check](const CheckResult& result) { return result.check == check; });
    return it == verdict_.checks.end() ? Outcome::kSkipped : it->outcome;
  }

  // Other bytes than the entry names would give another rating, which would
  // tell nothing of this one.
  bool CheckRecomputed() {
    if (!verdict_.entry) return SkipForEntry(Check::kRecomputed);
    if (OutcomeOf(Check::kEvidence) == Outcome::kFailed ||
        OutcomeOf(Check::kModelPackage) != Outcome::kMet) {
      return Skip(Check::kRecomputed, "资料或模型包不是记录所指的",
                  "evidence or model package are not those of the entry");
    }
    Recomputation result =
        Recompute(bundle_, verdict_.entry->rating(), catalog_);
    verdict_.differences = std::move(result.differences);
    verdict_.checks.push_back(
        {Check::kRecomputed, result.outcome, std::move(result.reason)});
    return result.outcome == Outcome::kMet;
  }

  Verdict Conclude() {
    bool all_met = true;
    bool any_wrong = false;
    for (const CheckResult& result : verdict_.checks) {
      all_met = all_met && result.outcome == Outcome::kMet;
      any_wrong = any_wrong || result.outcome == Outcome::kFailed ||
                  result.outcome == Outcome::kSkipped;
    }
    verdict_.conclusion = all_met     ? Conclusion::kVerified
                          : any_wrong ? Conclusion::kNotVerified
                                      : Conclusion::kUnreproducible;
    return std::move(verdict_);
  }

  const absl::Span<const ledger::VerifierKey> keys_;
  const std::optional<ledger::Checkpoint>& noted_;
  const scorecard::Catalog& catalog_;

  v1::AuditBundle bundle_;
  ledger::TlogProof proof_;
  // The root of the signed checkpoint; unset unless the signature is met.
  std::optional<ledger::Hash> root_;
  std::optional<int64_t> model_position_;
  Verdict verdict_;
};

}  // namespace

Verdict CheckBundle(std::string_view file,
                    absl::Span<const ledger::VerifierKey> keys,
                    const std::optional<ledger::Checkpoint>& noted,
                    const scorecard::Catalog& catalog) {
  return BundleChecks(keys, noted, catalog).Run(file);
}

}  // namespace techflow::verify
