#include "clients/verify/bundle_check.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rating/rating_model.h"
#include "rating/scorecard/catalog.h"
#include "rating/serialize.h"
#include "storage/ledger/digest.h"
#include "storage/ledger/entry_bytes.h"
#include "storage/ledger/tlog_proof.h"
#include "tests/clients/verify/sample_bundle.h"

namespace techflow::verify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const SampleBundle& Sample() {
  static const auto& sample = *new SampleBundle(MakeSampleBundle());
  return sample;
}

Verdict CheckBytes(const std::string& file,
                   const std::optional<ledger::Checkpoint>& noted = {},
                   char seed = 's', const std::string& name = kSampleOrigin) {
  const ledger::VerifierKey keys[] = {SampleKey(seed, name).verifier()};
  return CheckBundle(file, keys, noted, scorecard::BuildStandardCatalog());
}

Verdict CheckMessage(const v1::AuditBundle& bundle,
                     const std::optional<ledger::Checkpoint>& noted = {}) {
  return CheckBytes(bundle.SerializeAsString(), noted);
}

std::vector<Check> With(const Verdict& verdict, Outcome outcome) {
  std::vector<Check> checks;
  for (const CheckResult& result : verdict.checks) {
    if (result.outcome == outcome) checks.push_back(result.check);
  }
  return checks;
}

std::vector<Check> Failed(const Verdict& verdict) {
  return With(verdict, Outcome::kFailed);
}

std::string ReasonOf(const Verdict& verdict, Check check) {
  for (const CheckResult& result : verdict.checks) {
    if (result.check == check) return result.reason.en();
  }
  return "";
}

void FlipBit(std::string& bytes, size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
}

// The entry of the sample with what `change` does to it, framed again.
template <typename Change>
std::string EntryWith(const Change& change) {
  auto stored = ledger::ParseEntry(Sample().bundle.entry());
  EXPECT_TRUE(stored.ok()) << stored.status();
  change(stored->entry);
  return ledger::FrameEntry(stored->entry);
}

TEST(BundleCheck, VerifiesWhatAServerExports) {
  const Verdict verdict = CheckMessage(Sample().bundle);
  EXPECT_EQ(verdict.conclusion, Conclusion::kVerified);
  EXPECT_THAT(
      With(verdict, Outcome::kMet),
      ElementsAre(Check::kFile, Check::kEntry, Check::kSignature,
                  Check::kInclusion, Check::kModelInclusion,
                  Check::kModelVersion, Check::kEvidence, Check::kAssessment,
                  Check::kModelPackage, Check::kRecomputed));
  EXPECT_EQ(verdict.checks.size(), 10u);
  EXPECT_EQ(verdict.entry->position(), kRatingPosition);
  EXPECT_EQ(verdict.checkpoint->size, 11);
  EXPECT_EQ(verdict.verifier_key,
            SampleKey('s', kSampleOrigin).verifier().ToString());
  EXPECT_FALSE(verdict.enterprise_name.zh().empty());
}

TEST(BundleCheck, RefusesWhatIsNoBundle) {
  for (const std::string& file :
       {std::string("no bundle"), std::string(),
        Sample().bundle.SerializeAsString().substr(0, 5000)}) {
    const Verdict verdict = CheckBytes(file);
    EXPECT_EQ(verdict.conclusion, Conclusion::kNotVerified);
    EXPECT_THAT(Failed(verdict), ElementsAre(Check::kFile));
    EXPECT_EQ(verdict.checks.size(), 1u);
  }
  v1::AuditBundle later = Sample().bundle;
  later.set_format_version(2);
  EXPECT_THAT(Failed(CheckMessage(later)), ElementsAre(Check::kFile));
}

// Every byte of the entry is in the leaf, so none can be changed unnoticed.
TEST(BundleCheck, FindsEveryByteOfTheEntryThatWasChanged) {
  for (size_t at = 0; at < Sample().bundle.entry().size(); ++at) {
    v1::AuditBundle bundle = Sample().bundle;
    // Without a model nothing is computed again, which takes its time.
    bundle.clear_model_package();
    FlipBit(*bundle.mutable_entry(), at);
    const Verdict verdict = CheckMessage(bundle);
    EXPECT_EQ(verdict.conclusion, Conclusion::kNotVerified) << at;
    EXPECT_THAT(Failed(verdict), testing::Contains(testing::AnyOf(
                                     Check::kEntry, Check::kInclusion)))
        << at;
  }
}

TEST(BundleCheck, FindsAChangedByteOfEvidenceAssessmentAndPackage) {
  v1::AuditBundle evidence = Sample().bundle;
  FlipBit(*evidence.mutable_evidence(), evidence.evidence().size() / 2);
  EXPECT_THAT(Failed(CheckMessage(evidence)), ElementsAre(Check::kEvidence));
  EXPECT_EQ(CheckMessage(evidence).conclusion, Conclusion::kNotVerified);

  v1::AuditBundle assessment = Sample().bundle;
  FlipBit(*assessment.mutable_assessment(), assessment.assessment().size() / 2);
  EXPECT_THAT(Failed(CheckMessage(assessment)),
              ElementsAre(Check::kAssessment));
  EXPECT_EQ(CheckMessage(assessment).conclusion, Conclusion::kNotVerified);

  v1::AuditBundle package = Sample().bundle;
  FlipBit(*package.mutable_model_package(), package.model_package().size() / 2);
  EXPECT_THAT(Failed(CheckMessage(package)), ElementsAre(Check::kModelPackage));
  EXPECT_EQ(CheckMessage(package).conclusion, Conclusion::kNotVerified);
}

TEST(BundleCheck, FindsEveryHashOfAProofThatWasChanged) {
  const auto proof = ledger::ParseTlogProof(Sample().bundle.tlog_proof());
  ASSERT_TRUE(proof.ok()) << proof.status();
  ASSERT_GE(proof->hashes.size(), 3u);
  for (size_t i = 0; i < proof->hashes.size(); ++i) {
    ledger::TlogProof changed = *proof;
    changed.hashes[i][31] ^= 1;
    v1::AuditBundle bundle = Sample().bundle;
    bundle.set_tlog_proof(ledger::TlogProofText(changed));
    const Verdict verdict = CheckMessage(bundle);
    EXPECT_THAT(Failed(verdict), ElementsAre(Check::kInclusion)) << i;
    EXPECT_EQ(verdict.conclusion, Conclusion::kNotVerified);
  }
  ledger::TlogProof longer = *proof;
  longer.hashes.push_back(longer.hashes[0]);
  v1::AuditBundle bundle = Sample().bundle;
  bundle.set_tlog_proof(ledger::TlogProofText(longer));
  EXPECT_THAT(Failed(CheckMessage(bundle)), ElementsAre(Check::kInclusion));
}

TEST(BundleCheck, FindsAProofOfAnotherPosition) {
  const std::string checkpoint =
      Sample().log.Checkpoint(SampleKey('s', kSampleOrigin));
  v1::AuditBundle bundle = Sample().bundle;
  bundle.set_tlog_proof(Sample().log.Proof(kRatingPosition + 1, checkpoint));
  const Verdict verdict = CheckMessage(bundle);
  EXPECT_THAT(Failed(verdict), ElementsAre(Check::kInclusion));
  EXPECT_THAT(ReasonOf(verdict, Check::kInclusion),
              HasSubstr("position 6, its proof 7"));
}

// A log of the same entries but one, honestly signed by the same key, is
// another log.
TEST(BundleCheck, FindsACheckpointOfAnotherTree) {
  SampleLog other;
  for (int64_t i = 0; i < 11; ++i) {
    auto stored = ledger::ParseEntry(Sample().log.entry(i));
    ASSERT_TRUE(stored.ok());
    if (i == 9) stored->entry.set_requested_by("somebody else");
    other.Append(stored->entry);
  }
  const std::string checkpoint =
      other.Checkpoint(SampleKey('s', kSampleOrigin));
  v1::AuditBundle bundle = Sample().bundle;
  bundle.set_tlog_proof(Sample().log.Proof(kRatingPosition, checkpoint));
  bundle.set_model_tlog_proof(Sample().log.Proof(kModelPosition, checkpoint));
  EXPECT_THAT(Failed(CheckMessage(bundle)),
              ElementsAre(Check::kInclusion, Check::kModelInclusion));
}

TEST(BundleCheck, RefusesEverySignatureButThatOfTheGivenKey) {
  // Another key of the same name, and the same key under another name.
  for (const Verdict& verdict :
       {CheckBytes(Sample().bundle.SerializeAsString(), {}, 't'),
        CheckBytes(Sample().bundle.SerializeAsString(), {}, 's',
                   "elsewhere.example/log")}) {
    EXPECT_EQ(verdict.conclusion, Conclusion::kNotVerified);
    EXPECT_THAT(Failed(verdict), ElementsAre(Check::kSignature));
    EXPECT_THAT(With(verdict, Outcome::kSkipped),
                ElementsAre(Check::kInclusion, Check::kModelInclusion));
    EXPECT_FALSE(verdict.checkpoint.has_value());
  }
  // A key that the bundle itself brings is not trusted for that.
  v1::AuditBundle forged = Sample().bundle;
  const ledger::SigningKey thief = SampleKey('t', kSampleOrigin);
  const std::string checkpoint = Sample().log.Checkpoint(thief);
  forged.set_tlog_proof(Sample().log.Proof(kRatingPosition, checkpoint));
  forged.set_model_tlog_proof(Sample().log.Proof(kModelPosition, checkpoint));
  forged.add_verifier_keys(thief.verifier().ToString());
  EXPECT_THAT(Failed(CheckMessage(forged)), ElementsAre(Check::kSignature));
}

TEST(BundleCheck, FindsAnotherModelEntry) {
  const std::string checkpoint =
      Sample().log.Checkpoint(SampleKey('s', kSampleOrigin));
  // Another model, and another version of the same: both are in the log.
  for (const int64_t position : {0, 2}) {
    v1::AuditBundle bundle = Sample().bundle;
    bundle.set_model_entry(Sample().log.entry(position));
    bundle.set_model_tlog_proof(Sample().log.Proof(position, checkpoint));
    const Verdict verdict = CheckMessage(bundle);
    EXPECT_EQ(verdict.conclusion, Conclusion::kNotVerified);
    EXPECT_THAT(Failed(verdict), ElementsAre(Check::kModelVersion));
  }
  // An entry that the log does not have.
  auto stored = ledger::ParseEntry(Sample().bundle.model_entry());
  ASSERT_TRUE(stored.ok());
  stored->entry.set_requested_by("forger");
  v1::AuditBundle bundle = Sample().bundle;
  bundle.set_model_entry(ledger::FrameEntry(stored->entry));
  EXPECT_THAT(Failed(CheckMessage(bundle)),
              ElementsAre(Check::kModelInclusion));
  // One that came after the rating.
  bundle = Sample().bundle;
  bundle.set_model_entry(Sample().log.entry(kRatingPosition + 1));
  bundle.set_model_tlog_proof(
      Sample().log.Proof(kRatingPosition + 1, checkpoint));
  EXPECT_THAT(Failed(CheckMessage(bundle)),
              ElementsAre(Check::kModelInclusion, Check::kModelVersion));
}

TEST(BundleCheck, FindsAModelProofUnderAnotherCheckpoint) {
  SampleLog shorter;
  for (int64_t i = 0; i < 8; ++i) {
    auto stored = ledger::ParseEntry(Sample().log.entry(i));
    ASSERT_TRUE(stored.ok());
    shorter.Append(stored->entry);
  }
  v1::AuditBundle bundle = Sample().bundle;
  bundle.set_model_tlog_proof(shorter.Proof(
      kModelPosition, shorter.Checkpoint(SampleKey('s', kSampleOrigin))));
  EXPECT_THAT(Failed(CheckMessage(bundle)),
              ElementsAre(Check::kModelInclusion));
}

// Whoever can write the store can make everything agree but the log.
TEST(BundleCheck, FindsARatingOfWhichEverythingWasMadeAnew) {
  SampleRating rating = CompleteCase();
  ASSERT_FALSE(rating.evidence.fiscal_years().empty());
  for (v1::FiscalYear& year : *rating.evidence.mutable_fiscal_years()) {
    year.mutable_rd_spend()->set_value("987654321");
  }
  v1::AuditBundle bundle = Sample().bundle;
  bundle.set_evidence(rating::Serialize(rating.evidence));
  bundle.set_assessment(Assess(rating));
  ASSERT_NE(bundle.assessment(), Sample().bundle.assessment());
  bundle.set_entry(EntryWith([&](store::v1::Entry& entry) {
    *entry.mutable_rating() = RecordOf(rating);
  }));
  const Verdict verdict = CheckMessage(bundle);
  EXPECT_EQ(verdict.conclusion, Conclusion::kNotVerified);
  EXPECT_THAT(Failed(verdict), ElementsAre(Check::kInclusion));
}

TEST(BundleCheck, NamesTheFieldsOfAnAssessmentThatNobodyComputed) {
  v1::Assessment assessment;
  ASSERT_TRUE(assessment.ParseFromString(Sample().bundle.assessment()));
  assessment.mutable_score()->set_value("99.5");
  v1::AuditBundle bundle = Sample().bundle;
  bundle.set_assessment(rating::Serialize(assessment));
  bundle.set_entry(EntryWith([&](store::v1::Entry& entry) {
    entry.mutable_rating()->set_assessment_digest(
        ledger::Sha256(bundle.assessment()));
  }));
  const Verdict verdict = CheckMessage(bundle);
  EXPECT_THAT(Failed(verdict),
              ElementsAre(Check::kInclusion, Check::kRecomputed));
  ASSERT_EQ(verdict.differences.size(), 1);
  EXPECT_EQ(verdict.differences[0].field(), "score.value");
  EXPECT_EQ(verdict.differences[0].stored(), "\"99.5\"");
}

TEST(BundleCheck, FindsAGradeInTheEntryThatTheAssessmentDoesNotHave) {
  v1::AuditBundle bundle = Sample().bundle;
  bundle.set_entry(EntryWith([](store::v1::Entry& entry) {
    entry.mutable_rating()->set_grade("T10");
  }));
  EXPECT_THAT(Failed(CheckMessage(bundle)),
              ElementsAre(Check::kInclusion, Check::kRecomputed));
}

// A log in which the rating is the sample's but for `change`, and its bundle.
template <typename Change>
v1::AuditBundle LoggedWith(const Change& change) {
  SampleLog log;
  for (int64_t i = 0; i < kRatingPosition; ++i) {
    auto stored = ledger::ParseEntry(Sample().log.entry(i));
    EXPECT_TRUE(stored.ok()) << stored.status();
    log.Append(stored->entry);
  }
  auto stored = ledger::ParseEntry(Sample().bundle.entry());
  EXPECT_TRUE(stored.ok()) << stored.status();
  change(stored->entry);
  log.Append(stored->entry);
  const std::string checkpoint = log.Checkpoint(SampleKey('s', kSampleOrigin));
  v1::AuditBundle bundle = Sample().bundle;
  bundle.set_entry(log.entry(kRatingPosition));
  bundle.set_tlog_proof(log.Proof(kRatingPosition, checkpoint));
  bundle.set_model_tlog_proof(log.Proof(kModelPosition, checkpoint));
  return bundle;
}

TEST(BundleCheck, SaysThatAnotherEngineCannotBeAsked) {
  const Verdict verdict = CheckMessage(LoggedWith([](store::v1::Entry& entry) {
    entry.mutable_rating()->set_engine_version(rating::kEngineVersion + 1);
  }));
  EXPECT_EQ(verdict.conclusion, Conclusion::kUnreproducible);
  EXPECT_THAT(Failed(verdict), IsEmpty());
  EXPECT_THAT(With(verdict, Outcome::kImpossible),
              ElementsAre(Check::kRecomputed));
}

TEST(BundleCheck, SaysThatErasedEvidenceCannotBeAsked) {
  v1::AuditBundle bundle = Sample().bundle;
  bundle.clear_evidence();
  const Verdict verdict = CheckMessage(bundle);
  EXPECT_EQ(verdict.conclusion, Conclusion::kUnreproducible);
  EXPECT_THAT(With(verdict, Outcome::kImpossible),
              ElementsAre(Check::kEvidence, Check::kRecomputed));
  // What is proved to be wrong stays wrong.
  FlipBit(*bundle.mutable_assessment(), 100);
  EXPECT_EQ(CheckMessage(bundle).conclusion, Conclusion::kNotVerified);
}

// An honest log of an engine that computed wrongly: all is proved, and it does
// not come out.
TEST(BundleCheck, FindsALoggedRatingThatComesOutOtherwise) {
  v1::AuditBundle bundle = LoggedWith([](store::v1::Entry& entry) {
    entry.mutable_rating()->set_as_of_date(20200101);
  });
  const Verdict verdict = CheckMessage(bundle);
  EXPECT_EQ(verdict.conclusion, Conclusion::kNotVerified);
  EXPECT_THAT(Failed(verdict), ElementsAre(Check::kRecomputed));
  EXPECT_FALSE(verdict.differences.empty());
}

TEST(BundleCheck, HoldsTheCheckpointAgainstTheOneThatWasNoted) {
  ledger::Checkpoint noted = *CheckMessage(Sample().bundle).checkpoint;
  const Verdict same = CheckMessage(Sample().bundle, noted);
  EXPECT_EQ(same.conclusion, Conclusion::kVerified);
  EXPECT_EQ(same.checks[3].check, Check::kNotedCheckpoint);

  ledger::Checkpoint forked = noted;
  FlipBit(forked.root, 0);
  const Verdict fork = CheckMessage(Sample().bundle, forked);
  EXPECT_EQ(fork.conclusion, Conclusion::kNotVerified);
  EXPECT_THAT(Failed(fork), ElementsAre(Check::kNotedCheckpoint));
  EXPECT_THAT(ReasonOf(fork, Check::kNotedCheckpoint),
              HasSubstr("two versions of the log"));

  ledger::Checkpoint earlier = noted;
  earlier.size = 7;
  EXPECT_THAT(
      ReasonOf(CheckMessage(Sample().bundle, earlier), Check::kNotedCheckpoint),
      HasSubstr("techflow audit consistency"));
  ledger::Checkpoint foreign = noted;
  foreign.origin = "elsewhere.example/log";
  EXPECT_THAT(Failed(CheckMessage(Sample().bundle, foreign)),
              ElementsAre(Check::kNotedCheckpoint));
}

// Whatever is cut or overwritten, it never verifies and never crashes.
TEST(BundleCheck, NeverVerifiesABundleOfWhichAnythingProvedIsMissing) {
  v1::AuditBundle without_proof = Sample().bundle;
  without_proof.clear_tlog_proof();
  v1::AuditBundle without_entry = Sample().bundle;
  without_entry.clear_entry();
  v1::AuditBundle without_model_entry = Sample().bundle;
  without_model_entry.clear_model_entry();
  v1::AuditBundle without_model_proof = Sample().bundle;
  without_model_proof.clear_model_tlog_proof();
  v1::AuditBundle without_package = Sample().bundle;
  without_package.clear_model_package();
  for (const v1::AuditBundle& bundle :
       {without_proof, without_entry, without_model_entry, without_model_proof,
        without_package}) {
    EXPECT_EQ(CheckMessage(bundle).conclusion, Conclusion::kNotVerified);
  }
}

}  // namespace
}  // namespace techflow::verify
